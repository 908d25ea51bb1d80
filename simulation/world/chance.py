"""Chance by name: whoever asks about the same matter under the same seed gets the same draws, whatever else happens."""

import hashlib
import uuid
from random import Random
from typing import NamedTuple


class Chance:
    """All that is drawn in one simulation."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def of(self, *names: object) -> Random:
        """Give the draws of one matter, such as a park's year or a person's task."""
        return Random("/".join(map(str, (self.seed, *names))))  # noqa: S311 -- reproducible, not secret


class DrawnForRun(NamedTuple):
    """What a run of a workflow draws from: its id, and the seed of its randomness."""

    run_id: str
    randomness: int


def drawn_for_run(seed: int, name: str, number: int) -> DrawnForRun:
    """Give what follows from the seed for a workflow's run of a number."""
    drawn = hashlib.sha256(f"{seed}/{name}/{number}".encode()).digest()
    return DrawnForRun(str(uuid.UUID(bytes=drawn[:16], version=4)), int.from_bytes(drawn[16:24]))
