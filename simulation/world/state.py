"""What a simulated world knows, and what its parts ask of it; the engine at the top puts the doing in."""

import hashlib
from abc import ABC, abstractmethod
from collections import deque
from datetime import UTC, datetime

from temporalio.api.common.v1 import Payload

from simulation.world.actors import Scene
from simulation.world.clock import Step
from simulation.world.faults import Fate
from simulation.world.runs.run import Run
from simulation.world.runs.work import Hands

RECENT = 30  # commands that are told when a world breaks


class State(Scene, ABC):
    """Runs, hands and fate of a world.

    `runs` holds every run that ever was, in the order in which they began; `digest` sums up every command of
    every run, `recent` tells the last ones.
    """

    def __init__(self, start: datetime, seed: int, fate: Fate, hands: Hands, suggest_at: int) -> None:
        super().__init__(start.astimezone(UTC))
        self.seed, self.fate, self.hands, self.suggest_at = seed, fate, hands, suggest_at
        self.runs: list[Run] = []
        self.open: dict[str, Run] = {}
        self.latest: dict[str, Run] = {}
        self.absent_until = self.agenda.now
        self.recent: deque[str] = deque(maxlen=RECENT)
        self._deferred: list[Step] = []
        self._digest = hashlib.sha256()
        self._ids = 0

    @abstractmethod
    def begin(
        self,
        name: str,
        kind: str,
        arguments: list[Payload],
        *,
        memo: dict[str, Payload] | None = None,
        search_attributes: dict[str, Payload] | None = None,
        parent: tuple[Run, int] | None = None,
        continued: Run | None = None,
    ) -> Run:
        """Begin a run of a workflow; its ids and its randomness follow from the seed, its id and its number."""

    @abstractmethod
    async def serve(self, run: Run) -> None:
        """Give a run's workflow task to a worker."""

    @abstractmethod
    async def remember(self, run: Run) -> None:
        """Have a run's workflow in memory, from its history if there is one."""

    @abstractmethod
    async def forget(self, run: Run) -> None:
        """Take a run's workflow out of memory; its history stays."""

    @abstractmethod
    def result_type(self, run: Run) -> type | None:
        """Say what a run's workflow answers at its end."""

    @property
    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.agenda.now

    async def get_current_time(self) -> datetime:
        """Give the present moment, as a test environment does."""
        return self.now

    @property
    def digest(self) -> str:
        """The sum of all that was decided so far; equal for equal seeds and scripts."""
        return self._digest.hexdigest()

    def note(self, run: Run, kind: str) -> None:
        """Take a command into the sum of all that was decided."""
        line = f"{self.now.isoformat()} {run.id} {run.number} {kind}"
        self.recent.append(line)
        self._digest.update(f"{line}\n".encode())

    def next_id(self) -> str:
        """Give an id for a client's request that nobody else has in this world."""
        self._ids += 1
        return f"simulated-{self._ids}"

    @property
    def absent(self) -> bool:
        """Whether no worker is there now."""
        return self.now < self.absent_until

    def defer(self, step: Step) -> None:
        """Keep something that only a worker can do until there is one again."""
        self._deferred.append(step)
