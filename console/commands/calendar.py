"""`calendar`: the official calendars of working days."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, Flag, Json, Year
from desk.words.catalogue import words


async def calendar_import(
    file: Annotated[Path, Parameter(help=words("放假安排文件（TOML）"))],
    *,
    dry_run: Annotated[bool, Flag, Parameter(help=words("只检查文件并列出届满日将变动的案件"))] = False,
    json: Json = False,
) -> int:
    """Import an official year; open cases count their periods again."""
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


async def calendar_show(year: Year, *, json: Json = False) -> int:
    """Show a year's days off on weekdays and weekend days worked, and whether it is official."""
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
