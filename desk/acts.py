"""Acting from the command line: the form is filled in, the workflow decides, its refusal is heard."""

import asyncio
import difflib
import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from pydantic import ValidationError

from desk.people import Desk
from desk.words.field_names import is_list
from records import queries
from regulation.casework.entry import Receipt, Submission
from regulation.casework.file import CaseFile
from regulation.casework.fold import receipt
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.park import OPENS, PARK, ParkFile
from regulation.procedures.park.forms import FORMS as PARK_FORMS
from regulation.procedures.round.file import RoundFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.labels import Labelled
from regulation.words.message import Message
from regulation.words.refusals import REFUSALS, ActNotAllowedError, RefusedError
from regulation.words.values import Strict

if TYPE_CHECKING:
    from temporalio.client import WorkflowUpdateFailedError

L = TypeVar("L", bound=Labelled)
CHOICES_MAX = 30  # a longer list helps nobody
ANSWER_S = 60


class UsageMistakeError(RefusedError):
    """The command line itself is wrong; nothing was sent."""

    code = "usage"


class GoneError(Exception):
    """The workflow asked is not running: it has ended, or never was."""


def labelled(kind: type[L], text: str) -> L:
    """Find an act or a role by its English value or its Chinese label; UsageMistakeError otherwise."""
    names = {name: member for member in kind for name in (member.value, member.zh)}
    if text in names:
        return names[text]
    near = difflib.get_close_matches(text, names, n=3, cutoff=0.5)
    if not near and len(set(names.values())) > CHOICES_MAX:
        why = "请用 tasks 查看此刻可办的行为；全部行为见 docs/procedures.md。"
        raise UsageMistakeError(f"「{text}」", "没有这个名称", why)
    choices = near or [f"{member.value}（{member.zh}）" for member in kind]
    hint = "您是不是要写" if near else "可用"
    raise UsageMistakeError(f"「{text}」", "没有这个名称", f"{hint}：{'、'.join(choices)}。")


@dataclass(frozen=True, slots=True)
class Target:
    """What an act is done on: a case of a procedure, or the park itself; where it stands and what it takes."""

    id: str
    stage: Stage
    version: int
    table: Table
    forms: Mapping[Act, type[Strict]]
    edition: Edition

    def form(self, act: Act) -> type[Strict]:
        """Give the form of an act; ActNotAllowedError, with what there is, where there is no such act."""
        if act not in self.forms:
            known = "、".join(f"{a.value}（{a.zh}）" for a in self.forms if a != Act.OPEN)
            raise ActNotAllowedError(act.zh, f"{self.id} 的程序没有此行为", f"可用：{known}。")
        return self.forms[act]


def names_park(name: str) -> bool:
    """Say whether a name is that of a park itself and of no case."""
    return name.count("/") == 1 and name.startswith("park/")


async def target(desk: Desk, name: str) -> Target:
    """Find what an act is done on; RefusedError when the records know nothing by this name."""
    if names_park(name):
        park = await known_park(desk, name)
        under = edition(park.edition, park.edition_digest)
        return Target(name, park.stage, park.seq, PARK, PARK_FORMS, under)
    case = await known_case(desk, name)
    under = edition(case.edition, case.edition_digest)
    return Target(name, case.stage, case.version, case.rules.table, case.rules.forms, under)


def filled(model: type[Strict], pairs: list[str], file: Path | None = None) -> dict[str, Any]:
    """Put a form together from a JSON file and `field=value` pairs; a repeated field becomes a list."""
    form = _from_file(file) if file else {}
    given: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field:
            raise UsageMistakeError(f"--set {pair}", "不是 字段=值", "例如：--set opinion=同意。")
        given.setdefault(field, []).append(value)
    for field, values in given.items():
        form[field] = values if len(values) > 1 or takes_many(model, field) else values[0]
    return form


def _from_file(file: Path) -> dict[str, Any]:
    try:
        form = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageMistakeError(
            f"--form {file}", f"无法读取（{error}）", "请给出 UTF-8 的 JSON 文件。"
        ) from error
    if not isinstance(form, dict):
        raise UsageMistakeError(f"--form {file}", "不是 JSON 对象", '请写成 {"字段": "值"}。')
    return form


def takes_many(model: type[Strict], field: str) -> bool:
    """Say whether a field of the form is a list."""
    known = model.model_fields.get(field)
    return known is not None and is_list(known.annotation)


async def known_case(desk: Desk, case: str) -> CaseFile:
    """Give a case of the records; RefusedError when there is none."""
    found = await queries.case_file(desk.db, case)
    if found is None:
        raise RefusedError(
            f"案件 {case}",
            "记录中没有此案件",
            "请用 parks 查看在办申报，案件号形如 park/jiangbei/application/1。",
        )
    return found


