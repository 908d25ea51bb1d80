"""A digest per person: what is open for them, what falls due, and what they were reminded of; at most one a day.

Idempotency key: `digest/<person>/<day>`, kept in `deliveries`.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import structlog
from temporalio import activity

from activities import contracts
from activities.reminders import Mailer
from records import deliveries
from records.calendar import calendars
from records.calendar.working_days import china
from records.database import Database
from records.people import directory, worklist
from records.people.directory import Account
from records.people.worklist import Item
from regulation.calendar.lights import Light
from regulation.calendar.working_days import Years, local_day
from regulation.words.message import CHINESE, Language, Message, say, series
from regulation.words.values import Strict

log = structlog.get_logger("digests")

DAYS = 7  # ours: a digest looks a week ahead


class Reminded(Strict):
    """A reminder that went to the person or their role."""

    at: datetime
    case: str
    subject: str


class Digest(Strict):
    """What one person is told on one day; `items` are most urgent first."""

    person: str
    name: str
    on: date
    days: int
    items: tuple[Item, ...]
    reminders: tuple[Reminded, ...]

    @property
    def overdue(self) -> tuple[Item, ...]:
        """What should have been done."""
        return tuple(item for item in self.items if item.light == Light.RED)

    @property
    def soon(self) -> tuple[Item, ...]:
        """What falls due within the days ahead."""
        last = self.on + timedelta(days=self.days)
        return tuple(item for item in self.items if item.due_on and self.on <= item.due_on <= last)

    @property
    def later(self) -> tuple[Item, ...]:
        """What else is open."""
        return tuple(item for item in self.items if item not in {*self.overdue, *self.soon})

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.items and not self.reminders

    @property
    def subject(self) -> Message:
        """Give the line that says how much is open."""
        return say(
            "【每日提醒】{day}：超期 {overdue}，{days} 天内到期 {soon}，其他待办 {later}",
            day=self.on,
            overdue=len(self.overdue),
            days=self.days,
            soon=len(self.soon),
            later=len(self.later),
        )

    def text(self, language: Language = CHINESE) -> str:
        """Write the digest for people, as Markdown; what is mailed is Chinese."""
        write = language.write
        lines = [f"# {one_line(self.name)} {write(self.subject)}"]
        lines += _section(say("已超期"), self.overdue, language)
        lines += _section(say("{days} 天内到期", days=self.days), self.soon, language)
        lines += _section(say("其他待办"), self.later, language)
        if self.reminders:
            told = (f"- {language.moment(r.at)} {one_line(r.subject)}" for r in self.reminders)
            lines += ["", f"## {write(say('上次摘要以来的催办'))}", "", *told]
        return "\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Write what somebody typed on one line, without control characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _section(title: Message, items: Iterable[Item], language: Language) -> list[str]:
    rows = [f"- {language.write(_line(item))}" for item in items]
    return ["", f"## {language.write(title)}", "", *rows] if rows else []


def _line(item: Item) -> Message:
    acts = say("{acts}", acts=series(item.acts))
    if item.acting_for:
        acts = say("{acts}（代办 {principal}）", acts=acts, principal=one_line(item.acting_for))
    return say(
        "[{light}] {park}（{case}）{stage}：{acts}；{due}；依据 {basis}",
        light=item.light,
        park=one_line(item.park),
        case=item.case,
        stage=item.stage,
        acts=acts,
        due=say("期限 {day}", day=item.due_on) if item.due_on else say("无期限"),
        basis=item.basis,
    )


async def digest_of(db: Database, account: Account, at: datetime, days: int = DAYS) -> Digest:
    """Give the digest of a person at an instant; reminders since the last one, or of as many days back."""
    since = await deliveries.last(db, _key(account, "")) or at - timedelta(days=days)
    heard = await worklist.heard_by(db, account, since, at)
    return Digest(
        person=account.id,
        name=account.name,
        on=local_day(at),
        days=days,
        items=await worklist.work_of(db, account, at),
        reminders=tuple(Reminded(at=row.at, case=row.case_id, subject=row.subject) for row in heard),
    )


async def send_digest(db: Database, mailer: Mailer, account: Account, at: datetime, days: int = DAYS) -> bool:
    """Mail a person the digest of the day, unless it went out already or is empty; say whether it went out now."""
    key = _key(account, local_day(at).isoformat())
    if not account.email or await deliveries.delivered(db, key):
        return False
    digest = await digest_of(db, account, at, days)
    if digest.empty:
        return False
    message_id = await mailer.send(key, [account.email], str(digest.subject), digest.text())
    await deliveries.note(db, key, mailer.channel, message_id, at)
    return True


async def send_all(db: Database, mailer: Mailer, at: datetime, days: int = DAYS) -> tuple[str, ...]:
    """Mail everybody the digest of the day; give the ids of those whose digest went out now."""
    return tuple([p.id for p in await directory.people(db) if await send_digest(db, mailer, p, at, days)])


def _key(account: Account, day: str) -> str:
    return f"digest/{account.id}/{day}"


class DigestActivities:
    """Sends the digests of a working day."""

    def __init__(self, db: Database, mailer: Mailer) -> None:
        self.db, self.mailer = db, mailer

    @activity.defn(name=contracts.SEND_DIGESTS)
    async def send_digests(self, order: contracts.Digests) -> int:
        """Send the digests that did not go out yet, on a working day only; give how many went out now."""
        day = local_day(order.at)
        calendar = china(Years(first=day.year, last=day.year), await calendars.official_years(self.db))
        if not calendar.is_workday(day):
            return 0
        sent = await send_all(self.db, self.mailer, order.at)
        log.info("digests.sent", day=day.isoformat(), people=len(sent))
        return len(sent)
