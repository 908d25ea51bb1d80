"""Deliver notifications: the in-app inbox is the read model itself; mail goes to a server or into the outbox."""

import asyncio
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
from sqlalchemy.exc import IntegrityError
from temporalio import activity

from activities import orders
from records import directory, queries
from records.database import Database
from records.tables import DeliveryRow, NotificationRow


class Mailer:
    """Where mail goes: a configured SMTP server, or .eml files in the outbox folder."""

    def __init__(self, smtp_url: str | None, sender: str, outbox: Path) -> None:
        self.smtp_url, self.sender, self.outbox = smtp_url, sender, outbox

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

    @activity.defn(name=orders.DELIVER_REMINDER)
    async def deliver_reminder(self, order: orders.Remind) -> None:
        """Send a notification once. Idempotency key: the notification's key, kept in `deliveries`."""
        message = await queries.notification(self.db, order.key)
        if message is None or await self._delivered(order.key):
            return
        to = await self._addresses(message)
        if not to:
            return
        text = (
            f"{message.subject}\n\n案件：{message.case_id}\n查看：python starter.py case {message.case_id}\n"
        )
        sent = await self.mailer.send(order.key, to, message.subject, text)
        await self._keep(order.key, sent)

    async def _delivered(self, key: str) -> bool:
        async with self.db.transaction() as session:
            return await session.get(DeliveryRow, key) is not None

    async def _addresses(self, message: NotificationRow) -> list[str]:
        people = await directory.people(self.db)
        return [
            p.email for p in people if p.email and message.role in p.roles and message.person in {None, p.id}
        ]

    async def _keep(self, key: str, message_id: str) -> None:
        channel = "smtp" if self.mailer.smtp_url else "outbox"
        now = activity.info().current_attempt_scheduled_time
        row = DeliveryRow(key=key, channel=channel, message_id=message_id, delivered_at=now)
        try:
            async with self.db.transaction() as session:
                session.add(row)
        except IntegrityError:
            return  # another attempt was faster; the receiver tells the two apart by Message-ID
