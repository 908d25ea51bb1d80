"""A desk with records: the people of the stories, each with a token, and an application that is due on a day."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from records.database import Database
from records.people import directory
from tests.entries import handed_over


class Office:
    """The records of a command line, and a way to write into them beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, f"sqlite+aiosqlite:///{folder / 'records.db'}"

    def run(self, work: Callable[[Database], Awaitable[Any]]) -> Any:
        """Do something with the records."""

        async def inside() -> Any:
            db = Database(self.url)
            try:
                return await work(db)
            finally:
                await db.close()

        return asyncio.run(inside())

    def due(self, day: date, park_name: str | None = None) -> None:
        """Let an application wait for the local department until a day."""
        self.run(lambda db: handed_over(db, day, park_name))

    def add(self, account: directory.Account) -> None:
        """Register one more person."""
        self.run(lambda db: directory.add_account(db, account, self.folder / "accounts"))


@pytest.fixture
def office(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give a migrated folder with everybody's token, for the commands to work in."""
    monkeypatch.setenv("PARKLIFE_VAR", str(tmp_path))
    for name in ("PARKLIFE_TOKEN", "PARKLIFE_DATABASE_URL", "PARKLIFE_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)
