"""What goes wrong, drawn from the seed: a profile says what may, fate says when."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from random import Random

YEAR_DAYS = 365.25


@dataclass(frozen=True)
class Faults:
    """A profile of faults. Every figure but the last three is a probability each time; all are off by default."""

    crash: float = 0.0
    """A worker loses the workflow from memory before a task: it is replayed and compared."""
    lost_task: float = 0.0
    """A worker dies with a task in hand, after its local activities ran: all of it is done again later."""
    lost_completion: float = 0.0
    """An activity did its work and its answer is lost: it runs again after its timeout."""
    failure: float = 0.0
    """An attempt of an activity fails before it has done anything; it is tried again."""
    duplicate: float = 0.0
    """A client sends an update once more under another update id, within the hour."""
    absences_per_year: float = 0.0
    """How often, on average, no worker is there."""
    longest_absence: timedelta = timedelta(days=3 * 365)
    """An absence lasts up to this."""
    latency: timedelta = timedelta(0)
    """An activity takes up to this."""

    @classmethod
    def drawn(cls, seed: int) -> "Faults":
        """Draw a profile: each kind of fault is on in half of the seeds, so that rare mixtures occur too."""
        random = Random(f"{seed}/faults")  # noqa: S311 -- reproducible, not secret
        limits = {"crash": 0.2, "lost_task": 0.1, "lost_completion": 0.3, "failure": 0.3, "duplicate": 0.3}
        drawn = {name: random.choice((0.0, random.uniform(0, limit))) for name, limit in limits.items()}
        return replace(
            cls(**drawn),  # type: ignore[arg-type]  # the probabilities only
            absences_per_year=random.choice((0.0, random.uniform(0, 0.3))),
            latency=random.choice((timedelta(0), timedelta(seconds=random.uniform(0, 20)))),
        )


class Fate:
    """The faults of one world as they come; `hits` counts them by kind."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.faults = faults
        self.random = Random(f"{seed}/fate")  # noqa: S311 -- reproducible, not secret
        self.hits: Counter[str] = Counter({field.name: 0 for field in fields(Faults)})

    def strikes(self, kind: str) -> bool:
        """Whether a fault of a kind comes now."""
        probability: float = getattr(self.faults, kind)
        struck = probability > 0 and self.random.random() < probability
        self.hits[kind] += struck
        return struck

    def latency(self) -> timedelta:
        """How long an activity takes this time."""
        longest = self.faults.latency
        return longest * self.random.random() if longest else longest

    def until_absence(self) -> timedelta | None:
        """How long a worker stays now; None means for good."""
        rate = self.faults.absences_per_year
        return timedelta(days=YEAR_DAYS * self.random.expovariate(rate)) if rate else None

    def absence(self) -> timedelta:
        """How long no worker is there this time."""
        self.hits["absences_per_year"] += 1
        return self.faults.longest_absence * self.random.random()
