"""Stories of a voluntary exit on virtual time, on the real workflow, activities and database."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from activities.contracts import Life
from records.database import Database
from records.people import directory
from records.reading import files
from regulation.calendar.working_days import CST
from regulation.casework.entry import Submission
from regulation.conditions.dossier import Organisation
from regulation.documents.document import DocumentKind
from regulation.people.actor import Actor
from regulation.procedures.exit.file import close
from regulation.procedures.park import ParkFile
from regulation.procedures.park.imported import ImportedPark, Provenance
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import DISTRICT, EDITION, PEOPLE, Story, facts
from tests.patience import SETTLED
from workflows.park import ParkLifecycle

Begin = Callable[..., Any]
OPERATES = Organisation(name="江北运营有限公司", credit_code="91220203MAFX02026W")
EDITION_IDS = {"edition": EDITION.id, "edition_digest": EDITION.digest}
OPERATOR = PEOPLE[0].acting(Role.OPERATOR)
SUPPORT: dict[str, Any] = {"opinion": "支持", "government": "龙潭区人民政府"}


async def begin_exit(begin_case: Begin, env: Any) -> Story:
    """Begin a request to leave."""
    moment: datetime = await env.get_current_time()
    story: Story = await begin_case(
        Kind.EXIT,
        1,
        OPERATOR,
        facts=facts().model_dump(mode="json"),
        opened_for=moment.astimezone(CST).date().isoformat(),
        reason="业务调整",
    )
    return story


@pytest.mark.provision("Q34")
async def test_a_park_leaves_only_with_support_and_consent(begin_case: Begin, skipping: Any) -> None:
    """However long it takes, nobody consents by silence; the status ends with the announcement."""
    story = await begin_exit(begin_case, skipping)
    assert "act_not_allowed" == (await story.refused("leader", Act.CONSENT_EXIT, opinion="同意"))[0]
    await story.act("gov", Act.SUPPORT_EXIT, **SUPPORT)
    await story.pass_days(200)
    assert Stage.EXIT_CONSENT == await story.stage()
    await story.act("leader", Act.CONSENT_EXIT, opinion="同意")
    assert "act_not_allowed" == (await story.refused("op", Act.WITHDRAW, reason="反悔"))[0]
    await story.act("city", Act.PUBLISH_EXIT)
    assert Stage.EXITED == await story.handle.result()
    file = await story.file()
    assert ((), Stage.EXITED) == (file.undelivered, close(file).outcome)
    assert [DocumentKind.EXIT_PUBLICATION] == [document.kind for document in file.documents]


@pytest.mark.provision("Q34", "Q37")
async def test_an_exit_is_refused_withdrawn_or_lapses(begin_case: Begin, skipping: Any) -> None:
    """A refusal has its letter; the operator may think better of it; with the status the request ends too."""
    refused = await begin_exit(begin_case, skipping)
    await refused.act("gov", Act.SUPPORT_EXIT, **SUPPORT)
    await refused.act("leader", Act.REFUSE_EXIT, reasons=["整改未完成"], provisions=["R9-rectify"])
    assert Stage.EXIT_REFUSED == await refused.handle.result()
    assert [DocumentKind.EXIT_REFUSAL] == [document.kind for document in (await refused.file()).documents]

    withdrawn = await begin_exit(begin_case, skipping)
    await withdrawn.act("op", Act.WITHDRAW, reason="继续运营")
    assert Stage.EXIT_WITHDRAWN == await withdrawn.handle.result()

    lapsed = await begin_exit(begin_case, skipping)
    await lapsed.handle.signal("lapse")
    assert Stage.LAPSED == await lapsed.handle.result()


class Gate:
    """One imported park on the time-skipping server, acted on by its people."""

    def __init__(self, env: Any, db: Database, queue: str) -> None:
        self.env, self.db, self.queue = env, db, queue
        self.old = ImportedPark(
            id="jiangbei",
            name="江北产业园",
            district=DISTRICT,
            sites=facts().sites,
            operator=OPERATES,
            firms=12,
            counted_on=date(2026, 6, 30),
            designated_on=date(2025, 3, 10),
            designation_no="吉市人社园批〔2025〕1号",
            provenance=Provenance(source="存量名录", vouched_by="李经办", file_sha256="a" * 64, row=2),
        )
        self.file = ParkFile(id=self.old.id, name=self.old.name, district=DISTRICT, **EDITION_IDS)

    async def act(self, actor: Actor, act: Act, **form: Any) -> None:
        """Let a person act on the park, which is started if it is not running."""
        submission = Submission(act=act, actor=actor, key=uuid.uuid4().hex, seen=0, form=form)
        start: Any = WithStartWorkflowOperation(
            ParkLifecycle.run,
            Life(park=self.file),
            id=self.file.case,
            task_queue=self.queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        await self.env.client.execute_update_with_start_workflow(
            ParkLifecycle.act, submission, start_workflow_operation=start, id=submission.key
        )
        await self.env.sleep(SETTLED)

    def story(self, kind: Kind) -> Story:
        """Give the park's first case of a kind."""
        case = case_name(self.file.id, kind, 1)
        return Story(self.env, self.db, self.env.client.get_workflow_handle(case), case)

    async def park(self) -> ParkFile:
        """Give the park as the records have it, once every automatic step has been taken."""
        await self.env.sleep(SETTLED)
        found = await files.park(self.db, self.file.case)
        assert found is not None
        return found


