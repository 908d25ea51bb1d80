"""What the tests of several rooms share: a database, a directory of people, a dossier, a story to act in."""

import asyncio
import gc
import os
import shutil
import sys
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import WorkflowHandle, WorkflowHistory, WorkflowUpdateFailedError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from activities import contracts
from activities.files.dossier_folder import take_in
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from records.database import Database
from records.migrate import upgrade
from records.people import directory
from records.reading import files
from regulation.casework.entry import Entry, Receipt, Submission
from regulation.conditions.dossier import (
    Facts,
    Growth,
    Material,
    Organisation,
    PolicyKind,
    Site,
    Slot,
    TenantSummary,
)
from regulation.designation.scoring import Result
from regulation.measures.edition import edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.message import Message
from running.connection import SEARCH_ATTRIBUTES, workflow_runner
from simulation.years.cities import OLD_OBJECTS
from simulation.years.loop import busy_loop
from tests.patience import PATIENCE_S, SETTLED
from workflows.hall import ALL_WORKFLOWS
from workflows.names import WORKFLOWS
from workflows.procedures.application import Application

# An example may be slow where the machine is busy: what must hold is not how quickly it holds.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
# A sandbox loads the modules of a workflow anew for each run: that they are compiled for each of them too, as this
# variable would have it, doubles the cost of the tests. A test's own processes inherit the change.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

os.environ["PARKLIFE_LANG"] = "zh"  # what the tests read is Chinese, whatever the machine speaks
DISTRICT = "吉林市龙潭区"
OPERATOR = Organisation(name="江北园区运营有限公司", credit_code="91220203MA00000002")
EDITION = edition("jilin-city-draft")
SAMPLE = Path(__file__).parent.parent / "samples" / "jiangbei"
BIN = Path(sys.executable).parent


def facts(**changes: Any) -> Facts:
    """Give the facts of a park that meets every condition that a rule can check."""
    sound: dict[str, Any] = {
        "park_name": "江北人力资源服务产业园",
        "district": DISTRICT,
        "sites": (Site(address="龙潭区某路1号", area_m2=Decimal(3600), main=True),),
        "investor": Organisation(name="江北投资有限公司", credit_code="91220203MA0000001X"),
        "operator": OPERATOR,
        "plan_basis": "符合全市发展规划",
        "market": "市场空间广阔",
        "plan_topics": EDITION.texts("conditions.plan_topics"),
        "services": EDITION.texts("conditions.services"),
        "operator_contract": "委托运营合同",
        "management_rules": ("管理办法",),
        "growth": (
            Growth.model_validate({"on": "2025-10-31", "firms": 8}),
            Growth.model_validate({"on": "2026-10-31", "firms": 12}),
        ),
        "events": ("春季招聘会",),
        "effects": dict.fromkeys(EDITION.texts("conditions.effects"), "良好"),
        "plan_report_is_development_plan": True,
        "tenants": TenantSummary(
            counted=12, signed_only=0, without_licence=0, public_bodies=0, serious_violations=0
        ),
    }
    return Facts.model_validate({**sound, **changes})


def materials() -> tuple[Material, ...]:
    """Give one material in each slot of the checklist but the tenant list's bytes, which no story reads."""
    return tuple(
        Material(
            slot=slot,
            name=f"{slot.value}.pdf",
            sha256=f"{number:064x}",
            size_bytes=1000,
            media_type="application/pdf",
            policy_kind=PolicyKind.POLICY if slot == Slot.SUPPORT_POLICY else None,
        )
        for number, slot in enumerate(Slot)
    )


def collated(*, passed: bool) -> Result:
    """Give a collated review of which only the verdict matters."""
    return Result(
        counted=(),
        excluded=(),
        scores=(),
        mean=None,
        recommending=(),
        size=5,
        complete=True,
        passed=passed,
        reasons=(),
    )


