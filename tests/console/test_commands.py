"""The command line: its exit codes, its words for a mistake, and what it keeps from whom."""

import asyncio
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from activities.files.dossier_folder import take_in
from activities.files.store import Store
from console.app import main
from console.filling import filled
from desk.people import acting
from desk.sending import refusal_of
from desk.usage import UsageMistakeError, labelled
from desk.words.form_help import form_fields, skeleton
from records.database import Database
from records.ledger import record
from records.migrate import upgrade
from records.people.directory import Account, add_account
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.casework.forms import OpinionForm, Reasons
from regulation.measures.edition import current_edition
from regulation.procedures.application.forms import OpenCase
from regulation.procedures.application.table import APPLICATION
from regulation.procedures.park.forms import FORMS as PARK_FORMS
from regulation.procedures.park.forms import OpenApplication
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import StaleError
from regulation.words.values import Strict

SAMPLES = Path(__file__).parent.parent.parent / "samples"
CASE = "park/jiangbei/application/1"
OPERATOR = Account(
    id="op-jiangbei",
    name="江北运营",
    roles=(Role.OPERATOR,),
    district="吉林市龙潭区",
    credit_code="91220203MAFX02026W",
)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose records hold one application, opened by the sample's operator."""
    monkeypatch.setenv("PARKLIFE_VAR", str(tmp_path))
    monkeypatch.delenv("PARKLIFE_TOKEN", raising=False)
    monkeypatch.delenv("PARKLIFE_DATABASE_URL", raising=False)
    url = f"sqlite+aiosqlite:///{tmp_path / 'records.db'}"
    upgrade(url)
    asyncio.run(_open(url, tmp_path))
    return tmp_path


