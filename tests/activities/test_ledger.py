"""What the record activity answers: refusals and conflicts are final, a database that is away is retried."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities import contracts
from activities.ledger import LedgerActivities
from records.database import Database
from regulation.casework.entry import Entry
from regulation.measures.edition import edition
from regulation.procedures.application.forms import OpenCase
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.message import Message
from tests.conftest import PEOPLE, facts

EDITION = edition("jilin-city-draft")


def opening(**changes: Any) -> Entry:
    """Give the opening of an application."""
    form = OpenCase(
        park_id="p1", number=1, edition=EDITION.id, edition_digest=EDITION.digest, facts=facts(), materials=()
    )
    entry = Entry.model_validate(
        {
            "case": "park/p1/application/1",
            "seq": 1,
            "stage": Stage.UNOPENED,
            "act": Act.OPEN,
            "next": Stage.PREPARING,
            "basis": "Q03",
            "at": "2026-11-02T04:00:00Z",
            "actor": PEOPLE[0].acting(Role.OPERATOR),
            "key": "first",
            "form": form.model_dump(mode="json"),
        }
    )
    return entry.model_copy(update=changes)


async def record(db: Database, entry: Entry) -> Any:
    """Run the activity as a worker would."""
    return await ActivityEnvironment().run(LedgerActivities(db).record, entry)


async def test_a_retry_gets_the_same_answer(db: Database) -> None:
    """The activity run twice gives one entry."""
    assert opening() == await record(db, opening()) == await record(db, opening())


async def test_a_conflict_is_final(db: Database) -> None:
    """Another entry at the same place: nobody retries, nobody writes over it."""
    await record(db, opening())
    with pytest.raises(ApplicationError) as caught:
        await record(db, opening(key="second"))
    assert (contracts.LEDGER_CONFLICT, True) == (caught.value.type, caught.value.non_retryable)


async def test_a_refusal_is_final_and_keeps_its_parts(db: Database) -> None:
    """What, why and what now arrive apart, under the refusal's own type."""
    forged = PEOPLE[0].acting(Role.CITY_HRSS_LEADER)
    with pytest.raises(ApplicationError) as caught:
        await record(db, opening(actor=forged))
    assert ("not_entitled", True) == (caught.value.type, caught.value.non_retryable)
    what, why, now = (str(Message.model_validate(said)) for said in caught.value.details)
    assert (Act.OPEN.zh, "请联系系统管理员核对账号。") == (what, now)
    assert "op" in why


async def test_a_database_that_is_away_is_retried(tmp_path: Path) -> None:
    """The error is left as it is, so that Temporal tries again."""
    away = Database(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'records.db'}")
    with pytest.raises(OperationalError):
        await record(away, opening())
    await away.close()
