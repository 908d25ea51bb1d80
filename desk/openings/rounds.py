"""A city-wide round of evaluations at the command line: opened by one command, followed park by park (Q25)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from activities.contracts import Campaign
from desk.acts import GoneError, answered
from desk.openings.apply import current_edition
from desk.people import Desk, acting
from records import queries
from regulation.calendar.working_days import CST
from regulation.casework.closing import VOID
from regulation.casework.entry import Receipt, Submission
from regulation.grading.grades import Grade
from regulation.measures.edition import edition
from regulation.procedures.round.examination import examine_round
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import OpenRound
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import park_id, round_case
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import RefusedError

GRADES = {grade.value: grade.zh for grade in Grade} | {VOID: "不计入"}
SHOWN = {
    "park": "园区",
    "name": "名称",
    "called_on": "通知日期",
    "answer_zh": "结果",
    "case": "考评案件",
    "stage_zh": "案件阶段",
    "grade_zh": "等次",
}
STAGES = {stage.value: stage.zh for stage in Stage}

if TYPE_CHECKING:
    from records.tables import CaseRow


async def open_round(at: Desk, year: int, name: str | None, note: str | None, key: str | None) -> Receipt:
    """Open the round of a year for all municipal parks; RefusedError says why it is not opened (R8-central).

    Asked here first, so that a refused act does not leave an empty round running.
    """
    account = await at.account(name)
    under = current_edition()
    fresh = RoundFile(year=year, edition=under.id, edition_digest=under.digest)
    round_ = await queries.round_file(at.db, year) or fresh
    form = OpenRound(year=year, edition=under.id, edition_digest=under.digest, note=note)
    submission = Submission(
        act=Act.OPEN_ROUND,
        actor=acting(account, round_.stage, Act.OPEN_ROUND, ROUND),
        key=key or uuid4().hex,
        seen=0,
        form=form.model_dump(mode="json"),
    )
    repeated = round_.answer_to(submission.key)
    if repeated is not None:
        return repeated
    examine_round(round_, submission, datetime.now(CST), edition(round_.edition, round_.edition_digest))
    return await _send(at, round_, submission)


async def _send(at: Desk, round_: RoundFile, submission: Submission) -> Receipt:
    from temporalio.client import WithStartWorkflowOperation
    from temporalio.common import WorkflowIDConflictPolicy

    client = await at.client()
    operation: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
        "Round",
        Campaign(round=round_),
        id=round_.case,
        task_queue=at.settings.task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary=f"{round_.year} 年集中考评",
    )
    asked = client.execute_update_with_start_workflow(
        "act", submission, start_workflow_operation=operation, id=submission.key, result_type=Receipt
    )
    try:
        return await answered(asked, submission)
    except GoneError as error:
        raise RefusedError(
            submission.act.zh, "Temporal 没有此命名空间或流程", "请核对命名空间设置后重试。"
        ) from error


async def shown(at: Desk, year: int) -> dict[str, Any]:
    """Tell how far a round has come, and per park what was called and what came of it; RefusedError if none."""
    round_ = await queries.round_file(at.db, year)
    if round_ is None:
        raise RefusedError(
            f"轮次 {round_case(year)}",
            "记录中没有此轮次",
            f"请先启动：round open {year} --as 市人社局负责人账号。",
        )
    names = {park_id(row.id): row.name for row in await queries.parks(at.db)}
    cases = {row.id: row for row in await queries.cases(at.db)}
    under_way = {row.park_id: row.id for row in cases.values() if row.file.get("round") == round_.case}
    left = [] if round_.closed else await queries.municipal_parks(at.db)
    waiting = [park for park in left if park not in round_.called]
    rows = [
        {"name": names[park], **_row(round_, park, under_way.get(park), cases)}
        for park in (*round_.called, *waiting)
    ]
    return {
        "round": round_.case,
        "stage": round_.stage.value,
        "stage_zh": round_.stage.zh,
        "opened_at": round_.opened_at,
        "closed_at": round_.closed_at,
        "called": len(round_.called),
        "done": len(round_.heard),
        "in_flight": len(round_.awaited),
        "waiting": len(waiting),
        "silent": list(round_.silent),
        "parks": rows,
    }


def _row(round_: RoundFile, park: str, under_way: str | None, cases: "dict[str, CaseRow]") -> dict[str, Any]:
    """Tell of one park: called when, what it answered, its case and where that stands, its grade."""
    heard = round_.heard.get(park)
    case = heard.case if heard else under_way
    before = "考评中" if park in round_.called else "待通知"
    grade = heard.grade if heard else None
    return {
        "park": park,
        "called_on": round_.called.get(park),
        "answer": heard.answer.value if heard else None,
        "answer_zh": heard.answer.zh if heard else before,
        "case": case,
        "stage_zh": STAGES[cases[case].stage] if case and case in cases else None,
        "grade": grade,
        "grade_zh": GRADES.get(grade, grade) if grade else None,
    }


def progress(found: dict[str, Any]) -> str:
    """Tell in one line how far a round has come."""
    return (
        f"{found['round']}：{found['stage_zh']}。已通知 {found['called']} 家，其中办结 {found['done']} 家、"
        f"在办 {found['in_flight']} 家；待通知 {found['waiting']} 家；未答复 {len(found['silent'])} 家。"
    )
