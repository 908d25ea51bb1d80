"""Every missing material is named at once, and the alternatives are accepted (R5.1-doc1 to doc6)."""

import pytest

from regulation.conditions.checklist import CHECKLIST, missing
from regulation.conditions.dossier import Facts, Material, PolicyKind, Slot
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Describe a park whose plan is also its planning report and whose tenants are counted."""
    none = {"counted": 0, "signed_only": 0, "without_licence": 0, "public_bodies": 0, "serious_violations": 0}
    return Facts.model_validate(
        {
            "park_name": "某产业园",
            "district": "船营区",
            "sites": [{"address": "某路 1 号", "area_m2": "2000"}],
            "investor": None,
            "operator": None,
            "plan_basis": "规划",
            "market": "市场",
            "plan_topics": [],
            "plan_report_is_development_plan": True,
            "tenants": none,
        }
    )


def material(slot: Slot, name: str = "文件.pdf", kind: PolicyKind | None = None) -> Material:
    """Store a file."""
    return Material(
        slot=slot, name=name, sha256="0" * 64, size_bytes=1, media_type="application/pdf", policy_kind=kind
    )


def complete(without: Slot | None = None) -> tuple[Material, ...]:
    """Hand in everything that is required, but for one slot."""
    return tuple(
        material(e.slot, kind=PolicyKind.POLICY if e.slot is Slot.SUPPORT_POLICY else None)
        for e in CHECKLIST
        if e.required and e.slot is not without
    )


@pytest.mark.provision("R5.1-doc1", "R5.1-doc2", "R5.1-doc3", "R5.1-doc4", "R5.1-doc5", "R5.1-doc6")
def test_a_complete_dossier_lacks_nothing(edition: Edition, facts: Facts) -> None:
    """The five required items are enough; other materials are optional."""
    assert missing(complete(), edition, facts) == ()


@pytest.mark.provision("R5.1-doc1", "R5.1-doc2", "R5.1-doc3", "R5.1-doc4", "R5.1-doc5")
@pytest.mark.parametrize(
    ("slot", "basis"),
    [
        (Slot.APPLICATION_REPORT, "R5.1-doc1"),
        (Slot.FEASIBILITY_STUDY, "R5.1-doc2"),
        (Slot.DEVELOPMENT_PLAN, "R5.1-doc2"),
        (Slot.OPERATION_REPORT, "R5.1-doc3"),
        (Slot.SUPPORT_POLICY, "R5.1-doc4"),
        (Slot.TENANT_LIST, "R5.1-doc5"),
    ],
)
def test_each_required_item_is_missed(edition: Edition, facts: Facts, slot: Slot, basis: str) -> None:
    """Without one item it is named with its provision and what to do."""
    gap = missing(complete(without=slot), edition, facts)[0]
    assert (slot, basis) == (gap.slot, gap.basis)
    assert str(gap.what_to_do) == f"请上传《{gap.label}》"


@pytest.mark.provision("Q09")
def test_all_gaps_are_told_at_once(edition: Edition, facts: Facts) -> None:
    """An empty dossier lacks every required item and the planning report, in order."""
    numbers = [gap.number for gap in missing((), edition, facts)]
    assert numbers == ["D1", "D2a", "D2b", "D3", "D4", "D5", "D6"]


@pytest.mark.provision("R4.5-policy", "R5.1-doc4", "Q08")
@pytest.mark.parametrize(("kind", "gaps"), [(PolicyKind.POLICY, 0), (PolicyKind.PLAN_EXTRACT, 0), (None, 1)])
def test_a_policy_or_a_plan_extract_will_do(
    edition: Edition, facts: Facts, kind: PolicyKind | None, gaps: int
) -> None:
    """Either alternative satisfies D4 if it says which it is."""
    held = (*complete(without=Slot.SUPPORT_POLICY), material(Slot.SUPPORT_POLICY, kind=kind))
    found = missing(held, edition, facts)
    assert gaps == len(found)
    assert all("请注明" in str(gap.what_to_do) for gap in found)


@pytest.mark.provision("Q08")
def test_an_edition_can_drop_the_alternative(edition: Edition, facts: Facts) -> None:
    """Where only policies are accepted, a plan extract is not enough."""
    only = edition.parameters["docs.d4_alternatives"].model_copy(update={"value": ["policy"]})
    other = edition.model_copy(update={"parameters": {**edition.parameters, "docs.d4_alternatives": only}})
    extract = material(Slot.SUPPORT_POLICY, kind=PolicyKind.PLAN_EXTRACT)
    held = (*complete(without=Slot.SUPPORT_POLICY), extract)
    assert [gap.number for gap in missing(held, other, facts)] == ["D4"]


@pytest.mark.provision("R4.1d-report", "Q03")
def test_the_plan_serves_as_report_only_if_flagged(edition: Edition, facts: Facts) -> None:
    """Unflagged, or under an edition that forbids it, a report of its own is needed and enough."""
    unflagged = facts.model_copy(update={"plan_report_is_development_plan": False})
    off = edition.parameters["docs.plan_report_same_as_plan_book"].model_copy(update={"value": False})
    strict = edition.model_copy(
        update={"parameters": {**edition.parameters, "docs.plan_report_same_as_plan_book": off}}
    )
    own = material(Slot.OTHER, name="园区规划报告.pdf")
    elsewhere = material(Slot.APPLICATION_REPORT, name="园区规划报告.pdf")
    for stated, measures in ((unflagged, edition), (facts, strict)):
        assert [gap.basis for gap in missing(complete(), measures, stated)] == ["R4.1d-report"]
        assert missing((*complete(), own), measures, stated) == ()
        for useless in (elsewhere, material(Slot.OTHER, name="照片.jpg")):
            assert len(missing((*complete(), useless), measures, stated)) == 1


@pytest.mark.provision("R4.1d-report", "Q03")
def test_a_plan_that_is_not_there_is_no_report(edition: Edition, facts: Facts) -> None:
    """The flag alone hands in nothing: without the plan, the report is missing too."""
    gaps = missing(complete(without=Slot.DEVELOPMENT_PLAN), edition, facts)
    assert [gap.basis for gap in gaps] == ["R5.1-doc2", "R4.1d-report"]


@pytest.mark.provision("R5.1-doc5")
def test_a_list_that_was_not_counted_is_missed(edition: Edition, facts: Facts) -> None:
    """A tenant list without summary has to be handed in again."""
    uncounted = facts.model_copy(update={"tenants": None})
    assert [gap.number for gap in missing(complete(), edition, uncounted)] == ["D5"]
