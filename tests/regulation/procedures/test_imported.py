"""An existing park: what cannot be true of it, what is told and keeps it not out, and the facts it gives."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from regulation.measures.model import Edition
from regulation.procedures.park.import_checks import Impossible, findings_on, impossible_values
from regulation.procedures.park.imported import ImportedPark, facts_of

TODAY = date(2026, 11, 24)
SOUND: dict[str, Any] = {
    "id": "changyi-wusong",
    "name": "雾凇湾人力资源服务产业园",
    "district": "吉林市昌邑区",
    "sites": [
        {"address": "晨光路样例18号", "area_m2": "1500", "main": True},
        {"address": "分园路样例2号", "area_m2": "500"},
    ],
    "operator": {"name": "雾凇湾园区运营有限公司", "credit_code": "91220202MAFX02026E"},
    "investor": {"name": "昌邑晨光产业投资有限公司", "credit_code": "91220202MAFX020349"},
    "firms": 10,
    "counted_on": "2026-06-30",
    "designated_on": "2021-05-20",
    "designation_no": "吉市人社批〔2021〕样例1号",
    "evaluation_on": "2024-10-15",
    "evaluation_grade": "qualified",
    "evaluation_score": "76.40",
    "self_scores": [{"year": year, "score": "80"} for year in (2023, 2024, 2025)],
    "surveyed_on": "2026-04-16",
    "provenance": {
        "source": "认定卷宗",
        "vouched_by": "样例经办人",
        "file_sha256": "0" * 64,
        "row": 2,
    },
}


def park(**changes: Any) -> ImportedPark:
    """Give a sound park with some values changed."""
    return ImportedPark.model_validate({**SOUND, **changes})


def impossible(known: ImportedPark) -> tuple[Impossible, ...]:
    """Give what cannot be true of a park whose every field is known."""
    return impossible_values({name: getattr(known, name) for name in ImportedPark.model_fields}, TODAY)


def fields(**changes: Any) -> list[str]:
    """Give the fields of a changed park that cannot be true."""
    return [wrong.field for wrong in impossible(park(**changes))]


def year(number: int) -> list[dict[str, Any]]:
    """Give one self-assessment."""
    return [{"year": number, "score": "80"}]


NO_EVALUATION: dict[str, Any] = {"evaluation_on": None, "evaluation_grade": None, "evaluation_score": None}
YOUNG: dict[str, Any] = {**NO_EVALUATION, "self_scores": [], "surveyed_on": None}
FAILED: dict[str, Any] = {
    "evaluation_grade": "unqualified",
    "evaluation_score": "55",
    "rectify_due": "2027-03-31",
}


@pytest.mark.provision("Q40")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        (FAILED, []),
        (NO_EVALUATION, []),
        ({**YOUNG, "designated_on": "2026-11-24", "counted_on": "2026-11-24"}, []),
        (
            {**YOUNG, "designated_on": "2026-11-25", "counted_on": "2026-11-24"},
            ["designated_on", "counted_on"],
        ),
        ({"designated_on": "2004-01-01"}, []),
        ({"designated_on": "2003-12-31"}, ["designated_on"]),
        ({"counted_on": "2026-11-24"}, []),
        ({"counted_on": "2026-11-25"}, ["counted_on"]),
        ({"counted_on": "2021-05-20"}, []),
        ({"counted_on": "2021-05-19"}, ["counted_on"]),
        ({"evaluation_on": "2026-11-24"}, []),
        ({"evaluation_on": "2026-11-25"}, ["evaluation_on"]),
        ({"evaluation_on": "2021-05-20"}, []),
        ({"evaluation_on": "2021-05-19"}, ["evaluation_on"]),
        ({"surveyed_on": "2026-11-25"}, ["surveyed_on"]),
        ({"surveyed_on": "2021-05-19"}, ["surveyed_on"]),
        ({**NO_EVALUATION, "evaluation_grade": "qualified"}, ["evaluation_on"]),
        ({**NO_EVALUATION, "evaluation_score": "80"}, ["evaluation_on"]),
        ({"rectify_due": "2027-03-31"}, ["rectify_due"]),
        ({**NO_EVALUATION, "rectify_due": "2027-03-31"}, ["rectify_due"]),
        ({**FAILED, "rectify_due": "2024-10-16"}, []),
        ({**FAILED, "rectify_due": "2024-10-15"}, ["rectify_due"]),
        ({"self_scores": year(2021)}, []),
        ({"self_scores": year(2020)}, ["self_scores.2020"]),
        ({"self_scores": year(2025)}, []),
        ({"self_scores": year(2026)}, ["self_scores.2026"]),
    ],
)
def test_what_cannot_be_true(changes: dict[str, Any], expected: list[str]) -> None:
    """Dates keep their order, no date lies ahead, and a rectification follows a failure; a day on each side."""
    assert expected == fields(**changes)


def test_every_fault_has_a_reason_and_a_next_step() -> None:
    """Several faults are told at once, in Chinese."""
    found = impossible(park(designated_on="2025-01-01", rectify_due="2027-03-31"))

    assert ["evaluation_on", "rectify_due", "self_scores.2023", "self_scores.2024"] == [
        w.field for w in found
    ]
    assert all(wrong.why and wrong.now for wrong in found)


def test_an_unknown_field_hides_no_other_fault() -> None:
    """What could be read is examined although another field could not."""
    known = {"evaluation_on": date(2027, 1, 1), "evaluation_score": None, "rectify_due": None}

    assert ["evaluation_on"] == [wrong.field for wrong in impossible_values(known, TODAY)]


@pytest.mark.provision("Q40", "R4.2c-area", "R4.3b-count")
@pytest.mark.parametrize(
    ("area", "firms", "expected"),
    [("1500", 10, []), ("1499.99", 10, ["R4.2c-area"]), ("1500", 9, ["R4.3b-count"])],
)
def test_a_park_below_a_condition_is_told_and_enters(
    edition: Edition, area: str, firms: int, expected: list[str]
) -> None:
    """Area and firms below Article 4 are findings, never a reason to keep an existing park out."""
    sites = [{"address": "甲", "area_m2": area, "main": True}, SOUND["sites"][1]]
    small = park(sites=sites, firms=firms)

    assert expected == [finding.basis for finding in findings_on(small, TODAY, edition)]
    assert () == impossible(small)


@pytest.mark.provision("R8-central", "R8-self", "R9-rectify", "Q23")
@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({}, TODAY, []),
        ({}, date(2027, 10, 15), ["2026 年度自评"]),
        ({}, date(2027, 10, 16), ["超过 3 年没有集中考评", "2026 年度自评"]),
        ({"evaluation_grade": None}, TODAY, ["没有等次"]),
        ({**FAILED, "rectify_due": None}, TODAY, ["没有整改期限"]),
        ({**FAILED, "rectify_due": "2026-11-24"}, TODAY, []),
        ({**FAILED, "rectify_due": "2026-11-23"}, TODAY, ["整改期限（2026年11月23日）已过"]),
        ({"self_scores": year(2024)}, TODAY, ["2023、2025 年度自评"]),
        ({"self_scores": []}, date(2026, 3, 31), ["2023、2024 年度自评"]),
        ({"self_scores": []}, date(2026, 4, 1), ["2023、2024、2025 年度自评"]),
    ],
)
def test_open_duties_are_told(
    edition: Edition, changes: dict[str, Any], today: date, expected: list[str]
) -> None:
    """A gap in the paper years is shown, and nothing is invented to fill it."""
    found = [str(finding.what) for finding in findings_on(park(**changes), today, edition)]

    assert [True] * len(expected) == [part in what for part, what in zip(expected, found, strict=True)]


@pytest.mark.provision("R8-self", "Q54")
@pytest.mark.parametrize(("designated_on", "expected"), [("2025-07-01", ["R8-self"]), ("2025-07-03", [])])
def test_no_self_assessment_is_asked_before_its_first_year(
    edition: Edition, designated_on: str, expected: list[str]
) -> None:
    """A park of less than half a year owes none for that year."""
    young = park(designated_on=designated_on, self_scores=[], **NO_EVALUATION)

    assert expected == [finding.basis for finding in findings_on(young, TODAY, edition)]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "Wusong"},
        {"sites": []},
        {"operator": {"name": "甲", "credit_code": "91220202MAFX02026F"}},
        {"firms": -1},
        {"evaluation_score": "100.01"},
        {"evaluation_grade": "良好"},
        {"self_scores": [*year(2024), *year(2024)]},
        {"self_scores": [*year(2024), *year(2023)]},
        {"unknown": 1},
    ],
)
def test_a_park_that_is_none_is_refused(changes: dict[str, Any]) -> None:
    """The form refuses what the file's reader would refuse, whoever sends it."""
    with pytest.raises(ValidationError):
        park(**changes)


def test_a_park_travels_as_json() -> None:
    """What is recorded is read back the same."""
    assert park(**FAILED) == ImportedPark.model_validate_json(park(**FAILED).model_dump_json())


@pytest.mark.provision("Q40")
def test_the_facts_state_what_is_known_and_say_what_is_not() -> None:
    """Bodies, sites and firms come over; the rest names its provenance, and no tenants are invented."""
    one = park()
    facts = facts_of(one)

    assert (one.name, one.district, one.sites) == (facts.park_name, facts.district, facts.sites)
    assert (one.operator, one.investor) == (facts.operator, facts.investor)
    assert [(date(2026, 6, 30), 10)] == [(point.on, point.firms) for point in facts.growth]
    assert facts.tenants is None
    assert () == facts.plan_topics
    for part in ("吉市人社批〔2021〕样例1号", "2021-05-20", "认定卷宗", "样例经办人", "第 2 行"):
        assert part in facts.plan_basis
