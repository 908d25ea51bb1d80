"""Who stands at the desk: a token names the person, the directory names the roles, deputies lend theirs."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.usage import UsageMistakeError
from records.database import Database
from records.people import deputies
from records.people.directory import Account, account_by_token
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.message import say, series
from regulation.words.refusals import NotEntitledError, RefusedError

if TYPE_CHECKING:
    from temporalio.client import Client

    from records.reading.files import File
    from regulation.casework.entry import Entry
    from running.settings import Settings

TOKEN = "PARKLIFE_TOKEN"  # noqa: S105 -- the name of a variable
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
LAST_CALLBACKS_S = 0.1  # the SDK's core calls back once more; a loop that is gone by then crashes at exit
ANSWER_S = 60  # how long somebody at an entrance waits for a workflow


class Desk:
    """What an entrance works with: the settings, the time, the records and, when it asks, the Temporal client."""

    patience_s: float | None = ANSWER_S

    def __init__(self, settings: "Settings", db: Database) -> None:
        self.settings, self.db = settings, db

    @property
    def task_queue(self) -> str:
        """Where the workers listen."""
        return self.settings.task_queue

    def clock(self) -> datetime:
        """Say what time it is."""
        return datetime.now(UTC)

    async def file(self, name: str) -> "File | None":
        """Give a case, a park or a round as the records have it, None for an unknown name."""
        from records.reading import files

        return await files.file(self.db, name)

    async def entries(self, name: str) -> list["Entry"]:
        """Give the acts of a case, a park or a round, in order."""
        from records.reading import files

        return [entry for _, entry in await files.ledger(self.db, name)]

    async def client(self) -> "Client":
        """Connect to Temporal; RefusedError when nobody answers."""
        from running.connection import connect

        try:
            return await connect(self.settings)
        except RuntimeError as error:
            raise RefusedError(
                say("连接 Temporal"),
                say("服务没有应答（{told}）", told=str(error)),
                say("请先启动系统（make up），或核对地址设置。"),
            ) from error

    async def account(self, name: str | None) -> Account:
        """Give the person of `--as NAME`, or of the token in the environment; NotEntitledError if unknown."""
        token = self._token(name)
        account = await account_by_token(self.db, token) if token else None
        if account is None or (name is not None and account.id != name):
            raise NotEntitledError(
                say("账号 {name}", name=name) if name else say("账号（未指明）"),
                say("没有有效的令牌与之对应"),
                say("请用 --as 指明已登记的账号，或把其令牌放入环境变量 {variable}。", variable=TOKEN),
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
        raise NotEntitledError(
            act, say("账号 {name} 没有任何角色", name=account.id), say("请联系系统管理员登记角色。")
        )
    move = table.find(stage, act)
    entitled = [role for role in account.roles if move is not None and role in move.by]
    return account.acting((entitled or account.roles)[0])


async def actor_for(
    desk: Desk, account: Account, stage: Stage, act: Act, table: Table, principal: str | None = None
) -> Actor:
    """Give the person in their own role that may do the act, else in a principal's; `principal` names whose (Q52).

    Raises UsageMistakeError where several principals come into question, NotEntitledError where the named one
    does not.
    """
    move = table.find(stage, act)
    by = move.by if move is not None else ()
    if principal is None and set(by) & set(account.roles):
        return acting(account, stage, act, table)
    held = [deputyship for deputyship, _ in await deputies.held(desk.db, account.id, desk.clock())]
    fitting = [d for d in held if d.role in by and principal in {None, d.principal}]
    names = sorted({d.principal for d in fitting})
    if len(names) > 1:
        raise UsageMistakeError(
            act, say("您同时是 {names} 的代办人", names=series(names)), say("请用 --for 指明代谁办理。")
        )
    if fitting:
        return account.acting(fitting[0].role, fitting[0].principal)
    if principal is not None:
        raise NotEntitledError(
            act,
            say("{deputy} 此时不能代 {principal} 作出此行为", deputy=account.id, principal=principal),
            say("请以 people deputy list 核对代办的期限与角色。"),
        )
    return acting(account, stage, act, table)
