"""Deliver notifications: the in-app inbox is the read model itself; mail goes to a server or into the outbox."""

import asyncio
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
from temporalio import activity

from activities import contracts
from records import deliveries
from records.database import Database
from records.people import directory
from records.reading import queries
from records.tables import NotificationRow


class Mailer:
    """Where mail goes: a configured SMTP server, or .eml files in the outbox folder."""

    def __init__(self, smtp_url: str | None, sender: str, outbox: Path) -> None:
        self.smtp_url, self.sender, self.outbox = smtp_url, sender, outbox

    @property
    def channel(self) -> str:
        """Say which of the two it is."""
        return "smtp" if self.smtp_url else "outbox"

    async def send(self, key: str, to: list[str], subject: str, text: str) -> str:
        """Send one message; give its Message-ID, which is the same for the same key, so receivers can tell."""
        message = EmailMessage()
        message["Message-ID"] = f"<{key.replace('/', '.').replace('#', '.')}@parklife>"
        message["From"], message["To"], message["Subject"] = self.sender, ", ".join(to), subject
        message.set_content(text)
        if self.smtp_url:
            host, _, port = self.smtp_url.removeprefix("smtp://").partition(":")
            await aiosmtplib.send(message, hostname=host, port=int(port or 25))
        else:
            await asyncio.to_thread(self._keep, key, bytes(message))
        return str(message["Message-ID"])

    def _keep(self, key: str, data: bytes) -> None:
        self.outbox.mkdir(parents=True, exist_ok=True)
        (self.outbox / f"{key.replace('/', '.').replace('#', '.')}.eml").write_bytes(data)


class ReminderActivities:
    """Delivers what the ledger says is to be said."""

    def __init__(self, db: Database, mailer: Mailer) -> None:
        self.db, self.mailer = db, mailer

    @activity.defn(name=contracts.DELIVER_REMINDER)
    async def deliver_reminder(self, order: contracts.Remind) -> None:
        """Send a notification once. Idempotency key: the notification's key, kept in `deliveries`."""
        message = await queries.notification(self.db, order.key)
        if message is None or await deliveries.delivered(self.db, order.key):
            return
        to = await self._addresses(message)
        if not to:
            return
        text = (
            f"{message.subject}\n\n案件：{message.case_id}\n查看：python starter.py case {message.case_id}\n"
        )
        sent = await self.mailer.send(order.key, to, message.subject, text)
        now = activity.info().current_attempt_scheduled_time
        await deliveries.note(self.db, order.key, self.mailer.channel, sent, now)

    async def _addresses(self, message: NotificationRow) -> list[str]:
        """A local person hears of their own district only (Q01)."""
        return [
            p.email
            for p in await directory.people(self.db)
            if p.email
            and message.role in p.roles
            and message.person in {None, p.id}
            and p.district in {None, message.district}
        ]
