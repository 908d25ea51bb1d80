"""One park from its first application to its end: it opens the procedures and hears how they ended."""

import asyncio
import contextlib
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities import orders
from activities.orders import refused
from regulation.calendar import CST
from regulation.case import SYSTEM, Actor, Entry, Receipt, Submission
from regulation.consequences import receipt
from regulation.edition import edition
from regulation.forms import CloseApplication, OpenApplication, OpenCase
from regulation.moves import Act, Stage
from regulation.park import PARK, ParkFile, examine_park_act, fold_park
from regulation.refusals import RefusedError
from workflows.application import Application
from workflows.procedure import record

PARK_ID = SearchAttributeKey.for_keyword("ParkId")
DISTRICT = SearchAttributeKey.for_keyword("District")
PROCEDURE = SearchAttributeKey.for_keyword("Procedure")


@workflow.defn
class ParkLifecycle:
    """The park's own workflow. In this release it opens applications; the clocks of Articles 6 to 9 follow."""

    @workflow.init
    def __init__(self, park: ParkFile) -> None:
        self.park = park
        self.turn = asyncio.Lock()
        self.closed: list[CloseApplication] = []
        self.checkpoint_asked = False

    @workflow.run
    async def run(self, park: ParkFile) -> None:  # noqa: ARG002 -- read by __init__
        """Open what was applied for, and close what has ended, for as long as the park lives."""
        workflow.upsert_search_attributes(
            [
                PARK_ID.value_set(self.park.id),
                DISTRICT.value_set(self.park.district),
                PROCEDURE.value_set("park"),
            ]
        )
        while not self._must_continue():
            await self._settle()
            workflow.set_current_details(
                f"**{self.park.stage.zh}**\n\n在办申报：{self.park.open_application or '—'}"
            )
            await workflow.wait_condition(
                lambda: bool(self.closed or self.park.pending is not None or self._must_continue())
            )
        await self._settle()
        await workflow.wait_condition(workflow.all_handlers_finished)
        while self.closed or self.park.pending is not None:
            await self._settle()
        workflow.continue_as_new(self.park)

    async def _settle(self) -> None:
        """Open what was applied for, and take note of what has ended; nothing heard is left behind."""
        await self._open_pending()
        while self.closed:
            await self._close(self.closed.pop(0))

    def _must_continue(self) -> bool:
        return self.checkpoint_asked or workflow.info().is_continue_as_new_suggested()

    @workflow.signal
    def application_closed(self, ended: CloseApplication) -> None:
        """Hear how an application ended; hearing it twice changes nothing."""
        self.closed.append(ended)

    @workflow.signal
    def checkpoint(self) -> None:
        """Continue as new, so that new code is taken up."""
        self.checkpoint_asked = True

    @workflow.query
    def file(self) -> ParkFile:
        """Give the park as the workflow has it."""
        return self.park

    @workflow.update
    async def act(self, submission: Submission) -> Receipt:
        """Take the operator's application; answer when it is in the ledger (Q03)."""
        async with self.turn:
            repeated = self.park.answered(submission.key)
            if repeated is not None:
                return repeated
            self._examine(submission)
            recorded = await self._record(submission.act, submission.actor, submission.key, submission.form)
            return receipt(recorded)

    @act.validator
    def _refuse(self, submission: Submission) -> None:
        if self.park.answered(submission.key) is None:
            self._examine(submission)

    def _examine(self, submission: Submission) -> OpenApplication:
        try:
            return examine_park_act(
                self.park, submission, edition(self.park.edition, self.park.edition_digest)
            )
        except RefusedError as error:
            raise refused(error) from error

    async def _record(self, act: Act, actor: Actor, key: str, form: dict[str, Any]) -> Entry:
        move = PARK.find(self.park.stage, act)
        assert move is not None
        entry = Entry(
            case=self.park.case,
            seq=self.park.seq + 1,
            stage=move.stage,
            act=act,
            next=move.next,
            basis=move.basis,
            at=workflow.now().astimezone(CST),
            actor=actor,
            key=key,
            form=form,
        )
        recorded = await record(entry)
        self.park = fold_park(self.park, recorded)
        return recorded

    async def _open_pending(self) -> None:
        """Start the application that was applied for; a start that is made twice finds the first one."""
        pending, case = self.park.pending, self.park.open_application
        if pending is None or case is None:
            return
        opening = Entry(
            case=case,
            seq=1,
            stage=Stage.UNOPENED,
            act=Act.OPEN,
            next=Stage.PREPARING,
            basis="Q03",
            at=workflow.now().astimezone(CST),
            actor=self.park.applied_by or SYSTEM,
            key=f"{case}#1",
            form=OpenCase(
                park_id=self.park.id, number=self.park.applications, **pending.model_dump()
            ).model_dump(mode="json"),
        )
        with contextlib.suppress(WorkflowAlreadyStartedError):
            await workflow.start_child_workflow(
                Application.run,
                orders.Beginning(opening=opening),
                id=case,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                static_summary=f"{self.park.name} 申报",
                search_attributes=TypedSearchAttributes(
                    [
                        SearchAttributePair(PARK_ID, self.park.id),
                        SearchAttributePair(DISTRICT, self.park.district),
                        SearchAttributePair(PROCEDURE, "application"),
                    ]
                ),
            )
        self.park = self.park.model_copy(update={"pending": None})

    async def _close(self, ended: CloseApplication) -> None:
        """A designation begins the park's life; any other end leaves it free to apply again (Q16, R2-consent)."""
        if ended.application != self.park.open_application:
            return
        act = Act.ENTER_LIFE if ended.outcome == Stage.DESIGNATED else Act.CLOSE_APPLICATION
        async with self.turn:
            await self._record(act, SYSTEM, f"{ended.application}/closed", ended.model_dump(mode="json"))
