"""`round`: the city-wide rounds of evaluations."""

from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, As, Json, Key, Year
from desk.words.catalogue import words


async def round_open(
    year: Year,
    *,
    account: As = None,
    note: Annotated[str | None, Parameter(name="--note", help=words("说明"))] = None,
    key: Key = None,
    json: Json = False,
) -> int:
    """Open the round of a year; every municipal park is called."""
    from console.terminal import showing
    from desk.openings import rounds
    from desk.people import desk

    async with desk() as at:
        showing.receipt(await rounds.open_round(at, year, account, note, key), json=json)
    return DONE


async def round_show(year: Year, *, json: Json = False) -> int:
    """Show how far a round has come, park by park."""
    from console.terminal import showing
    from desk.openings import rounds
    from desk.people import desk

    async with desk() as at:
        found = await rounds.shown(at, year)
    if json:
        showing.as_json(found)
        return DONE
    showing.say(rounds.progress(found))
    return showing.table(found["parks"], rounds.SHOWN, json=False)
