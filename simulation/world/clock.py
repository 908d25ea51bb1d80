"""The virtual clock: what is due when, in one order that nothing but the world itself decides."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime

from regulation.words.message import Message

Step = Callable[[], Awaitable[None]]


class ClockStoppedError(Exception):
    """A server's clock stands still although nobody holds it; waiting longer will not help."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(str(said))


class Due:
    """Something that happens at a moment; what is in the background does not keep a world from being idle."""

    __slots__ = ("background", "cancelled", "step")

    def __init__(self, step: Step, *, background: bool) -> None:
        self.step, self.background = step, background
        self.cancelled = False


class Agenda:
    """What is still to happen. The clock stands still while something happens, and jumps in between."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self._heap: list[tuple[datetime, int, Due]] = []
        self._order = 0
        self._foreground = 0

    def at(self, moment: datetime, step: Step, *, background: bool = False) -> Due:
        """Enter a step; what is entered first happens first at the same moment, and nothing in the past."""
        self._order += 1
        due = Due(step, background=background)
        heapq.heappush(self._heap, (max(moment, self.now), self._order, due))
        self._foreground += not background
        return due

    def soon(self, step: Step) -> Due:
        """Enter a step for the present moment, after all that already stands there."""
        return self.at(self.now, step)

    def cancel(self, due: Due | None) -> None:
        """Strike something out; harmless when it has happened or never stood there."""
        if due is not None and not due.cancelled:
            due.cancelled = True
            self._foreground -= not due.background

    @property
    def idle(self) -> bool:
        """Whether only the background is left."""
        return not self._foreground

    async def happen(self, until: datetime | None = None) -> bool:
        """Let the next thing happen, if it is due by `until`; give whether anything did."""
        while self._heap and self._heap[0][2].cancelled:
            heapq.heappop(self._heap)
        if not self._heap or (until is not None and self._heap[0][0] > until):
            return False
        self.now, _, due = heapq.heappop(self._heap)
        self.cancel(due)
        await due.step()
        return True