@pytest.mark.provision("R7-report", "R7-consent", "Q34", "Q36")
async def test_a_park_changes_its_name_and_then_leaves(
    skipping: Any, db: Database, working: str, tmp_path: Path
) -> None:
    """The record follows the change carried out; with the exit everything open lapses, and it may apply at once."""
    account = directory.Account(
        id="op2", name="钱运营", roles=(Role.OPERATOR,), district=DISTRICT, credit_code=OPERATES.credit_code
    )
    await directory.add_account(db, account, tmp_path / "accounts")
    operator, local, city = account.acting(Role.OPERATOR), PEOPLE[1].acting(Role.LOCAL_HRSS), PEOPLE[3]
    gate = Gate(skipping, db, working)
    old = gate.old.model_dump(mode="json")
    await gate.act(city.acting(Role.CITY_HRSS), Act.IMPORT_PARK, park=old, **EDITION_IDS)
    before = (await gate.park()).facts
    assert before is not None
    new = before.model_copy(update={"park_name": "新江北产业园"}).model_dump(mode="json")
    today = (await skipping.get_current_time()).astimezone(CST).date().isoformat()
    await gate.act(local, Act.OPEN_CHANGE, kind="name", what="更名", planned_on=today, facts=new)
    change = gate.story(Kind.CHANGE)
    await change.act("city", Act.PASS_CHANGE, opinion="材料齐全")
    await change.act("leader", Act.CONSENT_CHANGE, opinion="同意")
    assert "江北产业园" == (await gate.park()).name
    await change.act("local", Act.REPORT_IMPLEMENTED, carried_out_on=today, note="已更名")
    assert "新江北产业园" == (await gate.park()).name

    await gate.act(local, Act.OPEN_CHANGE, kind="closure", what="拟停业", planned_on=today)
    await gate.act(operator, Act.OPEN_EXIT, reason="停业")
    leaving = gate.story(Kind.EXIT)
    await leaving.act("gov", Act.SUPPORT_EXIT, **SUPPORT)
    await leaving.act("leader", Act.CONSENT_EXIT, opinion="同意")
    await leaving.act("city", Act.PUBLISH_EXIT)
    gone = await gate.park()
    assert (Stage.STATUS_EXITED, today) == (gone.stage, str(gone.reapply_from))
    second = await files.case_file(db, case_name(gate.file.id, Kind.CHANGE, 2))
    assert second is not None
    assert Stage.LAPSED == second.stage
