"""What a simulated person fills in: one answer per act, from the case as it stands and the park's character."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from regulation.calendar.working_days import CST
from regulation.measures.model import Edition
from regulation.procedures.evaluation.cards import judged
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, kind_of
from regulation.vocabulary.stage import Stage
from simulation.town.figures import Character

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a person looks at: the case, the act, the moment, the park's character, and their own draws."""

    case: Any
    act: Act
    at: datetime
    character: Character
    draw: Random
    edition: Edition

    @property
    def today(self) -> str:
        """The day in China."""
        return self.at.astimezone(CST).date().isoformat()

    @property
    def year(self) -> int:
        """The year whose figures are at hand."""
        return self.at.astimezone(CST).year

    @property
    def effort(self) -> float:
        """What a park that was told to put things right has done about it."""
        return self.character.effort(self.case.id) if kind_of(self.case.id) == Kind.RECTIFICATION else 0


def _opinion(_: Situation) -> Form:
    return {"opinion": "经审核，情况属实。"}


def _government(s: Situation) -> str:
    return f"{s.case.facts.district.removeprefix('吉林市')}人民政府"


def _nothing(_: Situation) -> Form:
    return {}


def _reasons(_: Situation) -> Form:
    return {"reasons": ["情况不符合要求。"], "provisions": ["R4-principle"]}


def _sheet(s: Situation) -> Form:
    score = s.character.sheet(s.at, s.draw)
    return {"score": score, "recommends": float(score) >= 72, "opinion": "总体符合条件。"}


def _visit(s: Situation) -> Form:
    return {"visited_on": s.today, "attendees": ["评审组", "市人社局"], "findings": "现场与材料一致。"}


def _vote(s: Situation) -> Form:
    if s.draw.random() < 0.03:
        return {"vote": "reserve", "reason": "建议继续观察。"}
    return {"vote": "agree"}


def _determination(s: Situation) -> Form:
    dissent = any(opinion.vote != "agree" for opinion in s.case.opinions)
    return {"opinion": "同意。", "override_minute": "局长办公会议纪要" if dissent else None}


def _year_report(s: Situation) -> Form:
    year = s.case.year
    return {
        "facts": s.character.figures(year, s.edition),
        "goals": [{"name": f"{year + 1}年新增机构", "target": f"{s.draw.randint(1, 4)} 家"}],
        "statements": [{"name": goal.name, "statement": "已按计划推进。"} for goal in s.case.previous_goals],
    }


def _own_facts(s: Situation) -> Form:
    figures = s.character.figures(s.case.year, s.edition)
    return {"reason": "运营机构逾期未报。", "facts": figures, "goals": []}


def _self_signature(s: Situation) -> Form:
    year = s.case.year
    reached = s.character.quality(year) + s.draw.uniform(-0.2, 0.2) > 0.45
    return {
        "judgements": s.character.judged(year, s.edition, s.draw),
        "goals": [{"name": goal.name, "reached": reached} for goal in s.case.previous_goals],
        "conditions": "软硬件环境和扶持措施按计划落实。",
        "opinion": "自评情况属实。",
    }


def _survey(s: Situation) -> Form:
    figures = s.character.figures(s.year, s.edition)
    same = (
        "area_m2",
        "coordination_body",
        "staff_full_time",
        "staff_part_time",
        "management_rules",
        "powers_list",
    )
    problems = [{"text": "公共服务窗口排队时间较长。", "basis": "R6-survey"}] if s.draw.random() < 0.2 else []
    return {
        **{name: figures[name] for name in same},
        "surveyed_on": s.today,
        "running": "总体平稳。",
        "firms": figures["tenants"],
        "policies": "奖补资金按季兑付。",
        "policies_delivered": s.character.quality(s.year) > 0.3,
        "problems": problems,
    }


def _finding(s: Situation) -> Form:
    open_findings = [finding for finding in s.case.findings if finding.closed_on is None]
    waiting = [f for f in open_findings if f.addressed is None] or open_findings
    return {"finding": waiting[0].id, "done": "已完成整改。"}


def _finding_closed(s: Situation) -> Form:
    ready = [f for f in s.case.findings if f.closed_on is None and f.addressed is not None]
    left = ready or [f for f in s.case.findings if f.closed_on is None]
    return {"finding": left[0].id, "reasons": "复核属实，予以销号。"}


def _cycle_figures(s: Situation) -> Form:
    return {"figures": s.character.figures(s.year - 1, s.edition)}


def _rectified(s: Situation) -> Form:
    figures = s.character.figures(s.year, s.edition, s.effort)
    return {"figures": figures, "report": "整改事项已逐项落实。"}


def _card(s: Situation) -> Form:
    points = s.character.judged(s.year, s.edition, s.draw, s.effort)
    owed = judged(s.case, s.edition)
    return {"judgements": {key: points[key] for key in owed}, "opinion": "按现场情况评分。"}


def _confirmation(s: Situation) -> Form:
    gates = s.case.scores.proposed_gates
    return {
        "opinion": "同意考评结论。",
        "gates": [
            {"gate": gate, "confirmed": s.draw.random() < 0.8, "reasons": "经核查。"} for gate in gates
        ],
    }


def _circular(s: Situation) -> Form:
    return {"checker": "法制科", "checked_on": s.today}


def _order(_: Situation) -> Form:
    return {"items": [{"text": "按考评意见逐项整改。", "basis": "R9-rectify"}]}


