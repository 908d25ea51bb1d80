"""The read models of a case, made from its case file and the entry that changed it."""

from typing import Any

from sqlalchemy import delete
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from records.tables import (
    CaseRow,
    DocumentRow,
    MaterialRow,
    NoticeRow,
    NotificationRow,
    ParkRow,
    RoundRow,
    ScoreRow,
    TaskRow,
)
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.casework.forms import Reminder
from regulation.casework.tasks import open_tasks
from regulation.procedures.park import ParkFile
from regulation.procedures.round.file import RoundFile
from regulation.vocabulary.act import Act

LEVELS = {"before": "即将到期", "due": "今日到期", "after": "已逾期", "escalated": "逾期，提请督办"}


async def project_park(session: AsyncSession, park: ParkFile) -> None:
    """Store the park as it now stands."""
    row = ParkRow(
        id=park.case,
        name=park.name,
        district=park.district,
        stage=park.stage.value,
        file=park.model_dump(mode="json"),
    )
    await session.merge(row)


async def project_round(session: AsyncSession, round_: RoundFile) -> None:
    """Store the round as it now stands."""
    row = RoundRow(
        id=round_.case,
        year=round_.year,
        stage=round_.stage.value,
        file=round_.model_dump(mode="json"),
    )
    await session.merge(row)


async def project_case(session: AsyncSession, case: CaseFile, entry: Entry) -> None:
    """Store the case as it now stands, and what the entry added."""
    await session.merge(
        CaseRow(
            id=case.id,
            park_id=case.park,
            park_name=case.facts.park_name,
            district=case.facts.district,
            stage=case.stage.value,
            seq=case.seq,
            due_on=case.due.last_day if case.due else None,
            file=case.model_dump(mode="json"),
        )
    )
    await _replace(session, TaskRow, case, _tasks(case))
    if entry.act == Act.OPEN or entry.outcome.materials is not None or "materials" in entry.form:
        await _replace(session, MaterialRow, case, _materials(case))
    if case.signed_sheets() or entry.act == Act.UPHOLD_FOR_REVIEW:
        await _replace(session, ScoreRow, case, _scores(case))
    if entry.outcome.numbers or entry.act == Act.DELIVER_DOCUMENT:
        await _replace(session, DocumentRow, case, _documents(case))
    if case.notice is not None:
        await session.merge(_notice(case))
    if entry.act == Act.REMIND:
        session.add(_reminder(case, entry))


async def _replace(session: AsyncSession, model: type[Any], case: CaseFile, rows: list[SQLModel]) -> None:
    await session.exec(delete(model).where(col(model.case_id) == case.id))
    session.add_all(rows)


def _tasks(case: CaseFile) -> list[SQLModel]:
    return [
        TaskRow(
            case_id=case.id,
            key=task.key,
            park_name=case.facts.park_name,
            district=case.facts.district,
            stage=case.stage.value,
            role=task.role.value,
            person=task.person,
            acts=[act.value for act in task.acts],
            basis=task.basis,
            due_on=task.due.last_day if task.due else None,
            version=case.version,
        )
        for task in open_tasks(case)
    ]


def _materials(case: CaseFile) -> list[SQLModel]:
    return [
        MaterialRow(
            case_id=case.id,
            sha256=material.sha256,
            slot=material.slot.value,
            name=material.name,
            size_bytes=material.size_bytes,
            media_type=material.media_type,
            scan=material.scan.value,
        )
        for material in case.materials
    ]


def _scores(case: CaseFile) -> list[SQLModel]:
    """Sheets stay sealed until all are signed and collated."""
    return [
        ScoreRow(case_id=case.id, **sheet.model_dump(mode="json", exclude={"opinion"}))
        for sheet in case.signed_sheets()
    ]


def _documents(case: CaseFile) -> list[SQLModel]:
    return [
        DocumentRow(
            number=document.number,
            case_id=case.id,
            kind=document.kind.value,
            seq=document.seq,
            dated=document.dated,
            sha256=document.sha256,
        )
        for document in case.documents
    ]


def _notice(case: CaseFile) -> NoticeRow:
    assert case.notice is not None
    return NoticeRow(
        number=case.notice.number,
        case_id=case.id,
        opens_on=case.notice.opens_on,
        last_day=case.notice.period.last_day,
        objections=case.objections_count(),
    )


def _reminder(case: CaseFile, entry: Entry) -> NotificationRow:
    form = Reminder.model_validate(entry.form)
    return NotificationRow(
        key=f"{case.id}#{entry.seq}",
        case_id=case.id,
        district=case.facts.district,
        role=form.role.value,
        person=form.person,
        subject=f"【{LEVELS[form.level]}】{case.facts.park_name}：{case.stage.zh}，期限 {form.due}",
        at=entry.at,
    )
