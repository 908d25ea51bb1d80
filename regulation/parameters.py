"""What the rules expect of an edition's parameters: every key, its unit, and the values that make sense."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Check = Callable[[Any], str | None]  # gives the complaint with the next step, or None

WORKDAYS_MAX = 500  # a longer period is a slip of the pen, and every wait is bounded


@dataclass(frozen=True, slots=True)
class Expected:
    """The unit in which the rules read a parameter, and the check on its value."""

    unit: str
    check: Check


@dataclass(frozen=True, slots=True)
class Relation:
    """What must hold between parameters; the complaint is made at the first of `keys`."""

    keys: tuple[str, ...]
    holds: Callable[..., bool]
    complaint: str


def whole(low: int, high: int) -> Check:
    """Expect a whole number from `low` to `high`."""

    def check(value: Any) -> str | None:
        if type(value) is not int:
            return "is not a whole number; write digits without quotes or a point"
        return None if low <= value <= high else f"is out of range; give {low} to {high}"

    return check


def share(value: Any) -> str | None:
    """Expect a part of one, from 0 to 1."""
    if type(value) not in {int, Decimal}:
        return "is not a number; give a share from 0 to 1, such as 0.5"
    return None if 0 <= value <= 1 else "is out of range; give a share from 0 to 1, such as 0.5"


def flag(value: Any) -> str | None:
    """Expect yes or no."""
    return None if type(value) is bool else "is neither true nor false; write one of them without quotes"


def text(value: Any) -> str | None:
    """Expect a word of the edition's own choice."""
    return None if isinstance(value, str) and value.strip() else "is not a text; give one in quotes"


def one_of(known: tuple[object, ...]) -> Check:
    """Expect one of the choices that the rules can carry out."""
    choices = ", ".join(map(str, known))

    def check(value: Any) -> str | None:
        fits = any(type(value) is type(choice) and value == choice for choice in known)
        return None if fits else f"is not a choice that the rules know; choose from: {choices}"

    return check


def names(*known: str) -> Check:
    """Expect a list of different names, from `known` where the rules must know each of them."""

    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not value or any(text(item) for item in value):
            return "is not a list of names; give at least one name in quotes"
        if len(set(value)) < len(value):
            return "names something twice; keep each name once"
        unknown = ", ".join(item for item in value if known and item not in known)
        if unknown:
            return f"has names that the rules do not know ({unknown}); use: {', '.join(known)}"
        return None

    return check


def steps(value: Any) -> str | None:
    """Expect rising numbers of workdays, none of them twice; the list may be empty."""
    day = whole(1, WORKDAYS_MAX)
    if not isinstance(value, list) or any(day(item) for item in value):
        return f"is not a list of workdays; give whole numbers from 1 to {WORKDAYS_MAX}"
    return None if value == sorted(set(value)) else "does not rise; write each number once, smallest first"


_PERIOD = Expected("workdays", whole(1, WORKDAYS_MAX))
_FLAG = Expected("flag", flag)
_SHARE = Expected("share", share)
_MEMBERS = Expected("members", whole(1, 99))
_POINTS = Expected("points", whole(1, 1000))

