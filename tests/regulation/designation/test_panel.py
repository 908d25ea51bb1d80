"""The draw is repeatable, the panel odd and mixed, and nobody judges a party they are tied to (Q10)."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.conditions.dossier import Facts
from regulation.designation.panel import Expert, Panel, PanelError, draw, relations_of, substitute
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


FIELDS = ("管理", "财务", "人力资源")
TENANT = "91350100M000100Y43"


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Describe a park as far as its parties matter here."""
    return Facts.model_validate(
        {
            "park_name": "某产业园",
            "district": "船营区",
            "sites": [{"address": "某路 1 号", "area_m2": "2000"}],
            "investor": {"name": "投资公司", "credit_code": "INV"},
            "operator": {"name": "运营公司", "credit_code": "OPE"},
            "plan_basis": "规划",
            "market": "市场",
            "plan_topics": [],
        }
    )


def expert(number: int, external: bool = True, **changes: Any) -> Expert:
    """Make an expert who is tied to nobody, but for the changes."""
    row = {"id": f"x{number:02d}", "name": f"专家{number}", "field": FIELDS[number % 3], "external": external}
    return Expert.model_validate({**row, "employer": f"单位{number}", "region": "吉林", **changes})


def pool(external: int, department: int) -> list[Expert]:
    """Make a pool."""
    return [expert(n, external=n < external) for n in range(external + department)]


def with_number(edition: Edition, key: str, value: int) -> Edition:
    """Set one number of the edition."""
    changed = edition.parameters[key].model_copy(update={"value": value})
    return edition.model_copy(update={"parameters": {**edition.parameters, key: changed}})


@pytest.mark.provision("R5.2-panel", "Q10")
def test_the_panel_is_odd_and_mixed_with_a_reserve(edition: Edition, facts: Facts) -> None:
    """Five sit, three of the trade and two of departments, three wait."""
    panel = draw(pool(8, 6), facts, edition, 1)
    assert (len(panel.members), len(panel.reserve), panel.vacancies) == (5, 3, 0)
    assert sum(e.external for e in panel.members) == 3
    assert not {e.id for e in panel.members} & {e.id for e in panel.reserve}


@pytest.mark.provision("Q10")
@settings(max_examples=30)
@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_draw_depends_on_the_seed_alone(
    edition: Edition, facts: Facts, seed: int, shuffler: Random
) -> None:
    """The order of the pool does not matter, fields are spread, and the minimum always holds."""
    experts = pool(7, 5)
    panel = draw(experts, facts, edition, seed)
    shuffler.shuffle(experts)
    assert panel == draw(experts, facts, edition, str(seed))
    fields = Counter(e.field for e in panel.members)
    assert max(fields.values()) - min(fields[f] for f in FIELDS) <= 1


@pytest.mark.provision("Q10")
def test_another_seed_draws_others(edition: Edition, facts: Facts) -> None:
    """Over a hundred seeds every expert of the pool is drawn at some time."""
    drawn = {key for seed in range(100) for key in draw(pool(7, 5), facts, edition, seed).member_ids}
    assert {e.id for e in pool(7, 5)} == drawn


@pytest.mark.provision("Q10")
@pytest.mark.parametrize(
    ("changes", "ground"),
    [
        ({"employer": "运营公司"}, "与运营机构存在任职单位关系"),
        ({"credit_code": "INV"}, "与投资主体存在任职单位关系"),
        ({"relations": [{"kind": "kin", "to": "投资公司"}]}, "与投资主体存在近亲属关系"),
        ({"relations": [{"kind": "financial", "to": TENANT.lower()}]}, "与入驻企业存在经济利益关系"),
        ({"relations": [{"kind": "past3y", "to": "OPE"}]}, "与运营机构存在近三年内有过任职或合作"),
    ],
)
def test_a_tie_to_a_party_excludes(
    edition: Edition, facts: Facts, changes: dict[str, Any], ground: str
) -> None:
    """Each ground alone keeps an expert off the panel and the reserve, and is on record."""
    tied = expert(20, **changes)
    assert (ground,) == relations_of(tied, facts, {TENANT})
    panel = draw([*pool(4, 2), tied], facts, edition, 1, tenants_codes={TENANT})
    assert ((tied.id, ground),) == panel.excluded
    assert tied not in (*panel.members, *panel.reserve)


@pytest.mark.provision("Q10")
def test_names_are_compared_without_spaces_and_width(facts: Facts) -> None:
    """Half-width brackets and a space do not hide an employer; one other character makes another firm."""
    tenants = {"江城服务（吉林）有限公司"}
    assert len(relations_of(expert(20, employer="江城服务 (吉林)有限公司"), facts, tenants)) == 1
    assert relations_of(expert(20, employer="江城服务（长春）有限公司"), facts, tenants) == ()


