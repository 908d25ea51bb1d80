"""What waits for a person, and what they were reminded of."""

from datetime import UTC, datetime
from typing import Any

from desk.acts import known_case
from desk.people import Desk, sees_experts
from records import queries
from records.people import worklist
from records.people.directory import Account
from records.people.worklist import Item
from regulation.calendar.working_days import CST
from regulation.vocabulary.kind import is_round
from regulation.vocabulary.role import Role

MATTERS = {"objection": "异议", "finding": "问题"}


async def tasks(
    desk: Desk, viewer: Account | None, role: Role | None, case: str | None
) -> list[dict[str, Any]]:
    """List open tasks, the overdue first: of one person and of those whose deputy they are, or of all (Q52)."""
    at = datetime.now(UTC)
    if viewer is None:
        items = await worklist.all_work(desk.db, at, role=role, case=case)
    else:
        items = await worklist.work_of(desk.db, viewer, at, role=role, case=case)
    if case is not None and not items and await queries.park(desk.db, case) is None and not is_round(case):
        await known_case(desk, case)
    return [task(item, viewer) for item in items]


def task(item: Item, viewer: Account | None) -> dict[str, Any]:
    """Show a task, with the name of an expert only to those who may know it (Q10)."""
    hidden = (
        item.role == Role.EXPERT and not sees_experts(viewer) and not (viewer and viewer.id == item.person)
    )
    instead = f"（代办 {item.acting_for}）" if item.acting_for else ""
    return {
        "light": item.light.value,
        "light_zh": item.light.zh,
        "case": item.case,
        "park": item.park,
        "stage": item.stage.value,
        "stage_zh": item.stage.zh,
        "role": item.role.value,
        "role_zh": item.role.zh + instead,
        "acting_for": item.acting_for,
        "person": None if hidden else item.person,
        "matter": matter(item),
        "acts": [act.value for act in item.acts],
        "acts_zh": [f"{act.value}（{act.zh}）" for act in item.acts],
        "due_on": item.due_on,
        "basis": item.basis,
        "version": item.version,
    }


def matter(item: Item) -> str | None:
    """Tell which of several objections or findings a task is about."""
    what, _, number = item.key.rpartition("/")[2].partition("-")
    return f"{MATTERS[what]} {number}" if what in MATTERS and number else None


async def inbox(desk: Desk, account: Account) -> list[dict[str, Any]]:
    """List the reminders of a person, and of those whose deputy they are, newest first."""
    rows = await worklist.heard_by(desk.db, account, datetime.min.replace(tzinfo=UTC), datetime.now(UTC))
    return [
        {"at": row.at.astimezone(CST).strftime("%Y-%m-%d %H:%M"), "case": row.case_id, "subject": row.subject}
        for row in rows
    ]