EXPECTED: dict[str, Expected] = {
    "conditions.area_min": Expected("m2", whole(1, 10_000_000)),
    "conditions.firms_min": Expected("firms", whole(1, 10_000)),
    "conditions.plan_topics": Expected("topics", names()),
    "conditions.services": Expected("services", names()),
    "conditions.effects": Expected("effects", names()),
    "conditions.growth.window_months": Expected("months", whole(1, 120)),
    "conditions.growth.min_delta": Expected("firms", whole(1, 1000)),
    "conditions.waiver.allowed": _FLAG,
    "conditions.waiver.approver": Expected("role", one_of(("city_hrss_leader",))),
    "conditions.waiver.needs_two": _FLAG,
    "conditions.waiver.max_months": Expected("months", whole(1, 600)),
    "tenants.count_signed": _FLAG,
    "tenants.require_licence_or_filing": _FLAG,
    "tenants.categories": Expected("categories", names()),
    "sites.max_soft": Expected("sites", whole(1, 100)),
    "sites.main_share_min": Expected("percent", whole(0, 100)),
    "sites.separate_result": Expected("flag", one_of((False,))),
    "apply.applicant_kinds": Expected("kinds", names("county_government", "zone_committee")),
    "apply.zone_committee_needs_delegation": _FLAG,
    "apply.order": Expected("choice", one_of(("review_then_apply",))),
    "apply.min_months_running": Expected("months", whole(0, 600)),
    "docs.plan_report_same_as_plan_book": _FLAG,
    "docs.d4_alternatives": Expected("kinds", names("policy", "plan_extract")),
    "check.workdays": _PERIOD,
    "check.deemed_accepted": Expected("flag", one_of((False,))),
    "supplement.workdays": _PERIOD,
    "supplement.max_rounds": Expected("rounds", whole(1, 10)),
    "panel.size": _MEMBERS,
    "panel.external_min": Expected("members", whole(0, 99)),
    "panel.reserve": Expected("members", whole(0, 99)),
    "panel.draw": Expected("choice", one_of(("random",))),
    "panel.recusal": Expected("relations", names("kin", "employer", "financial", "past3y")),
    "panel.pass_score": _POINTS,
    "panel.majority": _SHARE,
    "panel.score_max": _POINTS,
    "panel.desk_weight": _SHARE,
    "panel.review_workdays": _PERIOD,
    "panel.round_digits": Expected("digits", whole(0, 6)),
    "notice.workdays": _PERIOD,
    "notice.workdays_min": _PERIOD,
    "notice.workdays_max": _PERIOD,
    "notice.anonymous": Expected("choice", one_of(("log_only",))),
    "objection.admissibility_workdays": _PERIOD,
    "objection.workdays": _PERIOD,
    "objection.blocks_determination": _FLAG,
    "publish.result_workdays": _PERIOD,
    "joint.required": Expected("bodies", names("city_hrss", "drc", "finance")),
    "joint.rule": Expected("choice", one_of(("unanimous_with_override_minute",))),
    "reply.document": Expected("document type", text),
    "designation.valid_years": Expected("years (0: no expiry)", whole(0, 100)),
    "refuse.reasons_required": Expected("flag", one_of((True,))),
    "refuse.cooloff_months": Expected("months", whole(0, 600)),
    "limits.local_workdays": _PERIOD,
    "limits.city_workdays": _PERIOD,
    "limits.city_extension_workdays": _PERIOD,
    "limits.reply_workdays": _PERIOD,
    "evaluation.every_years": Expected("years", whole(1, 100)),
    "remedy.review_days": Expected("days", whole(1, 3650)),
    "remedy.lawsuit_months": Expected("months", whole(1, 120)),
    "calendar.zone_hours": Expected("hours east of UTC", one_of((8,))),
    "calendar.provisional": _FLAG,
    "privacy.expert_names_sealed_until": Expected("choice", one_of(("determination",))),
    "archive.retention": Expected("choice", one_of(("permanent",))),
    "seal.mode": Expected("choice", one_of(("placeholder",))),
    "levels.parallel": Expected("flag", one_of((True,))),
    "reminders.before_workdays": Expected("workdays before due", steps),
    "reminders.after_workdays": Expected("workdays after due", steps),
    "reminders.escalate_workdays": Expected("workdays after due", steps),
}

RELATIONS: tuple[Relation, ...] = (
    Relation(("panel.size",), lambda size: size % 2 == 1, "is even; choose an odd size: votes must not tie"),
    Relation(
        ("panel.external_min", "panel.size"),
        lambda external, size: external <= size,
        "is more than panel.size; lower it, or enlarge the panel",
    ),
    Relation(
        ("panel.pass_score", "panel.score_max"),
        lambda mark, best: mark <= best,
        "is more than panel.score_max, so that nobody could pass; lower it",
    ),
    Relation(
        ("notice.workdays", "notice.workdays_min"),
        lambda days, low: low <= days,
        "is less than notice.workdays_min; lengthen the notice",
    ),
    Relation(
        ("notice.workdays", "notice.workdays_max"),
        lambda days, high: days <= high,
        "is more than notice.workdays_max; shorten the notice",
    ),
)


def faults(given: Mapping[str, tuple[Any, str]]) -> Iterator[tuple[str, str]]:
    """Name every fault of the parameters, given as key to value and unit: pairs of key path and complaint."""
    sound: dict[str, Any] = {}
    for key, (value, unit) in given.items():
        expected = EXPECTED.get(key)
        if expected is None:
            yield f'parameters."{key}"', "no rule reads it; remove it, or check its spelling"
            continue
        if unit != expected.unit:
            why = f'the rules read it in "{expected.unit}", not "{unit}"; convert the value'
            yield f'parameters."{key}".unit', why
        if complaint := expected.check(value):
            yield f'parameters."{key}".value', f"{str(value)[:60]!r} {complaint}"
        else:
            sound[key] = value
    for relation in RELATIONS:
        if sound.keys() >= set(relation.keys):
            values = [sound[key] for key in relation.keys]
            if not relation.holds(*values):
                yield f'parameters."{relation.keys[0]}".value', f"{str(values[0])!r} {relation.complaint}"
