"""Calendar feeds (RFC 5545): the due dates of a person or a role, and the coming openings of their parks."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from activities.digests import one_line
from desk.people import Desk
from records.people import worklist
from records.people.directory import Account
from records.people.worklist import Item
from records.reading import files, queries
from regulation.calendar.cycles import anniversary
from regulation.calendar.working_days import local_day
from regulation.casework.deadlines import MORNING
from regulation.measures.edition import edition
from regulation.people.jurisdiction import LOCAL_ROLES
from regulation.procedures.park import ParkFile
from regulation.procedures.park.agenda import Coming, coming_openings
from regulation.vocabulary.role import Role
from regulation.words.message import CHINESE, Language, Message, as_said, say, series
from regulation.words.refusals import NotEntitledError

YEARS = 3  # ours: a feed shows the openings of one whole cycle
# Whom the openings of a park concern: its operator, its district, the bureau that holds the procedures.
CITY = frozenset({Role.CITY_HRSS, Role.CITY_HRSS_LEADER})
DAY = timedelta(days=1)


async def of_person(desk: Desk, account: Account, language: Language = CHINESE) -> bytes:
    """Give the feed of a person: their tasks, those of their principals, and the openings of their parks."""
    at = desk.clock()
    items = await worklist.work_of(desk.db, account, at)
    worn = await worklist.hats(desk.db, account, at)

    def concerns(park: ParkFile) -> bool:
        return any(
            hat.role in CITY | LOCAL_ROLES and hat.reaches(park.district, park.operator_code) for hat in worn
        )

    feed = _Feed(language, as_said(one_line(account.name)), f" --as {account.id}")
    return await feed.written(desk, items, concerns, at)


async def of_role(desk: Desk, role: Role, district: str | None, language: Language = CHINESE) -> bytes:
    """Give the feed of a role, of one district or all; NotEntitledError for panel members, who stay unnamed."""
    if role == Role.EXPERT:
        raise NotEntitledError(
            say("导出日程"), say("评审组成员的日程只向本人提供（Q10）"), say("请用 --as 以本人账号导出。")
        )
    at = desk.clock()
    items = await worklist.all_work(desk.db, at, role=role, district=district)

    def concerns(park: ParkFile) -> bool:
        return role in CITY | LOCAL_ROLES and district in {None, park.district}

    title = say("{role} {district}", role=role, district=one_line(district)) if district else as_said(role)
    return await _Feed(language, title, "").written(desk, items, concerns, at)


@dataclass(frozen=True, slots=True)
class _Feed:
    """A feed in the making: its language, whose it is, and how they name themselves at the command line."""

    language: Language
    title: Message
    account: str

    async def written(
        self, desk: Desk, items: Iterable[Item], concerns: Callable[[ParkFile], bool], at: datetime
    ) -> bytes:
        """Write the feed of these tasks and of the openings of these parks."""
        dated = [item for item in items if item.due_on is not None]
        parks = [park for park in await files.parks_in_life(desk.db) if concerns(park)]
        stamps = await queries.last_acts(
            desk.db, {item.case for item in dated} | {park.case for park in parks}
        )
        feed = Calendar()
        feed.add("prodid", f"-//parklife//{self.language.code.upper()}")
        feed.add("version", "2.0")
        feed.add("x-wr-calname", self.language.write(say("产业园办理期限：{title}", title=self.title)))
        for item in dated:
            feed.add_component(self._due(item, stamps[item.case]))
        today = local_day(at)
        for park in parks:
            under = edition(park.edition, park.edition_digest)
            for coming in coming_openings(park, under, today, anniversary(today, YEARS)):
                feed.add_component(self._opening(park, coming, stamps[park.case]))
        return bytes(feed.to_ical())

    def _due(self, item: Item, stamp: datetime) -> Event:
        """Give the last day of a task as an all-day event, with an alarm on each morning of a reminder (Q53)."""
        assert item.due_on is not None
        acts = say("{acts}", acts=series(item.acts))
        if item.acting_for:
            acts = say("{acts}（代办 {principal}）", acts=acts, principal=item.acting_for)
        summary = self.language.write(
            say("【到期】{park}：{stage}，{acts}", park=item.park, stage=item.stage, acts=acts)
        )
        principal = f" --for {item.acting_for}" if item.acting_for else ""
        command = f"python starter.py act {item.case} {item.acts[0].value}{self.account}{principal}"
        event = _all_day(f"{item.case}#{item.key}", item.due_on, summary, stamp)
        told = say(
            "依据 {basis}\n案件 {case}\n办理 {command}",
            basis=item.basis,
            case=item.case,
            command=one_line(command),
        )
        event.add("description", self.language.write(told))
        for day in item.warns_on:
            event.add_component(_alarm(day, summary))
        return event

    def _opening(self, park: ParkFile, coming: Coming, stamp: datetime) -> Event:
        summary = self.language.write(say("【开启】{park}：{kind}", park=park.name, kind=coming.kind))
        event = _all_day(f"{park.case}#{coming.kind.value}/{coming.turn}", coming.opens_on, summary, stamp)
        told = say(
            "依据 {basis}\n园区 {park}\n查看 {command}",
            basis=coming.basis,
            park=park.case,
            command="python starter.py parks",
        )
        event.add("description", self.language.write(told))
        return event


def _alarm(day: date, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(summary))
    alarm.add("trigger", datetime.combine(day, MORNING).astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm


def _all_day(name: str, day: date, summary: str, stamp: datetime) -> Event:
    """Give an event of a whole day; its UID tells the same matter from run to run, and no name."""
    event = Event()
    event.add("uid", f"{hashlib.sha256(name.encode()).hexdigest()[:32]}@parklife")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("transp", "TRANSPARENT")
    event.add("summary", one_line(summary))
    return event
