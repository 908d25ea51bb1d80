"""`round`: the city-wide rounds of evaluations."""

from typing import Annotated

from cyclopts import App, Parameter

from console.options import DONE, As, Json

round_app = App(name="round", help="全市集中考评轮次 (the city-wide rounds of evaluations).")
SHOWN = {
    "park": "园区",
    "name": "名称",
    "called_on": "通知日期",
    "answer_zh": "结果",
    "case": "考评案件",
    "stage_zh": "案件阶段",
    "grade_zh": "等次",
}


@round_app.command(name="open")
async def round_open(
    year: int,
    *,
    account: As = None,
    note: Annotated[str | None, Parameter(name="--note", help="说明")] = None,
    key: str | None = None,
    json: Json = False,
) -> int:
    """启动某年的集中考评，逐一通知全部市级产业园 (open the round of a year; every municipal park is called).

    例：python starter.py round open 2029 --as city-leader
    """
    from console.terminal import showing
    from desk.openings import rounds
    from desk.people import desk

    async with desk() as at:
        showing.receipt(await rounds.open_round(at, year, account, note, key), json=json)
    return DONE


@round_app.command(name="show")
async def round_show(year: int, *, json: Json = False) -> int:
    """查看某年集中考评的进度 (how far a round has come, park by park).

    例：python starter.py round show 2029
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import round as rounds

    async with desk() as at:
        found = await rounds.shown(at, year)
    if json:
        showing.as_json(found)
        return DONE
    showing.say(
        f"{found.round}：{found.stage_zh}。已通知 {found.called} 家，其中办结 {found.done} 家、"
        f"在办 {found.in_flight} 家；待通知 {found.waiting} 家；未答复 {len(found.silent)} 家。"
    )
    return showing.table(found.parks, SHOWN, json=False)
