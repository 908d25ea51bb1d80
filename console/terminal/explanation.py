"""Why a date is what it is, for the terminal: periods as panels, their days and changes as tables."""

from typing import TYPE_CHECKING

from regulation.calendar.lights import Light
from regulation.calendar.working_days import named
from regulation.explanation.days import Day
from regulation.explanation.openings import Expected, ParkExplanation
from regulation.explanation.periods import Account, By, Change, Explanation, Period
from regulation.vocabulary.kind import Kind

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

WIDTH_MIN = 100  # columns; rich would break a date where a pipe has none of its own


def put(found: Explanation | ParkExplanation) -> None:
    """Print an explanation for people."""
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    console = Console()
    if console.width < WIDTH_MIN:
        console = Console(width=WIDTH_MIN)
    console.print(Text(f"{found.case}：{found.stage_zh}（适用 {found.edition}）"))
    if isinstance(found, ParkExplanation):
        for opening in found.openings:
            console.print(
                Panel(Text("\n".join(_opening(opening))), title=opening.kind_zh, title_align="left")
            )
        if not found.openings:
            console.print("现不是市级产业园，没有定期开启的程序。")
        return
    for period in found.periods:
        console.print(Panel(_period(period), title=Text(_title(period)), title_align="left"))
    if not found.periods:
        console.print("案件至今没有计算过期限：办法和解释都未对所经阶段规定期限。")


def _opening(opening: Expected) -> list[str]:
    free = "，免予参加" if opening.exempt else ""
    yearly = opening.kind == Kind.SELF_ASSESSMENT
    lines = [f"{opening.turn} 年度" if yearly else f"第 {opening.turn} 次"]
    lines[0] += f"：{named(opening.opens_on)}{free}"
    lines += [f"· {reason}" for reason in opening.reasons]
    if opening.waits_for:
        lines.append(f"· 待 {opening.waits_for} 结束后开启")
    return lines


def _title(period: Period) -> str:
    over = "（已结束）" if period.ended else ""
    return f"{period.name}{over}"


def _period(period: Period) -> "Group":
    from rich.console import Group
    from rich.text import Text

    lines = [f"起算：{_by(period.start)}", f"长度：{period.source.text}"]
    if period.account is not None:
        lines += _account(period.account)
    lines.append(_verdict(period))
    if period.provisional:
        lines.append("涉及放假安排尚未公布的日期，为暂定，公布后重新计算。")
    parts: list[Text | Table] = [Text("\n".join(lines))]
    if period.changes:
        parts.append(_rows(("变动", "何人何时", "由", "至", "理由"), [_change(c) for c in period.changes]))
    if period.days:
        parts.append(_rows(("日期", "计数"), [_day(day) for day in period.days]))
    return Group(*parts)


def _rows(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for heading in headings:
        table.add_column(heading, no_wrap=heading in {"日期", "由", "至", "变动"}, overflow="fold")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    return table


def _by(by: By) -> str:
    return f"{by.at:%Y-%m-%d %H:%M} {by.who}「{by.act_zh}」（台账第 {by.seq} 条，依据 {by.basis}）"


def _account(account: Account) -> list[str]:
    more = f"，延长 {account.extension}" if account.extension else ""
    head = f"账户：共 {account.allowance} 个工作日{more}，此前已用 {account.used}，余 {account.left}"
    used = [
        f"  {use.entered_on} 至 {use.left_on} {use.stage_zh}："
        + (f"用 {use.workdays} 个工作日" if use.counts else "期间不计")
        for use in account.uses
    ]
    return [f"{head}（参数 {account.parameter}）", *used]


def _verdict(period: Period) -> str:
    if period.ended is not None:
        return f"届满日 {period.due_before}；结束：{_by(period.ended)}"
    if period.last_day is None:
        return f"计时中止：原届满日 {period.due_before}，恢复后按剩余工作日续计。"
    light = f"{period.light.zh}"
    if period.light == Light.RED:
        light += f"，已逾期 {period.overdue_workdays} 个工作日"
    return f"届满日：{named(period.last_day)} 24:00（{light}；日历版本 {period.calendar}）"


def _change(change: Change) -> tuple[str, ...]:
    after = str(change.after) if change.after else f"剩余 {change.remaining} 个工作日"
    return (
        change.kind_zh,
        f"{change.by.at:%Y-%m-%d} {change.by.who}",
        str(change.before),
        after,
        str(change.reason),
    )


def _day(day: Day) -> tuple[str, str]:
    span = named(day.day)
    if day.through is not None and day.through != day.day:
        span += f" 至 {named(day.through)}"
    return span, f"不计，{day.text}" if day.skipped else str(day.text)
