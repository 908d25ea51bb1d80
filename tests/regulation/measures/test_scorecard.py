"""The scorecard is data: it sums, every entry has a basis, and every fault is named by its key path."""

from decimal import Decimal
from importlib.resources import files

import pytest

from regulation.measures.edition import edition as load_edition
from regulation.measures.edition import parse
from regulation.measures.model import Edition, EditionError
from regulation.measures.scorecard.card import dimension_of

TEXT = (files("regulation.measures") / "editions" / "jilin-city-draft.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


def varied(*changes: tuple[str, str]) -> str:
    """Change the packaged text; each old part must stand in it once."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def faults(*changes: tuple[str, str]) -> list[str]:
    """Name the faults of a changed edition, each by its line; none for a sound one."""
    try:
        parse(varied(*changes), "trial.toml")
    except EditionError as error:
        return list(error.errors)
    return []


@pytest.mark.provision("R8-dims")
def test_the_card_has_five_dimensions_and_twenty_six_indicators(edition: Edition) -> None:
    """Everything sums to a hundred; people judge four indicators, rules compute the others."""
    card = edition.scorecard

    assert {"P": 20, "Z": 15, "M": 20, "S": 20, "E": 25} == {k: d.points for k, d in card.dimensions.items()}
    assert 26 == len(card.indicators)
    assert card.total == sum(indicator.points for indicator in card.indicators.values())
    assert ("P2", "M2", "S2", "S4") == card.judged


@pytest.mark.provision("R8-system", "R8-dims")
def test_every_line_of_the_card_rests_on_the_edition(edition: Edition) -> None:
    """Indicators come from provisions; gates, bonus and deductions from a provision or a reading."""
    card = edition.scorecard

    assert all(source in edition.provisions for i in card.indicators.values() for source in i.sources)
    assert all(edition.has(gate.basis) for gate in card.gates.values())
    assert all(edition.has(entry.basis) for entry in (card, card.bonus, card.late))


@pytest.mark.provision("R8-dims", "R4.2c-area")
def test_a_curve_reads_a_condition_from_its_parameter() -> None:
    """The minimum of Article 4 is written once: a changed condition moves the curve."""
    old = '"conditions.area_min" = { value = 2000'
    changed = parse(varied((old, old.replace("2000", "2500"))), "trial.toml")

    assert Decimal(2500) == changed.scorecard.indicators["P1"].rule.model_dump()["curve"][0][0]
    (line,) = faults((old, old.replace("2000", "5000")))
    assert line.startswith("scorecard.indicators.P1.rule.curve: does not rise after 5000")


BASES = "provisions and readings"
ENTRY = 'points = 3, from = ["R3-support"], rule = { kind = "judgement" }'
M5 = "self_assessments = 2, surveys = 1, consent = 1"


@pytest.mark.provision("R8-dims")
@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("total = 100", "total = 101", "total", "is 101, but the dimensions sum to 100"),
        (
            'en = "policies" }, points = 15',
            'en = "policies" }, points = 16',
            "dimensions.Z.points",
            "is 16, but its indicators sum to 15",
        ),
        (ENTRY, ENTRY.replace("3", "4", 1), "dimensions.S.points", "is 20, but its indicators sum to 21"),
        (ENTRY, ENTRY.replace("R3-support", "R3-gone"), "indicators.S4.from.0", "R3-gone does not stand"),
        (ENTRY, ENTRY.replace("R3-support", "Q28"), "indicators.S4.from.0", "Q28 does not stand"),
        (ENTRY, ENTRY.replace('"R3-support"', ""), "indicators.S4.from", ""),
        (ENTRY, ENTRY.replace("judgement", "guess"), "indicators.S4.rule", "Input tag 'guess'"),
        (ENTRY, ENTRY.replace('= "judgement"', '= "line"'), "indicators.S4.rule.figure", "missing; add it"),
        (M5, M5.replace("consent = 1", "consent = 2"), "indicators.M5.points", "is 4, but its rule gives at"),
        (M5, M5.replace("consent = 1", "consent = -1"), "indicators.M5.rule.consent", ""),
        (
            M5,
            M5.replace("consent = 1", "consent = true"),
            "indicators.M5.rule.consent",
            "neither a number nor",
        ),
        (M5, M5.replace("consent = 1", "assent = 1"), "indicators.M5.rule.consent", "missing; add it"),
        (
            "steps = [[1, 1], [2, 2]]",
            "steps = [[2, 1], [1, 2]]",
            "indicators.P6.rule.steps",
            "does not rise after 2",
        ),
        (
            "steps = [[1, 1], [2, 2]]",
            "steps = [[1, 3], [2, 2]]",
            "indicators.P6.rule.steps",
            "does not rise after 1",
        ),
        (
            'figure = "tagged_firms"',
            'figure = "tagged"',
            "indicators.E6.rule.figure",
            "tagged is no figure of this kind",
        ),
        (
            'figure = "tagged_firms"',
            'figure = "services"',
            "indicators.E6.rule.figure",
            "services is no figure of this",
        ),
        (
            '"conditions.firms_min", 3',
            '"conditions.firms", 3',
            "indicators.P3.rule.curve.0.0",
            "neither a number",
        ),
        (
            'of = "conditions.services"',
            'of = "panel.size"',
            "indicators.S1.rule.of",
            "not a list of different",
        ),
        (
            'target = "talents_target"',
            'target = "events"',
            "indicators.E5.rule.target",
            "events is no figure of this kind",
        ),
        ("sector = 3, ", "", "indicators.Z1.rule", "options must be exactly: none, park, sector"),
        ("late = { points = 1,", "late = {", "late.points", "missing; add it"),
        ('cap = 5, label = { zh = "国', 'cap = 5, tag = { zh = "国', "bonus.label", "missing; add it"),
        (
            'en = "the park ceased to operate" }, basis = "Q28"',
            'en = "the park ceased to operate" }, basis = "Q98"',
            "gates.ceased.basis",
            f"Q98 does not stand in this edition; cite an existing id of its {BASES}",
        ),
        ("S4 = { label", "S = { label", "indicators.S", "belongs to no dimension"),
        ("S4 = { label", "X4 = { label", "indicators.X4", "belongs to no dimension"),
    ],
)
def test_a_fault_is_named_by_its_key_path(old: str, new: str, where: str, why: str) -> None:
    """Whatever does not sum, stand or fit is refused where it stands, with the reason."""
    found = faults((old, new))

    assert any(line.startswith(f"scorecard.{where}: {why}") for line in found), found


@pytest.mark.provision("R8-dims")
def test_every_fault_of_a_card_is_named_at_once() -> None:
    """Faults of several entries stand in one message; an entry that cannot be read spoils no other sum."""
    found = faults(
        (ENTRY, ENTRY.replace("judgement", "guess")),
        (M5, M5.replace("consent = 1", "consent = 2")),
        ("total = 100", "total = 102"),
        ('en = "policies" }, points = 15', 'en = "policies" }, points = 16'),
    )

    assert [
        "scorecard.dimensions.Z.points",
        "scorecard.indicators.M5.points",
        "scorecard.indicators.S4.rule",
        "scorecard.total",
    ] == sorted(line.split(":")[0] for line in found)


@pytest.mark.provision("R8-dims")
def test_a_dimension_that_cannot_be_read_is_the_only_fault() -> None:
    """Its indicators are not strangers for it, and the sum of the card is not blamed."""
    old = 'en = "policies" }, points = 15'

    assert ["scorecard.dimensions.Z.points: missing; add it"] == faults((old, 'en = "policies" }'))


@pytest.mark.provision("R8-dims")
def test_an_edition_needs_a_card() -> None:
    """Without the section, or with a part of it empty, the edition does not load."""
    before, rest = TEXT.split("[scorecard]\n")
    after = rest[rest.index("[parameters]") :]
    with pytest.raises(EditionError, match="scorecard: missing or not a table"):
        parse(before + after, "trial.toml")
    gates = rest[rest.index("[scorecard.gates]") : rest.index("# --- Parameters")]
    with pytest.raises(EditionError, match=r"scorecard\.gates: missing, empty"):
        parse(TEXT.replace(gates, ""), "trial.toml")


def test_an_indicator_belongs_to_the_dimension_of_its_letters() -> None:
    """The number is its own, the letters are the dimension's."""
    assert ("P", "AB") == (dimension_of("P1"), dimension_of("AB12"))


@pytest.mark.provision("Q27", "Q28")
@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("combine.self", "0.2", "0.3"),
        ("grades.excellent", "61", "60"),
        ("evaluation.min_scorers", "5", "6"),
        ("grades.excellent_cap", "0", "0.3"),
        ("self.missing_years_fail", "1", "0"),
    ],
)
def test_a_weight_or_cut_off_that_makes_no_sense_is_refused(key: str, good: str, bad: str) -> None:
    """On one side of each boundary the edition loads, on the other one line names the parameter."""
    line = next(line for line in TEXT.splitlines() if line.startswith(f'"{key}" = '))
    head, tail = line.split("value = ")[0], line.split(", unit", 1)[1]

    assert not faults((line, f"{head}value = {good}, unit{tail}"))
    (found,) = faults((line, f"{head}value = {bad}, unit{tail}"))
    assert found.startswith('parameters."')
