"""`explain`: why a date is what it is."""

from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, CaseOrPark, Json
from desk.words.catalogue import words

All = Annotated[bool, Parameter(name="--all", negative="", help=words("已结束的期限也逐日列出"))]


async def explain(case: CaseOrPark, *, whole: All = False, json: Json = False) -> int:
    """Say why this date: each period of a case day by day, or the coming openings of a park."""
    from console.terminal import explanation, showing
    from desk.people import desk
    from desk.views import explaining

    async with desk() as at:
        found = await explaining.explained(at, case, whole=whole)
    if json:
        showing.as_json(found.model_dump(mode="json"))
    else:
        explanation.put(found)
    return DONE
