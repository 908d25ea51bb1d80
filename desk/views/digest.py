"""The digest at the command line: read by one person, or mailed."""

from datetime import date

from activities.digests import DAYS, Digest, Reminded, digest_of, send_all, send_digest
from activities.reminders import Mailer
from desk.people import Desk
from desk.views.tasks import Task, seen
from records.people.directory import Account
from regulation.words.values import Strict


class Shown(Strict):
    """A digest as one person may see it."""

    person: str
    on: date
    days: int
    overdue: tuple[Task, ...]
    soon: tuple[Task, ...]
    later: tuple[Task, ...]
    reminders: tuple[Reminded, ...]


async def read(desk: Desk, account: Account, days: int | None) -> Digest:
    """Give the digest of a person as of now."""
    return await digest_of(desk.db, account, desk.clock(), days or DAYS)


async def shown(desk: Desk, digest: Digest, account: Account) -> Shown:
    """Give a digest as data."""
    return Shown(
        person=digest.person,
        on=digest.on,
        days=digest.days,
        overdue=await seen(desk, account, digest.overdue),
        soon=await seen(desk, account, digest.soon),
        later=await seen(desk, account, digest.later),
        reminders=digest.reminders,
    )


async def send(desk: Desk, account: Account | None, days: int | None) -> tuple[str, ...]:
    """Mail one person, or everybody, the digest of the day; give the ids of those whose digest went out now."""
    settings, at = desk.settings, desk.clock()
    mailer = Mailer(settings.smtp_url, settings.smtp_from, settings.outbox_dir)
    if account is None:
        return await send_all(desk.db, mailer, at, days or DAYS)
    return (account.id,) if await send_digest(desk.db, mailer, account, at, days or DAYS) else ()
