"""What went out: each message once by its key, and how long ago a person last heard."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from records.database import Database
from records.tables import DeliveryRow


async def delivered(db: Database, key: str) -> bool:
    """Say whether a message went out under this key."""
    async with db.reading() as session:
        return await session.get(DeliveryRow, key) is not None


async def note(db: Database, key: str, channel: str, message_id: str, at: datetime) -> None:
    """Keep that a message went out; twice is as good as once."""
    row = DeliveryRow(key=key, channel=channel, message_id=message_id, delivered_at=at)
    try:
        async with db.transaction() as session:
            session.add(row)
    except IntegrityError:
        return  # another attempt was faster; the receiver tells the two apart by Message-ID


async def last(db: Database, prefix: str) -> datetime | None:
    """Say when the latest message whose key begins like this went out, or None."""
    query = select(func.max(DeliveryRow.delivered_at)).where(
        col(DeliveryRow.key).startswith(prefix, autoescape=True)
    )
    async with db.reading() as session:
        return (await session.exec(query)).one()
