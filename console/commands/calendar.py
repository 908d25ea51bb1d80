"""`calendar`: the official calendars of working days."""

from pathlib import Path
from typing import Annotated

from cyclopts import App

from console.options import DONE, Flag, Json

calendar_app = App(name="calendar", help="工作日历 (the official calendars of working days).")


@calendar_app.command(name="import")
async def calendar_import(file: Path, *, dry_run: Annotated[bool, Flag] = False, json: Json = False) -> int:
    """导入某年的正式放假安排并通知在办案件 (import an official year; open cases count their periods again).

    --dry-run 只检查文件并列出届满日将变动的案件。

    例：python starter.py calendar import samples/calendar-2027.toml --dry-run
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import calendars

    text = calendars.read_year(file)
    async with desk() as at:
        rows = await calendars.recounted(at, text)
        new = await calendars.keep(at, text, at.clock(), dry_run=dry_run)
        showing.say(calendars.outcome(text, new=new, dry_run=dry_run))
        showing.table(
            rows,
            {"case": "在办案件", "stage_zh": "阶段", "due_on": "届满日", "new_due_on": "重算后"},
            json=json,
        )
        if not dry_run:
            told = await calendars.announce(at, file)
            showing.say(f"已通知 {len(told.reached)} 个流程重新计算期限。")
    return DONE


@calendar_app.command(name="show")
async def calendar_show(year: int, *, json: Json = False) -> int:
    """查看某年的工作日历 (a year's days off on weekdays and weekend days worked, and whether it is official).

    例：python starter.py calendar show 2027
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import calendars

    async with desk() as at:
        found = await calendars.shown(at, year)
    if json:
        showing.as_json(found)
        return DONE
    told = found.model_dump()
    rows = [{"key": label, "value": told[key]} for key, label in calendars.SHOWN.items()]
    return showing.table(rows, {"key": "项目", "value": "内容"}, json=False)
