"""The world without a server: what the SDK's engine is given, what it answers, and what goes wrong on purpose."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from temporalio import workflow
from temporalio.client import (
    WithStartWorkflowOperation,
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError

from simulation.world.actors import NothingHappensError
from simulation.world.engine import World
from simulation.world.faults import Faults
from simulation.world.runs.instance import NonDeterminismError, WorkflowCodeError
from simulation.world.runs.run import SimulationError, Status
from tests.patience import PATIENCE_S


async def test_thirty_years_pass_on_the_virtual_clock(toys: Any, world: Any, book: Any) -> None:
    """Each year comes on its day, every third year begins a run, and no run grows."""
    async with world(toys.Park) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        await w.run_until(toys.START + 30 * toys.YEAR + timedelta(days=1))

        assert 30 == (await handle.query(toys.Park.file)).years
        assert [toys.START + n * toys.YEAR for n in range(1, 31)] == [
            at for key, at in book.lines.items() if "letter" not in key
        ]
        assert list(range(1, 12)) == [run.number for run in w.runs]
        assert 1 == len({run.events for run in w.runs if run.ended})
        assert 30 == (await handle.describe()).typed_search_attributes[toys.YEARS]


async def _lived(
    toys: Any, world: Any, seed: int, faults: Faults, book: Any
) -> tuple[str, Any, dict[str, datetime]]:
    book.lines.clear()
    async with world(toys.Park, seed=seed, faults=faults) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")

        async def person() -> None:
            for n in range(40):
                await w.sleep(timedelta(days=200))
                await handle.execute_update(toys.Park.act, f"{n}")

        w.enter(person)
        await w.run_until(toys.START + 30 * toys.YEAR)
        w.heal()
        await w.run_until(toys.START + 31 * toys.YEAR + timedelta(days=100))
        return w.digest, await handle.query(toys.Park.file), dict(book.lines)


async def test_the_same_seed_gives_the_same_life(toys: Any, world: Any, book: Any) -> None:
    """Faults and all, two lives of one seed are equal, and another seed's is another."""
    faults = Faults(0.3, 0.1, 0.2, 0.2, 0.3, 0.2, 2 * toys.YEAR, timedelta(seconds=30))
    first = await _lived(toys, world, 1, faults, book)
    assert first == await _lived(toys, world, 1, faults, book)
    assert first[0] != (await _lived(toys, world, 2, faults, book))[0]


@pytest.mark.parametrize("seed", range(12))
async def test_faults_lose_nothing_and_double_nothing(toys: Any, world: Any, book: Any, seed: int) -> None:
    """Whatever is drawn against it, each year and each act stands in the book once."""
    _, life, lines = await _lived(toys, world, seed, Faults.drawn(seed), book)
    assert list(range(1, life.years + 1)) == [
        int(key[2:]) for key in lines if key.startswith("p/") and "letter" not in key
    ]
    assert {f"act/{key}" for key in life.acts} == {key for key in lines if key.startswith("act/")}
    assert len(set(life.acts)) == len(life.acts)


async def test_updates_answer_refuse_and_repeat(toys: Any, world: Any, book: Any) -> None:
    """A refusal reaches its sender with type and message and leaves no event; the same id is answered once."""
    async with world(toys.Park) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        assert 1 == await handle.execute_update(toys.Park.act, "a", id="u")
        before = w.runs[0].events
        assert 1 == await handle.execute_update(toys.Park.act, "b", id="u")
        with pytest.raises(WorkflowUpdateFailedError) as caught:
            await handle.execute_update(toys.Park.act, "")
        assert isinstance(caught.value.cause, ApplicationError)
        assert ("Bad", "a key is missing") == (caught.value.cause.type, caught.value.cause.message)
        assert before == w.runs[0].events


async def test_a_local_activity_is_tried_again_with_growing_pauses(toys: Any, world: Any, book: Any) -> None:
    """Short pauses pass inside the task; a pause of more than a minute becomes a timer of the workflow."""
    book.broken = 8
    async with world(toys.Park) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        assert 1 == await handle.execute_update(toys.Park.act, "a")
        assert 9 == book.tries["act/a"]
        assert toys.START + timedelta(seconds=1 + 2 + 4 + 8 + 16 + 32 + 64 + 100) == w.now
        assert "TIMER_FIRED" in w.runs[0].history


