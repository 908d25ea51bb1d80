"""What waits for a person, and what they were reminded of."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from desk import sights
from desk.paging import Page, page
from desk.people import Desk
from desk.words.text import Text
from records.people import worklist
from records.people.directory import Account
from records.people.worklist import Item
from regulation.calendar.working_days import CST
from regulation.people.disclosure import Sight
from regulation.vocabulary.role import Role
from regulation.words.message import Message, as_said, say
from regulation.words.values import Strict

MATTERS = frozenset({"objection", "finding"})
NO_DAY = date.max.isoformat()


class Task(Strict):
    """An open task as a person may see it."""

    light: str
    light_zh: Text
    case: str
    park: str
    stage: str
    stage_zh: Text
    role: str
    role_zh: Text
    acting_for: str | None
    person: str | None
    matter: Text | None
    acts: tuple[str, ...]
    acts_zh: tuple[Text, ...]
    due_on: date | None
    basis: str
    version: int


class Reminded(Strict):
    """A reminder that was sent."""

    at: str
    case: str
    subject: str


async def tasks(
    desk: Desk, viewer: Account | None, role: Role | None, case: str | None, after: str | None = None
) -> Page[Task]:
    """List open tasks, the overdue first: of one person and of those whose deputy they are, or of all (Q52).

    RefusedError for a `case` that the records do not know.
    """
    at = desk.clock()
    if viewer is None:
        items = await worklist.all_work(desk.db, at, role=role, case=case)
    else:
        items = await worklist.work_of(desk.db, viewer, at, role=role, case=case)
    if case is not None and not items:
        from desk.finding import known

        await known(desk, case)
    left = [item for item in items if after is None or _key(item) > after]
    found = page((_key(item), item) for item in left)
    return Page(rows=await seen(desk, viewer, found.rows), after=found.after)


async def seen(desk: Desk, viewer: Account | None, items: Iterable[Item]) -> tuple[Task, ...]:
    """Show tasks, with the name of a panel member only to those who may know it (Q10)."""
    listed = list(items)
    known_of = await sights.of_items(desk.db, viewer, listed)
    return tuple(task(item, known_of.get(item.case)) for item in listed)


def task(item: Item, sight: Sight | None) -> Task:
    """Show a task; `sight` is asked only where a panel member is to do it."""
    told = item.role != Role.EXPERT or (sight is not None and sight.knows_member(item.person))
    return Task(
        light=item.light.value,
        light_zh=as_said(item.light),
        case=item.case,
        park=item.park,
        stage=item.stage.value,
        stage_zh=as_said(item.stage),
        role=item.role.value,
        role_zh=role_of(item),
        acting_for=item.acting_for,
        person=item.person if told else None,
        matter=matter(item),
        acts=tuple(act.value for act in item.acts),
        acts_zh=tuple(say("{value}（{label}）", value=act.value, label=act) for act in item.acts),
        due_on=item.due_on,
        basis=item.basis,
        version=item.version,
    )


def _key(item: Item) -> str:
    """Give the place of a case's tasks in the list: the key of a task itself may tell who sits on a panel."""
    day = item.due_on.isoformat() if item.due_on else NO_DAY
    return f"{item.light.urgency}/{day}/{item.case}"


def role_of(item: Item) -> Message:
    """Name the role that does a task, and for whom a deputy does it."""
    if not item.acting_for:
        return as_said(item.role)
    return say("{role}（代办 {principal}）", role=item.role, principal=item.acting_for)


def matter(item: Item) -> Message | None:
    """Tell which of several objections or findings a task is about."""
    what, _, number = item.key.rpartition("/")[2].partition("-")
    if what not in MATTERS or not number:
        return None
    return say("异议 {number}", number=number) if what == "objection" else say("问题 {number}", number=number)


async def inbox(desk: Desk, account: Account, after: str | None = None) -> Page[Reminded]:
    """List the reminders of a person, and of those whose deputy they are, newest first."""
    rows = await worklist.heard_by(desk.db, account, datetime.min.replace(tzinfo=UTC), desk.clock())
    left = [
        row for row in rows if after is None or (row.at.isoformat(), row.key) < tuple(after.split("/", 1))
    ]
    return page(
        (
            f"{row.at.isoformat()}/{row.key}",
            Reminded(at=f"{row.at.astimezone(CST):%Y-%m-%d %H:%M}", case=row.case_id, subject=row.subject),
        )
        for row in left
    )
