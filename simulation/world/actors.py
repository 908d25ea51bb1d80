"""Who acts in the world: a driver, who moves the clock while waiting, and actors, who are moved by it."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, TypeVar

from simulation.world.clock import Agenda

T = TypeVar("T")
ACTING: ContextVar["Actor | None"] = ContextVar("acting", default=None)


class NothingHappensError(Exception):
    """Somebody waits for an answer, and nothing in this world will ever give it."""


class Actor:
    """A script that runs as a task of its own, but only when its turn comes."""

    def __init__(self) -> None:
        self.task: asyncio.Task[Any] | None = None
        self.waking: asyncio.Future[None] | None = None
        self.resting = asyncio.Event()

    async def rest(self) -> None:
        """Let the driver go on, and wait to be woken; an actor waits for one thing at a time."""
        assert self.waking is None or self.waking.done(), "an actor's script waits for two things at once"
        self.waking = asyncio.get_running_loop().create_future()
        self.resting.set()
        await self.waking

    async def watch(self) -> None:
        """Wait until the actor rests or is done; what went wrong in its script goes wrong for the driver."""
        await self.resting.wait()
        self.resting.clear()
        if self.task is not None and self.task.done():
            self.task.result()

    async def wake(self) -> None:
        """Let the actor go on until it rests again."""
        assert self.waking is not None
        self.waking.set_result(None)
        await self.watch()


class Asked(Generic[T]):
    """An answer that is still to come, or has come."""

    def __init__(self, scene: "Scene") -> None:
        self._scene = scene
        self._waiting: list[Actor] = []
        self._value: T | None = None
        self._error: BaseException | None = None
        self.done = False

    def give(self, value: T) -> None:
        """Answer; a second answer changes nothing."""
        if not self.done:
            self._value = value
            self._settle()

    def fail(self, error: BaseException) -> None:
        """Answer with an error; a second answer changes nothing."""
        if not self.done:
            self._error = error
            self._settle()

    def _settle(self) -> None:
        self.done = True
        for actor in self._waiting:
            self._scene.agenda.soon(actor.wake)
        self._waiting.clear()

    async def wait(self) -> T:
        """Give the answer; a driver moves the clock until it has come, an actor rests.

        Raises the error that was the answer, and NothingHappensError when nothing is left to happen.
        """
        actor = ACTING.get()
        if actor is None:
            while not self.done:
                await self._scene.move(self)
        elif not self.done:
            self._waiting.append(actor)
            await actor.rest()
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]  # give() was called with a T


class Scene:
    """Where drivers and actors meet the clock."""

    def __init__(self, start: datetime) -> None:
        self.agenda = Agenda(start)
        self._acting: set[asyncio.Task[Any]] = set()
        self._moving = asyncio.Lock()  # one thing happens at a time, however many drivers wait

    async def move(self, asked: Asked[Any]) -> None:
        """Let the next thing happen, unless the answer has come; raises NothingHappensError at the end."""
        async with self._moving:
            if not asked.done and (self.agenda.idle or not await self.agenda.happen()):
                raise NothingHappensError("nothing is left to happen, and the answer has not come")

    def enter(self, script: Callable[[], Coroutine[Any, Any, T]], at: datetime | None = None) -> Asked[T]:
        """Let an actor begin its script at a moment, by default now; what it returns is the answer.

        An error in the script is raised where the clock is moved.
        """
        answer: Asked[T] = Asked(self)
        self.agenda.at(at or self.agenda.now, partial(self._enter, script, answer))
        return answer

    async def _enter(self, script: Callable[[], Coroutine[Any, Any, T]], answer: Asked[T]) -> None:
        actor = Actor()

        async def play() -> None:
            ACTING.set(actor)
            try:
                answer.give(await script())
            finally:
                actor.resting.set()

        actor.task = asyncio.create_task(play())
        self._acting.add(actor.task)
        actor.task.add_done_callback(self._acting.discard)
        await actor.watch()

    async def sleep(self, duration: timedelta | float) -> None:
        """Let virtual time pass, in seconds or as a duration."""
        span = duration if isinstance(duration, timedelta) else timedelta(seconds=duration)
        await self.run_until(self.agenda.now + span)

    async def run_until(self, moment: datetime) -> None:
        """Let everything happen that is due by a moment, and be there."""
        actor = ACTING.get()
        if actor is not None:
            self.agenda.at(moment, actor.wake)
            await actor.rest()
            return
        async with self._moving:
            while await self.agenda.happen(moment):
                pass
            self.agenda.now = max(self.agenda.now, moment)

    async def run_until_idle(self, horizon: datetime) -> bool:
        """Let everything happen until nothing is left or the horizon is reached; give whether nothing is left."""
        async with self._moving:
            while not self.agenda.idle:
                if not await self.agenda.happen(horizon):
                    return False
            return True

    async def dismiss(self) -> None:
        """Send every actor home."""
        tasks = list(self._acting)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
