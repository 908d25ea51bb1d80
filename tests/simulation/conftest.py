"""Small workflows and activities for the tests of the simulated world."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from temporalio import activity, workflow
from temporalio.common import RetryPolicy, SearchAttributeKey
from temporalio.exceptions import ActivityError, ApplicationError, WorkflowAlreadyStartedError

from simulation.world.engine import World
from tests.cases import worlds as worlds  # noqa: PLC0414 -- a fixture
from tests.decades import decades as decades  # noqa: PLC0414 -- a fixture

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
YEARS = SearchAttributeKey.for_int("Years")
QUICK: dict[str, Any] = {"start_to_close_timeout": timedelta(seconds=5)}


class Book:
    """Activities that write into a book, each line once by its key."""

    def __init__(self) -> None:
        self.lines: dict[str, datetime] = {}
        self.tries: Counter[str] = Counter()
        self.broken = 0
        self.all = [self.write, self.refuse, self.fail]

    @activity.defn
    async def write(self, key: str) -> str:
        """Write a line; the first one of a key stands."""
        self.tries[key] += 1
        if self.broken:
            self.broken -= 1
            raise OSError("the book is away")
        return self.lines.setdefault(key, activity.info().current_attempt_scheduled_time).isoformat()

    @activity.defn
    async def refuse(self, key: str) -> None:
        """Never agree."""
        self.tries[key] += 1
        raise ApplicationError("no", type="Never", non_retryable=True)

    @activity.defn
    async def fail(self, key: str) -> None:
        """Fail every time."""
        self.tries[key] += 1
        raise OSError("the book is away")


class Life(BaseModel):
    """What a life carries from run to run."""

    years: int = 0
    acts: tuple[str, ...] = ()


@workflow.defn
class Park:
    """A yearly timer, acts of people, a new run every third year."""

    @workflow.init
    def __init__(self, life: Life) -> None:
        self.life = life
        self.turn = asyncio.Lock()

    @workflow.run
    async def run(self, life: Life) -> None:  # noqa: ARG002 -- read by __init__
        """Live for ever."""
        for _ in range(3):
            await workflow.sleep(YEAR)
            key = f"{workflow.info().workflow_id}/{self.life.years + 1}"
            await workflow.execute_local_activity(Book.write, key, **QUICK)
            await workflow.execute_activity(Book.write, f"{key}/letter", **QUICK)
            self.life = self.life.model_copy(update={"years": self.life.years + 1})
            workflow.upsert_search_attributes([YEARS.value_set(self.life.years)])
        await workflow.wait_condition(workflow.all_handlers_finished)
        workflow.continue_as_new(self.life)

    @workflow.update
    async def act(self, key: str) -> int:
        """Take an act once."""
        async with self.turn:
            if key not in self.life.acts:
                await workflow.execute_local_activity(Book.write, f"act/{key}", **QUICK)
                self.life = self.life.model_copy(update={"acts": (*self.life.acts, key)})
        return len(self.life.acts)

    @act.validator
    def _may(self, key: str) -> None:
        if not key:
            raise ApplicationError("a key is missing", type="Bad")

    @workflow.query
    def file(self) -> Life:
        """Show the life."""
        return self.life


@workflow.defn
class Tries:
    """Orders an activity that never agrees, or is away for too long."""

    @workflow.run
    async def run(self, name: str) -> str:
        """Tell how it ended."""
        policy = RetryPolicy(maximum_attempts=3)
        try:
            await workflow.execute_activity(name, "x", retry_policy=policy, **QUICK)
        except ActivityError as error:
            cause = error.cause
            assert isinstance(cause, ApplicationError)
            return f"{cause.type} {error.retry_state.name if error.retry_state else None}"
        raise ApplicationError("it agreed", type="Agreed")


@workflow.defn
class Parent:
    """Opens a child, signals it, and signals one who is not there."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @workflow.run
    async def run(self, child: str | None) -> list[str]:
        """Tell what was found."""
        if child is None:
            await workflow.wait_condition(lambda: bool(self.heard))
            return self.heard
        abandon = workflow.ParentClosePolicy.ABANDON
        opened = await workflow.start_child_workflow(Parent.run, None, id=child, parent_close_policy=abandon)
        try:
            await workflow.start_child_workflow(Parent.run, None, id=child, parent_close_policy=abandon)
        except WorkflowAlreadyStartedError:
            self.heard.append("already")
        await workflow.get_external_workflow_handle_for(Parent.run, child).signal(Parent.say, "hello")
        self.heard += await opened
        try:
            await workflow.get_external_workflow_handle("nobody").signal("say", "hello")
        except ApplicationError:
            self.heard.append("nobody")
        return [*self.heard, str(workflow.uuid4())]

    @workflow.signal
    def say(self, word: str) -> None:
        """Hear a word."""
        self.heard.append(word)
        workflow.set_current_details(f"heard {len(self.heard)}")

    @workflow.query
    def words(self) -> list[str]:
        """Repeat what was heard."""
        return self.heard


@workflow.defn
class Last:
    """Does one thing and ends, with all that it has heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @workflow.run
    async def run(self) -> list[str]:
        """Write one line."""
        await workflow.execute_local_activity(Book.write, "last", **QUICK)
        return self.heard

    @workflow.signal
    def say(self, word: str) -> None:
        """Hear a word."""
        self.heard.append(word)


@workflow.defn
class Owner:
    """Opens a child that would end with it, or calls one off."""

    @workflow.run
    async def run(self, policy: int) -> None:
        """Open a child, and cancel it."""
        child = await workflow.start_child_workflow(
            Parent.run, None, id="c", parent_close_policy=workflow.ParentClosePolicy(policy)
        )
        child.cancel()
        await child


@workflow.defn
class Moody:
    """Decides by something outside its history."""

    mood = 1

    @workflow.run
    async def run(self) -> None:
        """Sleep as long as the mood says."""
        await workflow.sleep(Moody.mood)
        await workflow.sleep(1000)


@workflow.defn
class Broken:
    """Raises what no workflow should."""

    @workflow.run
    async def run(self) -> None:
        """Break."""
        raise KeyError("bug")


@workflow.defn
class Taken:
    """Begins things and takes them back, at once and later; has two local activities at a time, and a patch."""

    @workflow.run
    async def run(self) -> list[str]:
        """Tell what came of it."""
        workflow.patched("new")
        told = list(
            await asyncio.gather(
                *(workflow.execute_local_activity(Book.write, key, **QUICK) for key in ("one", "two"))
            )
        )
        for pause in (0, 1):
            waiting = asyncio.create_task(workflow.sleep(1000))
            ordered = workflow.start_activity(Book.fail, "late", **QUICK)
            if pause:
                await workflow.sleep(pause)
            else:
                await asyncio.sleep(0)
            waiting.cancel()
            ordered.cancel()
            try:
                await ordered
            except ActivityError as error:
                told.append(type(error.cause).__name__)
        await workflow.sleep(2)
        return told[2:]


@pytest.fixture
def toys() -> Any:
    """Give this module: tests do not import one another."""
    return sys.modules[__name__]


@pytest.fixture
def book() -> Book:
    """Give an empty book."""
    return Book()


@pytest.fixture
def world(book: Book) -> Callable[..., World]:
    """Give a way to make a world around the book."""

    def make(*workflows: type, **options: Any) -> World:
        return World(START, options.pop("seed", 0), workflows, book.all, **options)

    return make
