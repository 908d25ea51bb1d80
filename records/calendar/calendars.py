"""Imported official calendars: one standing text per year, and every text that it replaced."""

from datetime import date, datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from records.database import Database
from records.tables import CalendarYearRow
from regulation.calendar.official_year import OfficialYear
from regulation.words.message import say
from regulation.words.refusals import AlreadyDoneError

NOTHING = ""


async def official_years(db: Database) -> tuple[OfficialYear, ...]:
    """Give the standing text of every imported year, in order."""
    async with db.reading() as session:
        rows = (await session.exec(select(CalendarYearRow))).all()
    replaced = {(row.year, row.corrects) for row in rows}
    standing = [row for row in rows if (row.year, row.digest) not in replaced]
    return tuple(_read(row) for row in sorted(standing, key=lambda row: row.year))


async def store(
    db: Database, text: OfficialYear, published: str | None, at: datetime, *, dry_run: bool = False
) -> bool:
    """Keep a year's text, in a dry run only see whether it would be kept; False when the same stands already.

    `published` is the digest that the release itself holds for the year, None for an unpublished year.
    Raises AlreadyDoneError when another text stands and this one does not correct it; nothing changes then.
    """
    async with db.transaction() as session:
        kept = await _standing(session, text.year)
        stands = kept or published
        if text.digest == stands:
            return False
        if text.corrects != stands:
            raise _refusal(text, stands)
        if dry_run:
            return True
        session.add(
            CalendarYearRow(
                year=text.year,
                digest=text.digest,
                source=text.source,
                days={
                    "days_off": [day.isoformat() for day in sorted(text.days_off)],
                    "workdays": [day.isoformat() for day in sorted(text.workdays)],
                },
                corrects=text.corrects or NOTHING,
                imported_at=at,
            )
        )
        return True


async def _standing(session: AsyncSession, year: int) -> str | None:
    rows = (await session.exec(select(CalendarYearRow).where(CalendarYearRow.year == year))).all()
    replaced = {row.corrects for row in rows}
    return next((row.digest for row in rows if row.digest not in replaced), None)


def _refusal(text: OfficialYear, stands: str | None) -> AlreadyDoneError:
    if stands is None:
        why, now = (
            say("corrects 指向 {corrects}，而该年没有可更正的日历", corrects=text.corrects),
            say("请删去 corrects 后重新导入。日历未作改动。"),
        )
    else:
        why, now = (
            say("该年已有正式日历（{stands}），与本文件不同", stands=stands),
            say(
                '如系更正，请在文件中写明 corrects = "{stands}" 后重新导入；如系误传，不必处理。日历未作改动。',
                stands=stands,
            ),
        )
    return AlreadyDoneError(say("导入 {year} 年日历", year=text.year), why, now)


def _read(row: CalendarYearRow) -> OfficialYear:
    days = {key: tuple(date.fromisoformat(day) for day in listed) for key, listed in row.days.items()}
    return OfficialYear(year=row.year, source=row.source, corrects=row.corrects or None, **days)
