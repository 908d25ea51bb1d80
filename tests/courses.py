"""The courses that the procedures of a designated park take, through every stage at which they can stand open."""

from dataclasses import replace
from functools import partial
from typing import Any

from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.cases import KNOWN, Course, Step
from tests.conftest import PEOPLE
from tests.figures import FIGURES, FULL_MARKS, LEDGER
from tests.steps import act, half_a_year, period_ends, signed, today_as, visit

S, A = Stage, Act


FIRST, OTHERS = slice(0, 1), slice(1, None)
SERVICES = {"S2": "4", "S4": "3"}
CHECKED = partial(today_as, "checked_on", "city", A.CIRCULATE_FAILURE, checker="法制科")
STOP = act("leader", A.SUSPEND_CLOCK, reason="园区受灾停业")
RESUME = act("leader", A.RESUME_CLOCK, reason="恢复运营")

SELF_ASSESSMENT = Course(
    Kind.SELF_ASSESSMENT,
    {"due_on": "2027-03-31", "previous_goals": [], "ledger": LEDGER.model_dump(mode="json")},
    (
        Step(S.SELF_FACTS, STOP),
        Step(S.SELF_FACTS, RESUME),
        Step(
            S.SELF_FACTS, act("op", A.PROVIDE_FACTS, facts=FIGURES, goals=[{"name": "机构", "target": "2"}])
        ),
        Step(
            S.SELF_ASSESSING,
            act("local", A.SIGN_SELF_ASSESSMENT, judgements=FULL_MARKS, conditions="已落实", opinion="属实"),
        ),
        Step(S.SELF_REPORT, act("local", A.REPORT_SELF_ASSESSMENT, summary="报告")),
        Step(S.SELF_VERIFICATION, act("city", A.VERIFY_SELF_ASSESSMENT, opinion="核实")),
    ),
    S.SELF_ASSESSED,
    number=2026,
)

EVALUATION = Course(
    Kind.EVALUATION,
    {
        "round": None,
        "cycle_years": [2024, 2025, 2026],
        "self_records": [
            {"year": year, "score": "90", "on_time": True, "goals": []} for year in (2024, 2025, 2026)
        ],
        "ledger": LEDGER.model_dump(mode="json"),
    },
    (
        Step(S.EVALUATION_FACTS, act("local", A.SUBMIT_EVALUATION_FACTS, figures=FIGURES)),
        Step(S.EVALUATION_PANEL, act("city", A.DRAW_PANEL)),
        Step(S.EVALUATION_SCORING, visit),
        Step(S.EVALUATION_SCORING, signed(FIRST, **FULL_MARKS)),
        Step(S.EVALUATION_SCORING, signed(OTHERS, **FULL_MARKS)),
        Step(S.EVALUATION_CONFIRMATION, act("leader", A.CONFIRM_RESULT, opinion="同意")),
        Step(S.EVALUATION_PUBLICATION, act("city", A.COMMEND)),
        Step(S.EVALUATION_SUPPORT, act("city", A.RECORD_SUPPORT, content="奖补", paid=False)),
    ),
    S.EXCELLENT,
)

FAILED: dict[str, Any] = {
    "evaluation": "park/p/evaluation/1",
    "score": "55.00",
    "failed_dimensions": ["S"],
    "sat": ["exp-1", "exp-7"],
    "ledger": LEDGER.model_dump(mode="json"),
}
ORDERED = Step(
    S.RECTIFICATION_ORDER,
    act("city", A.ORDER_RECTIFICATION, items=[{"text": "补齐配套服务", "basis": "R4.2f-services"}], months=2),
)

