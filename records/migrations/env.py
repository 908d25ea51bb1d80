"""Alembic's entry: run the migrations on the engine of the records."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from records import tables
from records.database import open_engine

assert tables.READ_MODELS  # the import registers the tables


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _online() -> None:
    engine = open_engine(context.config.attributes["url"])
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


asyncio.run(_online())
