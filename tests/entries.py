"""An application in the records, written as its workflow would write it: opened, handed over, due on a day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from records import ledger
from records.database import Database
from regulation.calendar.working_days import CST, Deadline
from regulation.casework.entry import Entry, Outcome
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.application.forms import OpenCase
from regulation.procedures.application.table import APPLICATION
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, PEOPLE, facts, materials

CASE = "park/p1/application/1"
BEGUN = datetime(2026, 11, 2, 4, tzinfo=UTC)


def actor(name: str, role: Role | None = None, acting_for: str | None = None) -> Actor:
    """Give a person of the directory in a role, their first one unless told otherwise."""
    found = next(person for person in PEOPLE if person.id == name)
    return found.acting(role or found.roles[0], acting_for)


def ends(day: date) -> Deadline:
    """Give a period that ends on a day."""
    return Deadline(
        started_on=BEGUN.date(),
        last_day=day,
        expires_at=datetime.combine(day + timedelta(days=1), time.min, CST),
        workdays=20,
        calendar="test",
        skipped=(),
        provisional=False,
    )


def entry(
    seq: int,
    stage: Stage,
    act: Act,
    who: Actor,
    until: date | None = None,
    at: datetime | None = None,
    **form: Any,
) -> Entry:
    """Write one entry of the application by the row of its table."""
    move = APPLICATION.find(stage, act)
    assert move is not None, f"{stage} has no {act}"
    return Entry(
        case=CASE,
        seq=seq,
        stage=stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=at or BEGUN + timedelta(hours=seq),
        actor=who,
        key=f"{CASE}#{seq}",
        form=form,
        outcome=Outcome(due=ends(until) if until else None),
    )


async def handed_over(db: Database, due: date, park_name: str | None = None) -> None:
    """Record an application that waits for the local department until a day."""
    named = {"park_name": park_name} if park_name else {}
    opening = OpenCase(
        park_id="p1",
        number=1,
        edition=EDITION.id,
        edition_digest=EDITION.digest,
        facts=facts(**named),
        materials=materials(),
    )
    form = opening.model_dump(mode="json")
    await ledger.record(db, entry(1, Stage.UNOPENED, Act.OPEN, actor("op"), **form))
    await ledger.record(db, entry(2, Stage.PREPARING, Act.HAND_OVER, actor("op"), due))


async def reminded(db: Database, seq: int, due: date, at: datetime) -> None:
    """Record a reminder to the local department."""
    form = {
        "reminder": f"r{seq}",
        "task": "t",
        "level": "before",
        "role": "local_hrss",
        "due": due.isoformat(),
    }
    await ledger.record(
        db,
        entry(seq, Stage.LOCAL_REVIEW, Act.REMIND, SYSTEM, at=at, **form),
    )
