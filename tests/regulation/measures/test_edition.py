"""An edition is validated all at once, and stands for one text."""

import hashlib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from regulation.measures.edition import edition, known_editions, load, parse, register, validate_folder
from regulation.measures.model import Edition, EditionError

TEXT = (files("regulation.measures") / "editions" / "jilin-city-draft.toml").read_text(encoding="utf-8")
DRAFT = 'status = "draft"'
DATED = "effective_from = 2026-01-01"
EFFECTIVE = "effective_from"
KINDS = "'must', 'must_not', 'may', 'in_principle', 'period', 'encourage', 'definition' or 'silent'"


def varied(*changes: tuple[str, str]) -> str:
    """Change the packaged text; each old part must stand in it once."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def valued(key: str, value: str) -> str:
    """Give the packaged text with another value of one parameter."""
    line = next(line for line in TEXT.splitlines() if line.startswith(f'"{key}" ='))
    return varied((line, f"{line.split('value = ')[0]}value = {value}, unit{line.split(', unit', 1)[1]}"))


def faults(text: str) -> list[str]:
    """Name the faults of an edition, each by its line; none for a sound one."""
    try:
        parse(text, "trial.toml")
    except EditionError as error:
        return list(error.errors)
    return []


def test_the_packaged_edition_has_the_ten_articles_and_all_readings() -> None:
    """Every article and every reading of the catalogue has its entry."""
    draft = edition("jilin-city-draft")

    assert [str(number) for number in range(1, 11)] == list(draft.articles)
    assert {f"Q{number:02}" for number in range(1, 59)} | {"Q12b"} == set(draft.readings)
    assert {str(number) for number in range(1, 11)} == {
        key[1:].split("-")[0].split(".")[0] for key in draft.provisions if not key.startswith("R0")
    }


@pytest.mark.parametrize(
    ("basis", "expected"),
    [("R5.2-notice", True), ("R5.2-gone", False), ("Q58", True), ("Q59", False), ("5.2", False)],
)
def test_an_edition_says_whether_a_basis_stands_in_it(basis: str, expected: bool) -> None:
    """An id of a provision or of a reading does; an invented one, or a bare address, does not."""
    assert expected is edition("jilin-city-draft").has(basis)


def test_values_are_read_exactly() -> None:
    """Shares are exact decimals, lists keep their order."""
    draft = parse(valued("panel.majority", "0.1"), "trial.toml")

    assert Decimal("0.1") == draft.parameters["panel.majority"].value
    assert Decimal("0.1") == draft.decimal("panel.majority")
    assert tuple(draft.parameters["joint.required"].value) == draft.texts("joint.required")


def test_every_fault_is_named_at_once() -> None:
    """One reading of the file tells all: key path, reason and next step, a line each."""
    text = varied(
        (DRAFT, 'status = "valid"\nstate = 1'),
        ('"notice.workdays" = { value = 5, unit = "workdays", basis = "Q12" }', ""),
        (
            '"check.workdays" = { value = 5, unit = "workdays", basis = "Q09" }',
            '"check.workdays" = {value = "five", unit = "workdays", basis = "Q99"}\n"check.days" = {value=1}',
        ),
        ('[articles.7]\ntitle = { zh = "变更", en = "Changes" }', "[articles.7]"),
        ('"panel.size" = { value = 5', '"panel.size" = { value = 4'),
    )

    assert sorted(ALL_FAULTS) == sorted(faults(text))


ALL_FAULTS = """\
status: Input should be 'draft', 'in_force' or 'superseded'; correct the value
state: unknown key; remove it, or check its spelling
articles.7.title: missing; add it
parameters."check.days".unit: missing; add it
parameters."check.days".basis: missing; add it
parameters."check.workdays".basis: Q99 is not a reading of this edition; cite an existing R or Q id
parameters."check.workdays".value: 'five' is not a whole number; write digits without quotes or a point
parameters."notice.workdays": missing; a rule needs it
parameters."panel.size".value: '4' is even; choose an odd size: votes must not tie
""".splitlines()


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("check.workdays", "1", "0"),
        ("check.workdays", "500", "501"),
        ("check.workdays", "5", "5.0"),
        ("check.workdays", "5", "true"),
        ("refuse.cooloff_months", "0", "-1"),
        ("sites.main_share_min", "100", "101"),
        ("sites.main_share_min", "0", "-1"),
        ("panel.desk_weight", "1", "1.01"),
        ("panel.desk_weight", "0.0", "-0.01"),
        ("panel.desk_weight", "0.5", '"0.5"'),
        ("panel.size", "7", "6"),
        ("panel.external_min", "5", "6"),
        ("panel.pass_score", "100", "101"),
        ("notice.workdays", "3", "2"),
        ("notice.workdays", "30", "31"),
        ("panel.recusal", '["kin"]', '["friend"]'),
        ("panel.recusal", '["kin"]', "[]"),
        ("joint.required", '["drc", "finance"]', '["drc", "drc"]'),
        ("notice.anonymous", '"log_only"', '"refuse"'),
        ("conditions.waiver.allowed", "false", "0"),
        ("calendar.zone_hours", "8", "9"),
        ("check.deemed_accepted", "false", "true"),
        ("reply.document", '"通知"', '" "'),
        ("self.due", '"02-28"', '"02-29"'),
        ("self.due", '"12-31"', '"1231"'),
        ("central.opens_on", '"01-01"', '"W01-1"'),
        ("central.mode", '"per_park"', '"batches"'),
        ("revoke.strategy", '"two_in_window"', '"thrice"'),
        ("revoke.n", "3", "1"),
        ("rectify.months_min", "12", "13"),
        ("change.major_kinds", '["name"]', '["logo"]'),
        ("reminders.escalate_workdays", "[]", "[10, 10]"),
        ("reminders.escalate_workdays", "[5, 10]", "[10, 5]"),
    ],
)
def test_a_value_that_a_rule_cannot_use_is_refused(key: str, good: str, bad: str) -> None:
    """On one side of each boundary the edition loads, on the other it names this parameter alone."""
    (line,) = faults(valued(key, bad))

    assert not faults(valued(key, good))
    assert line.startswith(f'parameters."{key}".value: ')


def test_a_unit_that_the_rules_do_not_count_in_is_refused() -> None:
    """A notice of five days is not a notice of five workdays."""
    head = '"notice.workdays" = { value = 5, unit = '
    expected = (
        'parameters."notice.workdays".unit: the rules read it in "workdays", not "days"; convert the value'
    )

    assert [expected] == faults(varied((f'{head}"workdays"', f'{head}"days"')))


def test_a_parameter_that_no_rule_reads_is_refused() -> None:
    """A misspelt key must not look as if it were in force."""
    entry = '"notice.workday" = { value = 9, unit = "x", basis = "Q12" }'
    expected = 'parameters."notice.workday": no rule reads it; remove it, or check its spelling'

    assert [expected] == faults(varied(("[parameters]", f"[parameters]\n{entry}")))


@pytest.mark.parametrize(
    ("key", "kind", "expected"),
    [
        ("R11-more", "must", "provisions.R11-more: there is no article 11; add it, or correct the id"),
        ('"5.2"', "must", 'provisions."5.2": not a provision id; write R<article>.<item>-<word>'),
        ("R2-more", "shall", f"provisions.R2-more.kind: Input should be {KINDS}; correct the value"),
    ],
)
def test_a_provision_has_an_article_an_id_and_a_kind(key: str, kind: str, expected: str) -> None:
    """Each provision stands in an article of the edition, and says what it asks."""
    words = '{ zh = "增", en = "more" }'
    entry = f'{key} = {{ kind = "{kind}", name = {words}, restated = {words} }}'

    assert [expected] == faults(varied(("[provisions]\n", f"[provisions]\n{entry}\n")))


@pytest.mark.provision("R10-interpret", "Q40")
def test_a_reading_states_what_was_open_and_what_was_chosen() -> None:
    """What the bureau may interpret is on record: without question, choice or source there is no reading."""
    for part in ("question", "choice", "source"):
        line = next(
            line for line in TEXT.split("[readings.Q40]")[1].splitlines() if line.startswith(f"{part} = ")
        )

        assert [f"readings.Q40.{part}: missing; add it"] == faults(varied((line, "")))


@pytest.mark.provision("R0-draft", "R10-effective", "Q40")
@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (DRAFT, []),
        (
            f"{DRAFT}\n{DATED}",
            [f"{EFFECTIVE}: a draft has no effective date; remove it, or change the status"],
        ),
        (f'status = "in_force"\n{DATED}', []),
        ('status = "in_force"', [f"{EFFECTIVE}: missing; give the day of publication"]),
        (f'status = "superseded"\n{DATED}', []),
        ('status = "superseded"', [f"{EFFECTIVE}: missing; give the day of publication"]),
    ],
)
def test_law_has_a_first_day_and_a_draft_has_none(head: str, expected: list[str]) -> None:
    """The day of publication is the first day; what is not published has none."""
    assert expected == faults(varied((DRAFT, head)))


def test_an_id_stands_once() -> None:
    """A parameter or reading given twice is named with its line."""
    last = TEXT.count("\n") + 1
    again = '"notice.workdays" = { value = 7, unit = "workdays", basis = "Q12" }'

    assert [f'line {last}: "notice.workdays" stands twice; keep one of them'] == faults(f"{TEXT}{again}\n")
    assert [f"line {last}: [readings.Q01] stands twice; keep one of them"] == faults(
        f"{TEXT}[readings.Q01]\n"
    )


def test_a_text_that_is_not_toml_is_refused_with_its_place() -> None:
    """The line of the slip is in the message."""
    (line,) = faults("id = \n")

    assert line.startswith("not TOML: ")
    assert "line 1" in line


def test_a_missing_section_is_named_without_an_avalanche() -> None:
    """An empty text names its head and its sections, and every parameter that the rules need."""
    found = faults("")

    assert {"id", "title", "status", "articles", "provisions", "readings"} <= {
        line.split(":")[0] for line in found
    }
    assert len(found) == len(set(found))


def test_the_digest_is_that_of_the_text_whatever_its_line_ends(tmp_path: Path) -> None:
    """A checkout with other line ends is the same edition; any other change is another text."""
    file = tmp_path / "jilin-city-draft.toml"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())

    assert hashlib.sha256(TEXT.encode()).hexdigest() == load(file).digest
    assert load(file).digest != parse(f"{TEXT}\n", "trial.toml").digest


def test_a_folder_names_the_faults_of_all_its_files(tmp_path: Path) -> None:
    """Each line begins with its file."""
    (tmp_path / "a.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.toml").write_text(valued("panel.size", "4"), encoding="utf-8")
    (tmp_path / "c.toml").write_bytes(b"\xff")

    with pytest.raises(EditionError) as raised:
        validate_folder(tmp_path)

    a, b, c = raised.value.errors
    assert a.startswith("a.toml: id: is jilin-city-draft; name the file ")
    assert b.startswith('b.toml: parameters."panel.size".value: ')
    assert c.startswith("c.toml: cannot be read: ")


def test_a_folder_without_editions_is_refused(tmp_path: Path) -> None:
    """Neither an empty folder nor a missing one passes for valid."""
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(EditionError, match="no edition here"):
            validate_folder(folder)


@pytest.fixture
def changed() -> Edition:
    """Another text under the id of the packaged edition."""
    return parse(valued("notice.workdays", "7"), "jilin-city-draft.toml")


def test_an_id_in_use_keeps_its_text(changed: Edition) -> None:
    """The same text may be registered again; another text under its id may not."""
    known = edition("jilin-city-draft")

    register(known)
    with pytest.raises(EditionError, match="give the new text a new id"):
        register(changed)

    assert known is known_editions()["jilin-city-draft"]


def test_a_case_finds_the_text_that_it_began_under(changed: Edition) -> None:
    """Id and digest give the edition; a changed text or an unknown id is refused with the next step."""
    known = edition("jilin-city-draft")

    assert known is edition("jilin-city-draft", known.digest)
    with pytest.raises(EditionError, match="put back the old text"):
        edition("jilin-city-draft", changed.digest)
    with pytest.raises(EditionError, match=r"choose from: .*jilin-city-draft"):
        edition("jilin-2031")
