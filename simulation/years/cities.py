"""Whole simulations, from a plan to its outcome, in this process or in several.

One ledger puts the acts of all its parks in one order, so one city is simulated by one process. Several processes
simulate several cities: each has some of the parks, with records, document numbers and city-wide rounds of its own.
"""

import asyncio
import gc
import logging
import multiprocessing
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from queue import Empty
from typing import Any

import structlog

from regulation.measures.edition import register
from simulation.years.loop import busy_loop
from simulation.years.outcome import Outcome, outcome
from simulation.years.years import Plan, Years, scratch

MONTHS = 12
LISTEN_SECONDS = 0.2
WORTH_A_PROCESS = 20 * MONTHS  # park-months; a process takes as long to start
OLD_OBJECTS = 100_000  # new objects before the garbage collector looks: few of a simulation's are garbage

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class City:
    """What one process simulates, and where its records are kept, if they are."""

    plan: Plan
    kept: Path | None = None

    @property
    def months(self) -> int:
        """How many park-months of work it is."""
        return self.plan.parks * self.plan.years * MONTHS


def divided(city: City, processes: int) -> list[City]:
    """Divide the parks among processes; each keeps its records in a folder of its own, if there are several."""
    plan, parts = city.plan, min(processes, city.plan.parks)
    cities, first = [], plan.first
    for part in range(parts):
        parks = plan.parks // parts + (part < plan.parks % parts)
        kept = city.kept / f"part-{part + 1}" if city.kept is not None and parts > 1 else city.kept
        cities.append(City(replace(plan, parks=parks, first=first), kept))
        first += parks
    return cities


async def play(city: City, progress: Progress | None = None) -> Outcome:
    """Simulate one city; `progress` hears of park-months as they pass."""
    with scratch() as folder:
        async with Years(city.plan, city.kept or Path(folder)) as years:

            def passed(_: datetime) -> None:
                if progress is not None:
                    progress(city.plan.parks)

            await years.run(passed)
            if city.kept is not None:
                await years.keep()
            return outcome(await years.entries())


def played(city: City, progress: Progress | None = None) -> Outcome:
    """Simulate one city in this process, quietly."""
    register(city.plan.edition)
    with quiet(), asyncio.Runner(loop_factory=busy_loop) as runner:
        return runner.run(play(city, progress))


@contextmanager
def quiet() -> Iterator[None]:
    """Log only errors meanwhile, and let the garbage collector rest."""
    before, configured = gc.get_threshold(), structlog.get_config()
    level = logging.root.manager.disable
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)
    gc.set_threshold(OLD_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        logging.disable(level)
        structlog.configure(**configured)


# The queue to the parent, and its word to stop, in a process that simulates.
_told: Any = None
_stop: Any = None


class StoppedError(Exception):
    """The parent gave up; what was played is let go."""


def _listen(queue: Any, stop: Any) -> None:
    global _told, _stop
    _told, _stop = queue, stop


def _played_apart(city: City) -> Outcome:
    _tell(0)
    return played(city, _tell)


def _tell(months: int) -> None:
    if _stop.is_set():
        raise StoppedError
    _told.put(months)


def all_played(cities: Sequence[City], workers: int, progress: Progress | None = None) -> list[Outcome]:
    """Simulate several cities, as many at once as there are workers; outcomes in the order of the cities.

    Ctrl-C ends the processes before KeyboardInterrupt is raised.
    """
    if workers == 1 or len(cities) == 1 or sum(city.months for city in cities) < WORTH_A_PROCESS:
        return [played(city, progress) for city in cities]
    context = multiprocessing.get_context("spawn")
    queue: Any = context.Queue()
    stop = context.Event()
    with ProcessPoolExecutor(workers, context, _listen, (queue, stop)) as pool:
        try:
            with _uninterrupted():
                futures = [pool.submit(_played_apart, city) for city in cities]
            while not all(future.done() for future in futures):
                _hear(queue, progress)
        except KeyboardInterrupt:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
        return _results(futures)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back; processes that are begun meanwhile never hear it, and end at their parent's word."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hear(queue: Any, progress: Progress | None) -> None:
    try:
        months = queue.get(timeout=LISTEN_SECONDS)
    except Empty:
        return
    if progress is not None:
        progress(months)


def _results(futures: Iterable[Future[Outcome]]) -> list[Outcome]:
    return [future.result() for future in futures]


@contextmanager
def nothing_half(keep: Path | None) -> Iterator[None]:
    """On Ctrl-C, take away what was being written into the folder to keep, which was empty or not there."""
    there = keep is not None and keep.exists()
    try:
        yield
    except KeyboardInterrupt:
        if keep is not None:
            shutil.rmtree(keep, ignore_errors=True)
            if there:
                keep.mkdir(exist_ok=True)
        raise
