"""`parks`, `case`, `history`, `documents`: what the records say."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, After, As, Case, CaseOrPark, Flag, Json, Whole
from desk.words.catalogue import words

STORY = {
    "seq": words("序"),
    "at": words("时间"),
    "who": words("何人"),
    "act_zh": words("行为"),
    "next_zh": words("进入阶段"),
    "of_case": words("案件"),
    "basis": words("依据"),
    "documents": words("文书"),
    "said_zh": words("内容"),
}
EVENTS = {
    "run": words("运行"),
    "event": words("事件"),
    "at": words("时间"),
    "type": words("类型"),
    "of": words("对象"),
}
DOCUMENTS = {
    "number": words("文号"),
    "kind_zh": words("文种"),
    "dated": words("日期"),
    "sha256": words("摘要"),
    "file": words("文件"),
}


async def parks(*, after: After = None, json: Json = False) -> int:
    """List the parks, each with its open procedures."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import parks as listed

    async with desk() as at:
        found = await listed.parks(at, after)
    labels = {
        "id": words("编号"),
        "name": words("名称"),
        "district": words("所在地"),
        "stage_zh": words("阶段"),
        "open": words("在办程序"),
    }
    return showing.table(found.rows, labels, json=json, none=words("没有园区。"), after=found.after)


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
    return showing.table(case_view.rows(showing.written(shown)), case_view.HEADINGS, json=False)


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
            return showing.table(await history.raw(at, case), EVENTS, json=json)
        told = await history.story(at, case, await at.viewer(account), after)
    left_out = (set() if names_park(case) else {"of_case"}) | (set() if full else {"said_zh"})
    labels = {key: heading for key, heading in STORY.items() if key not in left_out}
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
    return showing.table(rows, DOCUMENTS, json=json)
