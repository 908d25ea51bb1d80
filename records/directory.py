"""The directory of people: who they are, which roles they hold, and how an entrance knows them."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from records.database import Database
from records.tables import AccountRow
from regulation.case import Actor, Entry
from regulation.dossier import Line, Strict
from regulation.moves import Act, Role
from regulation.refusals import NotEntitledError

_ROLES: dict[str, Role] = {role.value: role for role in Role}
WITHOUT_ACCOUNT = frozenset({Role.SYSTEM, Role.PUBLIC})


class Account(Strict):
    """A person of the directory."""

    id: Line
    name: Line
    roles: tuple[Role, ...]
    district: Line | None = None
    credit_code: Line | None = None
    email: Line | None = None
    expert: dict[str, Any] | None = None

    def acting(self, role: Role) -> Actor:
        """Give the actor that this person is in a role."""
        return Actor(
            person=self.id, name=self.name, role=role, district=self.district, credit_code=self.credit_code
        )


def _account(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        roles=tuple(_ROLES[role] for role in row.roles),
        district=row.district,
        credit_code=row.credit_code,
        email=row.email,
        expert=row.expert,
    )


def hash_token(token: str) -> str:
    """Give what is stored of a token: a 256-bit secret needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


async def account_by_token(db: Database, token: str) -> Account | None:
    """Find the active person of a token."""
    async with db.transaction() as session:
        row = (
            await session.exec(select(AccountRow).where(AccountRow.token_sha256 == hash_token(token)))
        ).first()
        return _account(row) if row is not None and row.active else None


async def people(db: Database, role: Role | None = None) -> tuple[Account, ...]:
    """List the active people, of one role or all, by id."""
    async with db.transaction() as session:
        rows = (
            await session.exec(select(AccountRow).where(AccountRow.active).order_by(col(AccountRow.id)))
        ).all()
        return tuple(a for a in map(_account, rows) if role is None or role in a.roles)


async def vouch(session: AsyncSession, entry: Entry) -> None:
    """Check the actor of an entry against the directory, in the transaction that records the act.

    Raises NotEntitledError for a person, role, district or organisation that the directory does not know, so
    that a claim made past every entrance is refused here.
    """
    actor = entry.actor
    if actor.role in WITHOUT_ACCOUNT:
        if (actor.person, actor.district, actor.credit_code) != (actor.role.value, None, None):
            raise NotEntitledError(
                entry.act.zh, f"「{actor.role.zh}」不能以 {actor.person} 的名义办理", "请以公众身份提交。"
            )
        return
    row = await session.get(AccountRow, actor.person)
    account = _account(row) if row is not None and row.active else None
    if account is None or actor.role not in account.roles:
        raise NotEntitledError(
            entry.act.zh, f"账号 {actor.person} 未登记「{actor.role.zh}」角色", "请联系系统管理员核对账号。"
        )
    if account.acting(actor.role) != actor:
        raise NotEntitledError(
            entry.act.zh, f"账号 {actor.person} 的姓名、辖区或单位与登记不符", "请重新登录后办理。"
        )
    if entry.act == Act.REASSIGN:
        await _check_assignee(session, entry)


async def _check_assignee(session: AsyncSession, entry: Entry) -> None:
    row = await session.get(AccountRow, str(entry.form["to"]))
    if row is None or not row.active or entry.form["role"] not in row.roles:
        raise NotEntitledError(
            entry.act.zh, f"账号 {entry.form['to']} 不能承办该角色的任务", "请转交给同一角色的人员。"
        )


async def add_account(db: Database, account: Account, folder: Path) -> bool:
    """Add a person with a fresh token, written to `folder` for its owner alone; say whether it was new."""
    async with db.transaction() as session:
        if await session.get(AccountRow, account.id) is not None:
            return False
        token = f"plk_{secrets.token_urlsafe(32)}"
        _write_token(folder, account.id, token)
        session.add(AccountRow(**account.model_dump(mode="json"), token_sha256=hash_token(token)))
        return True


def _write_token(folder: Path, name: str, token: str) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{name}.token"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(token)
