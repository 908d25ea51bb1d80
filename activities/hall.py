"""All activities of a worker, with what they work on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from activities.calendar import CalendarActivities
from activities.digests import DigestActivities
from activities.files.inspection import Scanner
from activities.files.store import Store
from activities.ledger import LedgerActivities
from activities.materials import MaterialsActivities
from activities.publication import PublicationActivities
from activities.reminders import Mailer, ReminderActivities
from activities.review import ReviewActivities
from activities.rounds import RoundActivities
from records.database import Database
from regulation.measures.edition import edition


def all_activities(
    db: Database,
    store: Store,
    mailer: Mailer,
    font_dirs: Sequence[Path] = (),
    scanner: Scanner | None = None,
) -> list[Callable[..., Any]]:
    """List the activities that a worker hosts."""
    return [
        LedgerActivities(db).record,
        LedgerActivities(db).entries_after,
        CalendarActivities(db).working_days,
        MaterialsActivities(store, scanner, edition).receive_materials,
        ReviewActivities(db, store).convene_panel,
        PublicationActivities(store, font_dirs).publish,
        ReminderActivities(db, mailer).deliver_reminder,
        RoundActivities(db).uncalled_parks,
        RoundActivities(db).park_answer,
        DigestActivities(db, mailer).send_digests,
    ]
