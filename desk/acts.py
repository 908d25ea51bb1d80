"""The one way to do an act: its form as it stands for this case or park, then sending it filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from desk.finding import Target, known_park, names_park, target
from desk.people import Desk, actor_for
from desk.sending import hand_in
from desk.usage import UsageMistakeError
from records.people.directory import Account
from regulation.casework.entry import Receipt, Submission
from regulation.people.actor import Actor
from regulation.procedures.park import OPENS
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.message import say
from regulation.words.values import Strict

PUBLIC = Actor(
    person="public", name=Role.PUBLIC.zh, role=Role.PUBLIC
)  # who objects is anybody (R5.2-notice, Q12)


@dataclass(frozen=True, slots=True)
class Form:
    """What an act asks for, and on what it is done, as seen when the form was fetched."""

    on: Target
    act: Act
    model: type[Strict]


async def form(desk: Desk, name: str, act: Act) -> Form:
    """Give the form of an act; RefusedError for an unknown name, ActNotAllowedError for an act it does not have."""
    on = await target(desk, name)
    return Form(on, act, on.form(act))


async def send(
    desk: Desk,
    person: Account | None,
    asked: Form,
    values: Mapping[str, Any],
    *,
    key: str | None = None,
    seen: int | None = None,
    principal: str | None = None,
) -> Receipt:
    """Do an act and give the receipt, the earlier one for a key that was served; RefusedError as it is refused.

    `person` is None for the public; `principal` names in whose place, where that is not clear by itself (Q52).
    Without `seen` the person saw what the form was fetched with; without `key` the act gets one of its own.
    """
    on = asked.on
    if person is None:
        actor = PUBLIC
    else:
        actor = await actor_for(desk, person, on.stage, asked.act, on.table, principal)
    version = on.version if seen is None else seen
    return await hand_in(desk, on.id, submission(asked.act, actor, key, version, values))


def submission(act: Act, actor: Actor, key: str | None, seen: int, form: Mapping[str, Any]) -> Submission:
    """Put an act together; without a key it gets one of its own. UsageMistakeError for an impossible one."""
    try:
        return Submission(act=act, actor=actor, key=key or uuid4().hex, seen=seen, form=dict(form))
    except ValidationError as error:
        raise UsageMistakeError(
            say("--seen 或 --key"), str(error.errors()[0]["msg"]), say("请更正后重试。")
        ) from error


async def begun(desk: Desk, name: str, act: Act) -> str | None:
    """Give the open case that this act of a park begins, or None for any other act."""
    kind = OPENS.get(act) if names_park(name) else None
    return (await known_park(desk, name)).open_of(kind) if kind is not None else None
