"""The durable loop that every procedure shares: walk the table, take people's acts, remind, record."""

import asyncio
import contextlib
from datetime import datetime
from functools import partial
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities.contracts import Beginning, refused
from regulation.casework.deadlines import Due, clock_outcome, recounts, reminders, stage_deadline
from regulation.casework.entry import Entry, Outcome, Receipt, Submission
from regulation.casework.examination import Taken, examine_act
from regulation.casework.fold import receipt
from regulation.casework.forms import Recount
from regulation.casework.tasks import open_tasks
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import park_case
from regulation.vocabulary.stage import Stage
from regulation.words.message import say
from regulation.words.refusals import AlreadyDoneError, RefusedError
from workflows.casework import HORIZON_YEARS
from workflows.effects import Effects
from workflows.recording import HISTORY_EVENTS_MAX, SHORT

WAITING_FOR_MAIL = 30  # events more, while a message is under way

# The fields that name one matter among several of a stage, each decided on its own.
MATTERS = ("objection", "condition", "finding", "gate")


class Procedure(Effects):
    """One case on its way through its table; `stage` methods of a subclass say how each stage is carried out."""

    async def live(self, beginning: Beginning) -> Stage:
        """Walk the table to one of its ends and tell the park; or hand over to a new run on the way."""
        for notification in beginning.undelivered:
            self.send(notification)
        await self.walk()
        if not self.case.closed or self.halted:
            pending = await self.rest()
            workflow.continue_as_new(
                Beginning(case=self.case, undelivered=pending, told=self.told, lapsing=self.lapsing)
            )
        await asyncio.gather(*self.deliveries.values())
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self.case.stage

    async def walk(self) -> None:
        """Walk from the present stage to an end: begin, continue as new and restart are the same walk."""
        await self.cover()
        self.show()
        while not self.case.closed and not self.must_continue():
            await self.deliver_documents()
            await self._tell_the_park()
            if self.case.closed:  # somebody was faster than the typesetting
                break
            if self.lapses:
                await self.by_rule(Act.LAPSE)
            else:
                await getattr(self, self.case.stage.value)()
        if self.case.closed:
            await self.deliver_documents()
            await self._tell_the_park()

    async def unopened(self) -> None:
        """The opening goes into the ledger."""
        assert self.opening is not None
        async with self.turn:
            await self._record(self._begun(self.opening))

    def _begun(self, opening: Entry) -> Entry:
        """Add the period of the first stage, which runs from the opening."""
        assert self.calendar is not None
        due = stage_deadline(self.case, opening.next, opening.at, self.calendar, self.edition)
        return opening.model_copy(update={"outcome": opening.outcome.model_copy(update={"due": due})})

    async def _tell_the_park(self) -> None:
        """Report to the park by its workflow id, once; a park that is not running learns it from the ledger."""
        if self.told or self.case.stage not in self.case.rules.told_at:
            return
        self.told = True
        park = workflow.get_external_workflow_handle(park_case(self.case.park))
        try:
            await park.signal("procedure_closed", self.case.rules.close(self.case))
        except ApplicationError:
            workflow.logger.warning("park.unreachable", extra={"park": self.case.park})

    @property
    def lapses(self) -> bool:
        """Whether the case is to end with the status; where its table has no such end, it goes on (R2-consent)."""
        return self.lapsing and self.case.rules.table.find(self.case.stage, Act.LAPSE) is not None

    async def rest(self) -> tuple[str, ...]:
        """Come to rest before a new run: give the notifications that are still to be delivered.

        A message that is under way has a moment to arrive. The handlers are waited for last: an act that is being recorded must not fall between two runs.
        """
        if self.deliveries:
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(lambda: not self.deliveries, timeout=SHORT)
        pending = tuple(self.deliveries)
        for delivery in self.deliveries.values():
            delivery.cancel()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return pending

    def must_continue(self) -> bool:
        """Whether this run hands over to a new one: asked to, or its history grows long.

        Mail that is under way is waited for, but not for ever: the next run takes it up again.
        """
        info = workflow.info()
        longest = HISTORY_EVENTS_MAX + (WAITING_FOR_MAIL if self.deliveries else 0)
        return (
            self.checkpoint_asked
            or info.is_continue_as_new_suggested()
            or info.get_current_history_length() > longest
        )

    @workflow.signal
    def checkpoint(self) -> None:
        """Continue as new at the next quiet moment, so that new code is taken up."""
        self.checkpoint_asked = True

    @workflow.signal
    def lapse(self) -> None:
        """End the procedure because the status that it rests on has ended (R2-consent)."""
        self.lapsing = True

    @workflow.signal
    def calendar_changed(self) -> None:
        """Look at the calendar again: an official year has taken the place of a provisional one (Q41)."""
        self.outdated = True

    @workflow.query
    def file(self) -> dict[str, Any]:
        """Give the case file as the workflow has it, for support and for the proof; `read_case` reads it."""
        return self.case.model_dump(mode="json")

    # --- People act ---------------------------------------------------------------------------------------

    @workflow.update
    async def act(self, submission: Submission) -> Receipt:
        """Take an official act: claim it, put it into the ledger, and only then answer."""
        if self._behind(submission):
            async with self.turn:
                await self.catch_up()
        repeated = self.case.answered(submission.key)
        if repeated is not None:
            return repeated
        slot = self._slot(submission)
        self._examine(submission, slot)
        self.claimed[slot] = submission.actor
        try:
            async with self.turn:
                return await self._take(submission)
        finally:
            del self.claimed[slot]

    @act.validator
    def _refuse(self, submission: Submission) -> None:
        if self.case.answered(submission.key) is None and not self._behind(submission):
            self._examine(submission, self._slot(submission))

    def _behind(self, submission: Submission) -> bool:
        """Whether the person saw a later state than this workflow knows: the ledger leads (decision 0011)."""
        return submission.seen > self.case.version and self.halted is None

    async def _take(self, submission: Submission) -> Receipt:
        """Take the act as the case now stands; look again when the ledger already held another one."""
        while (done := self.case.answered(submission.key)) is None:
            # What is left of a limit of months may reach into a third year.
            await self.cover(HORIZON_YEARS if submission.act == Act.RESUME_CLOCK else 1)
            taken = self._examine(submission)
            assert self.calendar is not None
            clock = clock_outcome(self.case, taken.move.act, self.now(), self.calendar)
            outcome = clock or await self.outcome(taken, submission)
            entry = self._entry(taken.move, submission.actor, submission.key, submission.form, outcome)
            recorded = await self._record(entry)
            if recorded.key == submission.key:
                return receipt(recorded)
        return done

    def _examine(self, submission: Submission, slot: str | None = None) -> Taken:
        try:
            if self.halted:
                raise RefusedError(
                    submission.act,
                    say("案件已暂停：{halted}", halted=self.halted),
                    say("请联系系统管理员核对台账。"),
                )
            if slot in self.claimed:
                name = self.claimed[slot].name
                raise AlreadyDoneError(
                    submission.act, say("{name}正在办理同一事项", name=name), say("请刷新后查看结果。")
                )
            return examine_act(self.case, submission, self.now(), self.edition)
        except RefusedError as error:
            raise refused(error) from error

    def _slot(self, submission: Submission) -> str:
        """Name what an act decides: the stage as a whole, or one matter of one person within it."""
        move = self.case.rules.table.find(self.case.stage, submission.act)
        if move is not None and move.next != move.stage:
            return f"{self.case.version}"
        if submission.act == Act.FILE_OBJECTION:
            return f"objection/{submission.key}"
        matter = next((submission.form[m] for m in MATTERS if m in submission.form), submission.actor.role)
        return f"{self.case.version}/{submission.act}/{matter}/{submission.actor.person}"

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:  # noqa: ARG002 -- for subclasses
        """Give what the procedure adds to an act; a subclass draws panels and counts periods here."""
        return Outcome()

    # --- Time ----------------------------------------------------------------------------------------------

    async def people_act(self, until: datetime | None = None) -> None:
        """Wait until an act has led out of the stage, `until` has come, or the run must end; remind meanwhile.

        A period that is counted again, stopped or resumed ends the wait too: the stage asks anew until when.
        """
        stage, period = self.case.stage, self.case.due
        while (
            (self.case.stage, self.case.due) == (stage, period)
            and not self.must_continue()
            and not self.lapses
        ):
            now = self.now()
            if until is not None and now >= until:
                return
            await self.cover()
            if await self._recount():
                continue
            due = self._next_reminder()
            if due is not None and due.at <= now:
                await self._remind(due)
                continue
            seq, wake = self.case.seq, self._wake(until)
            try:
                await workflow.wait_condition(
                    partial(self._roused, stage, seq, until, wake),
                    timeout=wake - now if wake else None,
                    timeout_summary=f"{stage.zh}：下一次提醒或期满",
                )
            except TimeoutError:
                continue
            if self.case.seq != seq and self.stirred():
                return

    async def _recount(self) -> bool:
        """Count the running periods again on a calendar that has changed; both dates go into the ledger (Q41).

        Says whether any of them moved.
        """
        assert self.calendar is not None
        if self.counted_on == self.calendar.version:
            return False
        self.counted_on = self.calendar.version
        changed = recounts(self.case, self.calendar)
        if changed:
            form = Recount(calendar=self.calendar.version, periods=changed)
            await self.by_rule(Act.RECOUNT_DEADLINE, form.model_dump(mode="json"))
        return bool(changed)

    def _wake(self, until: datetime | None) -> datetime | None:
        """Say when there is something to do although nobody acts."""
        due = self._next_reminder()
        return min((m for m in (until, due.at if due else None) if m is not None), default=None)

    def _roused(self, stage: Stage, seq: int, until: datetime | None, wake: datetime | None) -> bool:
        """Whether the wait is over; an act that changes neither stage nor timer costs no new timer."""
        assert self.calendar is not None
        if self.must_continue() or self.lapses or self.outdated or self.counted_on != self.calendar.version:
            return True
        if self.case.seq == seq:
            return False
        return self.case.stage != stage or self.stirred() or self._wake(until) != wake

    def stirred(self) -> bool:
        """Whether a new entry ends the wait within a stage; a subclass says when."""
        return False

    def _next_reminder(self) -> Due | None:
        """Give what is to be sent next; planned anew only for another case file or calendar, since every wake asks."""
        assert self.calendar is not None
        case, calendar, planned = self._planned or (None, None, ())
        if case is not self.case or calendar is not self.calendar:
            planned = reminders(self.case, open_tasks(self.case), self.calendar, self.edition)
            self._planned = self.case, self.calendar, planned
        return planned[0] if planned else None

    async def _remind(self, due: Due) -> None:
        await self.by_rule(Act.REMIND, due.reminder.model_dump(mode="json"))
