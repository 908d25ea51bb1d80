"""A round at the command line: opened once by the leader, shown park by park, taken up again by resume (Q25)."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from temporalio import workflow

from activities.contracts import Life
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from console.app import main
from desk.openings import resuming, rounds
from desk.people import Desk
from desk.views import history
from desk.views import round as views
from records.database import Database
from records.migrate import upgrade
from records.people.directory import Account, add_account
from records.projection import project_round
from records.tables import CaseRow, ParkRow
from regulation.calendar.working_days import CST
from regulation.measures.edition import known_editions
from regulation.procedures.park import ParkFile
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import Answer, Heard
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError, NotEntitledError, RefusedError
from simulation.world.engine import World
from tests.conftest import DISTRICT, EDITION
from workflows.round import Round

NOW = datetime.now(CST)
YEAR = NOW.year
LEADER = Account(id="city-leader", name="陈负责", roles=(Role.CITY_HRSS_LEADER,))
HANDLER = Account(id="city-hrss", name="李经办", roles=(Role.CITY_HRSS,))
PARKS = {"a": Stage.IN_LIFE, "b": Stage.IN_LIFE, "c": Stage.CANDIDATE}


@workflow.defn(name="ParkLifecycle")
class ListeningPark:
    """Hears the call and tells the round at once; its ledger knows of no evaluation."""

    @workflow.init
    def __init__(self, life: Life) -> None:
        self.life = life
        self.called: list[int] = []

    @workflow.run
    async def run(self, _: Life) -> None:
        """Answer, a day after the call."""
        while True:
            await workflow.wait_condition(lambda: bool(self.called))
            await workflow.sleep(timedelta(days=1))
            handle = workflow.get_external_workflow_handle(f"round/{self.called.pop()}")
            await handle.signal("park_done", workflow.info().workflow_id.removeprefix("park/"))

    @workflow.signal
    def evaluation_called(self, year: int, opened_on: date) -> None:
        """Hear the call, with the day of the round."""
        assert year == opened_on.year
        self.called.append(year)


class WorldDesk(Desk):
    """A desk whose Temporal is a simulated world, and whose accounts need no token."""

    def __init__(self, db: Database, world: World, hall: list[Any]) -> None:
        settings: Any = SimpleNamespace(task_queue="t")
        super().__init__(settings, db)
        self.world, self.hall = world, hall

    async def client(self) -> Any:
        """Give the world's client."""
        return self.world.client

    async def account(self, name: str | None) -> Account:
        """Give one of the two people."""
        return {account.id: account for account in (LEADER, HANDLER)}[str(name)]


def records(folder: Path) -> Database:
    """Give records with two municipal parks and a candidate, and the two people."""
    url = f"sqlite+aiosqlite:///{folder / 'records.db'}"
    upgrade(url)
    return Database(url)


async def fill(db: Database, folder: Path) -> None:
    """Put the people and the parks in."""
    for account in (LEADER, HANDLER):
        await add_account(db, account, folder / "accounts")
    async with db.transaction() as session:
        for name, stage in PARKS.items():
            session.add(
                ParkRow(
                    id=f"park/{name}",
                    name=f"{name}园",
                    district=DISTRICT,
                    stage=stage.value,
                    file=park(name).model_dump(mode="json"),
                )
            )


def park(name: str) -> ParkFile:
    """Give a park of which only the name matters."""
    return ParkFile(id=name, name=name, district=DISTRICT, edition=EDITION.id, edition_digest=EDITION.digest)


@pytest.fixture
async def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WorldDesk]:
    """Give a desk in a city whose first round year is the present one, and whose parks listen."""
    first = EDITION.parameters["central.first_year"].model_copy(update={"value": YEAR})
    one = EDITION.parameters["central.in_flight"].model_copy(update={"value": 1})
    parameters = {**EDITION.parameters, "central.first_year": first, "central.in_flight": one}
    under = EDITION.model_copy(update={"id": "now", "digest": "now", "parameters": parameters})
    monkeypatch.setitem(known_editions(), under.id, under)
    monkeypatch.setattr(rounds, "current_edition", lambda: under)
    db = await asyncio.to_thread(records, tmp_path)
    await fill(db, tmp_path)
    hall = all_activities(db, Store(tmp_path / "store"), Mailer(None, "a@b.invalid", tmp_path / "outbox"))
    async with World(NOW, 1, [Round, ListeningPark], hall) as world:
        for name in PARKS:
            await world.client.start_workflow(ListeningPark.run, Life(park=park(name)), id=f"park/{name}")
        yield WorldDesk(db, world, hall)
    await db.close()


async def answers(at: Desk) -> list[tuple[str, str]]:
    """Say how each park is shown."""
    return [(row.park, str(row.answer_zh)) for row in (await views.shown(at, YEAR)).parks]


