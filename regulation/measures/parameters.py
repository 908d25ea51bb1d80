"""What the rules expect of an edition's parameters: every key, its unit, and the values that make sense."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regulation.measures.checks import (
    MONTHS_OF_YEAR,
    WORKDAYS_MAX,
    Check,
    flag,
    month_day,
    names,
    one_of,
    share,
    steps,
    text,
    whole,
)
from regulation.measures.choices import CentralMode, ConsecutiveReading

MAJOR_KINDS = ("operator", "investor", "name", "main_site", "area", "firms", "closure", "ownership")


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


_PERIOD = Expected("workdays", whole(1, WORKDAYS_MAX))
_MONTH_DAY = Expected("month-day", month_day)
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
    "evaluation.round_digits": Expected("digits", whole(0, 6)),
    "evaluation.min_scorers": _MEMBERS,
    "evaluation.outlier_points": Expected("points", whole(1, 100)),
    "evaluation.facts_workdays": _PERIOD,
    "evaluation.step_workdays": _PERIOD,
    "evaluation.dimension_fail_share": _SHARE,
    "combine.central": _SHARE,
    "combine.self": _SHARE,
    "combine.central_floor": _POINTS,
    "grades.excellent": _POINTS,
    "grades.qualified": _POINTS,
    "grades.excellent_cap": Expected("share (0: no cap)", one_of((0,))),
    "self.missing_years_fail": Expected("years", whole(1, 100)),
    "evaluation.every_years": Expected("years", whole(1, 100)),
    "survey.every_months": Expected("months", whole(1, 120)),
    "survey.field_workdays": _PERIOD,
    "survey.report_workdays": _PERIOD,
    "body.required": _FLAG,
    "staff.min": Expected("people", whole(0, 1000)),
    "change.major_kinds": Expected("kinds", names(*MAJOR_KINDS)),
    "change.area_percent": Expected("percent", whole(1, 100)),
    "change.report_days_before": Expected("days", whole(0, 365)),
    "change.decide_workdays": _PERIOD,
    "change.branch_needs_site_visit": _FLAG,
    "self.due": _MONTH_DAY,
    "self.without_facts_days_before": Expected("days", whole(0, 365)),
    "self.verify_workdays": _PERIOD,
    "self.missing_after_workdays": _PERIOD,
    "self.verify_lapse_workdays": _PERIOD,
    "self.first_year_min_months": Expected("months", whole(0, MONTHS_OF_YEAR)),
    "self.late_workdays": _PERIOD,
    "central.mode": Expected("choice", one_of(tuple(mode.value for mode in CentralMode))),
    "central.first_year": Expected("year", whole(2000, 2200)),
    "central.opens_on": _MONTH_DAY,
    "central.exempt_months": Expected("months", whole(0, 120)),
    "central.in_flight": Expected("parks", whole(1, 1000)),
    "central.answer_months": Expected("months", whole(1, 120)),
    "revoke.strategy": Expected("choice", one_of(tuple(reading.value for reading in ConsecutiveReading))),
    "revoke.n": Expected("results", whole(2, 10)),
    "revoke.window_years": Expected("years", whole(1, 100)),
    "rectify.months": Expected("months", whole(1, 120)),
    "rectify.months_min": Expected("months", whole(1, 120)),
    "rectify.extension_months": Expected("months", whole(1, 120)),
    "rectify.pause_support": _FLAG,
    "revoke.statement_workdays": _PERIOD,
    "revoke.needs_joint": _FLAG,
    "revoke.publish_workdays": _PERIOD,
    "fail.circular": Expected("document type", text),
    "exit.voluntary": _FLAG,
    "revoke.other_grounds": Expected("choice", one_of(("requires_external_basis",))),
    "reapply.months_revoked": Expected("months", whole(0, 600)),
    "reapply.months_fraud": Expected("months", whole(0, 600)),
    "reapply.months_exit": Expected("months", whole(0, 600)),
    "remedy.print": Expected("flag", one_of((True,))),
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
    "deputies.max_days": Expected("days", whole(1, 366)),
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
    Relation(
        ("combine.central", "combine.self"),
        lambda central, own: central + own == 1,
        "and combine.self do not sum to 1; correct one of them",
    ),
    Relation(
        ("grades.excellent", "grades.qualified"),
        lambda excellent, qualified: excellent > qualified,
        "is not above grades.qualified; the cut-offs must fall",
    ),
    Relation(
        ("evaluation.min_scorers", "panel.size"),
        lambda least, size: least <= size,
        "is more than panel.size, so that no score could count; lower it",
    ),
    Relation(
        ("rectify.months_min", "rectify.months"),
        lambda least, usual: least <= usual,
        "is more than rectify.months; lower it, or lengthen the rectification",
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
