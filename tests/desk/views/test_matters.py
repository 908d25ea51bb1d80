"""Which of several a thing is about: the number of an objection, the matter of a task."""

import asyncio
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from desk.views import case as cases
from desk.views import tasks as waiting
from regulation.casework.entry import Receipt
from regulation.procedures.application.file import Objection, ObjectionStatus
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from tests.entries import CASE, ends


def objection() -> Objection:
    """Give an admitted objection."""
    return Objection(
        id=2,
        filed_at=datetime(2026, 11, 20, 1, tzinfo=UTC),
        text="面积不实",
        name="张三",
        contact="0432",
        status=ObjectionStatus.ADMITTED,
        due=ends(date(2026, 12, 1)),
    )


def test_an_objection_is_told_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the instant at which it was recorded; one that is only kept on record has none."""
    filed = objection()

    async def case(*_: Any) -> Any:
        return SimpleNamespace(objections=(filed,))

    monkeypatch.setattr(cases, "known_case", case)
    receipt = Receipt(case=CASE, seq=9, act=Act.FILE_OBJECTION, stage=Stage.PUBLIC_NOTICE, at=filed.filed_at)
    desk: Any = None
    assert asyncio.run(cases.objection_number(desk, receipt)) == filed.id
    later = receipt.model_copy(update={"at": datetime(2026, 11, 20, 2, tzinfo=UTC)})
    assert asyncio.run(cases.objection_number(desk, later)) is None


@pytest.mark.parametrize(
    ("key", "matter"),
    [("3/public_notice/city_hrss/objection-2", "异议 2"), ("3/expert_review/expert/exp-1/desk", None)],
)
def test_a_task_tells_which_objection_and_never_which_expert(key: str, matter: str | None) -> None:
    """The end of its key, where it numbers what is to be ruled on."""
    item: Any = SimpleNamespace(key=key)
    found = waiting.matter(item)
    assert (None if found is None else str(found)) == matter
