"""Official calendars: checked as a whole before they are kept, shown, and told to every open case (Q41)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pydantic import ValidationError

from desk.people import Desk
from desk.usage import UsageMistakeError
from desk.words.catalogue import words
from desk.words.days import with_weekday
from desk.words.text import Text
from records.calendar import calendars
from records.calendar.working_days import PUBLISHED_THROUGH, china, published, statutory
from records.reading import lists
from regulation.calendar.official_year import OfficialYear
from regulation.calendar.recount import recount
from regulation.calendar.working_days import CST, DAY, Years
from regulation.words.faults import fault_text
from regulation.words.message import Message, as_said, say, series
from regulation.words.refusals import RefusedError
from regulation.words.values import Strict

SIGNAL = "calendar_changed"
SHAPE = say(
    "请参照 samples/calendar-2027.toml 更正：year、source（发文字号）、days_off、workdays。日历未作改动。"
)
SHOWN = {
    "year": words("年份"),
    "status_zh": words("状态"),
    "source": words("来源"),
    "digest": words("摘要"),
    "corrects": words("更正"),
    "days_off": words("工作日放假"),
    "workdays": words("周末上班"),
    "workday_count": words("全年工作日数"),
}
FIRST_SHOWN, LAST_SHOWN = 2004, 2100
ANSWER = timedelta(seconds=10)


def read_year(file: Path) -> OfficialYear:
    """Read an official year; every fault is named at once (UsageMistakeError)."""
    what = say("读取日历文件 {file}", file=str(file))
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageMistakeError(what, say("没有这个文件"), say("请核对文件路径。日历未作改动。")) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageMistakeError(what, str(error), SHAPE) from error
    try:
        text = OfficialYear.model_validate(raw)
    except ValidationError as error:
        faults = [
            say("「{field}」{fault}", field=".".join(map(str, fault["loc"])), fault=fault_text(fault))
            for fault in error.errors()
        ]
        raise UsageMistakeError(what, say("{faults}", faults=series(faults, "；")), SHAPE) from error
    if faults_ := text.faults(statutory(text.year)):
        raise UsageMistakeError(what, say("{faults}", faults=series(faults_, "\n")), SHAPE)
    return text


async def keep(desk: Desk, text: OfficialYear, at: datetime, *, dry_run: bool) -> bool:
    """Keep a year's text, or only see whether it would be kept; False when the same stands already.

    Raises AlreadyDoneError when another text stands that this one does not correct.
    """
    release = published(text.year)
    return await calendars.store(desk.db, text, release.digest if release else None, at, dry_run=dry_run)


def outcome(text: OfficialYear, *, new: bool, dry_run: bool) -> Message:
    """Say what was done with a text."""
    if not new:
        return say("{year} 年日历已是此内容（{digest}），未作改动。", year=text.year, digest=text.digest[:12])
    done = say("检查通过，可以导入（未保存）") if dry_run else say("已导入")
    return say(
        "{year} 年日历{done}：{source}，摘要 {digest}。",
        year=text.year,
        done=done,
        source=text.source,
        digest=text.digest,
    )


class Recounted(Strict):
    """An open case with its due date as it stands, and as another calendar would count it."""

    case: str
    stage: str
    stage_zh: Text
    due_on: date | None
    new_due_on: date | None


async def recounted(desk: Desk, text: OfficialYear) -> list[Recounted]:
    """List the open cases, each with its due date as it stands and as this text would count it."""
    cases = await lists.open_cases(desk.db)
    known = await calendars.official_years(desk.db)
    calendar = china(_span(cases), (*(year for year in known if year.year != text.year), text))
    rows = []
    for case in cases:
        moved = recount(case.due, calendar) if case.due else None
        rows.append(
            Recounted(
                case=case.id,
                stage=case.stage.value,
                stage_zh=as_said(case.stage),
                due_on=case.due.last_day if case.due else None,
                new_due_on=moved.last_day if moved else None,
            )
        )
    return rows


def _span(cases: Iterable[lists.ListedCase]) -> Years:
    dues = [case.due for case in cases if case.due is not None]
    first = min((due.started_on.year for due in dues), default=PUBLISHED_THROUGH)
    last = max((due.last_day.year for due in dues), default=PUBLISHED_THROUGH)
    return Years(first=first, last=last + 1)


@dataclass(frozen=True, slots=True)
class Told:
    """Which workflows heard the signal, and which did not, with the reason."""

    reached: tuple[str, ...]
    unreached: tuple[tuple[str, str], ...]


async def notify_open_cases(desk: Desk) -> Told:
    """Signal every open case that the calendar changed; hearing it twice changes nothing.

    Raises RefusedError when Temporal does not answer at all.
    """
    from temporalio.service import RPCError

    client = await desk.client()
    names = [case.id for case in await lists.open_cases(desk.db)]
    reached, unreached = [], []
    for name in names:
        try:
            await client.get_workflow_handle(name).signal(SIGNAL, rpc_timeout=ANSWER)
            reached.append(name)
        except RPCError as error:
            unreached.append((name, error.message))
    return Told(tuple(reached), tuple(unreached))


async def announce(desk: Desk, file: Path) -> Told:
    """Tell the cases after a calendar was kept; RefusedError says what to repeat for those not reached."""
    again = f"python starter.py calendar import {file}"
    try:
        told = await notify_open_cases(desk)
    except RefusedError as error:
        raise RefusedError(
            say("通知在办案件重新计算期限"),
            say("日历已保存，但 {why}", why=error.why),
            say("请启动系统（make up）后重新运行：{again}（日历不会重复导入，只再通知一次）。", again=again),
        ) from error
    if told.unreached:
        missed = (say("{name}（{why}）", name=name, why=why) for name, why in told.unreached)
        raise RefusedError(
            say("通知在办案件重新计算期限"),
            say(
                "日历已保存，已通知 {reached} 个流程，另有 {unreached} 个未能通知：{missed}",
                reached=len(told.reached),
                unreached=len(told.unreached),
                missed=series(missed, "；"),
            ),
            say("请先运行 python starter.py resume 恢复流程，再运行：{again}（只再通知一次）。", again=again),
        )
    return told


class Year(Strict):
    """A year of the official calendar: whence it comes, and which days it moves."""

    year: int
    status: str
    status_zh: Text
    source: str
    digest: str | None
    corrects: str | None
    days_off: tuple[Text, ...]
    workdays: tuple[Text, ...]
    workday_count: int


async def shown(desk: Desk, year: int) -> Year:
    """Describe a year: whence it comes, whether it is official, its days off on weekdays and days worked."""
    if not FIRST_SHOWN <= year <= LAST_SHOWN:
        raise UsageMistakeError(
            say("{year} 年日历", year=year),
            say("不在可查范围"),
            say("请填写 {first} 至 {last} 之间的年份。", first=FIRST_SHOWN, last=LAST_SHOWN),
        )
    imported = await calendars.official_years(desk.db)
    own = next((text for text in imported if text.year == year), None)
    release = published(year)
    calendar = china(Years(first=year, last=year), imported)
    standing = own or release
    official = own is not None or year <= PUBLISHED_THROUGH
    return Year(
        year=year,
        status="official" if official else "provisional",
        status_zh=say("正式") if official else say("暂定：放假安排尚未公布或尚未导入"),
        source=own.source if own else calendar.version,
        digest=standing.digest if standing else None,
        corrects=own.corrects if own else None,
        days_off=_listed(calendar.days_off),
        workdays=_listed(calendar.workdays),
        workday_count=calendar.workdays_between(_midnight(calendar.first - DAY), _midnight(calendar.last)),
    )


def _listed(days: Iterable[date]) -> tuple[Message, ...]:
    return tuple(with_weekday(day) for day in days)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, CST)