PEOPLE = (
    directory.Account(
        id="op", name="林运营", roles=(Role.OPERATOR,), district=DISTRICT, credit_code=OPERATOR.credit_code
    ),
    directory.Account(
        id="local", name="王所在", roles=(Role.LOCAL_HRSS,), district=DISTRICT, email="l@a.invalid"
    ),
    directory.Account(id="gov", name="赵政府", roles=(Role.LOCAL_GOVERNMENT,), district=DISTRICT),
    directory.Account(id="city", name="李经办", roles=(Role.CITY_HRSS,), email="c@a.invalid"),
    directory.Account(id="city2", name="孙经办", roles=(Role.CITY_HRSS, Role.CITY_HRSS_LEADER)),
    directory.Account(id="leader", name="周负责", roles=(Role.CITY_HRSS_LEADER,)),
    directory.Account(id="drc", name="吴发改", roles=(Role.DRC,)),
    directory.Account(id="fin", name="郑财政", roles=(Role.FINANCE,)),
    *(
        directory.Account(
            id=f"exp-{n}",
            name=f"专家{n}",
            roles=(Role.EXPERT,),
            expert={"field": f"领域{n % 3}", "external": n <= 6, "employer": f"单位{n}", "region": "长春市"},
        )
        for n in range(1, 10)
    ),
)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays to the end, and look less often: little of a story is garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OLD_OBJECTS)


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run every test on the time machine's loop, which looks at the outside only now and then while it is busy."""
    return {"busy": busy_loop}


class TriedOnce(SandboxedWorkflowRunner):
    """The sandbox as a worker has it, but a workflow is tried in it once in a session, and not by every new worker."""

    tried: ClassVar[set[type]] = set()

    def prepare_workflow(self, defn: Any) -> None:
        """Load a workflow's modules in a sandbox, unless that has been done."""
        if defn.cls not in self.tried:
            super().prepare_workflow(defn)
            self.tried.add(defn.cls)


