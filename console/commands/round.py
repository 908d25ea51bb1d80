"""`round`: the city-wide rounds of evaluations."""

from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, As, Json, Key, Year
from desk.words.catalogue import words

SHOWN = {
    "park": words("园区"),
    "name": words("名称"),
    "called_on": words("通知日期"),
    "answer_zh": words("结果"),
    "case": words("考评案件"),
    "stage_zh": words("案件阶段"),
    "grade_zh": words("等次"),
}


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
    from desk.people import desk
    from desk.views import round as rounds
    from regulation.words.message import say

    async with desk() as at:
        found = await rounds.shown(at, year)
    if json:
        showing.as_json(found)
        return DONE
    showing.note(
        say(
            "{round}：{stage}。已通知 {called} 家，其中办结 {done} 家、在办 {in_flight} 家；"
            "待通知 {waiting} 家；未答复 {silent} 家。",
            round=found.round,
            stage=found.stage_zh,
            called=found.called,
            done=found.done,
            in_flight=found.in_flight,
            waiting=found.waiting,
            silent=len(found.silent),
        )
    )
    return showing.table(found.parks, SHOWN, json=False)
