"""The park itself: it applies until it is designated, then lives under Articles 6 to 9."""

from regulation.procedures.park.clocks import Opening, called, lapses, late, next_opening
from regulation.procedures.park.examination import examine_park_act
from regulation.procedures.park.file import OpenedCase, ParkFile
from regulation.procedures.park.fold import fold_park, opened_park
from regulation.procedures.park.openings import opening_entry
from regulation.procedures.park.table import OPENS, PARK, heard_as

__all__ = [
    "OPENS",
    "PARK",
    "OpenedCase",
    "Opening",
    "ParkFile",
    "called",
    "examine_park_act",
    "fold_park",
    "heard_as",
    "lapses",
    "late",
    "next_opening",
    "opened_park",
    "opening_entry",
]
