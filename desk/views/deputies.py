"""Deputies at the command line: recorded, listed, ended, and the role in which a deputy acts (Q52)."""

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from desk.acts import UsageMistakeError
from desk.openings.apply import current_edition
from desk.people import Desk, acting
from records.people import deputies
from records.people.directory import Account
from regulation.people.actor import Actor
from regulation.people.deputies import Deputyship
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.faults import fault_text
from regulation.words.refusals import NotEntitledError

LISTED = {
    "number": "编号",
    "principal": "被代办人",
    "role_zh": "角色",
    "deputy": "代办人",
    "starts_on": "首日",
    "ends_on": "末日",
    "standing": "有效",
    "reason": "理由",
    "recorded_by": "登记人",
}


OPTIONS = {"starts_on": "--from", "ends_on": "--until", "reason": "--reason"}  # as the command names them


async def add(desk: Desk, recorder: Account, **asked: Any) -> int:
    """Record a deputyship by one person and give its number; RefusedError says what stands in its way."""
    try:
        deputyship = Deputyship.model_validate({**asked, "recorded_by": recorder.id})
    except ValidationError as error:
        faults = [
            f"「{'.'.join(OPTIONS.get(str(part), str(part)) for part in f['loc'])}」{fault_text(f)}"
            for f in error.errors()
        ]
        raise UsageMistakeError(
            "登记代办", "；".join(faults), "请以 people deputy add --help 核对填法。"
        ) from error
    return await deputies.appoint(desk.db, deputyship, recorder, datetime.now(UTC), current_edition())


async def listed(desk: Desk, person: str | None) -> list[dict[str, Any]]:
    """List the deputyships of one person, as either of the two, or all."""
    at = datetime.now(UTC)
    return [
        {
            "number": number,
            **known.model_dump(mode="json"),
            "role_zh": known.role.zh,
            "standing": known.stands(at),
        }
        for number, known in (await deputies.all_deputyships(desk.db)).items()
        if person in {None, known.principal, known.deputy}
    ]


async def end(desk: Desk, number: int, person: Account) -> None:
    """End a deputyship at once."""
    await deputies.end(desk.db, number, person, datetime.now(UTC))


async def actor_for(
    desk: Desk, account: Account, stage: Stage, act: Act, table: Table, principal: str | None = None
) -> Actor:
    """Give the person in their own role that may do the act, else in a principal's; `principal` names whose.

    Raises UsageMistakeError where several principals come into question, NotEntitledError where the named one
    does not.
    """
    move = table.find(stage, act)
    by = move.by if move is not None else ()
    if principal is None and set(by) & set(account.roles):
        return acting(account, stage, act, table)
    held = [deputyship for deputyship, _ in await deputies.held(desk.db, account.id, datetime.now(UTC))]
    fitting = [d for d in held if d.role in by and principal in {None, d.principal}]
    names = sorted({d.principal for d in fitting})
    if len(names) > 1:
        raise UsageMistakeError(act.zh, f"您同时是 {'、'.join(names)} 的代办人", "请用 --for 指明代谁办理。")
    if fitting:
        return account.acting(fitting[0].role, fitting[0].principal)
    if principal is not None:
        raise NotEntitledError(
            act.zh,
            f"{account.id} 此时不能代 {principal} 作出此行为",
            "请以 people deputy list 核对代办的期限与角色。",
        )
    return acting(account, stage, act, table)
