"""Document numbers: no gap and no double, however often and at once they are asked for; anew each year."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from records import ledger
from records.database import Database
from regulation.casework.entry import Entry
from regulation.documents.document import DocumentKind, document_number
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.words.refusals import NotEntitledError

SUPPLEMENT = DocumentKind.SUPPLEMENT_NOTICE


def numbers(entries: list[Entry]) -> list[str]:
    """List the numbers that entries were given."""
    return [numbered.number for entry in entries for numbered in entry.outcome.numbers]


async def test_numbers_have_no_gap_and_no_double(db: Database, scribes: type[Any]) -> None:
    """Eight cases at once, each entry sent twice at once and once more later, take 1 to 8."""
    asked = [await scribes().to_supplement(db) for _ in range(8)]
    given = await asyncio.gather(*(ledger.record(db, entry) for entry in asked * 2))
    expected = {document_number(SUPPLEMENT, 2026, n) for n in range(1, 9)}
    assert expected == set(numbers(given[:8]))
    assert numbers(given[:8]) == numbers(given[8:])
    assert numbers(given[:8]) == numbers([await ledger.record(db, entry) for entry in asked])


async def test_a_refused_act_takes_no_number(db: Database, scribes: type[Any]) -> None:
    """The number after a refusal is the one that the refused act would have had."""
    refused, next_one = await scribes().to_supplement(db), await scribes().to_supplement(db)
    forged = Actor.model_validate({**refused.actor.model_dump(), "person": "nobody"})
    with pytest.raises(NotEntitledError):
        await ledger.record(db, refused.model_copy(update={"actor": forged}))
    recorded = await ledger.record(db, next_one)
    assert [document_number(SUPPLEMENT, 2026, 1)] == numbers([recorded])


async def test_a_new_year_in_china_starts_at_one(db: Database, scribes: type[Any]) -> None:
    """The series goes by the year in China: 16:00 UTC on 31 December is already the next one."""
    given = []
    for moment in ("2026-12-31T15:59:59", "2026-12-31T15:59:59", "2026-12-31T16:00:00"):
        entry = await scribes(datetime(2026, 12, 1, tzinfo=UTC)).to_supplement(db)
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        given.append(await ledger.record(db, entry.model_copy(update={"at": at})))
    expected = [document_number(SUPPLEMENT, year, n) for year, n in ((2026, 1), (2026, 2), (2027, 1))]
    assert expected == numbers(given)


async def test_each_kind_has_its_own_series(db: Database, scribe: Any) -> None:
    """A reply and its result notice come in one act, each as the first of its kind."""
    await scribe.whole_story(db)
    assert scribe.case is not None
    kinds = (
        SUPPLEMENT,
        DocumentKind.PUBLIC_NOTICE,
        DocumentKind.APPROVAL_REPLY,
        DocumentKind.RESULT_NOTICE,
    )
    expected = {(kind, document_number(kind, 2026, 1)) for kind in kinds}
    assert expected == {(document.kind, document.number) for document in scribe.case.documents}
    assert scribe.case.acted[Act.ISSUE_REPLY] == "city"