def sandbox() -> TriedOnce:
    """Give the sandbox in which the workflows of a test run."""
    return TriedOnce(restrictions=workflow_runner().restrictions)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with migrated records and the tokens of everybody of the stories, to be copied: made once."""
    folder = tmp_path_factory.mktemp("founded")
    url = f"sqlite+aiosqlite:///{folder / 'records.db'}"
    upgrade(url)
    asyncio.run(register(url, folder / "accounts"))
    assert ["accounts", "records.db"] == sorted(path.name for path in folder.iterdir()), "nothing is in a log"
    return folder


async def register(url: str, accounts: Path) -> None:
    """Put everybody of the stories into the directory of migrated records, with a token each."""
    database = Database(url)
    for person in PEOPLE:
        await directory.add_account(database, person, accounts)
    await database.close()


@pytest.fixture
async def db(founded: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Give a migrated SQLite database with every person of the stories in its directory."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'records.db'}")
    yield database
    await database.close()


@pytest.fixture
async def skipping() -> AsyncIterator[WorkflowEnvironment]:
    """Give a time-skipping test server of its own: the clock is global, and an open case would hold it."""
    env = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(BIN / "temporal-test-server"),
        data_converter=pydantic_data_converter,
        test_server_startup_timeout=timedelta(seconds=PATIENCE_S),
    )
    await env.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=env.client.namespace,
            search_attributes=SEARCH_ATTRIBUTES,
        )
    )
    yield env
    await env.shutdown()


@dataclass
class Story:
    """One application on the time-skipping server, acted by its people."""

    env: WorkflowEnvironment
    db: Database
    handle: WorkflowHandle[Any, Any]
    case: str
    numbers: dict[str, int] = field(default_factory=dict)

    async def file(self) -> Any:
        """Give the case file as the records have it."""
        found = await files.case_file(self.db, self.case)
        assert found is not None
        return found

    async def act(self, person: str, act: Act, role: Role | None = None, **form: Any) -> Receipt:
        """Let a person act, having seen the present version."""
        return await self.send(await self.submission(person, act, role, **form))

    async def submission(self, person: str, act: Act, role: Role | None = None, **form: Any) -> Submission:
        """Give what the entrance would send for a person."""
        who = next(p for p in PEOPLE if p.id == person)
        file = await self.file()
        return Submission(
            act=act,
            actor=who.acting(role or who.roles[0]),
            key=uuid.uuid4().hex,
            seen=file.version,
            form=form,
        )

    async def send(self, submission: Submission) -> Receipt:
        """Send a submission as a workflow update under its own key."""
        receipt: Receipt = await self.handle.execute_update(
            Application.act, submission, id=f"{submission.key}-{uuid.uuid4().hex[:6]}"
        )
        return receipt

    async def refused(self, person: str, act: Act, role: Role | None = None, **form: Any) -> tuple[str, str]:
        """Let a person try, expect a refusal, and give its code and reason."""
        with pytest.raises(WorkflowUpdateFailedError) as caught:
            await self.act(person, act, role, **form)
        cause = caught.value.cause
        assert isinstance(cause, ApplicationError)
        return str(cause.type), str(Message.model_validate(cause.details[1]))

    async def histories(self) -> list[WorkflowHistory]:
        """Give the history of each run of the case, from the first on."""
        found: list[WorkflowHistory] = []
        run = self.handle.first_execution_run_id
        while run:
            history = await self.env.client.get_workflow_handle(self.case, run_id=run).fetch_history()
            found.append(history)
            run = history.events[-1].workflow_execution_continued_as_new_event_attributes.new_execution_run_id
        return found

    async def pass_days(self, days: float) -> None:
        """Let virtual time pass."""
        await self.env.sleep(timedelta(days=days))

    async def stage(self) -> Stage:
        """Give the stage, once every automatic step has been taken."""
        await self.env.sleep(SETTLED)
        return (await self.file()).stage

    async def to(self, stage: Stage) -> None:
        """Play the ordinary course until a stage is reached."""
        for reached, step in self._course():
            if (await self.file()).stage == stage:
                return
            if (await self.file()).stage == reached:
                await step()
                await self.env.sleep(SETTLED)
        assert stage == (await self.file()).stage

    def _course(self) -> list[tuple[Stage, Callable[[], Any]]]:
        return [
            (Stage.PREPARING, lambda: self.act("op", Act.HAND_OVER)),
            (Stage.LOCAL_REVIEW, lambda: self.act("local", Act.PASS_EXAMINATION, opinion="材料齐全")),
            (Stage.RECOMMENDATION, lambda: self.act("local", Act.RECOMMEND, opinion="同意推荐")),
            (Stage.SUBMISSION, lambda: self.act("gov", Act.SUBMIT, applicant="龙潭区人民政府")),
            (Stage.ACCEPTANCE, lambda: self.act("city", Act.ACCEPT, opinion="符合受理条件")),
            (Stage.PANEL_FORMATION, lambda: self.act("city", Act.DRAW_PANEL)),
            (Stage.EXPERT_REVIEW, self.review),
            (Stage.REVIEW_RESULT, lambda: self.act("city", Act.PUBLISH_NOTICE)),
            (Stage.PUBLIC_NOTICE, lambda: self.pass_days(25)),
            (Stage.JOINT_DETERMINATION, self.determine),
            (Stage.APPROVAL_REPLY, lambda: self.act("city", Act.ISSUE_REPLY)),
        ]

    async def visit(self) -> None:
        """Record the site visit of today."""
        today = (await self.env.get_current_time()).date().isoformat()
        await self.act("city", Act.RECORD_SITE_VISIT, visited_on=today, attendees=["评审组"], findings="属实")

    async def review(self, score: str = "85.00", *, recommends: bool = True) -> None:
        """Let every member sign both sheets with the same score."""
        if (await self.file()).visit is None:
            await self.visit()
        for member in await self.members():
            for act in (Act.SIGN_DESK_SHEET, Act.SIGN_ONSITE_SHEET):
                await self.act(member, act, score=score, recommends=recommends, opinion="意见")

    async def members(self) -> tuple[str, ...]:
        """Give who sits on the panel."""
        panel = (await self.file()).panel
        assert panel is not None
        return panel.member_ids

    async def opinions(self, **votes: str) -> None:
        """Let the three bodies sign; they agree unless told otherwise."""
        for person in ("leader", "drc", "fin"):
            vote = votes.get(person, "agree")
            await self.act(
                person, Act.RECORD_OPINION, vote=vote, reason=None if vote == "agree" else "另有意见"
            )

    async def determine(self) -> None:
        """Let all bodies agree and the leader designate."""
        await self.opinions()
        await self.act("leader", Act.DESIGNATE, opinion="同意认定")

    async def object(self, *, name: str | None = "张三", contact: str | None = "0432-0000000") -> Receipt:
        """Let a member of the public object."""
        public = Actor(person="public", name=name or "匿名", role=Role.PUBLIC)
        file = await self.file()
        form = {"text": "面积不实", "name": name, "contact": contact}
        return await self.send(
            Submission(
                act=Act.FILE_OBJECTION, actor=public, key=uuid.uuid4().hex, seen=file.version, form=form
            )
        )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give an empty store."""
    return Store(tmp_path / "store")


