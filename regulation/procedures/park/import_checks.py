"""What cannot be true of an imported park, and what an official should see before it enters (Q40).

A park of the paper years enters as it stands (grandfathered): what Article 4 asks of an applicant today is
told as a finding and keeps no park out. What contradicts itself or the calendar is an error.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from regulation.calendar.cycles import anniversary, first_self_year, self_assessment_due
from regulation.measures.model import Edition
from regulation.procedures.park.imported import ImportedPark, PastGrade
from regulation.words.message import Message, say, series
from regulation.words.sentences import Told
from regulation.words.values import Identifier, Line, Strict

FIRST_DAY = date(2004, 1, 1)  # the working days of earlier years are not known, so no clock can start there
SELF_SCORES = "self_scores"


class Impossible(NamedTuple):
    """Why a value cannot be true, and what to do; `field` of a self-assessment ends with its year."""

    field: str
    why: Message
    now: Message


class ImportFinding(Strict):
    """What an official should see before a park enters; it keeps no park out (Q40)."""

    park: Identifier
    what: Told
    now: Told
    basis: Line


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold between values of a park or `today`; the complaint is made at the first field."""

    fields: tuple[str, ...]
    holds: Callable[..., bool]
    why: Message
    now: Message


def _in_order(later: date | None, earlier: date | None) -> bool:
    return later is None or earlier is None or earlier <= later


def _past(field: str, day: Message) -> Rule:
    return Rule(
        (field, "today"),
        lambda day, today: _in_order(today, day),
        say("{day}在今天之后", day=day),
        say("请更正日期，或留待发生后"),
    )


def _since_designation(field: str, day: Message) -> Rule:
    return Rule(
        (field, "designated_on"),
        _in_order,
        say("{day}早于认定日期", day=day),
        say("请对照批复和记录更正其一"),
    )


RULES = (
    _past("designated_on", say("认定日期")),
    Rule(
        ("designated_on",),
        lambda day: day >= FIRST_DAY,
        say("认定日期早于 {year} 年", year=FIRST_DAY.year),
        say("请核对年份；确属更早的，请联系系统管理员"),
    ),
    _past("counted_on", say("统计日期")),
    _since_designation("counted_on", say("统计日期")),
    _past("evaluation_on", say("考评日期")),
    _since_designation("evaluation_on", say("考评日期")),
    Rule(
        ("evaluation_on", "evaluation_grade", "evaluation_score"),
        lambda day, grade, score: day is not None or (grade is None and score is None),
        say("填了考评等次或得分，未填考评日期"),
        say("请补充考评日期，或清空等次和得分"),
    ),
    Rule(
        ("rectify_due", "evaluation_grade"),
        lambda due, grade: due is None or grade is PastGrade.UNQUALIFIED,
        say("填了整改期限，最近一次考评却不是不合格"),
        say("请核对考评等次，或清空整改期限"),
    ),
    Rule(
        ("rectify_due", "evaluation_on"),
        lambda due, day: due is None or day is None or day < due,
        say("整改期限不晚于考评日期"),
        say("请对照整改通知更正其一"),
    ),
    _past("surveyed_on", say("调研日期")),
    _since_designation("surveyed_on", say("调研日期")),
)


def impossible_values(values: Mapping[str, Any], today: date) -> tuple[Impossible, ...]:
    """Name everything about a park that cannot be true on a day; empty: it may enter.

    It is asked of the fields that are known so far, so that one unreadable cell hides no other fault.
    """
    known = {**values, "today": today}
    return (
        *(
            Impossible(rule.fields[0], rule.why, rule.now)
            for rule in RULES
            if known.keys() >= set(rule.fields) and not rule.holds(*(known[field] for field in rule.fields))
        ),
        *_impossible_years(known),
    )


def _impossible_years(known: Mapping[str, Any]) -> Iterator[Impossible]:
    """A year is assessed when it is over, and only from the year of the designation on (Q23)."""
    designated_on: date | None = known.get("designated_on")
    for score in known.get(SELF_SCORES, ()):
        field = f"{SELF_SCORES}.{score.year}"
        if score.year >= known["today"].year:
            yield Impossible(
                field,
                say("{year} 年尚未结束，不会有该年自评", year=score.year),
                say("请核对年度，或清空该格"),
            )
        elif designated_on is not None and score.year < designated_on.year:
            yield Impossible(
                field, say("{year} 年早于认定年度", year=score.year), say("请核对认定日期，或清空该格")
            )


def findings_on(park: ImportedPark, today: date, edition: Edition) -> tuple[ImportFinding, ...]:
    """Say what is short, missing or overdue at a park that may enter all the same (Q40)."""
    return tuple(
        ImportFinding(park=park.id, what=what, now=now, basis=basis)
        for what, now, basis in (*_short(park, edition), *_overdue(park, today, edition))
    )


def _short(park: ImportedPark, edition: Edition) -> Iterator[tuple[Message, Message, str]]:
    """Compare with what Article 4 asks of an applicant."""
    area, firms = edition.decimal("conditions.area_min"), edition.number("conditions.firms_min")
    if park.area_m2 < area:
        what = say("建筑总面积 {area} 平方米，低于 {least} 平方米", area=park.area_m2, least=area)
        yield what, say("照常导入；请所在地人社部门核实面积"), "R4.2c-area"
    if park.firms < firms:
        what = say("计入企业 {firms} 家，少于 {least} 家", firms=park.firms, least=firms)
        yield what, say("照常导入；请所在地人社部门核实企业数"), "R4.3b-count"


def _overdue(park: ImportedPark, today: date, edition: Edition) -> Iterator[tuple[Message, Message, str]]:
    """Say which duties of Articles 8 and 9 the file leaves open; nothing is concluded from silence."""
    every = edition.number("evaluation.every_years")
    failed = park.evaluation_grade is PastGrade.UNQUALIFIED
    last = park.evaluation_on or park.designated_on
    if anniversary(last, every) < today:
        what = say("{last}以来超过 {every} 年没有集中考评的记录", last=last, every=every)
        yield what, say("请补充考评结果，或安排考评"), "R8-central"
    if park.evaluation_on is not None and park.evaluation_grade is None:
        what = say("{evaluated_on}的考评没有等次", evaluated_on=park.evaluation_on)
        yield what, say("请补充；不补充的，该次结果不计入「连续」"), "R8-central"
    if failed and park.rectify_due is None:
        yield (
            say("最近一次考评不合格，没有整改期限"),
            say("请核实整改是否已办结；未办结的，请补填整改期限"),
            "R9-rectify",
        )
    if park.rectify_due is not None and park.rectify_due < today:
        what = say("整改期限（{rectify_due}）已过", rectify_due=park.rectify_due)
        yield what, say("导入后请先办结整改"), "R9-rectify"
    there = {score.year for score in park.self_scores}
    asked = range(max(first_self_year(park.designated_on, edition), today.year - every), today.year)
    lacking = [str(y) for y in asked if y not in there and self_assessment_due(y, edition) < today]
    if lacking:
        what = say("没有 {lacking} 年度自评的得分", lacking=series(lacking))
        yield what, say("请补充；不补充的，记为缺失，不推定"), "R8-self"
