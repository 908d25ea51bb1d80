"""What waits for a person: in their own roles and in those of the principals whose deputy they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from records.calendar import calendars
from records.calendar.working_days import china
from records.database import Database
from records.people import deputies
from records.people.directory import Account
from records.reading import queries
from records.reading.queries import Ground
from records.tables import NotificationRow, TaskRow
from regulation.calendar.lights import Light, light, warnings
from regulation.calendar.working_days import Calendar, Years
from regulation.measures.model import Edition
from regulation.people.jurisdiction import outside
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict

_ROLES = {role.value: role for role in Role}
_STAGES = {stage.value: stage for stage in Stage}
_ACTS = {act.value: act for act in Act}


class Item(Strict):
    """An open task with its light; `acting_for` names the principal in whose place it would be done (Q52)."""

    case: str
    key: str
    park: str
    district: str
    stage: Stage
    role: Role
    person: str | None
    acts: tuple[Act, ...]
    basis: str
    due_on: date | None
    version: int
    light: Light
    warns_on: tuple[date, ...] = ()
    acting_for: str | None = None

    @property
    def urgency(self) -> tuple[int, date, str, str]:
        """Sort by light, then by day."""
        return self.light.urgency, self.due_on or date.max, self.case, self.key


@dataclass(frozen=True, slots=True)
class Hat:
    """A role that a person acts in: whose it is, and whether they stand in for them."""

    role: Role
    holder: Account
    acting_for: str | None = None

    def reaches(self, district: str, operator: str | None) -> bool:
        """Say whether a case is theirs: of the district for a local role, of the operator for an operator (Q01)."""
        return outside(self.role, self.holder, district, operator) is None


async def hats(db: Database, account: Account, at: datetime) -> tuple[Hat, ...]:
    """Give the roles that a person acts in at an instant: their own first."""
    own = [Hat(role, account) for role in account.roles]
    held = await deputies.held(db, account.id, at)
    return (*own, *(Hat(d.role, principal, principal.id) for d, principal in held))


async def work_of(
    db: Database, account: Account, at: datetime, *, role: Role | None = None, case: str | None = None
) -> tuple[Item, ...]:
    """List what waits for a person, most urgent first; what they may do as themselves is not listed twice."""
    worn = [hat for hat in await hats(db, account, at) if role in {None, hat.role}]
    found: dict[tuple[str, str], tuple[TaskRow, Hat]] = {}
    for hat in worn:
        rows = await queries.tasks(db, role=hat.role.value, person=hat.holder.id, case=case)
        for row in rows:
            found.setdefault((row.case_id, row.key), (row, hat))
    grounds = await queries.grounds(db, {case_id for case_id, _ in found})
    reached = [
        (row, hat) for row, hat in found.values() if hat.reaches(row.district, grounds[row.case_id].operator)
    ]
    calendar = await _calendar(db, (row.due_on for row, _ in reached))
    items = [_item(row, grounds[row.case_id], calendar, at, hat.acting_for) for row, hat in reached]
    return tuple(sorted(items, key=lambda item: item.urgency))


async def all_work(
    db: Database,
    at: datetime,
    *,
    role: Role | None = None,
    district: str | None = None,
    case: str | None = None,
) -> tuple[Item, ...]:
    """List what waits for anybody, most urgent first."""
    rows = await queries.tasks(db, role=role.value if role else None, district=district, case=case)
    grounds = await queries.grounds(db, {row.case_id for row in rows})
    calendar = await _calendar(db, (row.due_on for row in rows))
    items = [_item(row, grounds[row.case_id], calendar, at, None) for row in rows]
    return tuple(sorted(items, key=lambda item: item.urgency))


async def case_light(db: Database, due_on: date | None, at: datetime, under: Edition) -> Light:
    """Give the light of one due date."""
    calendar = await _calendar(db, (due_on,))
    return Light.NONE if calendar is None else light(due_on, at, calendar, under)


async def heard_by(
    db: Database, account: Account, since: datetime, at: datetime
) -> tuple[NotificationRow, ...]:
    """List the reminders of a person and their principals after `since` and up to `at`, newest first."""
    found: dict[str, NotificationRow] = {}
    for hat in await hats(db, account, at):
        rows = await queries.notifications(db, [hat.role.value], hat.holder.id)
        recent = [row for row in rows if since < row.at <= at]
        grounds = await queries.grounds(db, {row.case_id for row in recent})
        found |= {row.key: row for row in recent if hat.reaches(row.district, grounds[row.case_id].operator)}
    return tuple(sorted(found.values(), key=lambda row: (row.at, row.key), reverse=True))


async def _calendar(db: Database, days: Iterable[date | None]) -> Calendar | None:
    """Give a calendar that reaches from the first warning to the last of these days; None without a day."""
    years = [day.year for day in days if day is not None]
    if not years:
        return None
    return china(Years(first=min(years) - 1, last=max(years)), await calendars.official_years(db))


def _item(
    row: TaskRow, ground: Ground, calendar: Calendar | None, at: datetime, acting_for: str | None
) -> Item:
    return Item(
        case=row.case_id,
        key=row.key,
        park=row.park_name,
        district=row.district,
        stage=_STAGES[row.stage],
        role=_ROLES[row.role],
        person=row.person,
        acts=tuple(_ACTS[act] for act in row.acts),
        basis=row.basis,
        due_on=row.due_on,
        version=row.version,
        light=light(row.due_on, at, calendar, ground.edition) if calendar else Light.NONE,
        warns_on=warnings(row.due_on, calendar, ground.edition) if calendar and row.due_on else (),
        acting_for=acting_for,
    )
