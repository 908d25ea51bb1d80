"""The figures of a park that earns every point that a rule can give: 86; people judge the other 14."""

from typing import Any

from regulation.measures.scorecard.figures import LedgerFacts
from tests.conftest import EDITION

FIGURES: dict[str, Any] = {
    "area_m2": "5000",
    "tenants": 20,
    "tenants_previous": 18,
    "lettable_area_m2": "1000",
    "used_area_m2": "900",
    "categories": list(EDITION.texts("tenants.categories")),
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
    "services": list(EDITION.texts("conditions.services")),
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

# Without any effect on the economy (E) or named services (S1), a rule gives 56 points.
POOR: dict[str, Any] = {
    **FIGURES,
    "revenue_cny": "0",
    "tax_cny": "0",
    "employers": 0,
    "people": 0,
    "talents": 0,
    "tagged_firms": 0,
    "services": [],
}

LEDGER = LedgerFacts(
    self_assessments_due=3,
    self_assessments_on_time=3,
    surveys_due=6,
    surveys_on_time=6,
    changes_before_consent=0,
)

FULL_MARKS = {"P2": "3", "M2": "4", "S2": "4", "S4": "3"}