async def known_park(desk: Desk, name: str) -> ParkFile:
    """Give a park of the records; RefusedError when there is none."""
    found = await queries.park(desk.db, name)
    if found is None:
        raise RefusedError(f"产业园 {name}", "记录中没有此园区", "请用 parks 查看，园区形如 park/jiangbei。")
    return found


async def known_round(desk: Desk, name: str) -> RoundFile:
    """Give a round of the records by its name; RefusedError when there is none."""
    found = next((one for one in await queries.rounds(desk.db) if one.case == name), None)
    if found is None:
        raise RefusedError(
            f"轮次 {name}", "记录中没有此轮次", "请用 round show 年份 查看，轮次形如 round/2029。"
        )
    return found


async def begun(desk: Desk, name: str, act: Act) -> str | None:
    """Give the open case that this act of a park begins, or None for any other act."""
    kind = OPENS.get(act) if names_park(name) else None
    return (await known_park(desk, name)).open_of(kind) if kind is not None else None


async def submit(desk: Desk, case: str, submission: Submission) -> Receipt:
    """Send an act to its case and give the receipt; RefusedError as the workflow refuses it."""
    client = await desk.client()
    handle = client.get_workflow_handle(case)
    try:
        return await answered(
            handle.execute_update("act", submission, id=submission.key, result_type=Receipt), submission
        )
    except GoneError as gone:
        return await _from_ledger(desk, case, submission, gone)


async def answered(asked: Awaitable[Receipt], submission: Submission) -> Receipt:
    """Wait for a workflow's answer. Raises RefusedError for a refusal or a silence, GoneError for no workflow."""
    from temporalio.client import (
        WorkflowUpdateFailedError,
        WorkflowUpdateRPCTimeoutOrCancelledError,
    )
    from temporalio.service import RPCError, RPCStatusCode

    try:
        async with asyncio.timeout(ANSWER_S):
            return await asked
    except WorkflowUpdateFailedError as error:
        raise refusal_of(error, submission.act) from error
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
        raise RefusedError(
            submission.act.zh,
            f"{ANSWER_S} 秒内没有答复，可能没有 worker 在运行；此行为也许稍后仍会办理",
            f"请确认 worker 运行后以同一幂等键重试：--key {submission.key}。",
        ) from error
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            raise GoneError from error
        raise RefusedError(
            submission.act.zh,
            f"Temporal 未受理（{error.message}）",
            f"请稍后以同一幂等键重试：--key {submission.key}。",
        ) from error


def refusal_of(error: "WorkflowUpdateFailedError", act: Act) -> RefusedError:
    """Turn a failed update back into the refusal that the rules gave."""
    from temporalio.exceptions import ApplicationError

    cause = error.cause
    if isinstance(cause, ApplicationError) and len(cause.details) == len(("what", "why", "now")):
        what, why, now = (
            Message.model_validate(said) if isinstance(said, dict) else str(said) for said in cause.details
        )
        return REFUSALS.get(cause.type or "", RefusedError)(what, why, now)
    return RefusedError(act.zh, f"办理失败（{cause}）", "请重试；仍失败时请联系系统管理员。")


async def _from_ledger(desk: Desk, case: str, submission: Submission, gone: GoneError) -> Receipt:
    """Answer a retry whose case has ended meanwhile, or say why nothing can be done any more."""
    for _, entry in await queries.ledger(desk.db, case):
        if (entry.key, entry.act, entry.actor) == (submission.key, submission.act, submission.actor):
            return receipt(entry).model_copy(update={"repeated": True})
    found = await target(desk, case)
    raise ActNotAllowedError(
        submission.act.zh,
        f"案件流程不在运行，记录停在「{found.stage.zh}」",
        "已办结的案件不再接受任何行为；未办结的请联系系统管理员恢复流程。",
    ) from gone


def the_public() -> Actor:
    """Give the actor of an objection: anybody (R5.2-notice, Q12)."""
    return Actor(person="public", name=Role.PUBLIC.zh, role=Role.PUBLIC)


def submission(act: Act, actor: Actor, key: str | None, seen: int, form: dict[str, Any]) -> Submission:
    """Put an act together; without a key it gets one of its own. UsageMistakeError for an impossible one."""
    try:
        return Submission(act=act, actor=actor, key=key or uuid4().hex, seen=seen, form=form)
    except ValidationError as error:
        raise UsageMistakeError("--seen 或 --key", str(error.errors()[0]["msg"]), "请更正后重试。") from error
