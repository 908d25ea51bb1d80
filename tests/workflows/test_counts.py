"""What one whole approved application costs, exactly: Temporal's events and tasks, the database's statements.

The numbers, and what each kind of event is for, are told in docs/counts.md; they change only on purpose.
"""

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from temporalio.api.enums.v1 import EventType

from records.database import Database
from records.reading import files
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

Begin = Callable[..., Any]

COUNTS = Path(__file__).resolve().parents[2] / "docs" / "counts.md"
ROW = re.compile(r"^\| ([A-Z_]+) \| (\d+) \|", re.MULTILINE)
GOLDEN = {kind: int(number) for kind, number in ROW.findall(COUNTS.read_text(encoding="utf-8"))}
STATEMENTS = ("PRAGMA", "BEGIN", "COMMIT", "SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass
class Cost:
    """A whole application and what it cost."""

    runs: int
    events: list[Any]
    entries: list[Any]
    statements: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str) -> int:
        """Count the events of a kind."""
        return sum(EventType.Name(e.event_type) == f"EVENT_TYPE_{kind}" for e in self.events)


def _listen(db: Database) -> Counter[str]:
    counted: Counter[str] = Counter()
    engine = db.engine.sync_engine

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        counted[text.split(maxsplit=1)[0]] += 1

    def commit(_connection: Any) -> None:
        counted["COMMIT"] += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    return counted


@pytest.fixture
async def cost(begin: Begin, db: Database) -> AsyncIterator[Cost]:
    """Play the story; what the story itself reads goes over a database of its own, and is not counted."""
    watching = Database(db.engine.url.render_as_string(hide_password=False))
    counted = _listen(db)
    story = await begin()
    story.db = watching
    await story.to(Stage.PUBLIC_NOTICE)
    closes = (await story.file()).notice.period.expires_at
    await story.env.sleep(closes - await story.env.get_current_time() + timedelta(seconds=1))
    await story.to(Stage.DESIGNATED)
    await story.handle.result()
    runs = await story.histories()
    entries = [entry for _, entry in await files.ledger(watching, story.case)]
    yield Cost(len(runs), [event for run in runs for event in run.events], entries, counted)
    await watching.close()


async def test_one_application_costs_exactly_this(cost: Cost) -> None:
    """The events by kind, and the statements and commits of the records, are those of docs/counts.md."""
    kinds = Counter(EventType.Name(e.event_type).removeprefix("EVENT_TYPE_") for e in cost.events)
    assert {kind: number for kind, number in GOLDEN.items() if kind not in STATEMENTS} == dict(kinds)
    assert {kind: GOLDEN[kind] for kind in STATEMENTS} == dict(cost.statements)


async def test_the_headings_of_the_document_are_its_sums(cost: Cost) -> None:
    """The totals that people quote are the totals of the tables."""
    text = COUNTS.read_text(encoding="utf-8")
    assert 2 == cost.runs
    tasks = cost.count("WORKFLOW_TASK_COMPLETED"), cost.count("ACTIVITY_TASK_COMPLETED")
    assert (
        f"{len(cost.events)} events in two runs, {tasks[0]} workflow tasks, {tasks[1]} activity tasks" in text
    )
    assert f"{cost.statements['COMMIT']} transactions, {cost.statements.total()} statements" in text


async def test_every_workflow_task_has_a_cause_and_every_entry_one_marker(cost: Cost) -> None:
    """No task is spent on nothing: one for each run's start, act, activity, timer, and the signal's answer."""
    by_people = [e for e in cost.entries if e.actor.role != Role.SYSTEM and e.act != Act.OPEN]
    causes = ("ACTIVITY_TASK_COMPLETED", "TIMER_FIRED", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED")
    assert len(by_people) == cost.count("WORKFLOW_EXECUTION_UPDATE_ACCEPTED")
    assert cost.runs + len(by_people) + sum(map(cost.count, causes)) == cost.count("WORKFLOW_TASK_COMPLETED")
    recorded = cost.runs + len(cost.entries)  # the working days of each run, and each record
    assert recorded == cost.count("MARKER_RECORDED")
    assert cost.count("TIMER_STARTED") == cost.count("TIMER_CANCELED") + cost.count("TIMER_FIRED")
