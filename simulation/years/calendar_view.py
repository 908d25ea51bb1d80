"""The years of a simulation in the terminal: a table per park, its legend, and what it all came to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulation.years.outcome import Life, Mark, Outcome, What

STYLES: Mapping[What, str] = {
    What.DESIGNATED: "bold green",
    What.EXCELLENT: "bold green",
    What.QUALIFIED: "green",
    What.RECTIFIED: "green",
    What.UNQUALIFIED: "bold yellow",
    What.NOT_RECTIFIED: "bold red",
    What.REVOKED: "bold red",
    What.EXITED: "bold magenta",
    What.SELF_MISSING: "red",
    What.SELF_LATE: "yellow",
    What.SURVEY_MISSED: "red",
    What.ACTED_FIRST: "yellow",
    What.NOT_DESIGNATED: "red",
}
SELF = {What.SELF_ON_TIME: "按时", What.SELF_LATE: "逾期", What.SELF_MISSING: "缺失"}
SURVEYS = {What.SURVEYED: "办结", What.SURVEY_MISSED: "缺失"}
STATUS = frozenset(
    {What.APPLIED, What.DESIGNATED, What.NOT_DESIGNATED, What.REVOKED, What.SPARED, What.EXITED}
)
RESULTS = frozenset(
    {
        What.EXCELLENT,
        What.QUALIFIED,
        What.UNQUALIFIED,
        What.VOID,
        What.EXEMPT,
        What.RECTIFIED,
        What.NOT_RECTIFIED,
    }
)
CHANGES = frozenset({What.CHANGED, What.ACTED_FIRST, What.CHANGE_REFUSED})
COLUMNS = ("年", "身份", "本年度自评", "考评与整改", "调研", "变更")
LEGEND = (
    "读法：「本年度自评」记在被评的年份，办理在次年，依次为得分和是否按时；「考评与整改」为等次和总分；"
    "括号内是月-日；「调研」为办结次数，缺失另记。"
)


def calendar(life: Life) -> Table:
    """Draw a park's years."""
    table = Table(title=f"{life.name}（{life.park}）", title_justify="left", header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading, overflow="fold")
    by_year: dict[int, list[Mark]] = defaultdict(list)
    for mark in life.marks:
        by_year[mark.year].append(mark)
    for year in range(min(by_year, default=0), max(by_year, default=-1) + 1):
        found = by_year[year]
        table.add_row(
            str(year),
            _listed(found, STATUS),
            _self(found),
            _listed(found, RESULTS),
            _surveys(found),
            _listed(found, CHANGES),
        )
    return table


def _listed(marks: Iterable[Mark], among: frozenset[What]) -> Text:
    return Text("\n").join(_said(mark) for mark in marks if mark.what in among)


def _said(mark: Mark) -> Text:
    score = f" {mark.score}" if mark.score is not None else ""
    return Text(f"{mark.what.zh}{score}（{mark.on:%m-%d}）", STYLES.get(mark.what, ""))


def _self(marks: Iterable[Mark]) -> Text:
    said = [
        Text(f"{mark.score if mark.score is not None else '—'} {SELF[mark.what]}", STYLES.get(mark.what, ""))
        for mark in marks
        if mark.what in SELF
    ]
    return Text("，").join(said)


def _surveys(marks: Iterable[Mark]) -> Text:
    found = [mark.what for mark in marks if mark.what in SURVEYS]
    said = [
        Text(f"{SURVEYS[what]} {found.count(what)}", STYLES.get(what, ""))
        for what in SURVEYS
        if what in found
    ]
    return Text("，").join(said)


def _reasons(life: Life) -> list[Text]:
    """Say why a status was revoked, under its calendar."""
    return [
        Text(f"{mark.on} {mark.what.zh}：{mark.why}", "dim") for mark in life.marks if mark.why is not None
    ]


def summary(told: Outcome) -> Table:
    """Count what happened: how often, and to how many parks."""
    table = Table("事项", "次数", "园区数", title="汇总", title_justify="left", header_style="bold")
    counts = told.counts
    for what in What:
        if counts[what]:
            table.add_row(
                Text(what.zh, STYLES.get(what, "")),
                str(counts[what]),
                f"{told.parks_with(what)}/{len(told.lives)}",
            )
    return table


def rates(told: Outcome) -> list[str]:
    """Give the shares that officials ask for; none of what never happened."""
    counts = told.counts
    evaluated = counts[What.EXCELLENT] + counts[What.QUALIFIED] + counts[What.UNQUALIFIED]
    rechecked = counts[What.RECTIFIED] + counts[What.NOT_RECTIFIED]
    years = sum(counts[what] for what in SELF)
    shares = (
        ("考评优秀率", counts[What.EXCELLENT], evaluated),
        ("考评不合格率", counts[What.UNQUALIFIED], evaluated),
        ("整改合格率", counts[What.RECTIFIED], rechecked),
        ("自评按时率", counts[What.SELF_ON_TIME], years),
        ("自评缺失率", counts[What.SELF_MISSING], years),
    )
    return [f"{name} {part / whole:.1%}（{part}/{whole}）" for name, part, whole in shares if whole]


def view(told: Outcome) -> RenderableType:
    """Draw everything: the calendars, the legend and the summary."""
    parts: list[RenderableType] = []
    for life in told.lives:
        parts += [calendar(life), *_reasons(life)]
    return Group(*parts, Text(LEGEND, "dim"), Text(), summary(told), *map(Text, rates(told)))
