"""`explain` at the command line: readable, for programs, and clear about what it does not know."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.app import main
from regulation.calendar.working_days import local_day

TODAY = local_day(datetime.now(UTC))
CASE = "park/p1/application/1"


@pytest.mark.provision("Q17")
def test_a_case_is_explained(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """To people with whole dates, to programs with the same ones."""
    day = TODAY + timedelta(days=30)
    office.due(day)
    assert main(["explain", CASE]) == 0
    text = capsys.readouterr().out
    assert re.search(rf"届满日：{day.year}年{day.month}月{day.day}日（周.）", text)
    assert "解释 Q17" in text
    assert "第 1 个工作日" in text
    assert main(["explain", CASE, "--json"]) == 0
    (period,) = json.loads(capsys.readouterr().out)["periods"]
    assert str(day) == period["last_day"]
    assert ("due", "limits.local_workdays") == (period["matter"], period["source"]["parameter"])


def test_what_is_unknown_is_refused(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A case or a park that is not in the records: exit code 1, and what to do."""
    assert office.folder.is_dir()
    for name in ("park/p9/application/1", "park/p9", "nothing"):
        assert main(["explain", name]) == 1
        assert "办法：" in capsys.readouterr().err
