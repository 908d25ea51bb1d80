"""`parks`, `case`, `history`, `documents`: what the records say."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, After, As, Flag, Json, Whole


async def parks(*, after: After = None, json: Json = False) -> int:
    """列出产业园及其在办程序 (the parks, each with its open procedures).

    例：python starter.py parks
    """
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


async def case_(case: str, *, account: As = None, json: Json = False) -> int:
    """查看案件或产业园 (one case, as the account may see it, or a park).

    例：python starter.py case park/jiangbei/application/1
    例：python starter.py case park/jiangbei
    """
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
    case: str,
    *,
    raw: Annotated[bool, Flag] = False,
    full: Annotated[bool, Flag] = False,
    after: Annotated[int, Whole, Parameter(help="从此序号之后接着列")] = 0,
    account: As = None,
    json: Json = False,
) -> int:
    """查看案件经过 (the story of a case from the ledger; --raw: Temporal's own events).

    --full 连同所填的意见、理由等文字；未公开的评审内容不显示。

    例：python starter.py history park/jiangbei/application/1 --full
    例：python starter.py history park/jiangbei
    """
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


async def documents(case: str, *, save: Path | None = None, json: Json = False) -> int:
    """列出或保存公文 (the official documents of a case; --save writes them to a folder).

    例：python starter.py documents park/jiangbei/application/1 --save out
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import documents as papers

    async with desk() as at:
        rows = await papers.documents(at, case, save)
    labels = {"number": "文号", "kind_zh": "文种", "dated": "日期", "sha256": "摘要", "file": "文件"}
    return showing.table(rows, labels, json=json)
