"""What people see: tables that keep ids whole, a case in Chinese, words that are not sealed, nothing in words."""

import asyncio
import io
import json
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from console.app import main
from console.terminal import case_view, tables
from desk.views import case as cases
from desk.views import tasks as waiting
from desk.words.entry_words import in_words, said
from desk.words.field_names import NAMES, inner_form, is_list, title_of
from desk.words.form_help import skeleton
from records.people.directory import Account
from regulation.casework.entry import Receipt
from regulation.casework.file import CaseFile, Notice
from regulation.procedures.application.file import Objection, ObjectionStatus
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.entries import CASE, actor, ends, entry

HEADINGS = {"case": "案件", "due_on": "期限", "why": "事由"}
LONG = [{"case": "park/jiangbei/application/1", "due_on": "2026-12-22", "why": "材料不齐，须一次告知" * 9}]


def drawn(width: int, *, terminal: bool) -> str:
    """Draw the long row on a terminal of a width, or into a pipe."""
    out = io.StringIO()
    tables.draw(
        HEADINGS, LONG, console=Console(file=out, width=width, force_terminal=terminal, color_system=None)
    )
    return out.getvalue()


@pytest.mark.parametrize("width", [24, 57, 58, 59, 60, 80])
def test_ids_and_dates_are_never_broken(width: int) -> None:
    """On any terminal, while its lines stay within it as long as the whole columns leave any room for text."""
    text = drawn(width, terminal=True)
    assert LONG[0]["case"] in text
    assert LONG[0]["due_on"] in text
    assert (LONG[0]["why"] in text) == ("│" not in text), "text folds in a table, and stays whole in lines"


def test_a_terminal_folds_text_before_it_gives_up_the_table() -> None:
    """One column less than the least table needs, and the rows are written line by line."""
    least = 1 + (27 + 3) + (10 + 3) + (tables.TEXT_MIN + 3)
    assert "│" in drawn(least, terminal=True)
    assert "│" not in drawn(least - 1, terminal=True)


def test_a_pipe_gets_whole_rows() -> None:
    """Whatever width the terminal or its variable has: one row is one line."""
    assert LONG[0]["why"] in drawn(80, terminal=False)


