"""The schema: it goes up, down and up again, and the tables of the code are the tables of the database."""

import asyncio

from alembic import command
from sqlalchemy import inspect

from records.database import Database
from records.migrate import configuration, upgrade


async def tables(url: str) -> set[str]:
    """List the tables of a database."""
    db = Database(url)
    async with db.engine.connect() as connection:
        found = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await db.close()
    return found - {"alembic_version"}


async def test_the_schema_goes_up_down_and_up(url: str) -> None:
    """A downgrade leaves nothing behind that would hinder the next upgrade."""
    await asyncio.to_thread(upgrade, url)
    full = await tables(url)
    assert "ledger" in full
    await asyncio.to_thread(command.downgrade, configuration(url), "base")
    assert set() == await tables(url)
    await asyncio.to_thread(upgrade, url)
    assert full == await tables(url)


async def test_the_migrations_make_what_the_code_declares(url: str) -> None:
    """`alembic check` finds nothing that a migration has forgotten."""
    await asyncio.to_thread(upgrade, url)
    await asyncio.to_thread(command.check, configuration(url))
