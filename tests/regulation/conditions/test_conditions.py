"""Each condition of Article 4 on both sides of its boundary, and what a waiver lifts (Q04)."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.conditions.conditions import CONDITIONS, Finding, examine
from regulation.conditions.dossier import Facts, Material, PolicyKind, Slot
from regulation.conditions.waivers import Waiver, blocking, unmet, waiver_until_max
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


TENANTS = {"counted": 10, "signed_only": 0, "without_licence": 0, "public_bodies": 0, "serious_violations": 0}
YEAR = [{"on": "2025-03-31", "firms": 10}, {"on": "2026-03-31", "firms": 11}]


@pytest.fixture(scope="module")
def good(edition: Edition) -> Facts:
    """Describe a park that meets every condition with a measure, exactly at its boundary."""
    return Facts.model_validate(
        {
            "park_name": "某产业园",
            "district": "船营区",
            "sites": [
                {"address": "甲", "area_m2": "1200"},
                {"address": "乙", "area_m2": "800"},
            ],
            "investor": {"name": "投资公司", "credit_code": "INV"},
            "operator": {"name": "运营公司", "credit_code": "OPE"},
            "plan_basis": "规划",
            "market": "市场",
            "plan_topics": edition.texts("conditions.plan_topics"),
            "operator_contract": "合同 1 号",
            "growth": YEAR,
            "events": ["招聘会"],
            "plan_report_is_development_plan": True,
            "tenants": TENANTS,
        }
    )


def materials(kind: PolicyKind | None = PolicyKind.POLICY) -> tuple[Material, ...]:
    """Store the plan and a support document."""
    plan, support = (
        Material(slot=slot, name="文件.pdf", sha256="0" * 64, size_bytes=1, media_type="application/pdf")
        for slot in (Slot.DEVELOPMENT_PLAN, Slot.SUPPORT_POLICY)
    )
    return plan, support.model_copy(update={"policy_kind": kind})


def changed(facts: Facts, **changes: object) -> Facts:
    """Change some statements, with validation."""
    return Facts.model_validate({**facts.model_dump(), **changes})


def finding(facts: Facts, edition: Edition, condition: str) -> Finding:
    """Examine one condition."""
    return next(f for f in examine(facts, materials(), edition) if f.condition == condition)


def failing(facts: Facts, edition: Edition) -> list[str]:
    """Name the unmet conditions."""
    return [f.condition for f in unmet(examine(facts, materials(), edition))]


@pytest.mark.provision("R4-principle")
def test_every_condition_has_one_finding_in_the_order_of_the_text(edition: Edition, good: Facts) -> None:
    """The findings are the conditions, each once, sorted as the article is, and each is a provision."""
    conditions = [f.condition for f in examine(good, materials(), edition)]
    assert [condition for condition, _, _ in CONDITIONS] == conditions
    assert sorted(set(conditions)) == conditions
    assert failing(good, edition) == []


@pytest.mark.provision("R4.2c-area", "Q07")
@pytest.mark.parametrize(("second", "met"), [("800", True), ("799.99", False)])
def test_the_area_of_all_sites_together(edition: Edition, good: Facts, second: str, met: bool) -> None:
    """2000 square metres over two sites meet it, a hundredth less does not, and the figures are stated."""
    sites = [{"address": "甲", "area_m2": "1200"}, {"address": "乙", "area_m2": second}]
    found = finding(changed(good, sites=sites), edition, "R4.2c-area")
    assert met is found.met
    assert str(1200 + Decimal(second)) in str(found.evidence)
    assert "2000" in str(found.evidence)


@pytest.mark.provision("R4.3b-count", "Q05")
@pytest.mark.parametrize(("counted", "met"), [(10, True), (9, False)])
def test_ten_firms(edition: Edition, good: Facts, counted: int, met: bool) -> None:
    """Ten counted firms meet it, nine do not."""
    facts = changed(good, tenants={**TENANTS, "counted": counted})
    assert met is finding(facts, edition, "R4.3b-count").met


@pytest.mark.provision("R4.3a-integrity", "R4.3b-count")
def test_without_a_list_nothing_is_counted(edition: Edition, good: Facts) -> None:
    """A park that handed in no list meets neither the number nor integrity."""
    assert failing(changed(good, tenants=None), edition) == ["R4.3a-integrity", "R4.3b-count"]


@pytest.mark.provision("R4.3a-integrity")
def test_one_serious_violation_is_enough(edition: Edition, good: Facts) -> None:
    """None meets it, one does not."""
    facts = changed(good, tenants={**TENANTS, "serious_violations": 1})
    assert failing(facts, edition) == ["R4.3a-integrity"]


@pytest.mark.provision("R4.3c-growth", "Q06")
@pytest.mark.parametrize(
    ("then", "now", "met"),
    [
        ({"on": "2025-03-31", "firms": 10}, {"on": "2026-03-31", "firms": 11}, True),
        ({"on": "2025-03-31", "firms": 10}, {"on": "2026-03-31", "firms": 10}, False),
        (
            {"on": "2025-03-31", "firms": 10, "revenue_cny": "100"},
            {"on": "2026-03-31", "firms": 9, "revenue_cny": "100.01"},
            True,
        ),
        (
            {"on": "2025-03-31", "firms": 10, "revenue_cny": "100"},
            {"on": "2026-03-31", "firms": 10, "revenue_cny": "100"},
            False,
        ),
        (
            {"on": "2025-03-31", "firms": 10},
            {"on": "2026-03-31", "firms": 10, "revenue_cny": "100"},
            False,
        ),
        ({"on": "2025-04-01", "firms": 10}, {"on": "2026-03-31", "firms": 11}, None),
        ({"on": "0001-01-01", "firms": 10}, {"on": "0001-01-02", "firms": 11}, None),
    ],
)
def test_growth_over_the_window(
    edition: Edition, good: Facts, then: object, now: object, met: bool | None
) -> None:
    """More firms or more revenue over twelve months; a day less of data is left to the panel."""
    facts = changed(good, growth=[now, then])
    assert met is finding(facts, edition, "R4.3c-growth").met


@pytest.mark.provision("R4.3c-growth", "Q06")
def test_growth_without_data_is_left_to_the_panel(edition: Edition, good: Facts) -> None:
    """No points, no answer."""
    assert finding(changed(good, growth=[]), edition, "R4.3c-growth").met is None


@pytest.mark.provision("R4.3c-growth", "Q06")
def test_growth_is_measured_from_the_start_of_the_window(edition: Edition, good: Facts) -> None:
    """An old low point does not hide a year of standstill."""
    old = {"on": "2020-01-01", "firms": 1}
    still = [old, {"on": "2025-03-31", "firms": 11}, {"on": "2026-03-31", "firms": 11}]
    assert failing(changed(good, growth=still), edition) == ["R4.3c-growth"]


@pytest.mark.provision("R4.1c-argued", "R4.2a-investor", "R4.4a-operator", "R4.6a-events", "R4.1d-report")
@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"plan_topics": ["发展目标"]}, "R4.1c-argued"),
        ({"plan_report_is_development_plan": False}, "R4.1d-report"),
        ({"investor": None}, "R4.2a-investor"),
        ({"operator": None}, "R4.4a-operator"),
        ({"operator_contract": None}, "R4.4a-operator"),
        ({"events": []}, "R4.6a-events"),
    ],
)
def test_what_must_be_there_is_missed_alone(
    edition: Edition, good: Facts, changes: dict[str, object], condition: str
) -> None:
    """Taking one thing away fails its condition and no other."""
    assert [condition] == failing(changed(good, **changes), edition)


@pytest.mark.provision("R4.1c-argued")
def test_each_missing_topic_is_named(edition: Edition, good: Facts) -> None:
    """One topic short is not met, and the evidence names it."""
    topics = edition.texts("conditions.plan_topics")
    found = finding(changed(good, plan_topics=topics[:-1]), edition, "R4.1c-argued")
    assert (False, f"论证事项 4/5，缺：{topics[-1]}") == (found.met, str(found.evidence))


@pytest.mark.provision("R4.5-policy", "Q08")
@pytest.mark.parametrize(
    ("kind", "met"), [(PolicyKind.POLICY, True), (PolicyKind.PLAN_EXTRACT, True), (None, False)]
)
def test_policy_or_plan(edition: Edition, good: Facts, kind: PolicyKind | None, met: bool) -> None:
    """Either alternative meets it; a document that does not say which does not."""
    found = [f for f in examine(good, materials(kind), edition) if f.condition == "R4.5-policy"]
    assert [met] == [f.met for f in found]


@pytest.mark.provision("R4.2f-services")
def test_services_are_counted_but_bar_nobody(edition: Edition, good: Facts) -> None:
    """The text says may: none of nine services is stated and left to the panel."""
    found = finding(good, edition, "R4.2f-services")
    assert found.met is None
    assert str(found.evidence).startswith("配套服务 0/9")


@pytest.mark.provision("R4.1a-fit", "R4.1b-market", "R4.2d-infra", "R4.2e-support", "R4.3d-diversity")
@pytest.mark.provision("R4.3e-chain", "R4.3f-quality", "R4.4b-mechanism", "R4.4c-effective", "R4.6b-platform")
@pytest.mark.provision("R4.6c-attract", "R4.6d-effect")
@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("R4.1a-fit", "符合全市规划"),
        ("R4.1b-market", "需求旺盛"),
        ("R4.2d-infra", "评审组"),
        ("R4.2e-support", "评审组"),
        ("R4.3d-diversity", "服务业态 2/8"),
        ("R4.3e-chain", "服务业态 2/8"),
        ("R4.3f-quality", "评审组"),
        ("R4.4b-mechanism", "管理制度 2 项：入驻办法、考核办法"),
        ("R4.4c-effective", "评审组"),
        ("R4.6b-platform", "评审组"),
        ("R4.6c-attract", "入驻企业 3 家"),
        ("R4.6d-effect", "成效 1/4"),
    ],
)
def test_what_has_no_measure_is_shown_and_left_to_the_panel(
    edition: Edition, good: Facts, condition: str, shown: str
) -> None:
    """Neither much nor little of it is met or unmet by rule; the panel sees what the dossier states."""
    offered = edition.texts("tenants.categories")[:2]
    stated = changed(
        good,
        plan_basis="符合全市规划",
        market="需求旺盛",
        tenants={**TENANTS, "categories": offered, "tagged": 3},
        management_rules=["入驻办法", "考核办法"],
        effects={edition.texts("conditions.effects")[0]: "帮助就业 900 人"},
    )
    found = finding(stated, edition, condition)
    assert found.met is None
    assert shown in str(found.evidence)
    assert finding(good, edition, condition).met is None


@pytest.mark.provision("R4.6d-effect")
def test_the_effects_shown_are_those_asked_for(edition: Edition, good: Facts) -> None:
    """The figure of a named effect is printed, the others are named as lacking, a stray one is left out."""
    first, *others = edition.texts("conditions.effects")
    found = finding(changed(good, effects={first: "900 人", "别的": "1 项"}), edition, "R4.6d-effect")
    assert str(found.evidence) == f"成效 1/4，缺：{'、'.join(others)}（{first}：900 人）"


@pytest.mark.provision("R4.2b-form", "Q07")
@pytest.mark.parametrize(
    ("areas", "warnings"),
    [
        (["50", "25", "25"], ()),
        (["49", "26", "25"], ("49.0%", "低于 50%")),
        (["49.99", "25", "25.01"], ("49.9%", "低于 50%")),
        (["70", "10", "10", "10"], ("超过 3 处",)),
    ],
)
def test_scattered_sites_give_a_warning(
    edition: Edition, good: Facts, areas: list[str], warnings: tuple[str, ...]
) -> None:
    """Three sites and half the area on the main one pass without remark; beyond that the panel is told."""
    sites = [{"address": f"{i}", "area_m2": a, "main": i == 0} for i, a in enumerate(areas)]
    found = finding(changed(good, sites=sites), edition, "R4.2b-form")
    assert found.met is None
    assert bool(warnings) is ("提示" in str(found.evidence))
    assert all(warning in str(found.evidence) for warning in warnings)


def waiver(**changes: object) -> Waiver:
    """Waive the number of firms, proposed by one and approved by another."""
    row = {"condition": "R4.3b-count", "reasons": "新区起步", "proposed_by": "a", "approved_by": "b"}
    return Waiver.model_validate({**row, "until": "2028-01-31", **changes})


@pytest.mark.provision("R4-principle", "Q04")
@pytest.mark.parametrize(
    ("changes", "lifted"),
    [
        ({}, True),
        ({"approved_by": None}, False),
        ({"approved_by": "a"}, False),
        ({"condition": "R4.2c-area"}, False),
    ],
)
def test_only_an_approved_waiver_of_the_condition_lifts_it(
    edition: Edition, good: Facts, changes: dict[str, object], lifted: bool
) -> None:
    """Two different people, and the right condition; anything less leaves it blocking."""
    facts = changed(good, tenants={**TENANTS, "counted": 9})
    left = blocking(examine(facts, materials(), edition), [waiver(**changes)], edition)
    assert ([] if lifted else ["R4.3b-count"]) == [f.condition for f in left]


@pytest.mark.provision("Q04")
@pytest.mark.parametrize(
    ("key", "changes", "lifted"),
    [
        ("conditions.waiver.allowed", {}, False),
        ("conditions.waiver.needs_two", {"approved_by": "a"}, True),
    ],
)
def test_the_edition_decides_on_waivers(
    edition: Edition, good: Facts, key: str, changes: dict[str, object], lifted: bool
) -> None:
    """Without waivers nothing is waivable; without four eyes one person may approve."""
    off = edition.parameters[key].model_copy(update={"value": False})
    other = edition.model_copy(update={"parameters": {**edition.parameters, key: off}})
    facts = changed(good, tenants={**TENANTS, "counted": 9})
    left = blocking(examine(facts, materials(), other), [waiver(**changes)], other)
    assert lifted is (left == ())


@pytest.mark.provision("Q04")
@pytest.mark.parametrize(
    ("on", "lifted"), [(None, True), (date(2028, 1, 31), True), (date(2028, 2, 1), False)]
)
def test_a_waiver_that_has_run_out_lifts_nothing(
    edition: Edition, good: Facts, on: date | None, lifted: bool
) -> None:
    """It lifts on its last day and not on the next; unasked, its end does not matter."""
    findings = examine(changed(good, tenants={**TENANTS, "counted": 9}), materials(), edition)
    assert lifted is (blocking(findings, [waiver()], edition, on) == ())
    assert blocking(findings, [waiver(until=None)], edition, date(2099, 1, 1)) == ()


@pytest.mark.provision("Q04")
def test_a_waiver_may_run_for_the_months_of_the_edition(edition: Edition) -> None:
    """36 months to the day; a day that the month lacks becomes its last, also over the end of a year."""
    assert date(2029, 1, 31) == waiver_until_max(date(2026, 1, 31), edition)
    assert date(2027, 2, 28) == waiver_until_max(date(2024, 2, 29), edition)
    two = edition.parameters["conditions.waiver.max_months"].model_copy(update={"value": 2})
    brief = edition.model_copy(
        update={"parameters": {**edition.parameters, "conditions.waiver.max_months": two}}
    )
    assert date(2024, 2, 29) == waiver_until_max(date(2023, 12, 31), brief)
    assert date(2026, 12, 15) == waiver_until_max(date(2026, 10, 15), brief)
