"""What an edition may choose between: the names of the ways to read what the Measures leave open."""

from enum import StrEnum


class CentralMode(StrEnum):
    """When a park is evaluated: with the whole city, or counted from its own designation (Q25)."""

    CITYWIDE = "citywide"
    PER_PARK = "per_park"


class ConsecutiveReading(StrEnum):
    """How failing is consecutive (R9-revoke, Q29); `grading.consecutive` says what each counts."""

    EVALUATION_OR_RECHECK = "evaluation_or_recheck"
    TWO_CYCLES = "two_cycles"
    TWO_IN_WINDOW = "two_in_window"
    SINGLE = "single"