def test_nothing_is_said_in_words(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty list says so to people and is an empty list for programs."""
    for argv, told in (
        (["tasks"], "没有待办"),
        (["inbox", "--as", "op"], "没有提醒"),
        (["parks"], "没有园区"),
    ):
        assert main(argv) == 0
        assert told in capsys.readouterr().out
        assert main([*argv, "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == []


def test_tasks_of_an_unknown_case(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused, while a known case and its park are looked at as they are."""
    office.due(date(2026, 12, 1))
    assert main(["tasks", "--case", "park/nowhere"]) == 1
    assert "没有此案件" in capsys.readouterr().err
    assert main(["tasks", "--case", CASE]) == 0
    assert main(["tasks", "--case", CASE, "--role", "expert"]) == 0
    assert "没有待办" in capsys.readouterr().out


def test_a_case_reads_in_chinese(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The period with its length and start, no Python in sight; programs get what they got."""
    office.due(date(2026, 12, 1))
    assert main(["case", CASE]) == 0
    out = capsys.readouterr().out
    assert "2026-12-01（20 个工作日，自 2026-11-02）" in out
    assert "所在地审核" in out
    assert "tenant_list.pdf（入驻机构名单，未查毒）" in out
    assert not {"{", "None", "stage", "light", "waiting_for", "due"} & set(out.replace("│", " ").split())
    assert main(["case", CASE, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"]["last_day"] == "2026-12-01"


def test_every_field_of_a_procedure_has_a_chinese_name() -> None:
    """Its own fields and those that every case shows."""
    for rules in PROCEDURES.values():
        own = rules.file.model_fields.keys() - CaseFile.model_fields.keys() - rules.file.private
        assert set() == {name for name in own if title_of(rules.file, name) == name}
    assert {"stage", "light", "waiting_for", "due", "notice", "sheets", "objections"} <= NAMES.keys()


def test_what_any_procedure_adds_can_be_read() -> None:
    """Whatever its own fields hold: nothing of Python, and no bare English key where a name is known."""
    for kind, rules in PROCEDURES.items():
        shown: dict[str, Any] = {"id": f"park/p1/{kind.value}/1"}
        for name, field in rules.file.model_fields.items():
            form = inner_form(field.annotation)
            if form is not None and name not in {
                "facts",
                "panel",
                "suspensions",
                "served",
                *rules.file.private,
            }:
                value = skeleton(form)
                shown[name] = [value] if is_list(field.annotation) else value
        told = case_view.rows(shown)
        assert len(shown) == len(told)
        assert not [row for row in told if "{" in row["value"] or "None" in row["value"]]


def objection() -> Objection:
    """Give an admitted objection."""
    return Objection(
        id=2,
        filed_at=datetime(2026, 11, 20, 1, tzinfo=UTC),
        text="面积不实",
        name="张三",
        contact="0432",
        status=ObjectionStatus.ADMITTED,
        due=ends(date(2026, 12, 1)),
    )


def test_parts_of_a_case_are_short_lines() -> None:
    """Objections with number and state, sheets sealed or open, the notice with its days; the empty left out."""
    filed = objection().model_dump(mode="json", exclude={"name", "contact"})
    sheet = {"expert": "专家 1", "part": "desk", "sealed": True}
    open_ = {**sheet, "sealed": False, "score": "88", "recommends": True, "opinion": "可行"}
    notice = Notice(number="1号", opens_on=date(2026, 11, 24), period=ends(date(2026, 12, 1)))
    shown = {
        "id": CASE,
        "objections": [filed],
        "sheets": [sheet, open_],
        "reasons": [("R4.2c-area", "面积不足")],
    }
    rows = case_view.rows({**shown, "notice": notice.model_dump(mode="json"), "panel": [], "visit": None})
    told = {row["key"]: row["value"] for row in rows}
    assert set(told) == {"编号", "异议", "评分表", "理由", "公示"}
    assert told["异议"].startswith(
        "异议 2（已受理，核查中）：面积不实；2026-11-20 09:00 提出；期限 2026-12-01（"
    )
    assert told["评分表"].split("\n") == [
        "专家 1 材料审核：已签署，汇总前不公开",
        "专家 1 材料审核：88 分，建议认定；可行",
    ]
    assert told["理由"] == "面积不足（R4.2c-area）"
    assert told["公示"].startswith("1号，2026-11-24 起公示，至 2026-12-01（20 个工作日")


def test_an_objection_is_told_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the instant at which it was recorded; one that is only kept on record has none."""
    filed = objection()

    async def case(*_: Any) -> Any:
        return SimpleNamespace(objections=(filed,))

    monkeypatch.setattr(cases, "known_case", case)
    receipt = Receipt(case=CASE, seq=9, act=Act.FILE_OBJECTION, stage=Stage.PUBLIC_NOTICE, at=filed.filed_at)
    desk: Any = None
    assert asyncio.run(cases.objection_number(desk, receipt)) == filed.id
    later = receipt.model_copy(update={"at": datetime(2026, 11, 20, 2, tzinfo=UTC)})
    assert asyncio.run(cases.objection_number(desk, later)) is None


@pytest.mark.parametrize(
    ("key", "matter"),
    [("3/public_notice/city_hrss/objection-2", "异议 2"), ("3/expert_review/expert/exp-1/desk", None)],
)
def test_a_task_tells_which_objection_and_never_which_expert(key: str, matter: str | None) -> None:
    """The end of its key, where it numbers what is to be ruled on."""
    item: Any = SimpleNamespace(key=key)
    assert waiting.matter(item) == matter


def test_history_with_words(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs always get the words, people with --full; the heading of cases is a park's only."""
    office.due(date(2026, 12, 1))
    assert main(["history", CASE, "--json"]) == 0
    assert [row["said"] for row in json.loads(capsys.readouterr().out)] == [{}, {}]
    assert main(["history", CASE, "--full"]) == 0
    assert "内容" in capsys.readouterr().out
    assert main(["history", CASE]) == 0
    assert "内容" not in capsys.readouterr().out


@pytest.mark.provision("Q10", "Q11", "Q12")
def test_sealed_words_stay_sealed() -> None:
    """A member's opinion until all are collated, who sits, who objected; what is openly decided is told."""
    auditor = Account(id="aud", name="审计", roles=(Role.AUDITOR,))
    expert = actor("local", Role.EXPERT)
    themselves = Account(id="local", name="本人", roles=(Role.EXPERT,))
    sealed: Any
    collated: Any
    sheet = entry(
        5, Stage.EXPERT_REVIEW, Act.SIGN_DESK_SHEET, expert, score="88", recommends=True, opinion="好"
    )
    sealed, collated = (
        SimpleNamespace(signed_sheets=lambda kept=kept: (SimpleNamespace(sealed=kept),))
        for kept in (True, False)
    )
    assert said(sheet, sealed, auditor) == {}
    assert said(sheet, sealed, None) == {}
    assert said(sheet, collated, None) == {"opinion": "好"}
    assert said(sheet, sealed, themselves) == {"opinion": "好"}
    public = actor("local", Role.PUBLIC)
    named: dict[str, Any] = {"text": "面积不实", "name": "张三", "contact": "0432"}
    filed = entry(6, Stage.PUBLIC_NOTICE, Act.FILE_OBJECTION, public, **named)
    assert said(filed, None, None) == {"text": "面积不实"}
    unnamed = entry(6, Stage.PUBLIC_NOTICE, Act.FILE_OBJECTION, public, text="面积不实")
    assert said(unnamed, None, None) == {}
    assert said(unnamed, None, auditor) == {"text": "面积不实"}
    conflict = entry(5, Stage.EXPERT_REVIEW, Act.DECLARE_CONFLICT, expert, ground="曾任职于甲公司")
    assert said(conflict, None, None) == {}
    assert said(conflict, None, auditor) == {"ground": "曾任职于甲公司"}


def test_words_are_told_by_the_titles_of_their_form() -> None:
    """Each field on its line."""
    one = entry(3, Stage.LOCAL_REVIEW, Act.PASS_EXAMINATION, actor("local"), opinion="齐全")
    assert in_words(said(one, None, None), one) == "意见：齐全"
