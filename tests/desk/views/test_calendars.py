"""Calendars at the command line: checked, shown, kept, and told to the open cases (Q41)."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.service import RPCError, RPCStatusCode

from console.app import main
from desk.people import Desk
from desk.usage import UsageMistakeError
from desk.views import calendars
from records.calendar.calendars import official_years
from records.calendar.working_days import china, published
from records.database import Database
from records.migrate import upgrade
from records.tables import CaseRow, ParkRow
from regulation.calendar.working_days import CST, Years
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError, RefusedError
from tests.conftest import DISTRICT, EDITION, facts

SAMPLE = Path(__file__).parents[3] / "samples" / "calendar-2027.toml"
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
# From here five working days cross National Day: provisional 29, 30 September and 6 to 8 October; by the
# sample, where 6 and 7 October are off and the 9th is worked, 29, 30 September and 8, 9, 11 October.
ACROSS = datetime(2027, 9, 28, 9, tzinfo=CST)


def case(number: int, stage: Stage, start: datetime | None) -> CaseRow:
    """Give a case whose period of five working days, if any, began at `start`."""
    due = china(Years(first=2026, last=2028)).add_workdays(start, 5) if start else None
    name = f"park/p{number}/application/1"
    file = {
        "id": name,
        "park": f"p{number}",
        "edition": EDITION.id,
        "edition_digest": EDITION.digest,
        "stage": stage,
        "facts": facts().model_dump(mode="json"),
        "due": due.model_dump(mode="json") if due else None,
    }
    return CaseRow(
        id=name,
        park_id=f"p{number}",
        park_name="园区",
        district=DISTRICT,
        stage=stage,
        seq=1,
        due_on=due.last_day if due else None,
        file=file,
    )


async def fill(db: Database) -> None:
    """Put two parks and four cases into the read models: moved, not moved, without a period, ended."""
    async with db.transaction() as session:
        for number in (1, 2):
            session.add(
                ParkRow(id=f"park/p{number}", name="园区", district=DISTRICT, stage="candidate", file={})
            )
        session.add(case(1, Stage.LOCAL_REVIEW, ACROSS))
        session.add(case(2, Stage.LOCAL_REVIEW, ACROSS - timedelta(days=14)))
        session.add(case(3, Stage.PREPARING, None))
        session.add(case(4, Stage.DESIGNATED, ACROSS))


@dataclass
class Switchboard:
    """Stands for the Temporal client: remembers who was signalled, and knows who is gone."""

    gone: tuple[str, ...] = ()
    signals: list[tuple[str, str]] = field(default_factory=list)

    def get_workflow_handle(self, name: str) -> Any:
        """Give a handle whose only act is to be signalled."""
        board = self

        class Handle:
            async def signal(self, signal: str, **_: Any) -> None:
                if name in board.gone:
                    raise RPCError("workflow not found", RPCStatusCode.NOT_FOUND, b"")
                board.signals.append((name, signal))

        return Handle()


class TestDesk(Desk):
    """A desk with a switchboard, or with nobody at the other end."""

    __test__ = False

    def __init__(self, db: Database, board: Switchboard | None) -> None:
        self.db, self.board = db, board

    async def client(self) -> Any:
        """Give the switchboard."""
        if self.board is None:
            raise RefusedError("连接 Temporal", "服务没有应答", "请先启动系统")
        return self.board


def written(folder: Path, old: str, new: str) -> Path:
    """Write the sample with one change."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    file = folder / "year.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_the_sample_is_sound_and_says_that_it_is_invented() -> None:
    """Whoever copies it starts from a file that passes, and cannot take it for a notice."""
    assert 2027 == calendars.read_year(SAMPLE).year
    assert "虚构" in calendars.read_year(SAMPLE).source
    assert SAMPLE.read_text(encoding="utf-8").startswith("# 虚构样例")


@pytest.mark.provision("Q41")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year = 2027", "year = 2028", "days_off 中2027年1月1日不属于 2028 年"),
        ("year = 2027", "year = 2024", "「year」过小"),
        ("year = 2027", "", "「year」必填"),
        ("year = 2027", "year = 2027\nyears = 1", "「years」没有此字段"),
        ("year = 2027", "year = ", "Invalid value"),
        ("2027-06-09,", "", "days_off 缺少端午节（2027年6月9日）"),
        ("2027-02-05, ", "", "days_off 缺少农历除夕（2027年2月5日）"),
        ("workdays = [", "workdays = [2027-05-07, ", "workdays 中2027年5月7日本来就是工作日"),
        ("workdays = [", "workdays = [2027-10-02, ", "workdays 与 days_off 同时列有2027年10月2日"),
        ("2027-04-03, ", "2027-04-03, 2027-04-03, ", "days_off 中2027年4月3日重复列出"),
    ],
)
def test_an_unsound_file_is_told_field_by_field(tmp_path: Path, old: str, new: str, told: str) -> None:
    """The field, the reason, and that nothing was changed."""
    with pytest.raises(UsageMistakeError) as caught:
        calendars.read_year(written(tmp_path, old, new))
    assert told in str(caught.value.why)
    assert "未作改动" in str(caught.value.now)


