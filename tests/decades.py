"""A park's decades to act in: real workflows, activities and records on a virtual clock."""

import uuid
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

import tests.conftest as people
from activities.contracts import Life
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from proof import rebuilding
from records.database import Database
from records.people import directory
from records.reading import files, queries
from records.tables import CaseRow, ParkRow, TaskRow
from regulation.audit.invariants import broken, by_case
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Receipt, Submission
from regulation.casework.tasks import open_tasks
from regulation.conditions.dossier import Site
from regulation.measures.edition import edition, register
from regulation.measures.model import Edition
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import Import
from regulation.procedures.park.imported import ImportedPark, Provenance
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from tests.conftest import DISTRICT, EDITION, OPERATOR, PEOPLE, Story
from tests.figures import FIGURES, FULL_MARKS
from workflows.hall import ALL_WORKFLOWS

PARK = "jiangbei"


def at(day: str | date) -> datetime:
    """Give nine o'clock of a day in China."""
    return datetime.combine(date.fromisoformat(str(day)), time(9), CST)


def existing(**changes: Any) -> ImportedPark:
    """Give a park of the old register."""
    sound: dict[str, Any] = {
        "id": PARK,
        "name": "江北人力资源服务产业园",
        "district": DISTRICT,
        "sites": (Site(address="某路1号", area_m2=Decimal(3600), main=True),),
        "operator": OPERATOR,
        "firms": 12,
        "counted_on": date(2026, 6, 30),
        "designated_on": date(2025, 3, 10),
        "designation_no": "吉市人社园批〔2025〕1号",
        "provenance": Provenance(source="存量名录", vouched_by="李经办", file_sha256="a" * 64, row=2),
    }
    return ImportedPark.model_validate({**sound, **changes})


class Decades:
    """One park under a virtual clock, with everybody who acts on it."""

    def __init__(self, world: World, db: Database) -> None:
        self.world, self.db = world, db

    async def enter(self, park: ImportedPark, under: Edition = EDITION) -> None:
        """Enter a park of the old register."""
        form = Import(edition=under.id, edition_digest=under.digest, park=park)
        fresh = ParkFile(
            id=park.id,
            name=park.name,
            district=park.district,
            edition=under.id,
            edition_digest=under.digest,
        )
        start: Any = WithStartWorkflowOperation(
            "ParkLifecycle",
            Life(park=fresh),
            id=fresh.case,
            task_queue="t",
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        submission = self._submission("city", Act.IMPORT_PARK, form.model_dump(mode="json"))
        await self.world.client.execute_update_with_start_workflow(
            "act", submission, start_workflow_operation=start, id=submission.key, result_type=Receipt
        )

    def _submission(
        self, person: str, act: Act, form: dict[str, Any], role: Role | None = None
    ) -> Submission:
        who = next(p for p in people.PEOPLE if p.id == person)
        actor = who.acting(role or who.roles[0])
        return Submission(act=act, actor=actor, key=uuid.uuid4().hex, seen=0, form=form)

    async def act(self, person: str, act: Act, **form: Any) -> Receipt:
        """Let a person act on the park itself."""
        submission = self._submission(person, act, form)
        handle = self.world.client.get_workflow_handle(f"park/{PARK}")
        receipt: Receipt = await handle.execute_update(
            "act", submission, id=submission.key, result_type=Receipt
        )
        return receipt

    async def until(self, day: str | date) -> None:
        """Let time pass until nine o'clock of a day."""
        await self.world.run_until(at(day))

    def story(self, kind: Kind, number: int) -> Story:
        """Give a case of the park to act on."""
        case = case_name(PARK, kind, number)
        return Story(self.world, self.db, self.world.client.get_workflow_handle(case), case)  # type: ignore[arg-type]

    async def park(self) -> ParkFile:
        """Give the park as the records have it."""
        found = await files.park(self.db, f"park/{PARK}")
        assert found is not None
        return found

    async def stage(self, kind: Kind, number: int) -> Stage:
        """Give the stage of a case."""
        file = await files.case_file(self.db, case_name(PARK, kind, number))
        assert file is not None
        return file.stage

    async def evaluate(self, number: int, figures: dict[str, Any]) -> None:
        """Play an evaluation to its publication."""
        story = self.story(Kind.EVALUATION, number)
        await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=figures)
        await self.score(story, figures)
        await story.act("leader", Act.CONFIRM_RESULT, opinion="同意", gates=await self._dismissed(story))
        await self.publish(story)

    async def score(self, story: Story, figures: dict[str, Any]) -> None:
        """Draw the panel, visit, and let every member sign a card that fits the figures."""
        await story.act("city", Act.DRAW_PANEL)
        await story.visit()
        points = FULL_MARKS if figures is FIGURES else dict.fromkeys(FULL_MARKS, "0")
        owed = (await story.file()).scored_dimensions
        mine = {key: p for key, p in points.items() if owed is None or key[0] in owed}
        for member in await story.members():
            await story.act(member, Act.SIGN_SCORECARD, judgements=mine, opinion="意见")
        await story.env.sleep(timedelta(minutes=1))

    async def _dismissed(self, story: Story) -> list[dict[str, Any]]:
        gates = (await story.file()).scores.proposed_gates
        return [{"gate": gate, "confirmed": False, "reasons": "经核查不成立"} for gate in gates]

    async def publish(self, story: Story) -> None:
        """Make a confirmed result known in the way that its grade asks for, and record the support if it is commended."""
        await story.env.sleep(timedelta(minutes=1))
        (act,) = {a for task in open_tasks(await story.file()) for a in task.acts}
        today = self.world.now.astimezone(CST).date().isoformat()
        forms = {Act.CIRCULATE_FAILURE: {"checker": "法制科", "checked_on": today}}
        await story.act("city", act, **forms.get(act, {}))
        if act == Act.COMMEND:
            await story.act("city", Act.RECORD_SUPPORT, content="奖补", paid=False)
        await story.env.sleep(timedelta(minutes=1))

    async def rectify(self, number: int, figures: dict[str, Any], months: int = 6) -> None:
        """Order a rectification, let it be reported after a month, and evaluate again."""
        story = self.story(Kind.RECTIFICATION, number)
        item = {"text": "逐项整改", "basis": "R9-rectify"}
        await story.act("city", Act.ORDER_RECTIFICATION, items=[item], months=months)
        await story.pass_days(30)
        await story.act("local", Act.REPORT_RECTIFICATION, figures=figures, report="已整改")
        await self.score(story, figures)
        await story.act("leader", Act.CONFIRM_RESULT, opinion="同意", gates=await self._dismissed(story))
        await self.publish(story)

    async def revoke(self, number: int = 1) -> None:
        """Play a revocation until its decision is issued and the status ended."""
        story = self.story(Kind.REVOCATION, number)
        today = self.world.now.astimezone(CST).date().isoformat()
        await story.act("city", Act.SERVE_NOTICE, facts="连续两次综合考评不合格", served_on=today)
        await story.pass_days(15)
        await story.act("city2", Act.RECORD_LEGAL_CHECK, Role.CITY_HRSS, lawful=True, opinion="合法")
        await story.opinions()
        file = await story.file()
        await story.act("leader", file.revoking, opinion="取消资格")
        await story.act("city", file.issuing)
        await story.env.sleep(timedelta(minutes=5))

    async def entries(self) -> list[Entry]:
        """Give every entry of the ledger."""
        cases = [f"park/{PARK}", *(row.id for row in await queries.cases(self.db))]
        return [entry for case in cases for _, entry in await files.ledger(self.db, case)]

    async def opened(self, act: Act) -> list[tuple[str, bool]]:
        """Say for which days, and how late, the clock opened a kind of procedure."""
        rows = await files.ledger(self.db, f"park/{PARK}")
        return [(str(e.form["opened_for"]), bool(e.form.get("late"))) for _, e in rows if e.act == act]


