"""`parks`, `case`, `history`, `documents`: what the records say."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, After, As, Case, CaseOrPark, Flag, Json, Whole
from desk.words.catalogue import words


async def parks(*, after: After = None, json: Json = False) -> int:
    """List the parks, each with its open procedures."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import parks as listed

    async with desk() as at:
        found = await listed.parks(at, after)
    labels = {
        "id": "编号",
        "name": "名称",
        "district": "所在地",
        "stage_zh": "阶段",
        "open": "在办程序",
    }
    return showing.table(found.rows, labels, json=json, none="没有园区。", after=found.after)


async def case_(case: CaseOrPark, *, account: As = None, json: Json = False) -> int:
    """Show one case, as the account may see it, or a park."""
    from console.terminal import case_view, showing
    from desk.finding import names_park
    from desk.people import desk
    from desk.views import case as cases
    from desk.views import parks

    async with desk() as at:
        viewer = await at.viewer(account)
        shown = await parks.shown(at, case) if names_park(case) else await cases.case(at, case, viewer)
    if json:
        showing.as_json(shown)
        return DONE
    return showing.table(case_view.rows(shown.model_dump()), {"key": "项目", "value": "内容"}, json=False)


async def history(
    case: CaseOrPark,
    *,
    raw: Annotated[bool, Flag, Parameter(help=words("显示 Temporal 自己的事件"))] = False,
    full: Annotated[bool, Flag, Parameter(help=words("连同所填的意见、理由等文字"))] = False,
    after: Annotated[int, Whole, Parameter(help=words("从此序号之后接着列"))] = 0,
    account: As = None,
    json: Json = False,
) -> int:
    """Tell the story of a case from the ledger; with `raw` show Temporal's own events."""
    from console.terminal import showing
    from desk.finding import names_park
    from desk.people import desk
    from desk.views import history

    async with desk() as at:
        if raw:
            labels = {"run": "运行", "event": "事件", "at": "时间", "type": "类型", "of": "对象"}
            return showing.table(await history.raw(at, case), labels, json=json)
        told = await history.story(at, case, await at.viewer(account), after)
    labels = {"seq": "序", "at": "时间", "who": "何人", "act_zh": "行为", "next_zh": "进入阶段"}
    labels |= {"of_case": "案件"} if names_park(case) else {}
    labels |= {"basis": "依据", "documents": "文书"} | ({"said_zh": "内容"} if full else {})
    return showing.table(told.rows, labels, json=json, after=told.after)


async def documents(
    case: Case,
    *,
    save: Annotated[Path | None, Parameter(help=words("保存到此文件夹"))] = None,
    json: Json = False,
) -> int:
    """List the official documents of a case; with `save` write them to a folder."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import documents as papers

    async with desk() as at:
        rows = await papers.documents(at, case, save)
    labels = {"number": "文号", "kind_zh": "文种", "dated": "日期", "sha256": "摘要", "file": "文件"}
    return showing.table(rows, labels, json=json)
