"""An application is checked against the other parks in the transaction that records it, on both databases (Q36)."""

from datetime import date

import pytest

from records import ledger, projection
from records.database import Database
from records.reading import files
from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import OpenApplication
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError, TooEarlyError


async def _known(db: Database, opening: Entry, stage: Stage, again: date | None = None) -> None:
    """Put a park of the same operator and site into the register, under another name."""
    form = OpenApplication.model_validate(opening.form)
    park = ParkFile(
        id="before",
        name=form.facts.park_name,
        district=form.facts.district,
        edition=form.edition,
        edition_digest=form.edition_digest,
        stage=stage,
        seq=1,
        operator_code=opening.actor.credit_code,
        facts=form.facts,
        ended_on=again and again.replace(year=again.year - 2),
        reapply_from=again,
    )
    async with db.transaction() as session:
        await projection.project_park(session, park)


@pytest.mark.provision("Q36")
@pytest.mark.parametrize("days", [0, 1])
async def test_a_bar_is_not_evaded_by_a_new_name(db: Database, park_opening: Entry, days: int) -> None:
    """Refused on the day before the bar ends, and nothing is recorded; taken on the day itself."""
    today = local_day(park_opening.at)
    await _known(db, park_opening, Stage.STATUS_REVOKED, date.fromordinal(today.toordinal() + days))
    if days == 0:
        assert park_opening == await ledger.record(db, park_opening)
        return
    with pytest.raises(TooEarlyError, match="before"):
        await ledger.record(db, park_opening)
    assert [] == await files.ledger(db, park_opening.case)
    assert await files.park(db, park_opening.case) is None


@pytest.mark.provision("Q36", "R7-report")
async def test_a_municipal_park_does_not_apply_again_under_a_new_name(
    db: Database, park_opening: Entry
) -> None:
    """Refused while a park at this address has the status; once it left without a bar, it is taken."""
    await _known(db, park_opening, Stage.IN_LIFE)
    with pytest.raises(AlreadyDoneError, match="before"):
        await ledger.record(db, park_opening)
    await _known(db, park_opening, Stage.STATUS_EXITED, local_day(park_opening.at))
    assert park_opening == await ledger.record(db, park_opening)