@pytest.fixture
async def hall(db: Database, store: Store, tmp_path: Path) -> list[Any]:
    """Give the real activities over the test's own database and store."""
    return all_activities(db, store, Mailer(None, "parklife@localhost", tmp_path / "outbox"))


@pytest.fixture
async def working(skipping: WorkflowEnvironment, hall: list[Any]) -> AsyncIterator[str]:
    """Give the task queue of a worker that hosts everything."""
    queue = uuid.uuid4().hex
    async with Worker(
        skipping.client,
        task_queue=queue,
        workflows=ALL_WORKFLOWS,
        activities=hall,
        workflow_runner=sandbox(),
    ):
        yield queue


@pytest.fixture
async def begin_case(skipping: WorkflowEnvironment, db: Database, working: str) -> Callable[..., Any]:
    """Give a way to begin a case of any procedure: its kind, its number, its opening form, and who opens it."""

    async def start(kind: Kind, number: int, actor: Actor = SYSTEM, **form: Any) -> Story:
        park = uuid.uuid4().hex[:8]
        case = case_name(park, kind, number)
        move = next(m for m in PROCEDURES[kind].table.moves if m.act == Act.OPEN)
        opening = Entry(
            case=case,
            seq=1,
            stage=Stage.UNOPENED,
            act=Act.OPEN,
            next=move.next,
            basis=move.basis,
            at=await skipping.get_current_time(),
            actor=actor,
            key=f"{case}#1",
            form={
                "park_id": park,
                "number": number,
                "edition": EDITION.id,
                "edition_digest": EDITION.digest,
                **form,
            },
        )
        handle = await skipping.client.start_workflow(
            WORKFLOWS[kind], contracts.Beginning(opening=opening), id=case, task_queue=working
        )
        await skipping.sleep(SETTLED)
        return Story(skipping, db, handle, case)

    return start


@pytest.fixture
async def begin(begin_case: Callable[..., Any], store: Store) -> Callable[..., Any]:
    """Give a way to begin an application with the facts of a story."""

    async def start(**changes: Any) -> Story:
        files = await dossier_files(store)
        form = {
            "facts": facts(**changes).model_dump(mode="json"),
            "materials": [file.model_dump(mode="json") for file in files],
        }
        story: Story = await begin_case(Kind.APPLICATION, 1, PEOPLE[0].acting(Role.OPERATOR), **form)
        return story

    return start


_inspected: list[Material] = []


async def dossier_files(store: Store) -> tuple[Material, ...]:
    """Put the files of the sample dossier into a store; they are inspected for the first story only."""
    if not _inspected:
        _inspected.extend((await take_in(SAMPLE, store, EDITION))[1])
    for file in _inspected:
        assert file.sha256 == store.put(SAMPLE / file.name)
    return tuple(_inspected)
