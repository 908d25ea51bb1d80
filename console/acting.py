"""Acting from the command line: the form is filled in, the workflow decides, its refusal is heard."""

import asyncio
import json
import types
from collections.abc import Awaitable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from console.identity import Desk
from records import queries
from regulation.case import Actor, CaseFile, Receipt, Submission
from regulation.consequences import receipt
from regulation.forms import FORMS
from regulation.moves import Act, Labelled, Role
from regulation.refusals import REFUSALS, ActNotAllowedError, RefusedError

if TYPE_CHECKING:
    from temporalio.client import WorkflowUpdateFailedError

L = TypeVar("L", bound=Labelled)
ANSWER_S = 60


class UsageMistakeError(RefusedError):
    """The command line itself is wrong; nothing was sent."""

    code = "usage"


class GoneError(Exception):
    """The workflow asked is not running: it has ended, or never was."""


def labelled(kind: type[L], text: str) -> L:
    """Find an act or a role by its English value or its Chinese label; UsageMistakeError otherwise."""
    for member in kind:
        if text in {member.value, member.zh}:
            return member
    choices = "、".join(f"{member.value}（{member.zh}）" for member in kind)
    raise UsageMistakeError(f"「{text}」", "没有这个名称", f"可用：{choices}。")


def filled(act: Act, pairs: list[str], file: Path | None = None) -> dict[str, Any]:
    """Put a form together from a JSON file and `field=value` pairs; a repeated field becomes a list."""
    form = _from_file(file) if file else {}
    given: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field:
            raise UsageMistakeError(f"--set {pair}", "不是 字段=值", "例如：--set opinion=同意。")
        given.setdefault(field, []).append(value)
    for field, values in given.items():
        form[field] = values if len(values) > 1 or takes_many(act, field) else values[0]
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


def takes_many(act: Act, field: str) -> bool:
    """Say whether a field of the form is a list."""
    known = FORMS[act].model_fields.get(field)
    return known is not None and _many(known.annotation)


def _many(annotation: Any) -> bool:
    if get_origin(annotation) in {types.UnionType, Union}:
        return any(_many(arm) for arm in get_args(annotation))
    return get_origin(annotation) is tuple


def form_fields(act: Act) -> list[dict[str, Any]]:
    """Describe the form of an act, field by field."""
    return [
        {
            "field": name,
            "title": field.title or "",
            "required": field.is_required(),
            "type": _type_name(field.annotation),
            "default": None if field.is_required() else field.default,
        }
        for name, field in FORMS[act].model_fields.items()
    ]


def _type_name(annotation: Any) -> str:
    arms = [arm for arm in get_args(annotation) if arm not in {type(None), Ellipsis}]
    if _many(annotation):
        return "列表（重复 --set）"
    if get_origin(annotation) in {types.UnionType, Union}:
        return " | ".join(_type_name(arm) for arm in arms)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return " | ".join(annotation)
    names = {
        "str": "文字",
        "int": "整数",
        "Decimal": "数字",
        "bool": "true | false",
        "date": "日期 YYYY-MM-DD",
    }
    if arms and not isinstance(annotation, type):
        return " | ".join(str(getattr(arm, "__name__", arm)) for arm in arms if isinstance(arm, (str, type)))
    return names.get(getattr(annotation, "__name__", ""), "JSON（用 --form）")


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
    from temporalio.client import (  # noqa: PLC0415 -- the SDK loads slowly
        WorkflowUpdateFailedError,
        WorkflowUpdateRPCTimeoutOrCancelledError,
    )
    from temporalio.service import RPCError, RPCStatusCode  # noqa: PLC0415 -- same

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
    from temporalio.exceptions import ApplicationError  # noqa: PLC0415 -- the SDK loads slowly

    cause = error.cause
    if isinstance(cause, ApplicationError) and len(cause.details) == len(("what", "why", "now")):
        what, why, now = (str(detail) for detail in cause.details)
        return REFUSALS.get(cause.type or "", RefusedError)(what, why, now)
    return RefusedError(act.zh, f"办理失败（{cause}）", "请重试；仍失败时请联系系统管理员。")


async def _from_ledger(desk: Desk, case: str, submission: Submission, gone: GoneError) -> Receipt:
    """Answer a retry whose case has ended meanwhile, or say why nothing can be done any more."""
    for _, entry in await queries.ledger(desk.db, case):
        if (entry.key, entry.act, entry.actor) == (submission.key, submission.act, submission.actor):
            return receipt(entry).model_copy(update={"repeated": True})
    found = await known_case(desk, case)
    raise ActNotAllowedError(
        submission.act.zh,
        f"案件流程不在运行，记录停在「{found.stage.zh}」",
        "已办结的案件不再接受任何行为；未办结的请联系系统管理员恢复流程。",
    ) from gone


def the_public() -> Actor:
    """Give the actor of an objection: anybody (R5.2-notice, Q12)."""
    return Actor(person="public", name=Role.PUBLIC.zh, role=Role.PUBLIC)
