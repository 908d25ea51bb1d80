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
    from regulation.words.message import say

    text = calendars.read_year(file)
    async with desk() as at:
        rows = await calendars.recounted(at, text)
        new = await calendars.keep(at, text, at.clock(), dry_run=dry_run)
        showing.note(calendars.outcome(text, new=new, dry_run=dry_run))
        showing.table(
            rows,
            {
                "case": words("在办案件"),
                "stage_zh": words("阶段"),
                "due_on": words("届满日"),
                "new_due_on": words("重算后"),
            },
            json=json,
        )
        if not dry_run:
            told = await calendars.announce(at, file)
            showing.note(say("已通知 {count} 个流程重新计算期限。", count=len(told.reached)))
    return DONE


async def calendar_show(year: Year, *, json: Json = False) -> int:
    """Show a year's days off on weekdays and weekend days worked, and whether it is official."""
    from console.speech import plain
    from console.terminal import case_view, showing
    from desk.people import desk
    from desk.views import calendars

    async with desk() as at:
        found = await calendars.shown(at, year)
    if json:
        showing.as_json(found)
        return DONE
    told = showing.written(found)
    rows = [{"key": plain(heading), "value": told[key]} for key, heading in calendars.SHOWN.items()]
    return showing.table(rows, case_view.HEADINGS, json=False)
