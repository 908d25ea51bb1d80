"""The calendar feeds: parsed back by the library, the same from run to run, and closed to what people typed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from console.app import main
from records.calendar.working_days import china
from records.database import Database
from records.people import directory
from records.tables import LedgerRow, ParkRow
from regulation.calendar.working_days import CST, Years, local_day
from regulation.procedures.park import ParkFile
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import DISTRICT, EDITION, OPERATOR
from tests.entries import BEGUN, CASE

TODAY = local_day(datetime.now(UTC))
DUE = TODAY + timedelta(days=20)
EVIL = "江北\r\nATTENDEE:mailto:x@x.invalid\nEND:VEVENT;,\\\x07\u2028名"


def feed(out: str) -> list[Any]:
    """Read a feed back, and give its events."""
    (calendar,) = icalendar.Calendar.from_ical(out, multiple=True)
    assert {"VEVENT"} >= {part.name for part in calendar.subcomponents}
    return list(calendar.walk("VEVENT"))


def exported(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Run the command and give what it printed."""
    assert main(["ics", *argv]) == 0
    return capsys.readouterr().out


async def designate(db: Database, name: str = "江北", district: str = DISTRICT, park: str = "p9") -> None:
    """Put a park in life into the records, with the ledger row that made it one."""
    file = ParkFile(
        id=park,
        name=name,
        district=district,
        edition=EDITION.id,
        edition_digest=EDITION.digest,
        stage=Stage.IN_LIFE,
        operator_code=OPERATOR.credit_code,
        designated_on=TODAY,
        self_year=TODAY.year,
    )
    row = ParkRow(
        id=file.case, name="n", district=district, stage=file.stage, file=file.model_dump(mode="json")
    )
    told = LedgerRow(
        position=int(park.removeprefix("p")) * 100, case_id=file.case, seq=1, key=park, act="x", at=BEGUN, entry="{}",
        prev_hash="", hash="",
    )  # fmt: skip
    async with db.transaction() as session:
        session.add_all([row, told])


@pytest.mark.provision("Q53")
def test_a_task_is_an_all_day_event_with_its_alarm(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """On the last day, in Chinese, with basis and command, rung on the morning of the reminder before it."""
    office.due(DUE)
    (event,) = feed(exported(capsys, "--as", "local"))
    warned = china(Years(first=DUE.year - 1, last=DUE.year)).workday_before(
        DUE, int(EDITION.texts("reminders.before_workdays")[0])
    )

    assert (DUE, DUE + timedelta(days=1)) == (event.decoded("dtstart"), event.decoded("dtend"))
    assert "江北人力资源服务产业园：所在地审核" in event["summary"]
    assert all(part in event["description"] for part in ("依据 ", f"act {CASE} pass_examination --as local"))
    assert BEGUN + timedelta(hours=2) == event.decoded("dtstamp")
    (alarm,) = event.walk("VALARM")
    assert datetime(warned.year, warned.month, warned.day, 9, tzinfo=CST) == alarm.decoded("trigger")


def test_the_same_records_give_the_same_feed(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Byte for byte: nothing in it is taken from the clock; the file holds what stdout shows."""
    office.due(DUE)
    first = exported(capsys, "--as", "local")
    file: Path = office.folder / "local.ics"
    assert exported(capsys, "--as", "local", "--out", str(file)) == ""

    assert exported(capsys, "--as", "local") == first == file.read_bytes().decode()


@pytest.mark.provision("Q01", "R6-survey", "R8-self", "R8-central")
def test_the_openings_of_ones_parks_are_in_it(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Three years of the district's park for the district, its operator and the city; for nobody else."""
    office.run(designate)
    office.run(lambda db: designate(db, "外区", "吉林市昌邑区", "p8"))
    rival = directory.Account(
        id="op2", name="别家", roles=(Role.OPERATOR,), district=DISTRICT, credit_code="91220203MA0000009X"
    )
    office.add(rival)
    of = {who: feed(exported(capsys, "--as", who)) for who in ("local", "op", "city", "drc", "op2", "exp-1")}

    assert [0, 0, 0] == [len(of[who]) for who in ("drc", "op2", "exp-1")]
    assert {"江北"} == {str(e["summary"]).removeprefix("【开启】").split("：")[0] for e in of["local"]}
    assert len(of["local"]) == len(of["op"]) == len(of["city"]) // 2
    summaries = {str(event["summary"]).split("：")[1] for event in of["local"]}
    assert {Kind.SURVEY.zh, Kind.SELF_ASSESSMENT.zh} <= summaries
    assert len(of["local"]) == len({str(event["uid"]) for event in of["local"]})
    last = date(TODAY.year + 3, TODAY.month, min(TODAY.day, 28)) + timedelta(days=3)
    assert all(TODAY <= event.decoded("dtstart") <= last for event in of["local"])


def test_nobody_writes_lines_into_a_feed(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A park's name with line ends, separators and controls stays one summary, in tasks and in openings."""
    office.due(DUE, EVIL)
    office.run(lambda db: designate(db, EVIL))
    out = exported(capsys, "--as", "local")
    lines = out.replace("\r\n ", "").split("\r\n")

    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert not [c for c in out.replace("\r\n", "") if ord(c) < ord(" ") or c == "\u2028"]
    assert len(feed(out)) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    expected = "江北 ATTENDEE:mailto:x@x.invalid END:VEVENT;,\\ 名"
    assert all(expected in str(event["summary"]) for event in feed(out))


@pytest.mark.provision("Q10", "Q01")
def test_the_feed_of_a_role(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Of its district or of all; experts have none, since it would tell who sits."""
    office.due(DUE)
    assert 1 == len(feed(exported(capsys, "--role", "local_hrss")))
    assert 1 == len(feed(exported(capsys, "--role", "所在地人社部门", "--district", DISTRICT)))
    assert 0 == len(feed(exported(capsys, "--role", "local_hrss", "--district", "吉林市昌邑区")))
    assert main(["ics", "--role", "expert"]) == 1
    assert "只向本人提供" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--as", "local", "--role", "drc"], 2),
        (["--role", "boss"], 2),
        ([], 1),
        (["--role", "drc", "--out", "nowhere/x.ics"], 1),
    ],
)
def test_a_mistake_is_told(
    office: Any, argv: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two owners, an unknown role, none at all, and a folder that is not there."""
    assert code == main(["ics", *argv])
    told = capsys.readouterr()
    assert told.err
    assert not told.out
