"""Why a date is what it is, for the terminal: periods as panels, their days and changes as tables."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from console.speech import plain, told
from desk.words.catalogue import words
from desk.words.days import WEEKDAYS, with_weekday
from regulation.calendar.lights import Light
from regulation.explanation.days import Day
from regulation.explanation.openings import Expected, ParkExplanation
from regulation.explanation.periods import Account, By, Change, Explanation, Period
from regulation.vocabulary.kind import Kind
from regulation.words.message import Message, as_said, say

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

CHANGES = {  # headings, and whether their columns stay whole
    words("变动"): True,
    words("何人何时"): False,
    words("由"): True,
    words("至"): True,
    words("理由"): False,
}
DAYS = {words("日期"): True, words("计数"): False}
WIDTH_MIN = 100  # columns; rich would break a date where a pipe has none of its own


def put(found: Explanation | ParkExplanation) -> None:
    """Print an explanation for people."""
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    console = Console()
    if console.width < WIDTH_MIN:
        console = Console(width=WIDTH_MIN)
    head = say("{case}：{stage}（适用 {edition}）", case=found.case, stage=found.stage, edition=found.edition)
    console.print(Text(told(head)))
    if isinstance(found, ParkExplanation):
        for opening in found.openings:
            console.print(
                Panel(Text("\n".join(_opening(opening))), title=told(opening.kind), title_align="left")
            )
        if not found.openings:
            console.print(Text(plain(words("现不是市级产业园，没有定期开启的程序。"))))
        return
    for period in found.periods:
        console.print(Panel(_period(period), title=Text(_title(period)), title_align="left"))
    if not found.periods:
        console.print(Text(plain(words("案件至今没有计算过期限：办法和解释都未对所经阶段规定期限。"))))


def _opening(opening: Expected) -> list[str]:
    turn = (
        say("{year} 年度", year=opening.turn)
        if opening.kind == Kind.SELF_ASSESSMENT
        else say("第 {n} 次", n=opening.turn)
    )
    head = say("{turn}：{day}", turn=turn, day=with_weekday(opening.opens_on))
    lines = [told(say("{head}，免予参加", head=head) if opening.exempt else head)]
    lines += [f"· {told(reason)}" for reason in opening.reasons]
    if opening.waits_for:
        lines.append("· " + told(say("待 {case} 结束后开启", case=opening.waits_for)))
    return lines


def _title(period: Period) -> str:
    return told(say("{name}（已结束）", name=period.name) if period.ended else period.name)


def _period(period: Period) -> "Group":
    from rich.console import Group
    from rich.text import Text

    lines = [
        told(say("起算：{by}", by=_by(period.start))),
        told(say("长度：{length}", length=period.source.text)),
    ]
    if period.account is not None:
        lines += _account(period.account)
    lines.append(_verdict(period))
    if period.provisional:
        lines.append(plain(words("涉及放假安排尚未公布的日期，为暂定，公布后重新计算。")))
    parts: list[Text | Table] = [Text("\n".join(lines))]
    if period.changes:
        parts.append(_rows(CHANGES, [_change(change) for change in period.changes]))
    if period.days:
        parts.append(_rows(DAYS, [_day(day) for day in period.days]))
    return Group(*parts)


def _rows(headings: Mapping[str, bool], rows: list[tuple[str, ...]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for heading, whole in headings.items():
        table.add_column(plain(heading), no_wrap=whole, overflow="fold")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    return table


def _by(by: By) -> Message:
    return say(
        "{moment} {who}「{act}」（台账第 {seq} 条，依据 {basis}）",
        moment=by.at,
        who=by.who,
        act=by.act,
        seq=by.seq,
        basis=by.basis,
    )


def _account(account: Account) -> list[str]:
    whole = say("共 {days} 个工作日", days=account.allowance)
    if account.extension:
        whole = say("{whole}，延长 {days}", whole=whole, days=account.extension)
    head = say(
        "账户：{whole}，此前已用 {used}，余 {left}（参数 {parameter}）",
        whole=whole,
        used=account.used,
        left=account.left,
        parameter=account.parameter,
    )
    uses = [
        say(
            "  {first} 至 {last} {stage}：{used}",
            first=use.entered_on,
            last=use.left_on,
            stage=use.stage,
            used=say("用 {days} 个工作日", days=use.workdays) if use.counts else say("期间不计"),
        )
        for use in account.uses
    ]
    return [told(line) for line in (head, *uses)]


def _verdict(period: Period) -> str:
    if period.ended is not None:
        return told(say("届满日 {day}；结束：{by}", day=period.due_before, by=_by(period.ended)))
    if period.last_day is None:
        return told(say("计时中止：原届满日 {day}，恢复后按剩余工作日续计。", day=period.due_before))
    light = as_said(period.light)
    if period.light == Light.RED:
        light = say("{light}，已逾期 {days} 个工作日", light=light, days=period.overdue_workdays)
    return told(
        say(
            "届满日：{day}（{weekday}）24:00（{light}；日历版本 {calendar}）",
            day=period.last_day,
            weekday=WEEKDAYS[period.last_day.weekday()],
            light=light,
            calendar=period.calendar,
        )
    )


def _change(change: Change) -> tuple[str, ...]:
    after = (
        str(change.after) if change.after else told(say("剩余 {days} 个工作日", days=change.remaining or 0))
    )
    return (
        told(change.kind),
        f"{change.by.at:%Y-%m-%d} {told(change.by.who)}",
        str(change.before),
        after,
        told(change.reason),
    )


def _day(day: Day) -> tuple[str, str]:
    span = with_weekday(day.day)
    if day.through is not None and day.through != day.day:
        span = say("{first} 至 {last}", first=span, last=with_weekday(day.through))
    return told(span), told(say("不计，{why}", why=day.text) if day.skipped else day.text)