@pytest.mark.provision("Q41")
async def test_the_open_cases_are_listed_with_both_dates(db: Database) -> None:
    """Across the holiday the last day moves, before it not; a case without a period or ended has none to move."""
    await fill(db)
    rows = await calendars.recounted(TestDesk(db, None), calendars.read_year(SAMPLE))
    assert [
        ("park/p1/application/1", date(2027, 10, 8), date(2027, 10, 11)),
        ("park/p2/application/1", date(2027, 9, 22), None),
        ("park/p3/application/1", None, None),
    ] == [(row.case, row.due_on, row.new_due_on) for row in rows]


async def test_every_open_case_is_told(db: Database) -> None:
    """Once each, by the signal without arguments; an ended case is left alone, and a park counts no working days."""
    await fill(db)
    board = Switchboard()
    told = await calendars.notify_open_cases(TestDesk(db, board))
    names = [f"park/p{n}/application/1" for n in (1, 2, 3)]
    assert [(name, "calendar_changed") for name in names] == board.signals
    assert (tuple(names), ()) == (told.reached, told.unreached)


async def test_who_was_not_reached_is_named(db: Database) -> None:
    """The others are told all the same, and the message says what to repeat."""
    await fill(db)
    board = Switchboard(gone=("park/p1/application/1", "park/p3/application/1"))
    with pytest.raises(RefusedError) as caught:
        await calendars.announce(TestDesk(db, board), SAMPLE)
    assert [("park/p2/application/1", "calendar_changed")] == board.signals
    assert all(name in str(caught.value.why) for name in board.gone)
    assert f"calendar import {SAMPLE}" in str(caught.value.now)


async def test_without_temporal_the_calendar_is_kept(db: Database) -> None:
    """The message says so, and names the command that only tells the cases again."""
    with pytest.raises(RefusedError, match="日历已保存") as caught:
        await calendars.announce(TestDesk(db, None), SAMPLE)
    assert f"calendar import {SAMPLE}" in str(caught.value.now)


async def test_a_published_year_is_only_corrected(db: Database) -> None:
    """2026 stands in the release: another text is refused, one that names its digest is kept and shown."""
    desk, release = TestDesk(db, None), published(2026)
    assert release is not None
    said = {"source": "虚构〔2026〕9号", "workdays": release.workdays[1:]}
    other = release.model_copy(update=said)
    with pytest.raises(AlreadyDoneError, match=release.digest):
        await calendars.keep(desk, other, NOW, dry_run=False)
    correction = other.model_copy(update={"corrects": release.digest})
    assert release.digest == (await calendars.shown(desk, 2026)).digest
    assert await calendars.keep(desk, correction, NOW, dry_run=False) is True
    found = await calendars.shown(desk, 2026)
    assert (correction.digest, release.digest) == (found.digest, found.corrects)


@pytest.mark.parametrize(
    ("year", "status", "workdays"),
    [(2004, "official", 252), (2026, "official", 248), (2027, "provisional", 248)],
)
async def test_a_year_is_shown(db: Database, year: int, status: str, workdays: int) -> None:
    """Whether it is official, and how many working days it has."""
    found = await calendars.shown(TestDesk(db, None), year)
    assert (status, workdays) == (found.status, found.workday_count)


async def test_years_without_a_calendar_are_not_shown(db: Database) -> None:
    """2003 and 2101 are outside, 2100 is the last."""
    desk = TestDesk(db, None)
    assert "provisional" == (await calendars.shown(desk, 2100)).status
    for year in (2003, 2101):
        with pytest.raises(UsageMistakeError, match="不在可查范围"):
            await calendars.shown(desk, year)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the URL of records with open cases, for commands that find no Temporal."""
    monkeypatch.setenv("PARKLIFE_VAR", str(tmp_path))
    monkeypatch.delenv("PARKLIFE_DATABASE_URL", raising=False)
    monkeypatch.setenv("PARKLIFE_TEMPORAL_ADDRESS", "127.0.0.1:1")
    url = f"sqlite+aiosqlite:///{tmp_path / 'records.db'}"
    upgrade(url)
    asyncio.run(_with(url, fill))
    return url


async def _with(url: str, ask: Any) -> Any:
    db = Database(url)
    try:
        return await ask(db)
    finally:
        await db.close()


def test_the_commands(records: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run keeps nothing; an import without Temporal keeps the year, fails, and can be repeated."""
    imports = ["calendar", "import", str(SAMPLE), "--json"]
    assert 0 == main([*imports, "--dry-run"])
    told = capsys.readouterr()
    assert ["2027-10-11", None, None] == [row["new_due_on"] for row in json.loads(told.out)]
    assert "未保存" in told.err
    assert () == asyncio.run(_with(records, official_years))
    for done in ("已导入", "未作改动"):
        assert 1 == main(imports)
        told = capsys.readouterr()
        assert all(part in told.err for part in (done, "日历已保存", "重新运行"))
    assert 0 == main(["calendar", "show", "2027", "--json"])
    assert "official" == json.loads(capsys.readouterr().out)["status"]
    assert 0 == main(["calendar", "show", "2027"])
    assert "虚构样例" in capsys.readouterr().out
