"""The chain of the ledger: its formula is written down here, so that it cannot change unnoticed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from proof import checks
from records import ledger
from records.database import Database
from records.ledger import LedgerConflictError, row_hash
from regulation.calendar.working_days import Deadline
from regulation.casework.entry import Entry, Numbered, Outcome
from regulation.documents.document import DocumentKind
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

# Two rows as 0.2.0 wrote them, and the hashes by which it chained them. They stand in ledgers: they are never edited.
ROWS = (
    (
        '{"case":"park/p/application/1","seq":1,"stage":"local_review","act":"request_supplement"'
        ',"next":"local_supplement","basis":"Q09","at":"2027-03-01T01:02:03.000004Z","actor":{"pe'
        'rson":"local","name":"王所在","role":"local_hrss","district":"吉林市龙潭区","credit_code":null,"a'
        'cting_for":"local2"},"key":"k-1","form":{"items":["缺少经营场地证明"]},"outcome":{"due":{"starte'
        'd_on":"2027-03-01","last_day":"2027-03-22","expires_at":"2027-03-22T16:00:00Z","workdays'
        '":15,"days":null,"months":null,"nominal":null,"skipped":[["2027-03-08","妇女节"]],"calendar'
        '":"test","provisional":true},"used_workdays":3,"remaining":null,"period":null,"panel":nu'
        'll,"result":null,"numbers":[{"kind":"supplement_notice","number":"吉市人社补〔2027〕1号"}],"mate'
        'rials":null,"tenants":null,"computed":{}}}'
    ),
    '{"case":"park/p/application/1","seq":2}',
)
HASHES = (
    "7cd776b2c82a37293f02615be1f30d98ba3e00461050773282a4944f3e060965",
    "7ea0c6b326aab33324a51f0b6f7bcf8de7ba932ed7b4984d9cedbfb33a5a049d",
)


def written() -> Entry:
    """Give the entry that the first row holds."""
    due = Deadline(
        started_on=datetime(2027, 3, 1, tzinfo=UTC).date(),
        last_day=datetime(2027, 3, 22, tzinfo=UTC).date(),
        expires_at=datetime(2027, 3, 22, 16, tzinfo=UTC),
        workdays=15,
        calendar="test",
        skipped=((datetime(2027, 3, 8, tzinfo=UTC).date(), "妇女节"),),
        provisional=True,
    )
    number = Numbered(kind=DocumentKind.SUPPLEMENT_NOTICE, number="吉市人社补〔2027〕1号")
    return Entry(
        case="park/p/application/1",
        seq=1,
        stage=Stage.LOCAL_REVIEW,
        act=Act.REQUEST_SUPPLEMENT,
        next=Stage.LOCAL_SUPPLEMENT,
        basis="Q09",
        at=datetime(2027, 3, 1, 1, 2, 3, 4, tzinfo=UTC),
        actor=Actor(
            person="local",
            name="王所在",
            role=Role.LOCAL_HRSS,
            district="吉林市龙潭区",
            acting_for="local2",
        ),
        key="k-1",
        form={"items": ["缺少经营场地证明"]},
        outcome=Outcome(due=due, used_workdays=3, numbers=(number,)),
    )


def test_a_row_is_written_as_it_always_was() -> None:
    """The text of an entry is what the chain stands on: names, order and form of each field; and it is still read."""
    assert ROWS[0] == written().model_dump_json()
    assert written() == Entry.model_validate_json(ROWS[0])


def test_the_chain_has_the_formula_of_the_first_release() -> None:
    """The hash before, the position and the text, in this order; another formula would disown every ledger."""
    first = row_hash("", 1, ROWS[0])

    assert HASHES == (first, row_hash(first, 2, ROWS[1]))


@pytest.mark.parametrize(
    "other", [("", 2, "e"), ("a", 1, "e"), ("", 1, "f")], ids=["place", "before", "text"]
)
def test_a_hash_speaks_for_all_three(other: tuple[str, int, str]) -> None:
    """The same text at another place, or behind another row, has another hash."""
    assert row_hash("", 1, "e") != row_hash(*other)


async def test_the_ledger_is_chained_by_that_formula(db: Database, scribe: Any) -> None:
    """What the database keeps of each row is what the formula says."""
    await ledger.record(db, await scribe.to_supplement(db))
    async with db.engine.connect() as connection:
        found = (
            await connection.execute(text("SELECT prev_hash, hash, entry FROM ledger ORDER BY position"))
        ).all()
    prev = ""
    for position, row in enumerate(found, start=1):
        assert (prev, row_hash(prev, position, row.entry)) == (row.prev_hash, row.hash)
        prev = row.hash
    assert 3 == len(found)


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_head SET hash = 'x'", "UPDATE ledger_head SET position = 2"]
)
async def test_the_head_says_where_the_chain_ends(db: Database, scribe: Any, statement: str) -> None:
    """A head that names another hash, or another place, than the last row has is found."""
    await ledger.record(db, scribe.open())
    assert 1 == await checks.verify(db)
    async with db.engine.begin() as connection:
        await connection.execute(text(statement))
    with pytest.raises(LedgerConflictError, match="止于第 1 条"):
        await checks.verify(db)
