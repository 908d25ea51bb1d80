"""Deputies at the command line: recorded, listed, ended, and the role in which a deputy acts (Q52)."""

from typing import Any

from pydantic import ValidationError

from desk.people import Desk
from desk.usage import UsageMistakeError
from desk.words.catalogue import words
from desk.words.text import Text
from records.people import deputies
from records.people.directory import Account
from regulation.measures.edition import current_edition
from regulation.people.deputies import Deputyship
from regulation.words.faults import fault_text
from regulation.words.message import as_said, say, series

LISTED = {
    "number": words("编号"),
    "principal": words("被代办人"),
    "role_zh": words("角色"),
    "deputy": words("代办人"),
    "starts_on": words("首日"),
    "ends_on": words("末日"),
    "standing": words("有效"),
    "reason": words("理由"),
    "recorded_by": words("登记人"),
}


OPTIONS = {"starts_on": "--from", "ends_on": "--until", "reason": "--reason"}  # as the command names them


async def add(desk: Desk, recorder: Account, **asked: Any) -> int:
    """Record a deputyship by one person and give its number; RefusedError says what stands in its way."""
    try:
        deputyship = Deputyship.model_validate({**asked, "recorded_by": recorder.id})
    except ValidationError as error:
        faults = [
            say(
                "「{field}」{fault}",
                field=".".join(OPTIONS.get(str(part), str(part)) for part in f["loc"]),
                fault=fault_text(f),
            )
            for f in error.errors()
        ]
        raise UsageMistakeError(
            say("登记代办"),
            say("{faults}", faults=series(faults, "；")),
            say("请以 people deputy add --help 核对填法。"),
        ) from error
    return await deputies.appoint(desk.db, deputyship, recorder, desk.clock(), current_edition())


class Listed(Deputyship):
    """A deputyship in the list, with its number and whether it stands now."""

    number: int
    role_zh: Text
    standing: bool


async def listed(desk: Desk, person: str | None) -> list[Listed]:
    """List the deputyships of one person, as either of the two, or all."""
    at = desk.clock()
    return [
        Listed(number=number, **dict(known), role_zh=as_said(known.role), standing=known.stands(at))
        for number, known in (await deputies.all_deputyships(desk.db)).items()
        if person in {None, known.principal, known.deputy}
    ]


async def end(desk: Desk, number: int, person: Account) -> None:
    """End a deputyship at once."""
    await deputies.end(desk.db, number, person, desk.clock())
