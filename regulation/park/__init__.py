"""The park itself: it applies until it is designated, then lives under Articles 6 to 9."""

from regulation.park.clocks import Opening, called, lapses, late, next_opening
from regulation.park.examination import examine_park_act
from regulation.park.file import OpenedCase, ParkFile
from regulation.park.fold import fold_park, opened_park
from regulation.park.openings import opening_entry
from regulation.park.table import OPENS, PARK

__all__ = [
    "OPENS",
    "PARK",
    "OpenedCase",
    "Opening",
    "ParkFile",
    "called",
    "examine_park_act",
    "fold_park",
    "lapses",
    "late",
    "next_opening",
    "opened_park",
    "opening_entry",
]