@pytest.mark.provision("Q10")
def test_a_tie_to_somebody_else_does_not_exclude(facts: Facts) -> None:
    """Other firms, and grounds that the edition does not know, are no matter."""
    other = expert(20, relations=[{"kind": "kin", "to": "别的公司"}])
    assert relations_of(other, facts, {TENANT}) == ()
    kin = expert(20, relations=[{"kind": "kin", "to": "投资公司"}])
    assert relations_of(kin, facts, {TENANT}, kinds=("employer",)) == ()


@pytest.mark.provision("Q10")
def test_experts_ruled_out_are_not_drawn(edition: Edition, facts: Facts) -> None:
    """Those whom the caller excludes are on record."""
    panel = draw(pool(4, 2), facts, edition, 1, exclude=["x00"])
    assert panel.excluded == (("x00", "已声明不参加本次评审"),)
    assert "x00" not in panel.member_ids


@pytest.mark.provision("Q10")
@pytest.mark.parametrize(
    ("external", "department", "message"),
    [(2, 9, r"行业专家 2 名.*缺 1 名.*补充"), (3, 1, r"可用专家 4 名.*缺 1 名.*补充")],
)
def test_a_pool_that_is_too_small_is_refused(
    edition: Edition, facts: Facts, external: int, department: int, message: str
) -> None:
    """The message says how many are missing; one more expert of the kind is enough."""
    with pytest.raises(PanelError, match=message):
        draw(pool(external, department), facts, edition, 1)
    assert len(draw(pool(3, 2), facts, edition, 1).members) == 5


@pytest.mark.provision("Q10")
def test_the_trade_fills_the_seats_that_departments_cannot(edition: Edition, facts: Facts) -> None:
    """With one department in the pool it sits, and four of the trade with it."""
    panel = draw(pool(7, 1), facts, edition, 1)
    assert [False, True, True, True, True] == sorted(e.external for e in panel.members)
    assert (panel.size, len(panel.reserve)) == (5, 3)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [("panel.size", 4, "4 为偶数"), ("panel.external_min", 6, "6 大于评审组人数 5")],
)
def test_an_edition_without_a_lawful_panel_is_refused(
    edition: Edition, facts: Facts, key: str, value: int, message: str
) -> None:
    """An even size and a minimum above the size are refused; all seats for the trade is not."""
    with pytest.raises(PanelError, match=message):
        draw(pool(8, 6), facts, with_number(edition, key, value), 1)
    only = draw(pool(8, 6), facts, with_number(edition, "panel.external_min", 5), 1)
    assert all(e.external for e in only.members)


def test_a_doubled_id_is_refused(edition: Edition, facts: Facts) -> None:
    """One id listed twice makes no panel."""
    with pytest.raises(PanelError, match=r"x00.*重复"):
        draw([*pool(8, 6), expert(0)], facts, edition, 1)


def seated(reserve: tuple[Expert, ...]) -> Panel:
    """Seat three of the trade (x00 to x02) and two of departments, with a reserve."""
    return Panel(members=tuple(pool(3, 2)), reserve=reserve, seed="1", size=5, external_min=3)


@pytest.mark.provision("Q10")
def test_the_first_fitting_reserve_steps_in(edition: Edition) -> None:
    """A trade expert at the minimum is replaced by a trade expert; a department's by the first."""
    panel = seated((expert(10, external=False), expert(11)))
    assert substitute(panel, "x00", "回避").member_ids == ("x01", "x02", "x03", "x04", "x11")
    after = substitute(panel, "x03", " 回避 ")
    assert after.member_ids == ("x00", "x01", "x02", "x04", "x10")
    assert [e.id for e in after.reserve] == ["x11"]
    assert after.excluded == (("x03", "回避"),)


@pytest.mark.provision("Q10")
def test_without_a_fitting_reserve_the_seat_stays_vacant() -> None:
    """The minimum of trade experts is not given up to fill a seat."""
    after = substitute(seated((expert(10, external=False),)), "x00", "回避")
    assert after.vacancies == 1
    assert [e.id for e in after.reserve] == ["x10"]


def test_only_a_member_leaves_and_only_with_a_ground() -> None:
    """The id must sit, the ground must say something."""
    with pytest.raises(PanelError, match="x99 不是"):
        substitute(seated(()), "x99", "回避")
    with pytest.raises(PanelError, match="替换理由"):
        substitute(seated(()), "x00", " ")


def test_panels_survive_json(edition: Edition, facts: Facts) -> None:
    """A drawn panel reads back equal."""
    panel = draw(pool(8, 6), facts, edition, "2026-01")
    assert panel == Panel.model_validate_json(panel.model_dump_json())
