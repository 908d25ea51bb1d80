"""A park's first years, played by its people: in process and on a server alike."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from activities.contracts import Life
from records.database import Database
from records.reading import queries
from regulation.calendar.working_days import CST
from regulation.casework.entry import Receipt, Submission
from regulation.conditions.dossier import Site
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import Import
from regulation.procedures.park.imported import ImportedPark, Provenance, YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from tests.conftest import DISTRICT, EDITION, OPERATOR, PEOPLE, Story
from tests.figures import FIGURES, FULL_MARKS

PARK = "jiangbei"
ACTED = 3  # years of self-assessments and surveys that are played


def _park(today: date) -> ImportedPark:
    return ImportedPark(
        id=PARK,
        name="江北人力资源服务产业园",
        district=DISTRICT,
        sites=(Site(address="某路1号", area_m2=Decimal(3600), main=True),),
        operator=OPERATOR,
        firms=12,
        counted_on=today,
        designated_on=date(today.year - 2, 3, 10),
        designation_no="旧文号",
        self_scores=(YearScore(year=today.year - 1, score=Decimal(80)),),
        provenance=Provenance(source="存量名录", vouched_by="李经办", file_sha256="a" * 64, row=2),
    )


async def play(env: Any, client: Any, db: Database, queue: str) -> None:
    """Enter a park, assess each year in time, survey once and then no more, and let the rest go its way."""
    now: datetime = await env.get_current_time()
    park = _park(now.astimezone(CST).date())
    form = Import(edition=EDITION.id, edition_digest=EDITION.digest, park=park)
    fresh = ParkFile(
        id=PARK, name=park.name, district=DISTRICT, edition=EDITION.id, edition_digest=EDITION.digest
    )
    start: Any = WithStartWorkflowOperation(
        "ParkLifecycle",
        Life(park=fresh),
        id=fresh.case,
        task_queue=queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
    city = next(p for p in PEOPLE if p.id == "city").acting(Role.CITY_HRSS)
    submission = Submission(
        act=Act.IMPORT_PARK, actor=city, key=uuid.uuid4().hex, seen=0, form=form.model_dump(mode="json")
    )
    await client.execute_update_with_start_workflow(
        "act", submission, start_workflow_operation=start, id=submission.key, result_type=Receipt
    )
    for year in range(now.year, now.year + ACTED):
        await _until(env, datetime(year + 1, 2, 1, tzinfo=CST))
        await _assess(env, client, db, year)
        await _until(env, datetime(year + 1, 3, 20, tzinfo=CST))
        await _survey(env, client, db, year)
    await _until(env, datetime(now.year + ACTED, 12, 1, tzinfo=CST))


async def _until(env: Any, moment: datetime) -> None:
    await env.sleep(moment - await env.get_current_time())


def _story(env: Any, client: Any, db: Database, kind: Kind, number: int) -> Story:
    case = case_name(PARK, kind, number)
    return Story(env, db, client.get_workflow_handle(case), case)


async def _assess(env: Any, client: Any, db: Database, year: int) -> None:
    story = _story(env, client, db, Kind.SELF_ASSESSMENT, year)
    goals = [{"name": f"{year}年目标", "target": "2 家"}]
    previous = (await story.file()).previous_goals
    figures, judged = dict(FIGURES), dict(FULL_MARKS)
    said = [{"name": g.name, "statement": "已完成"} for g in previous]
    await story.act("op", Act.PROVIDE_FACTS, facts=figures, goals=goals, statements=said)
    found = [{"name": g.name, "reached": True} for g in previous]
    await story.act(
        "local",
        Act.SIGN_SELF_ASSESSMENT,
        judgements=judged,
        goals=found,
        conditions="已落实",
        opinion="属实",
    )
    await story.act("local", Act.REPORT_SELF_ASSESSMENT, summary="报告")
    await story.act("city", Act.VERIFY_SELF_ASSESSMENT, opinion="核实")


async def _survey(env: Any, client: Any, db: Database, year: int) -> None:
    number = sum(f"/{Kind.SURVEY.value}/" in row.id for row in await queries.cases(db))
    story = _story(env, client, db, Kind.SURVEY, number)
    today = (await env.get_current_time()).astimezone(CST).date().isoformat()
    figures = {
        key: FIGURES[key] for key in ("area_m2", "coordination_body", "staff_full_time", "staff_part_time")
    }
    await story.act(
        "local",
        Act.RECORD_SURVEY,
        **figures,
        surveyed_on=today,
        running="平稳",
        firms=12,
        management_rules=True,
        powers_list=True,
        policies="已兑现",
        policies_delivered=True,
    )
    await story.act("local", Act.REPORT_SURVEY, summary=f"{year}年调研")