RECTIFIED = Course(
    Kind.RECTIFICATION,
    FAILED,
    (
        ORDERED,
        Step(S.RECTIFYING, act("leader", A.EXTEND_RECTIFICATION, months=1, reason="工程未完")),
        Step(S.RECTIFYING, act("local", A.REPORT_RECTIFICATION, report="已整改", figures=FIGURES)),
        Step(S.RECHECK_PANEL, act("city", A.DRAW_PANEL)),
        Step(S.RECHECK_SCORING, visit),
        Step(S.RECHECK_SCORING, signed(FIRST, **SERVICES)),
        Step(S.RECHECK_SCORING, signed(OTHERS, **SERVICES)),
        Step(S.RECHECK_CONFIRMATION, act("leader", A.CONFIRM_RESULT, opinion="同意")),
        Step(S.RECHECK_PUBLICATION, act("city", A.PUBLISH_RESULT)),
    ),
    S.RECTIFIED,
)

NOT_RECTIFIED = Course(
    Kind.RECTIFICATION,
    FAILED,
    (
        ORDERED,
        Step(S.RECTIFYING, period_ends),
        Step(
            S.RECTIFICATION_OVERDUE,
            act("leader", A.CONFIRM_FAILURE, reasons=["期满未报告"], provisions=["Q30"]),
        ),
        Step(S.RECHECK_PUBLICATION, CHECKED()),
    ),
    S.NOT_RECTIFIED,
)

REVOKED = Course(
    Kind.REVOCATION,
    {
        "ground": "consecutive",
        "chain": [
            {
                "case": f"park/p/{kind}/1",
                "kind": kind,
                "on": on,
                "grade": "unqualified",
                "score": "52",
                "failed_dimensions": [],
                "panel": [],
            }
            for kind, on in (("evaluation", "2025-11-12"), ("rectification", "2026-12-20"))
        ],
        "explanation": "相邻两次不合格",
        "reasons": ["相邻两次总评不合格"],
    },
    (
        Step(S.REVOCATION_NOTICE, today_as("served_on", "city", A.SERVE_NOTICE, facts="两次不合格")),
        Step(S.REVOCATION_STATEMENT, act("op", A.MAKE_STATEMENT, statement="评分有误")),
        Step(S.REVOCATION_STATEMENT, act("gov", A.REQUEST_HEARING)),
        Step(S.REVOCATION_STATEMENT, period_ends),
        Step(
            S.REVOCATION_HEARING,
            today_as(
                "held_on",
                "city",
                A.RECORD_HEARING,
                attendees=["林运营"],
                record="笔录",
                answers=[{"statement": 1, "answer": "经复核无误"}],
            ),
        ),
        Step(
            S.REVOCATION_LEGAL,
            act("city2", A.RECORD_LEGAL_CHECK, Role.CITY_HRSS, lawful=True, opinion="合法"),
        ),
        Step(S.REVOCATION_JOINT, act("drc", A.RECORD_OPINION, vote="agree", reason=None)),
        Step(S.REVOCATION_JOINT, act("fin", A.RECORD_OPINION, vote="agree", reason=None)),
        Step(S.REVOCATION_JOINT, act("leader", A.RECORD_OPINION, vote="agree", reason=None)),
        Step(S.REVOCATION_JOINT, act("leader", A.REVOKE, opinion="取消资格")),
        Step(S.REVOCATION_DECISION, act("city", A.ISSUE_REVOCATION)),
        Step(S.REVOCATION_PUBLICATION, act("city", A.PUBLISH_REVOCATION)),
        Step(S.PLAQUE_RETURN, today_as("returned_on", "local", A.RETURN_PLAQUE)),
    ),
    S.REVOKED,
)

EXIT = Course(
    Kind.EXIT,
    {"reason": "业务调整"},
    (
        Step(S.EXIT_SUPPORT, act("gov", A.SUPPORT_EXIT, opinion="支持", government="龙潭区人民政府")),
        Step(S.EXIT_CONSENT, act("leader", A.CONSENT_EXIT, opinion="同意")),
        Step(S.EXIT_PUBLICATION, act("city", A.PUBLISH_EXIT)),
    ),
    S.EXITED,
    by=PEOPLE[0].acting(Role.OPERATOR),
)