def expert(n: int) -> directory.Account:
    """Give one more expert for the directory."""
    known = {"field": f"领域{n % 3}", "external": True, "employer": f"单位{n}", "region": "长春市"}
    return directory.Account(id=f"exp-{n}", name=f"专家{n}", roles=(Role.EXPERT,), expert=known)


async def sound(life: Decades) -> None:
    """The whole ledger keeps every invariant, and the read models equal its fold."""
    assert [] == broken(by_case(await life.entries()))
    before = await _read_models(life.db)
    await rebuilding.rebuild(life.db)
    assert before == await _read_models(life.db)


async def _read_models(db: Database) -> list[list[str]]:
    async with db.transaction() as session:
        return [
            sorted(row.model_dump_json() for row in (await session.exec(select(model))).all())
            for model in (ParkRow, CaseRow, TaskRow)
        ]


def an_edition(name: str, **values: Any) -> Edition:
    """Give the packaged edition under another name, with other values."""
    changed = {key: EDITION.parameters[key].model_copy(update={"value": v}) for key, v in values.items()}
    parameters = {**EDITION.parameters, **changed}
    made = EDITION.model_copy(update={"id": name, "digest": name, "parameters": parameters})
    register(made)
    return edition(name)


@pytest.fixture
async def decades(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[..., Any]]:
    """Give a way to begin a world on a day, with experts enough for two panels."""
    more = [expert(n) for n in range(10, 20)]
    for account in more:
        await directory.add_account(db, account, tmp_path / "accounts")
    monkeypatch.setattr(people, "PEOPLE", (*PEOPLE, *more))
    worlds: list[World] = []

    async def begin(day: str) -> Decades:
        hall = all_activities(db, Store(tmp_path / "store"), Mailer(None, "a@b.invalid", tmp_path / "outbox"))
        world = World(at(day), 1, ALL_WORKFLOWS, hall)
        worlds.append(await world.__aenter__())
        return Decades(world, db)

    yield begin
    for world in worlds:
        await world.__aexit__(None, None, None)
