"""The digest at the command line: read by one person, or mailed."""

from datetime import UTC, datetime
from typing import Any

from activities.digests import DAYS, Digest, digest_of, send_all, send_digest
from activities.reminders import Mailer
from desk.people import Desk
from desk.views.tasks import task
from records.people.directory import Account


async def read(desk: Desk, account: Account, days: int | None) -> Digest:
    """Give the digest of a person as of now."""
    return await digest_of(desk.db, account, datetime.now(UTC), days or DAYS)


def shown(digest: Digest, account: Account) -> dict[str, Any]:
    """Give a digest as JSON."""
    parts = {"overdue": digest.overdue, "soon": digest.soon, "later": digest.later}
    return {
        "person": digest.person,
        "on": digest.on,
        "days": digest.days,
        **{name: [task(item, account) for item in items] for name, items in parts.items()},
        "reminders": [reminder.model_dump(mode="json") for reminder in digest.reminders],
    }


async def send(desk: Desk, account: Account | None, days: int | None) -> tuple[str, ...]:
    """Mail one person, or everybody, the digest of the day; give the ids of those whose digest went out now."""
    settings, at = desk.settings, datetime.now(UTC)
    mailer = Mailer(settings.smtp_url, settings.smtp_from, settings.outbox_dir)
    if account is None:
        return await send_all(desk.db, mailer, at, days or DAYS)
    return (account.id,) if await send_digest(desk.db, mailer, account, at, days or DAYS) else ()
