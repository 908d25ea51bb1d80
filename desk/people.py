"""Who sits at the command line: a token names the person, the directory names the roles."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from records.database import Database
from records.people.directory import Account, account_by_token
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.refusals import NotEntitledError, RefusedError

if TYPE_CHECKING:
    from temporalio.client import Client

    from running.settings import Settings

TOKEN = "PARKLIFE_TOKEN"  # noqa: S105 -- the name of a variable
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
LAST_CALLBACKS_S = 0.1  # the SDK's core calls back once more; a loop that is gone by then crashes at exit
SEES_EXPERTS = frozenset({Role.CITY_HRSS, Role.AUDITOR})


class Desk:
    """What a command works with: the settings, the records and, when it asks, the Temporal client."""

    def __init__(self, settings: "Settings", db: Database) -> None:
        self.settings, self.db = settings, db

    async def client(self) -> "Client":
        """Connect to Temporal; RefusedError when nobody answers."""
        from running.connection import connect

        try:
            return await connect(self.settings)
        except RuntimeError as error:
            raise RefusedError(
                "连接 Temporal", f"服务没有应答（{error}）", "请先启动系统（make up），或核对地址设置。"
            ) from error

    async def account(self, name: str | None) -> Account:
        """Give the person of `--as NAME`, or of the token in the environment; NotEntitledError if unknown."""
        token = self._token(name)
        account = await account_by_token(self.db, token) if token else None
        if account is None or (name is not None and account.id != name):
            raise NotEntitledError(
                f"账号 {name or '（未指明）'}",
                "没有有效的令牌与之对应",
                f"请用 --as 指明已登记的账号，或把其令牌放入环境变量 {TOKEN}。",
            )
        return account

    async def viewer(self, name: str | None) -> Account | None:
        """Give the person if one is named or has a token; looking needs no account, but shows less."""
        return await self.account(name) if name is not None or os.environ.get(TOKEN) else None

    def _token(self, name: str | None) -> str:
        if name is not None and NAME.fullmatch(name):
            file = self.settings.accounts_dir / f"{name}.token"
            if file.is_file():
                return file.read_text(encoding="utf-8").strip()
        return os.environ.get(TOKEN, "").strip()


@asynccontextmanager
async def desk(settings: "Settings | None" = None) -> AsyncIterator[Desk]:
    """Open the records for one command and close them after it."""
    if settings is None:
        from running.settings import read_settings

        settings = read_settings()
    from running.editions import load_editions

    load_editions(settings)
    db = Database(settings.database_url)
    try:
        yield Desk(settings, db)
    finally:
        await db.close()
        await asyncio.sleep(LAST_CALLBACKS_S)


def acting(account: Account, stage: Stage, act: Act, table: Table) -> Actor:
    """Give the person in the first of their roles that may do the act, else in their first role.

    The second lets the procedure itself say why not. Raises NotEntitledError for an account without roles.
    """
    if not account.roles:
        raise NotEntitledError(act.zh, f"账号 {account.id} 没有任何角色", "请联系系统管理员登记角色。")
    move = table.find(stage, act)
    entitled = [role for role in account.roles if move is not None and role in move.by]
    return account.acting((entitled or account.roles)[0])


def sees_experts(account: Account | None) -> bool:
    """Say whether this person may see who sits on a panel and who objected (Q10, Q12)."""
    return account is not None and bool(SEES_EXPERTS & set(account.roles))
