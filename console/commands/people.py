"""`people` and `import`: the directory of people, and the parks of the old register."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, As, Flag, Json
from desk.words.catalogue import words


async def people_add(file: Annotated[Path, Parameter(help=words("名册文件（TOML）"))]) -> int:
    """Register the people of a TOML file; tokens go to the accounts folder."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import accounts as people
    from regulation.words.message import say, series

    accounts = people.read_people(file)
    async with desk() as at:
        added = await people.add(at, accounts)
    if added:
        showing.note(
            say(
                "新登记 {count} 人：{names}；令牌已写入账号文件夹，请分别交给本人。",
                count=len(added),
                names=series(added),
            )
        )
    else:
        showing.note(say("没有新登记的人员：名册中的账号都已登记，其原有资料和令牌不变。"))
    return DONE


async def import_(
    file: Annotated[Path, Parameter(help=words("名录文件（XLSX 或 CSV）"))],
    *,
    dry_run: Annotated[bool, Flag, Parameter(help=words("只检查，不登记"))] = False,
    account: As = None,
    json: Json = False,
) -> int:
    """Enter the parks of the old register."""
    from console.terminal import showing
    from desk.openings import importing
    from desk.people import desk

    async with desk() as at:
        rows = await importing.import_parks(at, file, account, dry_run=dry_run)
    labels = {
        "row": words("行"),
        "id": words("园区"),
        "name": words("名称"),
        "designated_on": words("认定日期"),
        "done": words("结果"),
        "findings": words("提示"),
    }
    return showing.table(rows, labels, json=json)
