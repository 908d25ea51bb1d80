"""Calendar feeds (RFC 5545): the due dates of a person or a role, and the coming openings of their parks."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from activities.digests import one_line
from desk.people import Desk
from records import files, queries
from records.people import worklist
from records.people.directory import Account
from records.people.worklist import Item
from regulation.calendar.cycles import anniversary
from regulation.calendar.working_days import local_day
from regulation.casework.deadlines import MORNING
from regulation.measures.edition import edition
from regulation.people.jurisdiction import LOCAL_ROLES
from regulation.procedures.park import ParkFile
from regulation.procedures.park.agenda import Coming, coming_openings
from regulation.vocabulary.role import Role
from regulation.words.message import say
from regulation.words.refusals import NotEntitledError

YEARS = 3  # ours: a feed shows the openings of one whole cycle
# Whom the openings of a park concern: its operator, its district, the bureau that holds the procedures.
CITY = frozenset({Role.CITY_HRSS, Role.CITY_HRSS_LEADER})
DAY = timedelta(days=1)


async def of_person(desk: Desk, account: Account) -> bytes:
    """Give the feed of a person: their tasks, those of their principals, and the openings of their parks."""
    at = desk.clock()
    items = await worklist.work_of(desk.db, account, at)
    worn = await worklist.hats(desk.db, account, at)

    def concerns(park: ParkFile) -> bool:
        return any(
            hat.role in CITY | LOCAL_ROLES and hat.reaches(park.district, park.operator_code) for hat in worn
        )

    return await _feed(desk, one_line(account.name), items, concerns, at, f" --as {account.id}")


async def of_role(desk: Desk, role: Role, district: str | None) -> bytes:
    """Give the feed of a role, of one district or all; NotEntitledError for panel members, who stay unnamed."""
    if role == Role.EXPERT:
        raise NotEntitledError(
            say("导出日程"), say("评审组成员的日程只向本人提供（Q10）"), say("请用 --as 以本人账号导出。")
        )
    at = desk.clock()
    items = await worklist.all_work(desk.db, at, role=role, district=district)

    def concerns(park: ParkFile) -> bool:
        return role in CITY | LOCAL_ROLES and district in {None, park.district}

    return await _feed(desk, f"{role.zh}{one_line(district or '')}", items, concerns, at, "")


async def _feed(
    desk: Desk,
    title: str,
    items: Iterable[Item],
    concerns: Callable[[ParkFile], bool],
    at: datetime,
    account: str,
) -> bytes:
    dated = [item for item in items if item.due_on is not None]
    parks = [park for park in await files.parks_in_life(desk.db) if concerns(park)]
    stamps = await queries.last_acts(desk.db, {item.case for item in dated} | {park.case for park in parks})
    feed = Calendar()
    feed.add("prodid", "-//parklife//ZH")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", f"产业园办理期限：{title}")
    for item in dated:
        feed.add_component(_due(item, stamps[item.case], account))
    today = local_day(at)
    for park in parks:
        under = edition(park.edition, park.edition_digest)
        for coming in coming_openings(park, under, today, anniversary(today, YEARS)):
            feed.add_component(_opening(park, coming, stamps[park.case]))
    return bytes(feed.to_ical())


def _due(item: Item, stamp: datetime, account: str) -> Event:
    """Give the last day of a task as an all-day event, with an alarm on each morning of a reminder (Q53)."""
    assert item.due_on is not None
    acts = "、".join(act.zh for act in item.acts)
    instead = f"（代办 {item.acting_for}）" if item.acting_for else ""
    summary = f"【到期】{item.park}：{item.stage.zh}，{acts}{instead}"
    principal = f" --for {item.acting_for}" if item.acting_for else ""
    command = f"python starter.py act {item.case} {item.acts[0].value}{account}{principal}"
    event = _all_day(f"{item.case}#{item.key}", item.due_on, summary, stamp)
    event.add("description", f"依据 {item.basis}\n案件 {item.case}\n办理 {one_line(command)}")
    for day in item.warns_on:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one_line(summary))
        alarm.add(
            "trigger", datetime.combine(day, MORNING).astimezone(UTC), parameters={"VALUE": "DATE-TIME"}
        )
        event.add_component(alarm)
    return event


def _opening(park: ParkFile, coming: Coming, stamp: datetime) -> Event:
    summary = f"【开启】{park.name}：{coming.kind.zh}"
    event = _all_day(f"{park.case}#{coming.kind.value}/{coming.turn}", coming.opens_on, summary, stamp)
    event.add("description", f"依据 {coming.basis}\n园区 {park.case}\n查看 python starter.py parks")
    return event


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