async def _open(url: str, var: Path) -> None:
    db, under = Database(url), current_edition()
    await add_account(db, OPERATOR, var / "accounts")
    facts, materials = await take_in(SAMPLES / "jiangbei", Store(var / "materials"), under)
    form = OpenApplication(edition=under.id, edition_digest=under.digest, facts=facts, materials=materials)
    whole = OpenCase(park_id="jiangbei", number=1, **form.model_dump())
    common = {"seq": 1, "basis": "Q03", "at": datetime(2026, 9, 1, tzinfo=CST)}
    common |= {"actor": OPERATOR.acting(Role.OPERATOR)}
    candidate = {"stage": Stage.CANDIDATE, "next": Stage.CANDIDATE, "act": Act.OPEN_APPLICATION}
    opening = {"stage": Stage.UNOPENED, "next": Stage.PREPARING, "act": Act.OPEN}
    for case, move, said in (("park/jiangbei", candidate, form), (CASE, opening, whole)):
        entry = {**common, **move, "case": case, "key": case, "form": said.model_dump(mode="json")}
        await record(db, Entry.model_validate(entry))
    await db.close()


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["edition", "check", "regulation/measures/editions"], 0),
        (["edition", "check", "nowhere.toml"], 1),
        (["bogus"], 2),
        (["case"], 2),
        (["act", CASE, "飞行"], 2),
        (["apply", "nowhere", "--check"], 2),
    ],
)
def test_exit_codes(argv: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """0 is done, 1 is failed, 2 is a wrong command line; trouble goes to stderr, never to stdout."""
    assert code == main(argv)
    told = capsys.readouterr()
    assert (code == 0) == bool(told.out)
    assert "Traceback" not in told.err


def test_exit_codes_of_acting_on_a_case(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The form comes from the case's own procedure; one that is filled in wrongly is a wrong command line."""
    for argv, code in (
        (["act", CASE, "推荐", "--help-form"], 0),
        (["act", CASE, "open_exit", "--help-form"], 1),
        (["act", CASE, "recommend", "--set", "opinion"], 2),
    ):
        assert code == main(argv)
        told = capsys.readouterr()
        assert (code == 0) == bool(told.out)
        assert "Traceback" not in told.err


def test_a_missing_dependency_is_told_in_one_sentence() -> None:
    """Under a Python without the dependencies, there is no traceback but what to do."""
    starter = Path(__file__).parents[2] / "starter.py"
    bare = subprocess.run(
        [sys.executable, "-S", str(starter), "tasks"], capture_output=True, text=True, check=False
    )
    assert (1, 1) == (bare.returncode, bare.stderr.count("\n"))
    assert "make up" in bare.stderr


def test_check_tells_every_flaw_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """A flawed dossier is refused with all its flaws; a sound one passes."""
    assert main(["apply", str(SAMPLES / "flawed"), "--check", "--json"]) == 1
    kinds = {flaw["kind"] for flaw in json.loads(capsys.readouterr().out)}
    assert kinds == {"facts", "file", "tenants", "missing", "condition"}
    assert main(["apply", str(SAMPLES / "jiangbei"), "--check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_looking(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tasks, parks, cases and the story come from the records, with Chinese as it is."""
    assert main(["tasks", "--as", "op-jiangbei", "--json"]) == 0
    out = capsys.readouterr().out
    assert "移交审核" in out
    assert [row["case"] for row in json.loads(out)] == [CASE]
    assert main(["parks", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["open"] == [CASE]
    assert main(["case", CASE, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stage"] == "preparing"
    assert main(["history", CASE, "--json"]) == 0
    assert [row["who"] for row in json.loads(capsys.readouterr().out)] == ["江北运营（运营机构）"]
    assert main(["verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"rows": 2}
    assert main(["rebuild", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"rows": 2}


@pytest.mark.parametrize("name", ["nobody", "../accounts/op-jiangbei"])
def test_a_name_without_token_is_refused(opened: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever has no token acts for nobody, and a name cannot leave the folder of tokens."""
    assert main(["act", CASE, "hand_over", "--as", name]) == 1
    assert "没有有效的令牌" in capsys.readouterr().err


def test_another_name_with_ones_own_token_is_refused(
    opened: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A token in the environment speaks for its owner only."""
    token = (opened / "accounts" / "op-jiangbei.token").read_text()
    monkeypatch.setenv("PARKLIFE_TOKEN", token)
    assert main(["tasks", "--json"]) == 0
    assert main(["tasks", "--as", "leader", "--json"]) == 1
    assert "leader" in capsys.readouterr().err


def test_acting_role_comes_from_the_directory() -> None:
    """The first entitled role acts; without one the first role does, so that the refusal can speak."""
    person = Account(id="two", name="两职", roles=(Role.AUDITOR, Role.CITY_HRSS))
    assert acting(person, Stage.ACCEPTANCE, Act.ACCEPT, APPLICATION).role == Role.CITY_HRSS
    assert acting(person, Stage.PREPARING, Act.HAND_OVER, APPLICATION).role == Role.AUDITOR


def test_filling_in() -> None:
    """A list field is always a list, a repeated field becomes one, and a value may hold an equals sign."""
    assert filled(Reasons, ["reasons=甲", "provisions=Q16"]) == {"reasons": ["甲"], "provisions": ["Q16"]}
    assert filled(OpinionForm, ["opinion=a=b"]) == {"opinion": "a=b"}
    assert filled(OpinionForm, ["opinion=a", "opinion=b"]) == {"opinion": ["a", "b"]}
    with pytest.raises(UsageMistakeError):
        filled(OpinionForm, ["=x"])


def test_every_form_can_be_described_and_every_act_be_named() -> None:
    """No act is without a description of its form, and a Chinese label names exactly one act."""
    models = {model for rules in PROCEDURES.values() for model in rules.forms.values()}
    models |= set(PARK_FORMS.values())
    for act in Act:
        assert labelled(Act, act.zh) is act
    assert all(row["type"] for model in models for row in form_fields(model))


def test_the_fields_within_a_form_are_listed(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With title, type and whether they are required; the skeleton holds every field of the form."""
    assert main(["act", CASE, "amend_dossier", "--help-form", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    fields = {row["field"]: row for row in told["fields"]}
    assert fields["facts.sites[].area_m2"] == {
        "field": "facts.sites[].area_m2",
        "title": "建筑面积（平方米）",
        "required": True,
        "type": "数字",
        "default": None,
    }
    assert {"facts", "materials", "note"} == told["skeleton"].keys()
    assert told["skeleton"]["facts"]["sites"][0]["area_m2"] == "1.00"
    assert main(["act", CASE, "amend_dossier", "--help-form"]) == 0
    out = capsys.readouterr().out
    assert "facts.sites[].area_m2" in out
    assert told["skeleton"] == json.loads(out[out.index("\n{\n") :])


def test_a_skeleton_is_nearly_a_form() -> None:
    """It has the right shape: an example may break a rule of its own, but no field is missing or unknown."""
    models: set[type[Strict]] = {model for rules in PROCEDURES.values() for model in rules.forms.values()}
    shapes = {"missing", "extra_forbidden", "tuple_type", "model_type", "dict_type", "literal_error", "enum"}
    assert set() == {
        (model.__name__, kind)
        for model in models
        for kind in faults(model, skeleton(model))
        if kind in shapes
    }


def faults(model: type[Strict], form: dict[str, Any]) -> set[str]:
    """Give the kinds of fault that a model finds in a form."""
    try:
        model.model_validate(form)
    except ValidationError as error:
        return {fault["type"] for fault in error.errors()}
    return set()


def test_the_story_of_a_park_names_its_cases(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An opening tells which case it opened."""
    assert main(["history", "park/jiangbei", "--json"]) == 0
    assert [row["of_case"] for row in json.loads(capsys.readouterr().out)] == [CASE]
    assert main(["history", "park/jiangbei"]) == 0
    assert CASE in capsys.readouterr().out


def test_a_refusal_arrives_whole() -> None:
    """What, why and what now of the workflow's refusal reach the person, under the same code."""
    cause = ApplicationError("x", "推荐", "已更新", "请刷新。", type="stale")
    told = refusal_of(WorkflowUpdateFailedError(cause), Act.RECOMMEND)
    assert isinstance(told, StaleError)
    assert (str(told.what), str(told.why), str(told.now)) == ("推荐", "已更新", "请刷新。")


def test_records_not_made_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing schema is told with the command that makes it."""
    monkeypatch.setenv("PARKLIFE_VAR", str(tmp_path))
    assert main(["parks"]) == 1
    assert "migrate" in capsys.readouterr().err


def test_migrate_makes_the_folder_of_the_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first command on a new machine: nobody has to make a folder beforehand."""
    monkeypatch.setenv("PARKLIFE_VAR", str(tmp_path / "new" / "var"))
    monkeypatch.delenv("PARKLIFE_DATABASE_URL", raising=False)
    assert main(["migrate"]) == 0
    assert "最新" in capsys.readouterr().err
    assert main(["parks"]) == 0


def test_a_refusal_is_json_where_json_was_asked_for(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads the code and the three parts on stderr; stdout holds results only; the exit code stays."""
    assert 1 == main(["tasks", "--case", "park/nobody/application/1", "--json"])
    out, err = capsys.readouterr()
    told = json.loads(err)

    assert ("", {"code", "what", "why", "now"}, "refused") == (out, set(told), told["code"])
    assert 2 == main(["tasks", "--role", "nobody", "--json"])
    assert "usage" == json.loads(capsys.readouterr().err)["code"]
