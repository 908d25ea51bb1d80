"""The directory of people: who they are, which roles they hold, and how an entrance knows them."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from records.database import Database
from records.tables import AccountRow, DeputyRow
from regulation.calendar.working_days import local_day
from regulation.people.actor import Actor
from regulation.people.deputies import Deputyship, check_fit
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.message import say
from regulation.words.refusals import NotEntitledError
from regulation.words.values import Line, Strict

if TYPE_CHECKING:
    from regulation.casework.entry import Entry

_ROLES: dict[str, Role] = {role.value: role for role in Role}
WITHOUT_ACCOUNT = frozenset({Role.SYSTEM, Role.PUBLIC})
DEPUTYSHIP = set(Deputyship.model_fields) - {"role"}


class Account(Strict):
    """A person of the directory."""

    id: Line
    name: Line
    roles: tuple[Role, ...]
    district: Line | None = None
    credit_code: Line | None = None
    email: Line | None = None
    expert: dict[str, Any] | None = None

    def acting(self, role: Role, acting_for: str | None = None) -> Actor:
        """Give the actor that this person is in a role, their own or that of a principal (Q52)."""
        return Actor(
            person=self.id,
            name=self.name,
            role=role,
            district=self.district,
            credit_code=self.credit_code,
            acting_for=acting_for,
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
    async with db.reading() as session:
        row = (
            await session.exec(select(AccountRow).where(AccountRow.token_sha256 == hash_token(token)))
        ).first()
        return _account(row) if row is not None and row.active else None


async def people(db: Database, role: Role | None = None) -> tuple[Account, ...]:
    """List the active people, of one role or all, by id."""
    async with db.reading() as session:
        rows = (
            await session.exec(select(AccountRow).where(AccountRow.active).order_by(col(AccountRow.id)))
        ).all()
        return tuple(a for a in map(_account, rows) if role is None or role in a.roles)


async def vouch(session: AsyncSession, entry: "Entry") -> None:
    """Check the actor of an entry against the directory, in the transaction that records the act.

    Raises NotEntitledError for a person, role, district or organisation that the directory does not know, so
    that a claim made past every entrance is refused here.
    """
    actor = entry.actor
    if actor.role in WITHOUT_ACCOUNT:
        claimed = (actor.person, actor.district, actor.credit_code, actor.acting_for)
        if claimed != (actor.role.value, None, None, None):
            raise NotEntitledError(
                entry.act,
                say("「{role}」不能以 {person} 的名义办理", role=actor.role, person=actor.person),
                say("请以公众身份提交。"),
            )
        return
    account = await active(session, actor.person)
    holder = account if actor.holder == actor.person else await active(session, actor.holder)
    if account is None or holder is None or actor.role not in holder.roles:
        name = actor.person if account is None else actor.holder
        raise NotEntitledError(
            entry.act,
            say("账号 {account} 未登记「{role}」角色", account=name, role=actor.role),
            say("请联系系统管理员核对账号。"),
        )
    if actor.acting_for is not None:
        await _check_deputy(session, entry, holder, account)
    if account.acting(actor.role, actor.acting_for) != actor:
        raise NotEntitledError(
            entry.act,
            say("账号 {account} 的姓名、辖区或单位与登记不符", account=actor.person),
            say("请重新登录后办理。"),
        )
    if entry.act == Act.REASSIGN:
        await _check_assignee(session, entry)


async def active(session: AsyncSession, name: str) -> Account | None:
    """Give the active person of an id, or None."""
    row = await session.get(AccountRow, name)
    return _account(row) if row is not None and row.active else None


async def _check_deputy(session: AsyncSession, entry: "Entry", principal: Account, deputy: Account) -> None:
    """Both still belong together, and a deputyship stands at the time of the act (Q52)."""
    check_fit(entry.actor.role, principal, deputy)
    known = await deputyships(session, principal=principal.id, deputy=deputy.id)
    if not any(d.role == entry.actor.role and _covers(d, entry) for d in known.values()):
        raise NotEntitledError(
            entry.act,
            say(
                "{deputy} 此时不是 {principal} 的「{role}」代办人",
                deputy=deputy.id,
                principal=principal.id,
                role=entry.actor.role,
            ),
            say("请以 people deputy list 核对代办的期限与角色。"),
        )


def _covers(deputyship: Deputyship, entry: "Entry") -> bool:
    """A case is opened on the strength of the park's act, perhaps after an outage that outlasted the deputyship."""
    begun = deputyship.starts_on <= local_day(entry.at)
    return deputyship.stands(entry.at) or (entry.act == Act.OPEN and begun)


async def deputyships(
    session: AsyncSession, *, principal: str | None = None, deputy: str | None = None
) -> dict[int, Deputyship]:
    """Give the deputyships of a principal, of a deputy, or all, by number, ended ones too."""
    query = select(DeputyRow).order_by(col(DeputyRow.id))
    if principal is not None:
        query = query.where(DeputyRow.principal == principal)
    if deputy is not None:
        query = query.where(DeputyRow.deputy == deputy)
    return {
        row.id: Deputyship(role=_ROLES[row.role], **row.model_dump(include=DEPUTYSHIP))
        for row in (await session.exec(query)).all()
        if row.id is not None
    }


async def _check_assignee(session: AsyncSession, entry: "Entry") -> None:
    row = await session.get(AccountRow, str(entry.form["to"]))
    if row is None or not row.active or entry.form["role"] not in row.roles:
        raise NotEntitledError(
            entry.act,
            say("账号 {account} 不能承办该角色的任务", account=entry.form["to"]),
            say("请转交给同一角色的人员。"),
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
