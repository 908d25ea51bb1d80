"""Imported calendars: one text stands per year, repeated imports change nothing, corrections are chained (Q41)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import select

from records.calendar import calendars
from records.database import Database
from records.tables import CalendarYearRow
from regulation.calendar.official_year import OfficialYear
from regulation.words.refusals import AlreadyDoneError

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
RELEASE = "a" * 64


def text(year: int = 2027, **changes: Any) -> OfficialYear:
    """Give a year; the records do not ask whether it is sound."""
    said = {"year": year, "source": "虚构〔2026〕0号", "days_off": (date(year, 10, 1), date(year, 1, 1))}
    return OfficialYear.model_validate(said | changes)


async def rows(db: Database) -> list[CalendarYearRow]:
    """Give every row of the table."""
    async with db.transaction() as session:
        return list((await session.exec(select(CalendarYearRow))).all())


async def test_a_year_is_kept_once(db: Database) -> None:
    """The second import, in another order, finds the first; what is read back says the same."""
    assert await calendars.store(db, text(2028), None, NOW) is True
    assert await calendars.store(db, text(), None, NOW) is True
    again = text(days_off=text().days_off[::-1])
    assert await calendars.store(db, again, None, NOW) is False
    found = await calendars.official_years(db)
    assert [text().digest, text(2028).digest] == [year.digest for year in found]
    assert [NOW, NOW] == [row.imported_at for row in await rows(db)]


async def test_a_dry_run_keeps_nothing(db: Database) -> None:
    """It says what would be kept, and refuses what would be refused."""
    assert await calendars.store(db, text(), None, NOW, dry_run=True) is True
    assert [] == await rows(db)
    with pytest.raises(AlreadyDoneError):
        await calendars.store(db, text(), RELEASE, NOW, dry_run=True)


@pytest.mark.provision("Q41")
async def test_another_text_must_correct_the_one_that_stands(db: Database) -> None:
    """Without the digest it is refused and nothing changes; with it, it stands and the first is kept beside it."""
    await calendars.store(db, text(), None, NOW)
    other = text(source="虚构〔2026〕1号")
    with pytest.raises(AlreadyDoneError, match=f'corrects = "{text().digest}"'):
        await calendars.store(db, other, None, NOW)
    assert [text().digest] == [year.digest for year in await calendars.official_years(db)]
    correction = text(source="虚构〔2026〕1号", corrects=text().digest)
    assert await calendars.store(db, correction, None, NOW) is True
    assert (correction,) == tuple(
        year.model_copy(update={"days_off": correction.days_off})
        for year in await calendars.official_years(db)
    )
    assert {text().digest, correction.digest} == {row.digest for row in await rows(db)}
    with pytest.raises(AlreadyDoneError, match=correction.digest):
        await calendars.store(db, text(), None, NOW)


async def test_a_correction_can_be_taken_back(db: Database) -> None:
    """The first days stand again when a third text corrects the second."""
    first = text()
    second = text(days_off=first.days_off[:1], corrects=first.digest)
    third = text(corrects=second.digest)
    for step in (first, second, third):
        assert await calendars.store(db, step, None, NOW) is True
    assert [third.digest] == [year.digest for year in await calendars.official_years(db)]


async def test_a_year_of_the_release_stands_too(db: Database) -> None:
    """What the release has published is corrected by its digest, and by nothing else."""
    for corrects in (None, "b" * 64):
        with pytest.raises(AlreadyDoneError, match=RELEASE):
            await calendars.store(db, text(corrects=corrects), RELEASE, NOW)
    assert await calendars.store(db, text(corrects=RELEASE), RELEASE, NOW) is True


async def test_a_correction_of_nothing_is_refused(db: Database) -> None:
    """A year that nobody has published has nothing to correct."""
    with pytest.raises(AlreadyDoneError, match="请删去 corrects"):
        await calendars.store(db, text(corrects=RELEASE), None, NOW)
    assert [] == await rows(db)