async def test_an_activity_fails_for_good_when_it_says_so_or_was_tried_enough(
    toys: Any, world: Any, book: Any
) -> None:
    """Non-retryable ends at once, the last allowed attempt ends too; a workflow's own failure reaches its client."""
    async with world(toys.Tries) as w:
        once = await w.client.start_workflow(toys.Tries.run, "refuse", id="1")
        assert "Never NON_RETRYABLE_FAILURE" == await once.result()
        book.broken = 3
        thrice = await w.client.start_workflow(toys.Tries.run, "write", id="2")
        assert "OSError MAXIMUM_ATTEMPTS_REACHED" == await thrice.result()
        assert (1, 3) == (book.tries["x"] - 3, 3)
        agreed = await w.client.start_workflow(toys.Tries.run, "write", id="3")
        with pytest.raises(WorkflowFailureError) as caught:
            await agreed.result()
        assert isinstance(caught.value.cause, ApplicationError)
        with pytest.raises(RPCError):
            await agreed.signal("anything")


async def test_children_and_signals(toys: Any, world: Any) -> None:
    """A child starts once, hears, answers its parent; a signal to nobody fails; uuid4 follows from the seed."""
    told = []
    for _ in range(2):
        async with world(toys.Parent) as w:
            told.append(await (await w.client.start_workflow(toys.Parent.run, "c", id="p")).result())
    assert ["already", "hello", "nobody"] == told[0][:3]
    assert told[0] == told[1]


