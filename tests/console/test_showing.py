"""What people see: tables that keep ids whole, a case in Chinese, words that are not sealed, nothing in words."""

import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.console import Console

from console.app import main
from console.terminal import case_view, tables
from desk.words.field_names import NAMES, inner_form, is_list, title_of
from desk.words.form_help import skeleton
from regulation.casework.file import CaseFile, Notice
from regulation.procedures.application.file import Objection, ObjectionStatus
from regulation.procedures.registry import PROCEDURES
from tests.entries import CASE, ends

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
    assert "没有此园区" in capsys.readouterr().err
    assert main(["tasks", "--case", CASE]) == 0
    assert main(["tasks", "--case", CASE, "--role", "expert"]) == 0
    assert "没有待办" in capsys.readouterr().out


def test_a_case_reads_in_chinese(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The period with its length and start, no Python in sight; programs get what they got."""
    office.due(date(2026, 12, 1))
    assert main(["case", CASE]) == 0
    out = capsys.readouterr().out
    assert "2026年12月1日（20 个工作日，自 2026年11月2日）" in out
    assert "所在地审核" in out
    assert "tenant_list.pdf（已入驻或已签约企业名录，未查毒）" in out
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
        "异议 2（已受理，核查中）：面积不实；2026年11月20日 09:00 提出；期限 2026年12月1日（"
    )
    assert told["评分表"].split("\n") == [
        "专家 1 材料审核：已签署，汇总前不公开",
        "专家 1 材料审核：88 分，建议认定；可行",
    ]
    assert told["理由"] == "面积不足（R4.2c-area）"
    assert told["公示"].startswith("1号，2026年11月24日 起公示，至 2026年12月1日（20 个工作日")


def test_history_with_words(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs always get the words, people with --full; the heading of cases is a park's only."""
    office.due(date(2026, 12, 1))
    assert main(["history", CASE, "--json"]) == 0
    assert [row["said"] for row in json.loads(capsys.readouterr().out)] == [{}, {}]
    assert main(["history", CASE, "--full"]) == 0
    assert "内容" in capsys.readouterr().out
    assert main(["history", CASE]) == 0
    assert "内容" not in capsys.readouterr().out
