"""Walks a case onwards by what `tasks` asks for: the same for every stage, on whichever day the walk is taken."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.releases.house import House, Refused, until

CHINA = timedelta(hours=8)
EXPERTS = tuple(f"exp-{number}" for number in range(1, 10))
STEPS_MAX = 60
MARKS = {"P2": "3", "M2": "4", "S2": "4", "S4": "3"}
FIGURES: dict[str, Any] = {
    "area_m2": "5000",
    "tenants": 20,
    "tenants_previous": 18,
    "lettable_area_m2": "1000",
    "used_area_m2": "900",
    "categories": [
        "职业中介",
        "供求信息",
        "就业创业指导",
        "管理咨询",
        "测评",
        "培训",
        "服务外包",
        "劳务派遣",
    ],
    "support_policy": "park",
    "in_development_plan": True,
    "support_approved_cny": "100",
    "support_paid_cny": "100",
    "policy_elements": ["政策", "资金", "信息", "服务"],
    "coordination_body": True,
    "staff_full_time": 1,
    "staff_part_time": 1,
    "management_rules": True,
    "powers_list": True,
    "goals_set": True,
    "goals_reached": True,
    "penalties": 0,
    "serious_cases": 0,
    "services": [
        "人力资源流动配置",
        "社会保障",
        "就业创业",
        "法律咨询",
        "投融资",
        "招聘大厅",
        "会议",
        "培训",
        "餐饮",
    ],
    "satisfaction_percent": "100",
    "response_percent": "100",
    "events": 12,
    "revenue_cny": "110",
    "revenue_previous_cny": "100",
    "revenue_target_cny": "100",
    "tax_cny": "110",
    "tax_previous_cny": "100",
    "tax_target_cny": "100",
    "employers": 100,
    "employers_target": 100,
    "people": 100,
    "people_target": 100,
    "key_group_percent": "20",
    "talents": 10,
    "talents_target": 10,
    "tagged_firms": 3,
}


def today() -> str:
    """Give the present day in China."""
    return (datetime.now(UTC) + CHINA).date().isoformat()


def forms() -> dict[str, dict[str, Any]]:
    """Give, for each act that the walk knows, what is filled in."""
    sheet = {"score": "88.00", "recommends": True, "opinion": "材料与现场相符"}
    card = {"judgements": MARKS, "opinion": "与现场相符"}
    visit = {"visited_on": today(), "attendees": ["评审组"], "findings": "属实"}
    return {
        # Articles 4 and 5
        "hand_over": {},
        "pass_examination": {"opinion": "材料齐全"},
        "supplement": {"note": "已补充说明"},
        "resume_examination": {"opinion": "恢复审核"},
        "recommend": {"opinion": "同意推荐"},
        "submit": {"applicant": "吉林市龙潭区人民政府"},
        "accept": {"opinion": "符合受理条件"},
        "draw_panel": {},
        "draw_substitutes": {},
        "record_site_visit": visit,
        "sign_desk_sheet": sheet,
        "sign_onsite_sheet": sheet,
        "publish_notice": {},
        "record_opinion": {"vote": "agree"},
        "designate": {"opinion": "同意认定"},
        "issue_reply": {},
        "issue_refusal": {},
        # Articles 6 to 9
        "provide_facts": {"facts": FIGURES, "goals": [{"name": "机构", "target": "22"}]},
        "sign_self_assessment": {"judgements": MARKS, "conditions": "已落实", "opinion": "属实"},
        "report_self_assessment": {"summary": "自评情况报告"},
        "verify_self_assessment": {"opinion": "核实"},
        "order_rectification": {
            "items": [{"text": "补齐配套服务", "basis": "R4.2f-services"}],
            "months": 2,
        },
        "report_rectification": {"report": "已整改", "figures": FIGURES},
        "sign_scorecard": card,
        "confirm_result": {"opinion": "同意"},
        "confirm_failure": {"reasons": ["期满未报告"], "provisions": ["Q30"]},
        "commend": {},
        "publish_result": {},
        "circulate_failure": {"checker": "法制科", "checked_on": today()},
        "record_support": {"content": "奖补", "paid": False},
        "pass_change": {"opinion": "属实"},
        "consent_change": {"opinion": "同意"},
        "report_implemented": {"carried_out_on": today(), "note": "已完成"},
        "record_survey": {
            "surveyed_on": today(),
            "running": "运行平稳",
            "area_m2": "3600",
            "firms": 12,
            "coordination_body": True,
            "staff_full_time": 2,
            "staff_part_time": 0,
            "management_rules": True,
            "powers_list": True,
            "policies": "房租补贴已兑现",
            "policies_delivered": True,
        },
        "report_survey": {"summary": "调研报告"},
        "close_finding": {"reasons": "现场核实"},
        "support_exit": {"opinion": "支持", "government": "吉林市磐石市人民政府"},
        "consent_exit": {"opinion": "同意"},
        "publish_exit": {},
        "serve_notice": {"facts": "以欺骗手段取得资格", "served_on": today()},
        "record_hearing": {"held_on": today(), "attendees": ["运营机构"], "record": "笔录"},
        "record_legal_check": {"lawful": True, "opinion": "合法"},
        "revoke": {"opinion": "取消资格"},
        "revoke_otherwise": {"opinion": "取消资格"},
        "issue_revocation": {},
        "issue_revocation_otherwise": {},
        "publish_revocation": {},
        "return_plaque": {"returned_on": today()},
        "dismiss_objection": {"reasons": "经核查不属实"},
        "admit_objection": {"reasons": "实名且有事实"},
    }


# Of several acts that a task allows, these first; and who does what another than the usual person has to do.
BEFORE = ("dismiss_objection", "supplement")
OTHERS = {"record_legal_check": "city-hrss-2"}
CITY = {
    "city_hrss": "city-hrss",
    "city_hrss_leader": "city-leader",
    "drc": "drc",
    "finance": "finance",
}


class Walker:
    """Takes acts on cases; `people` gives, by park, who holds a role there."""

    def __init__(self, house: House, people: Mapping[str, Mapping[str, str]]) -> None:
        self.house, self.people = house, people

    def step(self, case: str) -> dict[str, Any] | None:
        """Take the next act that somebody may take on a case; give its receipt, None where only time helps.

        The experts of a panel sign one after another, and that counts as one step.
        """
        refusals: list[str] = []
        tasks = self.house.read("tasks", "--case", case)
        for task in [one for one in tasks if one["role"] != "expert"]:
            for act in sorted(task["acts"], key=lambda name: name not in BEFORE):
                if act not in forms():
                    continue
                try:
                    return self._do(case, task, act, self._person(case, task, act))
                except Refused as error:
                    refusals.append(str(error))
        if any(one["role"] == "expert" for one in tasks):
            return self._panel(case)
        assert not refusals, "\n".join(refusals)
        return None

    def _person(self, case: str, task: dict[str, Any], act: str) -> str:
        usual = OTHERS.get(act) or CITY.get(task["role"])
        return usual or self.people[case.split("/")[1]][task["role"]]

    def _panel(self, case: str) -> dict[str, Any]:
        """Let every expert sign what they owe; give the last receipt."""
        receipts = [
            self._do(case, task, act, expert)
            for expert in EXPERTS
            for task in self.house.read("tasks", "--as", expert, "--case", case)
            for act in task["acts"]
        ]
        return receipts[-1]

    def _do(self, case: str, task: dict[str, Any], act: str, person: str) -> dict[str, Any]:
        form = forms()[act]
        if task["matter"]:
            what = "finding" if "finding" in act else "objection"
            form |= {what: int(task["matter"].split()[-1])}
        return self.house.act(case, act, person, form)

    def stage(self, case: str) -> str:
        """Say where a case stands."""
        return str(self.house.read("case", case)["stage"])

    def until(self, case: str, stage: str) -> None:
        """Walk a case until it stands at a stage."""
        for _ in range(STEPS_MAX):
            if self.stage(case) == stage:
                return
            if self.step(case) is None:
                until(f"{case} at {stage}", lambda: self.stage(case) == stage or self.house.busy(case))
        raise AssertionError(f"{case} does not reach {stage}: {self.stage(case)}")

    def onwards(self, case: str, settled: Callable[[], Any]) -> list[str]:
        """Walk a case as far as people can without waiting for days; give the acts that were taken.

        `settled` is waited for, a moment only, after each step: a rule may be about to act.
        """
        taken: list[str] = []
        for _ in range(STEPS_MAX):
            receipt = self.step(case)
            if receipt is None:
                settled()
                if not self.house.busy(case):
                    return taken
                continue
            taken.append(str(receipt["act"]))
        raise AssertionError(f"{case} goes round in a circle: {taken}")