async def test_an_update_can_start_its_workflow(toys: Any, world: Any, book: Any) -> None:
    """The first update starts it, the second finds it; a plain start of a running id is refused."""
    async with world(toys.Park) as w:
        for expected in (1, 2):
            start = WithStartWorkflowOperation(
                toys.Park.run,
                toys.Life(),
                id="p",
                task_queue="q",
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
            assert expected == await w.client.execute_update_with_start_workflow(
                toys.Park.act, f"{expected}", start_workflow_operation=start
            )
        with pytest.raises(WorkflowAlreadyStartedError):
            await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")


async def test_an_absence_of_years_is_served_afterwards_in_order(toys: Any, world: Any, book: Any) -> None:
    """While no worker is there, timers and acts wait; then the old timer is late and the acts come in order."""
    async with world(toys.Park) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        await w.run_until(toys.START + timedelta(days=1))
        await w.leave(5 * toys.YEAR)
        sent = [await handle.start_update(toys.Park.act, key) for key in "ab"]
        back = w.absent_until
        assert [1, 2] == [await update.result() for update in sent]
        assert back == w.now == book.lines["p/1"]


async def test_actors_act_in_the_middle_of_each_others_waiting(toys: Any, world: Any, book: Any) -> None:
    """Two people act at the same moment; the lock of the workflow decides, and both are answered."""
    faults = Faults(latency=timedelta(seconds=20))
    async with world(toys.Park, faults=faults) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        answers = [w.enter(lambda key=key: handle.execute_update(toys.Park.act, key)) for key in "ab"]
        assert [1, 2] == [await answer.wait() for answer in answers]

        async def patient() -> Any:
            return await asyncio.wait_for(handle.execute_update(toys.Park.act, "c"), timeout=PATIENCE_S)

        assert 3 == await w.enter(patient).wait()
        both = [handle.execute_update(toys.Park.act, key) for key in "de"]
        assert [4, 5] == await asyncio.gather(*both)


async def test_a_replay_that_comes_out_otherwise_is_found(
    toys: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash replays, and a decision that does not repeat stops the world with both lists of commands."""
    async with world(toys.Moody, faults=Faults(crash=1.0)) as w:
        await w.client.start_workflow(toys.Moody.run, id="m")
        await w.run_until(toys.START + timedelta(milliseconds=1))
        monkeypatch.setattr(toys.Moody, "mood", 2)
        with pytest.raises(NonDeterminismError) as caught:
            await w.run_until(toys.START + timedelta(seconds=10))
        assert caught.value.expected != caught.value.actual


async def test_a_bug_in_workflow_code_stops_the_world(toys: Any, world: Any) -> None:
    """What a server would try for ever is an error here; so is waiting for what cannot come."""
    async with world(toys.Broken) as w:
        await w.client.start_workflow(toys.Broken.run, id="b")
        with pytest.raises(WorkflowCodeError, match="bug"):
            await w.run_until(toys.START + toys.YEAR)
    async with world(toys.Parent) as w:
        waiting = await w.client.start_workflow(toys.Parent.run, None, id="p")
        with pytest.raises(NothingHappensError):
            await waiting.result()


async def test_an_ended_workflow_still_answers_questions(toys: Any, world: Any) -> None:
    """A query of an ended run replays its history; its description tells when and how it ended."""
    async with world(toys.Parent) as w:
        handle = await w.client.start_workflow(toys.Parent.run, None, id="p", memo={"why": "test"})
        await w.sleep(60)
        with pytest.raises(WorkflowQueryFailedError):
            await handle.query("nonsense")
        await handle.signal(toys.Parent.say, "a")
        assert ["a"] == await handle.result() == await handle.query(toys.Parent.words)
        seen = await handle.describe()
        assert (Status.COMPLETED, w.now, {"why": "test"}) == (seen.status, seen.close_time, seen.memo)


async def test_an_end_waits_for_what_has_not_been_heard(toys: Any, world: Any, book: Any) -> None:
    """What arrives while the last task is in hand sends that task back; it is heard before the end."""
    async with world(toys.Last, faults=Faults(latency=timedelta(seconds=5))) as w:
        handle = await w.client.start_workflow(toys.Last.run, id="p")
        await w.sleep(0.01)
        await handle.signal(toys.Last.say, "a")
        assert ["a"] == await handle.result()
        assert 2 == book.tries["last"]
        assert 1 == w.runs[0].history.count("WORKFLOW_TASK_FAILED")


async def test_no_act_falls_between_two_runs(toys: Any, world: Any, book: Any) -> None:
    """Acts that keep coming while a run ends are each answered, once."""
    async with world(toys.Park, faults=Faults(latency=timedelta(seconds=20))) as w:
        handle = await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        await w.run_until(toys.START + 3 * toys.YEAR)
        sent = []
        for n in range(30):
            await w.sleep(5)
            sent.append(await handle.start_update(toys.Park.act, f"{n}"))
        assert list(range(1, 31)) == sorted([await update.result() for update in sent])
        await w.sleep(toys.YEAR)
        assert 2 == w.runs[-1].number
        assert 30 == len((await handle.query(toys.Park.file)).acts)


async def test_what_goes_wrong_in_a_script_tells_the_seed(toys: Any, world: Any, book: Any) -> None:
    """An error of an actor reaches the one who moves the clock, with the seed and the last commands."""

    async def fail() -> None:
        raise ValueError("the script is wrong")

    async def live() -> None:
        async with world(toys.Park, seed=41) as w:
            await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
            w.enter(fail, at=toys.START + toys.YEAR)
            await w.run_until(toys.START + 2 * toys.YEAR)

    with pytest.raises(ValueError, match="script") as caught:
        await live()
    (note,) = caught.value.__notes__
    assert note.startswith("seed 41, Faults(")
    assert "p 1 start_timer" in note


async def test_a_quiet_world_is_idle(toys: Any, world: Any, book: Any) -> None:
    """It runs until nothing is left, or stops at the horizon; the clock does not go beyond what happened."""
    async with world(toys.Tries, toys.Park) as w:
        await w.client.start_workflow(toys.Tries.run, "refuse", id="t")
        assert await w.run_until_idle(toys.START + toys.YEAR)
        assert toys.START == w.now
        await w.client.start_workflow(toys.Park.run, toys.Life(), id="p")
        assert not await w.run_until_idle(toys.START + 2 * toys.YEAR)
        assert toys.START + 2 * toys.YEAR == w.now


@pytest.mark.parametrize("policy", [workflow.ParentClosePolicy.TERMINATE, workflow.ParentClosePolicy.ABANDON])
async def test_what_is_not_modelled_is_an_error(toys: Any, world: Any, policy: int) -> None:
    """A child that ends with its parent, a child called off, a workflow that nobody knows: nothing is guessed."""
    async with world(toys.Owner, toys.Parent) as w:
        await w.client.start_workflow(toys.Owner.run, int(policy), id="o")
        with pytest.raises(SimulationError, match="modelled"):
            await w.sleep(1)
        with pytest.raises(SimulationError, match="no workflow Nobody"):
            await w.client.start_workflow("Nobody", id="n")


async def test_a_later_activity_takes_the_place_of_an_earlier_one(toys: Any, book: Any) -> None:
    """A list of activities is overlaid with a stand-in of the same name."""
    other = toys.Book()
    async with World(toys.START, 0, [toys.Last], [*book.all, other.write]) as w:
        await (await w.client.start_workflow(toys.Last.run, id="p")).result()
    assert ({}, {"last": 1}) == (dict(book.tries), dict(other.tries))
