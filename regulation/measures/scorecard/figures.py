"""The figures of a park for a year or a cycle: what people supply, and what the system's own ledger says."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from regulation.words.labels import Labelled
from regulation.words.message import Message, say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Line, Strict

Count = Annotated[int, Field(ge=0, le=100_000_000)]
Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2, allow_inf_nan=False)]
Area = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2, allow_inf_nan=False)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2, allow_inf_nan=False)]
Names = Annotated[tuple[Line, ...], Field(max_length=100)]


class PolicyScope(Labelled):
    """For whom the support policy in force is made (R4.5-policy)."""

    PARK = "park", "园区专项", "for the park"
    SECTOR = "sector", "行业通用", "for the sector"
    NONE = "none", "无", "none in force"


class YearFacts(Strict):
    """What the operator and the local department supply (R8-dims); None is missing, and never zero.

    Areas are in square metres, money in CNY, percentages from 0 to 100. ValueError where two figures
    contradict each other.
    """

    area_m2: Area | None = Field(default=None, title="园区建筑总面积（平方米）")
    tenants: Count | None = Field(default=None, title="入驻经营性机构数（家）")
    tenants_previous: Count | None = Field(default=None, title="上年同期入驻经营性机构数（家）")
    lettable_area_m2: Area | None = Field(default=None, gt=0, title="可出租面积（平方米）")
    used_area_m2: Area | None = Field(default=None, title="已入驻面积（平方米）")
    categories: Names | None = Field(default=None, title="已有服务业态")
    support_policy: PolicyScope | None = Field(default=None, title="现行扶持政策类型")
    in_development_plan: bool | None = Field(default=None, title="是否纳入经济社会发展规划")
    support_approved_cny: Money | None = Field(default=None, title="核准扶持资金（元）")
    support_paid_cny: Money | None = Field(default=None, title="兑现扶持资金（元）")
    policy_elements: Names | None = Field(default=None, title="政策要素")
    coordination_body: bool | None = Field(default=None, title="是否设立管理协调机构")
    staff_full_time: Count | None = Field(default=None, title="专职人员（人）")
    staff_part_time: Count | None = Field(default=None, title="兼职人员（人）")
    management_rules: bool | None = Field(default=None, title="是否建立管理制度")
    powers_list: bool | None = Field(default=None, title="是否明确权责办法")
    goals_set: bool | None = Field(default=None, title="是否设定年度目标")
    goals_reached: bool | None = Field(default=None, title="年度目标是否完成")
    penalties: Count | None = Field(default=None, title="入驻机构行政处罚（件）")
    serious_cases: Count | None = Field(default=None, title="入驻机构严重违法失信（件）")
    services: Names | None = Field(default=None, title="已有配套服务")
    satisfaction_percent: Percent | None = Field(default=None, title="入驻机构满意度（%）")
    response_percent: Percent | None = Field(default=None, title="满意度调查答复率（%）")
    events: Count | None = Field(default=None, title="展示交流、供需对接活动（场）")
    revenue_cny: Money | None = Field(default=None, title="营业收入（元）")
    revenue_previous_cny: Money | None = Field(default=None, title="上年营业收入（元）")
    revenue_target_cny: Money | None = Field(default=None, gt=0, title="营业收入目标（元）")
    tax_cny: Money | None = Field(default=None, title="税收（元）")
    tax_previous_cny: Money | None = Field(default=None, title="上年税收（元）")
    tax_target_cny: Money | None = Field(default=None, gt=0, title="税收目标（元）")
    employers: Count | None = Field(default=None, title="服务用人单位（家次）")
    employers_target: Count | None = Field(default=None, gt=0, title="服务用人单位目标（家次）")
    people: Count | None = Field(default=None, title="促进就业创业与流动（人次）")
    people_target: Count | None = Field(default=None, gt=0, title="促进就业创业与流动目标（人次）")
    key_group_percent: Percent | None = Field(default=None, title="其中重点群体占比（%）")
    talents: Count | None = Field(default=None, title="引进培育人才（人）")
    talents_target: Count | None = Field(default=None, gt=0, title="引进培育人才目标（人）")
    tagged_firms: Count | None = Field(default=None, title="知名、头部、新锐机构（家）")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """A part is not more than its whole, and a goal that was not set is not reached."""
        for part, whole in (
            ("used_area_m2", "lettable_area_m2"),
            ("support_paid_cny", "support_approved_cny"),
        ):
            low, high = getattr(self, part), getattr(self, whole)
            if low is not None and high is not None and low > high:
                raise UnsoundError(
                    say(
                        "{part} {low} 大于{whole} {high}",
                        part=Message(id=TITLES[part]),
                        low=low,
                        whole=Message(id=TITLES[whole]),
                        high=high,
                    ),
                    say("请核对后重新填写"),
                )
        if self.goals_reached and self.goals_set is False:
            raise UnsoundError(say("未设定年度目标，不能填写已完成"), say("请核对后重新填写"))
        return self


class LedgerFacts(Strict):
    """What the system's own ledger says of the period; nobody fills it in."""

    self_assessments_due: Count = Field(title="应报自评（次）")
    self_assessments_on_time: Count = Field(title="按时自评（次）")
    surveys_due: Count = Field(title="应报调研（次）")
    surveys_on_time: Count = Field(title="按时报告调研（次）")
    changes_before_consent: Count = Field(title="未经同意先行变更（件）")
    net_tenant_change: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] | None = Field(
        default=None, title="入驻机构净增（家，依台账或上年同期数）"
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """No more can be on time than was due."""
        for kind in ("self_assessments", "surveys"):
            due, done = getattr(self, f"{kind}_due"), getattr(self, f"{kind}_on_time")
            if done > due:
                raise UnsoundError(
                    say(
                        "{title} {done} 大于应报 {due}",
                        title=Message(id=TITLES[f"{kind}_on_time"]),
                        done=done,
                        due=due,
                    ),
                    say("请核对台账"),
                )
        return self


FIELDS = {**YearFacts.model_fields, **LedgerFacts.model_fields}
TITLES = {name: str(field.title) for name, field in FIELDS.items()}


def title(name: str) -> Message:
    """Give the title of a figure."""
    return Message(id=TITLES[name])


LISTS = frozenset({"categories", "policy_elements", "services"})
CHOICES = {"support_policy": frozenset(PolicyScope)}
FLAGS = frozenset(name for name, field in FIELDS.items() if field.annotation == bool | None)
POSITIVES = frozenset(
    name for name, field in FIELDS.items() if any(getattr(rule, "gt", None) == 0 for rule in field.metadata)
)
NUMBERS = FIELDS.keys() - LISTS - CHOICES.keys() - FLAGS


def evidence(facts: YearFacts, ledger: LedgerFacts) -> dict[str, Any]:
    """Give every figure by its name, None where it is missing.

    The net change of tenants is the ledger's; where that does not reach back, it is the difference of the
    two counts supplied (R4.3c-growth).
    """
    found = {name: getattr(facts if name in YearFacts.model_fields else ledger, name) for name in FIELDS}
    if ledger.net_tenant_change is None and None not in {facts.tenants, facts.tenants_previous}:
        assert facts.tenants is not None
        assert facts.tenants_previous is not None
        found["net_tenant_change"] = facts.tenants - facts.tenants_previous
    return found