def _hearing(s: Situation) -> Form:
    answers = [{"statement": n, "answer": "已复核。"} for n in s.case.unanswered]
    return {"held_on": s.today, "attendees": ["当事方", "市人社局"], "record": "已听取。", "answers": answers}


def _revocation(s: Situation) -> Form:
    return {
        **_determination(s),
        "answers": [{"statement": n, "answer": "已复核。"} for n in s.case.unanswered],
    }


ANSWERS: dict[Act, Callable[[Situation], Form]] = {
    Act.HAND_OVER: _nothing,
    Act.PASS_EXAMINATION: _opinion,
    Act.RECOMMEND: _opinion,
    Act.SUBMIT: lambda s: {"applicant": _government(s)},
    Act.ACCEPT: _opinion,
    Act.DRAW_PANEL: _nothing,
    Act.RECORD_SITE_VISIT: _visit,
    Act.SIGN_DESK_SHEET: _sheet,
    Act.SIGN_ONSITE_SHEET: _sheet,
    Act.PUBLISH_NOTICE: _nothing,
    Act.RECORD_OPINION: _vote,
    Act.DESIGNATE: _determination,
    Act.ISSUE_REPLY: _nothing,
    Act.REFUSE: _reasons,
    Act.ISSUE_REFUSAL: _nothing,
    Act.PROVIDE_FACTS: _year_report,
    Act.ASSESS_WITHOUT_FACTS: _own_facts,
    Act.SIGN_SELF_ASSESSMENT: _self_signature,
    Act.REPORT_SELF_ASSESSMENT: lambda _: {"summary": "年度自评情况报告。"},
    Act.VERIFY_SELF_ASSESSMENT: _opinion,
    Act.RECORD_SURVEY: _survey,
    Act.REPORT_SURVEY: lambda _: {"summary": "调研情况报告。"},
    Act.ADDRESS_FINDING: _finding,
    Act.CLOSE_FINDING: _finding_closed,
    Act.SUBMIT_EVALUATION_FACTS: _cycle_figures,
    Act.PROCEED_WITHOUT_FACTS: _opinion,
    Act.SIGN_SCORECARD: _card,
    Act.CONFIRM_RESULT: _confirmation,
    Act.COMMEND: _nothing,
    Act.PUBLISH_RESULT: _nothing,
    Act.CIRCULATE_FAILURE: _circular,
    Act.RECORD_SUPPORT: lambda _: {
        "content": "运营补助",
        "amount_cny": "500000",
        "budget": "就业专项",
        "paid": True,
    },
    Act.ORDER_RECTIFICATION: _order,
    Act.REPORT_RECTIFICATION: _rectified,
    Act.CONFIRM_FAILURE: lambda _: {"reasons": ["逾期未报告整改。"], "provisions": ["R9-rectify"]},
    Act.SERVE_NOTICE: lambda s: {"facts": str(s.case.explanation), "served_on": s.today},
    Act.MAKE_STATEMENT: lambda _: {"statement": "已采取改进措施，请求从轻处理。"},
    Act.REQUEST_HEARING: lambda _: {"reason": "请求当面陈述。"},
    Act.RECORD_HEARING: _hearing,
    Act.RECORD_LEGAL_CHECK: lambda _: {"lawful": True, "opinion": "事实清楚，程序合法。"},
    Act.REVOKE: _revocation,
    Act.ISSUE_REVOCATION: _nothing,
    Act.PUBLISH_REVOCATION: _nothing,
    Act.RETURN_PLAQUE: lambda s: {"returned_on": s.today},
    Act.PASS_CHANGE: _opinion,
    Act.PUBLISH_CHANGE_NOTICE: _nothing,
    Act.CONSENT_CHANGE: lambda _: {"opinion": "同意变更。"},
    Act.REFUSE_CHANGE: lambda _: {"reasons": ["与规划不符。"], "provisions": ["R7-consent"]},
    Act.REPORT_IMPLEMENTED: lambda s: {"carried_out_on": s.today, "note": "已实施。"},
    Act.RECORD_ACTING_FIRST: lambda s: {"since": s.today, "evidence": "现场检查发现已先行实施。"},
    Act.SUPPORT_EXIT: lambda s: {"government": _government(s), "opinion": "同意退出。"},
    Act.CONSENT_EXIT: _opinion,
    Act.PUBLISH_EXIT: _nothing,
}


@dataclass(frozen=True, slots=True)
class Habit:
    """An act that is nobody's duty and that happens now and then: how often, and how long after the stage began."""

    act: Act
    chance: float
    after: timedelta


DAYS = timedelta(days=1)
HABITS: dict[Stage, tuple[Habit, ...]] = {
    Stage.SELF_FACTS: (Habit(Act.ASSESS_WITHOUT_FACTS, 0.7, 84 * DAYS),),
    Stage.EVALUATION_FACTS: (Habit(Act.PROCEED_WITHOUT_FACTS, 0.9, 60 * DAYS),),
    Stage.REVOCATION_STATEMENT: (
        Habit(Act.MAKE_STATEMENT, 0.7, 2 * DAYS),
        Habit(Act.REQUEST_HEARING, 0.4, 3 * DAYS),
    ),
    Stage.CHANGE_EXAMINATION: (Habit(Act.RECORD_ACTING_FIRST, 0.08, 4 * DAYS),),
    Stage.RECTIFICATION_OVERDUE: (Habit(Act.CONFIRM_FAILURE, 1.0, 30 * DAYS),),
}
