"""The records database: SQLite (embedded default) or PostgreSQL (production), same code."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

BUSY_TIMEOUT_MS = 10_000
# What a transaction of each database needs to be told so that it only reads, and reads one moment.
READING: dict[str, dict[str, Any]] = {
    "sqlite": {"only_reads": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Database:
    """An engine and its transactions: one kind for whoever writes, and one for whoever only looks."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._reader = self.engine.execution_options(**READING[self.engine.dialect.name])

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Give a session whose work is committed at the end, or not at all."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session that sees the records as they stood at its first look, and can change nothing.

        It waits for nobody, and nobody waits for it. DBAPIError for an attempt to write.
        """
        async with AsyncSession(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def open_engine(url: str) -> AsyncEngine:
    """Open the database of a URL that names its driver (sqlite+aiosqlite or postgresql+asyncpg)."""
    engine = create_async_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """WAL with synchronous=FULL survives a power cut; the default transaction mode loses updates silently."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    """Begin to write at once, or to read without a lock; a pooled connection serves both in turn."""
    reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql(f"PRAGMA query_only={int(reads)}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
