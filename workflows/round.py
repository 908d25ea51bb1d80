"""A city-wide round of evaluations: the municipal parks are called, a bounded number at a time, and heard (Q25)."""

import asyncio
import contextlib
from datetime import datetime, time, timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities import contracts
from activities.contracts import Campaign, refused
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Receipt, Submission
from regulation.casework.fold import receipt
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.round.examination import examine_round
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.fold import fold_round
from regulation.procedures.round.forms import Answer, CallPark, CloseRound, Heard, OpenRound
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import ROUND as ROUND_KIND
from regulation.vocabulary.kind import park_case
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move
from regulation.words.refusals import RefusedError
from regulation.words.values import Strict
from workflows.names import PROCEDURE
from workflows.recording import HISTORY_EVENTS_MAX, RETRY, SHORT, record_move

UNASKED = timedelta(minutes=5)  # a round that was started and then refused does not stay


@workflow.defn
class Round:
    """One round: opened by the city bureau's leader, over when every called park was heard of (R8-central).

    An entry that the ledger refuses ends the run with an error: `resume` starts it again from the ledger.
    """

    @workflow.init
    def __init__(self, beginning: Campaign) -> None:
        self.round: RoundFile = beginning.round
        self.turn = asyncio.Lock()
        self.told: list[str] = []
        self.all_called = False
        self.checkpoint_asked = False

    @workflow.run
    async def run(self, beginning: Campaign) -> Stage:
        """Call and hear until nobody is left; hand over to a new run when the history grows long."""
        workflow.upsert_search_attributes([PROCEDURE.value_set(ROUND_KIND)])
        if not await self._opened():
            return self.round.stage
        if beginning.resumed:
            await self._take_up()
        while not self.round.closed and not self.must_continue():
            self._show()
            await self._step()
        self._show()
        await workflow.wait_condition(workflow.all_handlers_finished)
        if not self.round.closed:
            while self.told:
                await self._hear(self.told.pop(0))
            workflow.continue_as_new(Campaign(round=self.round))
        return self.round.stage

    async def _opened(self) -> bool:
        """Wait for the act that opens the round; say whether it came."""
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(lambda: self.round.seq > 0, timeout=UNASKED)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self.round.seq > 0

    def must_continue(self) -> bool:
        """Whether this run hands over to a new one: asked to, or its history grows long."""
        info = workflow.info()
        return (
            self.checkpoint_asked
            or info.is_continue_as_new_suggested()
            or info.get_current_history_length() > HISTORY_EVENTS_MAX
        )

    # --- What others say to the round -----------------------------------------------------------------------

    @workflow.update
    async def act(self, submission: Submission) -> Receipt:
        """Take the act that opens the round; answer when it is in the ledger."""
        async with self.turn:
            while (done := self.round.answer_to(submission.key)) is None:
                move = self._examine(submission)
                form = OpenRound.model_validate(submission.form)
                recorded = await self._record(move, submission.actor, submission.key, form)
                if recorded.key == submission.key:
                    return receipt(recorded)
            return done

    @act.validator
    def _refuse(self, submission: Submission) -> None:
        if self.round.answer_to(submission.key) is None:
            self._examine(submission)

    def _examine(self, submission: Submission) -> Move:
        try:
            return examine_round(self.round, submission, self.now(), self.edition)
        except RefusedError as error:
            raise refused(error) from error

    @workflow.signal
    def park_done(self, park: str) -> None:
        """Hear that a park has answered; what it answered stands in its ledger."""
        self.told.append(park)

    @workflow.signal
    def checkpoint(self) -> None:
        """Continue as new, so that new code is taken up."""
        self.checkpoint_asked = True

    @workflow.query
    def file(self) -> RoundFile:
        """Give the round as the workflow has it."""
        return self.round

    # --- What the round does of itself ----------------------------------------------------------------------

    async def _step(self) -> None:
        """Do one thing: hear, give up, call, wait, or close when a last look finds nobody left to call."""
        if self.told:
            await self._hear(self.told.pop(0))
        elif (overdue := self._overdue()) is not None:
            await self._give_up(overdue)
        elif self.round.room(self.edition) and not (self.all_called and self.round.awaited):
            called = await self._call_more()
            if not called and not self.round.awaited and not self.told:
                await self._by_rule(Act.CLOSE_ROUND, CloseRound(silent=self.round.silent))
        else:
            await self._wait()

    async def _call_more(self) -> bool:
        """Call as many parks as there is room for; say whether there were any (Q25)."""
        room = self.round.room(self.edition)
        parks: tuple[str, ...] = await workflow.execute_local_activity(
            contracts.UNCALLED_PARKS,
            contracts.Uncalled(year=self.round.year, limit=room),
            result_type=tuple[str, ...],
            start_to_close_timeout=SHORT,
            retry_policy=RETRY,
        )
        self.all_called = len(parks) < room
        for park in parks:
            if not await self._by_rule(Act.CALL_PARK, CallPark(park=park)):
                self.all_called = False
                break
        return bool(parks)

    async def _call(self, park: str) -> None:
        """Signal a park; one that is not running is noted, and its own clock will open its evaluation."""
        try:
            await workflow.get_external_workflow_handle(park_case(park)).signal(
                "evaluation_called", args=[self.round.year, self.round.opened_on]
            )
        except ApplicationError:
            workflow.logger.warning("park.unreachable", extra={"park": park})
            await self._note(Heard(park=park, answer=Answer.SILENT))

    async def _hear(self, park: str) -> None:
        """Note once what came of a park; a word too many, or too soon, changes nothing."""
        if park in self.round.awaited or park in self.round.silent:
            heard = await self._came_of(park)
            if heard is not None:
                await self._note(heard)

    async def _note(self, heard: Heard) -> None:
        """Record what came of a park, after whatever a lost task had recorded in its place."""
        while self.round.news(heard):
            await self._by_rule(Act.HEAR_PARK, heard)

    async def _take_up(self) -> None:
        """After a lost server: hear what was said meanwhile, and call again those who never heard the call."""
        for park in self.round.awaited:
            heard = await self._came_of(park)
            if heard is not None and heard.answer == Answer.ABSENT:
                await self._call(park)
            elif heard is not None:
                await self._note(heard)

    def _overdue(self) -> str | None:
        """Name a park that had long enough to answer (Q25)."""
        today = self.now().date()
        return next((p for p in self.round.awaited if self.round.waits_until(p, self.edition) <= today), None)

    async def _give_up(self, park: str) -> None:
        """Wait for a park no longer, unless its ledger knows the answer already."""
        heard = await self._came_of(park)
        if heard is None or heard.answer == Answer.ABSENT:
            heard = Heard(park=park, answer=Answer.SILENT)
        await self._note(heard)

    async def _came_of(self, park: str) -> Heard | None:
        came: contracts.WhatCame = await workflow.execute_local_activity(
            contracts.PARK_ANSWER,
            contracts.AskAfter(year=self.round.year, park=park),
            result_type=contracts.WhatCame,
            start_to_close_timeout=SHORT,
            retry_policy=RETRY,
        )
        return came.heard

    async def _wait(self) -> None:
        """Wait until a park answers, or the first has had long enough."""
        first = min(self.round.waits_until(park, self.edition) for park in self.round.awaited)
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: bool(self.told) or self.must_continue(),
                timeout=datetime.combine(first, time.min, CST) - self.now(),
                timeout_summary=f"等候园区答复至 {first}",
            )

    async def _by_rule(self, act: Act, form: Strict) -> bool:
        """Let the round act; say whether it is this act that stands in the ledger now.

        The records are read between the acts, so a task that is done again may decide otherwise than the lost
        one, whose act is in the ledger already. What stands there counts, and is what has its effect.
        """
        move = ROUND.find(self.round.stage, act)
        assert move is not None, f"{self.round.case}: {act.value} at {self.round.stage.value}"
        async with self.turn:
            key = f"{self.round.case}#{self.round.seq + 1}"
            recorded = await self._record(move, SYSTEM, key, form)
        if recorded.act == Act.CALL_PARK:
            await self._call(recorded.form["park"])
        return (recorded.act, recorded.form) == (act, form.model_dump(mode="json"))

    async def _record(self, move: Move, actor: Actor, key: str, form: Strict) -> Entry:
        recorded = await record_move(
            move, self.round.case, self.round.seq + 1, self.now(), actor, key, form.model_dump(mode="json")
        )
        self.round = fold_round(self.round, recorded)
        return recorded

    def now(self) -> datetime:
        """Give the present moment in China."""
        return workflow.now().astimezone(CST)

    @property
    def edition(self) -> Edition:
        """Give the edition under which the round is held."""
        return edition(self.round.edition, self.round.edition_digest)

    def _show(self) -> None:
        """Say in Chinese how far the round has come."""
        round_ = self.round
        workflow.set_current_details(
            f"**{round_.stage.zh}**\n\n已通知 {len(round_.called)} 家，已办结 {len(round_.heard)} 家，"
            f"在办 {len(round_.awaited)} 家"
        )
