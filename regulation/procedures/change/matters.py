"""What makes a change a matter of Article 7, what of the park's record it may alter, and what is noted of it (Q20)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from regulation.conditions.dossier import Facts, Site
from regulation.measures.model import Edition
from regulation.procedures.change.forms import ChangeKind, ChangeReport
from regulation.words.message import Message, say, series

K = ChangeKind

# Which provision makes it a matter of Article 7; every other kind is a major matter.
GROUNDS: Mapping[ChangeKind, str] = {K.PLAN: "R7-plan", K.BRANCH: "R7-branch"}
MAJOR = "R7-major"
ALWAYS = frozenset({K.PLAN, K.BRANCH, K.OTHER})  # named by the article itself, which leaves its list open

# The part of the record that a change of a kind may alter; anything else is a change of its own.
COVERS: Mapping[ChangeKind, frozenset[str]] = {
    K.PLAN: frozenset({"plan_basis", "market", "plan_topics"}),
    K.BRANCH: frozenset({"sites"}),
    K.OPERATOR: frozenset({"operator", "operator_contract", "management_rules"}),
    K.INVESTOR: frozenset({"investor"}),
    K.NAME: frozenset({"park_name"}),
    K.MAIN_SITE: frozenset({"sites"}),
    K.AREA: frozenset({"sites"}),
    K.FIRMS: frozenset(),
    K.CLOSURE: frozenset(),
    K.OWNERSHIP: frozenset(),
    K.OTHER: frozenset({"services", "management_rules"}),
}


def ground(kind: ChangeKind) -> str:
    """Name the provision that asks for consent to a change of this kind."""
    return GROUNDS.get(kind, MAJOR)


def report_faults(facts: Facts, report: ChangeReport, edition: Edition) -> tuple[Message, ...]:
    """Say why a report cannot be taken against the park's present record; empty if it can (Q20)."""
    kind, after = report.kind, report.facts
    if kind not in ALWAYS and kind.value not in edition.texts("change.major_kinds"):
        return (say("「kind」{kind}不在本版重大事项之列（Q20）", kind=kind),)
    if after is None:
        return ()
    differing = {name for name in Facts.model_fields if getattr(facts, name) != getattr(after, name)}
    strays = sorted(differing - COVERS[kind])
    if strays:
        return (
            say(
                "「facts」{strays} 与登记不同，但不属于{kind}变更；请改回，或另行报告",
                strays=series(strays),
                kind=kind,
            ),
        )
    if not differing and COVERS[kind]:
        return (say("「facts」与登记完全相同，看不出{kind}有何变更", kind=kind),)
    return _wrong_sites(kind, facts, after)


def _wrong_sites(kind: ChangeKind, before: Facts, after: Facts) -> tuple[Message, ...]:
    """A branch park adds sites; nothing else does, or it would escape the visit and the notice (R7-branch, Q22)."""
    if kind == K.BRANCH and (not branch_sites(before, after) or not set(before.sites) <= set(after.sites)):
        return (say("「facts」应在现有场址之外列出分园区场址（R7-branch）"),)
    known = {site.address for site in before.sites}
    new = kind == K.AREA and any(site.address not in known for site in after.sites)
    if kind in {K.AREA, K.MAIN_SITE} and (new or len(after.sites) > len(before.sites)):
        return (
            say(
                "「facts」增加了场址，属于{branch}，不是{kind}变更（R7-branch、Q22）；请另行报告",
                branch=K.BRANCH,
                kind=kind,
            ),
        )
    return ()


def branch_sites(before: Facts, after: Facts) -> tuple[Site, ...]:
    """Give the sites that a branch park adds (R7-branch)."""
    return tuple(site for site in after.sites if site not in before.sites)


def facts_after(facts: Facts, report: ChangeReport) -> Facts | None:
    """Give the park's record once the change is carried out; None where the change does not touch it."""
    if report.facts is None:
        return None
    return facts.model_copy(update={name: getattr(report.facts, name) for name in COVERS[report.kind]})


def short_notice(report: ChangeReport, reported_on: date, edition: Edition) -> bool:
    """Say whether it was reported later before its day than it should be; noted, and refused nothing (Q21)."""
    ahead = timedelta(days=edition.number("change.report_days_before"))
    return report.planned_on < reported_on + ahead


def minor_area(facts: Facts, report: ChangeReport, edition: Edition) -> bool:
    """Say whether the area changes by less than makes it a major matter; noted for the one who decides (Q20)."""
    if report.kind != K.AREA or report.facts is None:
        return False
    before, after = _area(facts), _area(report.facts)
    return abs(after - before) * 100 < before * edition.number("change.area_percent")


def _area(facts: Facts) -> Decimal:
    return sum((site.area_m2 for site in facts.sites), Decimal(0))