@pytest.mark.provision("R8-central", "Q25")
async def test_one_command_opens_the_round_and_show_follows_it(at: WorldDesk) -> None:
    """Called, waiting and done are told apart; the retry is answered, a second opening is refused."""
    first = await rounds.open_round(at, YEAR, LEADER.id, "年度集中考评", "key-1")
    assert (f"round/{YEAR}", 1) == (first.case, first.seq)
    await at.world.sleep(1)
    assert [("a", "考评中"), ("b", "待通知")] == await answers(at)
    async with at.db.transaction() as session:
        session.add(evaluation("a"))
    (row, _) = (await views.shown(at, YEAR)).parks
    assert ("park/a/evaluation/1", Stage.EVALUATION_SCORING.zh) == (row.case, str(row.stage_zh))
    assert (await rounds.open_round(at, YEAR, LEADER.id, None, "key-1")).repeated
    with pytest.raises(AlreadyDoneError, match="已启动"):
        await rounds.open_round(at, YEAR, LEADER.id, None, "key-2")

    await at.world.sleep(timedelta(days=4))
    found = await views.shown(at, YEAR)
    assert ("round_closed", 2, 2, 0, 0) == (
        found.stage,
        found.called,
        found.done,
        found.in_flight,
        found.waiting,
    )
    assert [("a", "不参加本轮"), ("b", "不参加本轮")] == await answers(at)
    told = [row.act for row in (await history.story(at, f"round/{YEAR}", None)).rows]
    assert ["open_round", "call_park", "hear_park", "call_park", "hear_park", "close_round"] == told
    with pytest.raises(RefusedError, match="没有此轮次"):
        await history.story(at, f"round/{YEAR + 3}", None)


def evaluation(name: str) -> CaseRow:
    """Give an evaluation that was opened in the round and is being scored."""
    return CaseRow(
        id=f"park/{name}/evaluation/1",
        park_id=name,
        park_name=name,
        district=DISTRICT,
        stage=Stage.EVALUATION_SCORING.value,
        seq=3,
        file={"round": f"round/{YEAR}"},
    )


async def test_what_is_refused_leaves_no_round_running(at: WorldDesk) -> None:
    """Asked before anything is started: not by the handler, not in another year."""
    for year, name, error in (
        (YEAR, HANDLER.id, NotEntitledError),
        (YEAR + 1, LEADER.id, RefusedError),
        (YEAR + 3, LEADER.id, RefusedError),
    ):
        with pytest.raises(error):
            await rounds.open_round(at, year, name, None, None)
    with pytest.raises(RefusedError, match="没有此轮次"):
        await views.shown(at, YEAR)
    assert {"ParkLifecycle"} == {run.type for run in at.world.runs}


@pytest.mark.provision("Q25")
async def test_resume_takes_a_round_up_again(at: WorldDesk) -> None:
    """After the server was emptied, the round goes on from the records to its end."""
    await rounds.open_round(at, YEAR, LEADER.id, None, None)
    await at.world.sleep(1)
    async with World(at.world.now, 2, [Round, ListeningPark], at.hall) as emptied:
        at.world = emptied
        assert ["park/a", "park/b", "park/c", f"round/{YEAR}"] == await resuming.resume(at)
        await emptied.sleep(timedelta(days=4))
        assert [("a", "不参加本轮"), ("b", "不参加本轮")] == await answers(at)
        assert f"round/{YEAR}" not in await resuming.resume(at), "a round that is over is not started again"


def test_the_commands_answer_with_their_exit_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the leader opens; a round that is in the records is shown as a table and as JSON."""
    monkeypatch.setenv("PARKLIFE_VAR", str(tmp_path))
    monkeypatch.delenv("PARKLIFE_DATABASE_URL", raising=False)
    db = records(tmp_path)
    asyncio.run(fill(db, tmp_path))
    assert 1 == main(["round", "show", "2029"])
    assert 1 == main(["round", "open", "2029", "--as", HANDLER.id])
    assert "请由市人社局负责人办理" in capsys.readouterr().err

    asyncio.run(keep(db))
    assert 0 == main(["round", "show", "2029"])
    told = capsys.readouterr()
    assert "已通知 1 家，其中办结 1 家" in told.err
    assert "合格" in told.out
    assert 0 == main(["round", "show", "2029", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert ["qualified", None] == [row["grade"] for row in shown["parks"]]


async def keep(db: Database) -> None:
    """Put a running round with one answer into the records."""
    heard = Heard(park="a", answer=Answer.EVALUATED, case="park/a/evaluation/1", grade="qualified")
    round_ = RoundFile(
        year=2029,
        edition=EDITION.id,
        edition_digest=EDITION.digest,
        stage=Stage.ROUND_RUNNING,
        called={"a": NOW.date()},
        heard={"a": heard},
    )
    async with db.transaction() as session:
        await project_round(session, round_)
    await db.close()
