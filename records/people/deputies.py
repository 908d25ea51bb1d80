"""Recording who stands in for whom; the directory asks it of every act that a deputy does (Q52)."""

from datetime import datetime

from records.database import Database
from records.people.directory import Account, active, deputyships
from records.tables import DeputyRow
from regulation.calendar.working_days import local_day
from regulation.measures.model import Edition
from regulation.people.deputies import WHAT, Deputyship, check_appointment, fits, may_end
from regulation.words.message import say
from regulation.words.refusals import AlreadyDoneError, ConditionError, NotEntitledError

END = say("终止代办")


async def appoint(db: Database, asked: Deputyship, recorder: Account, at: datetime, edition: Edition) -> int:
    """Record a deputyship and give its number; raises a RefusedError that says what stands in its way."""
    async with db.transaction() as session:
        principal = await active(session, asked.principal)
        deputy = await active(session, asked.deputy)
        if principal is None or deputy is None:
            missing = asked.principal if principal is None else asked.deputy
            raise NotEntitledError(
                WHAT, say("账号 {account} 未登记或已停用", account=missing), say("请核对账号。")
            )
        known = await deputyships(session, principal=principal.id, deputy=deputy.id)
        check_appointment(asked, principal, deputy, recorder, known.values(), local_day(at), edition)
        row = DeputyRow(
            **asked.model_dump(exclude={"role", "recorded_by", "ended_at"}),
            role=asked.role.value,
            recorded_by=recorder.id,
            recorded_at=at,
        )
        session.add(row)
        await session.flush()
        assert row.id is not None, "the database numbers it"
        return row.id


async def end(db: Database, number: int, person: Account, at: datetime) -> None:
    """End a deputyship at once; raises a RefusedError for an unknown or ended one, or a person without the right."""
    async with db.transaction() as session:
        row = await session.get(DeputyRow, number)
        known = (await deputyships(session)).get(number)
        if row is None or known is None:
            raise ConditionError(
                END, say("没有第 {number} 号代办", number=number), say("请以 people deputy list 核对编号。")
            )
        if not may_end(person, known):
            raise NotEntitledError(
                END,
                say("账号 {account} 不能终止第 {number} 号代办", account=person.id, number=number),
                say("请由当事人、市人社局负责人或系统管理员终止。"),
            )
        if row.ended_at is not None or local_day(at) > row.ends_on:
            raise AlreadyDoneError(
                END, say("第 {number} 号代办已经终止或期满", number=number), say("无需再次终止。")
            )
        row.ended_by, row.ended_at = person.id, at
        session.add(row)


async def all_deputyships(db: Database) -> dict[int, Deputyship]:
    """Give every deputyship by number, ended ones too."""
    async with db.reading() as session:
        return await deputyships(session)


async def held(db: Database, deputy: str, at: datetime) -> tuple[tuple[Deputyship, Account], ...]:
    """Give what a person may act in at an instant: each deputyship that stands, with its principal."""
    async with db.reading() as session:
        found = []
        for deputyship in (await deputyships(session, deputy=deputy)).values():
            principal, stand_in = await active(session, deputyship.principal), await active(session, deputy)
            if principal is not None and stand_in is not None and deputyship.stands(at):
                found.append((deputyship, principal, stand_in))
    return tuple((d, principal) for d, principal, stand_in in found if fits(d.role, principal, stand_in))
