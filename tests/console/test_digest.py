"""The digest at the command line: read as Markdown or JSON, mailed once a day."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.app import main
from regulation.calendar.working_days import local_day

TODAY = local_day(datetime.now(UTC))


@pytest.mark.provision("Q53")
def test_a_person_reads_it(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Overdue work stands under its heading with the light, in both forms alike."""
    office.due(TODAY - timedelta(days=1))
    assert main(["digest", "--as", "local"]) == 0
    text = capsys.readouterr().out
    assert "## 已超期" in text
    assert "- [超期] 江北人力资源服务产业园（park/p1/application/1）" in text
    assert main(["digest", "--as", "local", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (["red"], [], []) == ([r["light"] for r in told["overdue"]], told["soon"], told["later"])


def test_the_days_ahead_can_be_chosen(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Thirty days from now is later with a week ahead, and soon with thirty days; none at all is a mistake."""
    office.due(TODAY + timedelta(days=30))
    for days, expected in (("29", (0, 1)), ("30", (1, 0))):
        assert main(["digest", "--as", "local", "--days", days, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert expected == (len(told["soon"]), len(told["later"]))
    assert main(["digest", "--as", "local", "--days", "0"]) == 2


def test_it_is_mailed_once_a_day(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """To everybody who has work and an address; asked again, to nobody."""
    office.due(TODAY)
    for expected in (["local"], []):
        assert main(["digest", "--send", "--json"]) == 0
        assert expected == json.loads(capsys.readouterr().out)["sent"]
    assert [f"digest.local.{TODAY}.eml"] == [file.name for file in (office.folder / "outbox").iterdir()]
    assert main(["digest", "--send", "--as", "local", "--json"]) == 0
    assert [] == json.loads(capsys.readouterr().out)["sent"]


def test_reading_needs_an_account(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody's digest is nobody's."""
    assert main(["digest"]) == 1
    assert "--as" in capsys.readouterr().err
