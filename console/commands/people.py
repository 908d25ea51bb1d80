"""`people` and `import`: the directory of people, and the parks of the old register."""

from pathlib import Path
from typing import Annotated

from cyclopts import App

from console.commands.deputies import deputy_app
from console.options import DONE, As, Flag, Json

people_app = App(name="people", help="人员名册与令牌 (the directory of people and their tokens).")
people_app.command(deputy_app)


@people_app.command(name="add")
async def people_add(file: Path) -> int:
    """按名册文件登记人员并签发令牌 (register the people of a TOML file; tokens go to the accounts folder).

    例：python starter.py people add people.toml
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import accounts as people

    accounts = people.read_people(file)
    async with desk() as at:
        added = await people.add(at, accounts)
    if added:
        showing.say(f"新登记 {len(added)} 人：{'、'.join(added)}；令牌已写入账号文件夹，请分别交给本人。")
    else:
        showing.say("没有新登记的人员：名册中的账号都已登记，其原有资料和令牌不变。")
    return DONE


async def import_(
    file: Path, *, dry_run: Annotated[bool, Flag] = False, account: As = None, json: Json = False
) -> int:
    """导入存量园区名录 (enter the parks of the old register from XLSX or CSV; --dry-run only checks).

    例：python starter.py import samples/existing-parks.csv --dry-run
    例：python starter.py import samples/existing-parks.xlsx --as city-hrss
    """
    from console.terminal import showing
    from desk.openings import importing
    from desk.people import desk

    async with desk() as at:
        rows = await importing.import_parks(at, file, account, dry_run=dry_run)
    labels = {
        "row": "行",
        "id": "园区",
        "name": "名称",
        "designated_on": "认定日期",
        "done": "结果",
        "findings": "提示",
    }
    return showing.table(rows, labels, json=json)