BRANCHED = {**KNOWN, "sites": [*KNOWN["sites"], {"address": "龙潭区分园路2号", "area_m2": "900"}]}
CHANGE = Course(
    Kind.CHANGE,
    {"report": {"kind": "branch", "what": "增设分园区", "planned_on": "2027-09-01", "facts": BRANCHED}},
    (
        Step(S.CHANGE_EXAMINATION, act("city", A.REQUEST_SUPPLEMENT, items=["股东会决议"])),
        Step(S.CHANGE_SUPPLEMENT, act("local", A.SUPPLEMENT, note="决议见附件")),
        Step(S.CHANGE_EXAMINATION, STOP),
        Step(S.CHANGE_EXAMINATION, RESUME),
        Step(S.CHANGE_EXAMINATION, visit),
        Step(S.CHANGE_EXAMINATION, act("city", A.PUBLISH_CHANGE_NOTICE)),
        Step(S.CHANGE_NOTICE, period_ends),
        Step(S.CHANGE_DECISION, act("leader", A.CONSENT_CHANGE, opinion="同意")),
        Step(
            S.CHANGE_IMPLEMENTATION,
            today_as("carried_out_on", "local", A.REPORT_IMPLEMENTED, note="已建成"),
        ),
    ),
    S.CHANGE_IMPLEMENTED,
    by=PEOPLE[1].acting(Role.LOCAL_HRSS),
)

SEEN: dict[str, Any] = {
    "running": "运行平稳",
    "area_m2": "3600",
    "firms": 9,
    "coordination_body": True,
    "staff_full_time": 2,
    "staff_part_time": 0,
    "management_rules": True,
    "powers_list": True,
    "policies": "房租补贴已兑现",
    "policies_delivered": True,
}
SURVEY = Course(
    Kind.SURVEY,
    {"next_on": "2027-07-04", "carried": []},
    (
        Step(S.SURVEY_FIELD, today_as("surveyed_on", "local", A.RECORD_SURVEY, **SEEN)),
        Step(S.SURVEY_REPORT, act("local", A.REPORT_SURVEY, summary="调研报告")),
        Step(S.SURVEY_FOLLOW_UP, act("op", A.ADDRESS_FINDING, finding=101, done="正在招商")),
        Step(S.SURVEY_FOLLOW_UP, act("city", A.CLOSE_FINDING, finding=101, reasons="现场核实")),
    ),
    S.SURVEYED,
)

# What nobody does ends by time, from whichever stage it has reached.
MISSING = replace(SELF_ASSESSMENT, steps=(Step(S.SELF_FACTS, half_a_year),), end=S.SELF_MISSING)
UNVERIFIED = replace(
    SELF_ASSESSMENT,
    steps=(*SELF_ASSESSMENT.steps[2:-1], Step(S.SELF_VERIFICATION, half_a_year)),
    end=S.SELF_UNVERIFIED,
)
MISSED = replace(SURVEY, steps=(Step(S.SURVEY_FIELD, half_a_year),), end=S.SURVEY_MISSED)
UNREPORTED = replace(SURVEY, steps=(SURVEY.steps[0], Step(S.SURVEY_REPORT, half_a_year)), end=S.SURVEY_MISSED)
CARRIED_OVER = replace(
    SURVEY,
    steps=(*SURVEY.steps[:2], Step(S.SURVEY_FOLLOW_UP, half_a_year)),
    end=S.SURVEY_CARRIED_OVER,
)

COURSES: dict[str, Course] = {
    "self-assessed": SELF_ASSESSMENT,
    "excellent": EVALUATION,
    "rectified": RECTIFIED,
    "not-rectified": NOT_RECTIFIED,
    "revoked": REVOKED,
    "exited": EXIT,
    "changed": CHANGE,
    "surveyed": SURVEY,
    "missing": MISSING,
    "unverified": UNVERIFIED,
    "missed": MISSED,
    "unreported": UNREPORTED,
    "carried-over": CARRIED_OVER,
}
