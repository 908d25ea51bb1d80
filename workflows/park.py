"""One park through all its years: it holds the clocks, opens the procedures and hears how they ended."""

import asyncio
import contextlib
from datetime import date, datetime, time
from typing import Any

from temporalio import workflow
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError

from activities import contracts
from activities.contracts import Call, Life, refused
from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry, Receipt, Submission
from regulation.casework.fold import receipt
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.park import (
    PARK,
    Opening,
    ParkFile,
    called,
    examine_park_act,
    fold_park,
    heard_as,
    lapses,
    late,
    next_opening,
    opening_entry,
)
from regulation.procedures.park.forms import Exemption, OpenProcedure
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import kind_of, round_case
from regulation.vocabulary.table import Move
from regulation.words.refusals import RefusedError
from regulation.words.values import Strict
from workflows.names import DISTRICT, PARK_ID, PROCEDURE, WORKFLOWS, marks
from workflows.recording import HISTORY_EVENTS_MAX, entries_after, record_move


@workflow.defn
class ParkLifecycle:
    """The park's own workflow: candidate, municipal park for decades, and what comes after (Articles 5 to 9)."""

    @workflow.init
    def __init__(self, life: Life) -> None:
        self.park: ParkFile = life.park
        self.started = set(life.started)
        self.calls = list(life.calls)
        self.turn = asyncio.Lock()
        self.heard: list[Closing] = []
        self.lapsed: set[str] = set()
        self.answers: list[str] = list(life.answers)
        self.children: dict[str, workflow.ChildWorkflowHandle[Any, Any]] = {}
        self.checkpoint_asked = False
        self.year = self.now().year

    @workflow.run
    async def run(self, life: Life) -> None:  # noqa: ARG002 -- read by __init__
        """Open what falls due, hear what has ended, for as long as there is a park."""
        workflow.upsert_search_attributes(
            [
                PARK_ID.value_set(self.park.id),
                DISTRICT.value_set(self.park.district),
                PROCEDURE.value_set("park"),
            ]
        )
        await self._settle()
        while not self._must_continue():
            await self._wait()
            await self._settle()
        while self.heard or not workflow.all_handlers_finished():
            await workflow.wait_condition(workflow.all_handlers_finished)
            await self._settle()
        started = tuple(case for case in self.park.open if case in self.started)
        workflow.continue_as_new(
            Life(park=self.park, started=started, calls=tuple(self.calls), answers=tuple(self.answers))
        )

    async def _settle(self) -> None:
        """Hear what has ended and open what is due, in order, until nothing is left; then start what is open."""
        while True:
            if self.heard:
                await self._hear(self.heard.pop(0))
            elif self.calls:
                await self._answer_call(self.calls.pop(0))
            elif (opening := self._due()) is not None:
                await self._open(opening)
            else:
                break
        await self._start_what_is_open()
        await self._lapse_what_rests_on_the_status()
        while self.answers:
            await self._signal(self.answers.pop(0), "park_done", self.park.id)
        self._show()

    async def _wait(self) -> None:
        """Wait until somebody acts, a procedure has ended, or the next opening falls due."""
        opening = next_opening(self.park, self.edition)
        seq = self.park.seq
        wake = datetime.combine(opening.opens_on, time.min, CST) - self.now() if opening else None
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self.park.seq != seq or bool(self.heard or self.calls) or self._must_continue(),
                timeout=wake,
                timeout_summary=f"{opening.act.zh}（{opening.opens_on}）" if opening else None,
            )

    def _must_continue(self) -> bool:
        """Whether a new run begins: asked to, a long history, or once a year at a quiet moment."""
        info = workflow.info()
        return (
            self.checkpoint_asked
            or info.is_continue_as_new_suggested()
            or info.get_current_history_length() > HISTORY_EVENTS_MAX
            or (self.now().year != self.year and self.quiet)
        )

    @property
    def quiet(self) -> bool:
        """Whether nothing is open, nothing is left to hear, and every case that told its end has ended too."""
        ended = all(child.done() for child in self.children.values())
        return self.park.quiet and not self.heard and ended

    # --- What others say to the park ------------------------------------------------------------------------

    @workflow.signal
    def procedure_closed(self, ended: Closing) -> None:
        """Hear how a procedure ended; hearing it twice changes nothing."""
        self.heard.append(ended)

    @workflow.signal
    def evaluation_called(self, year: int, opened_on: date | None = None) -> None:
        """Hear that a city-wide round calls the park to its evaluation (R8-central, Q25).

        A round that began before it told its day counts from the call.
        """
        self.calls.append(Call(year=year, opened_on=opened_on or self.now().date()))

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
        """Take a person's act on the park; answer when it is in the ledger."""
        async with self.turn:
            if submission.seen > self.park.seq:
                await self._catch_up()
            while (done := self.park.answer_to(submission.key)) is None:
                move = self._examine(submission)
                recorded = await self._record(move, submission.actor, submission.key, submission.form)
                if recorded.key == submission.key:
                    return receipt(recorded)
            return done

    @act.validator
    def _refuse(self, submission: Submission) -> None:
        if self.park.answer_to(submission.key) is None and submission.seen <= self.park.seq:
            self._examine(submission)

    async def _catch_up(self) -> None:
        """Take in what the ledger holds beyond this workflow, as far as it follows from where the park stands."""
        for entry in await entries_after(self.park.case, self.park.seq):
            if (entry.seq, entry.stage) != (self.park.seq + 1, self.park.stage):
                return
            self.park = fold_park(self.park, entry)

    def _examine(self, submission: Submission) -> Move:
        try:
            return examine_park_act(self.park, submission, self.now(), self.edition)
        except RefusedError as error:
            raise refused(error) from error

    # --- What the park does of itself ------------------------------------------------------------------------

    def _due(self) -> Opening | None:
        """Give the opening that is due now."""
        opening = next_opening(self.park, self.edition)
        return opening if opening is not None and opening.opens_on <= self.now().date() else None

    async def _open(self, opening: Opening, call: Call | None = None) -> bool:
        """Open a procedure once, or note an exemption, and say whether that stands in the ledger now.

        What nobody ran to open in time is marked late (Q55); a park that waited for a round's call is not.
        """
        async with self.turn:
            move = PARK.find(self.park.stage, opening.act)
            if move is None or (call is None and self._due() != opening):
                return False
            rounds = round_case(call.year) if call else None
            form: Strict
            if opening.act == Act.EXEMPT_EVALUATION:
                form = Exemption(opened_for=opening.opens_on, round=rounds)
            else:
                waited = call is not None and call.opened_on <= opening.opens_on
                form = OpenProcedure(
                    number=opening.number,
                    opened_for=opening.opens_on,
                    late=not waited and late(opening, self.now().date()),
                    round=rounds,
                )
            key = f"{self.park.case}#{self.park.seq + 1}"
            recorded = await self._record(move, SYSTEM, key, form.model_dump(mode="json"))
            return recorded.act == opening.act

    async def _answer_call(self, call: Call) -> None:
        """Take part in a round, or say why not: exempt, evaluated already, or not a municipal park (Q25, Q26)."""
        opening = called(self.park, call.year, call.opened_on, self.edition)
        if opening is not None and not await self._open(opening, call):
            self.calls.insert(0, call)
        elif opening is None or opening.act == Act.EXEMPT_EVALUATION:
            self.answers.append(round_case(call.year))

    async def _hear(self, ended: Closing) -> None:
        """Note how a procedure ended; a designation begins the park's life, a revocation ends it."""
        act = heard_as(ended)
        while ended.case in self.park.open:
            async with self.turn:
                move = PARK.find(self.park.stage, act) or PARK.find(self.park.stage, Act.CLOSE_PROCEDURE)
                assert move is not None, f"{self.park.case}: {act.value} at {self.park.stage.value}"
                await self._record(move, SYSTEM, f"{ended.case}/closed", ended.model_dump(mode="json"))

    async def _lapse_what_rests_on_the_status(self) -> None:
        """With the status, every procedure ends that rests on it; a failure overtakes an exit (R2-consent, Q34)."""
        for case, opened in self.park.open.items():
            if case not in self.lapsed and lapses(self.park, opened):
                self.lapsed.add(case)
                await self._signal(case, "lapse")

    async def _signal(self, workflow_id: str, name: str, *args: Any) -> None:
        """Tell another workflow; one that is not running any more learns it from the ledger."""
        try:
            await workflow.get_external_workflow_handle(workflow_id).signal(name, args=args)
        except ApplicationError:
            workflow.logger.warning("workflow.unreachable", extra={"workflow": workflow_id})

    async def _start_what_is_open(self) -> None:
        """Start every open case that was not started yet; a start that is made twice finds the first one."""
        for case, opened in self.park.open.items():
            if case in self.started:
                continue
            with contextlib.suppress(WorkflowAlreadyStartedError):
                self.children[case] = await workflow.start_child_workflow(
                    WORKFLOWS[opened.kind],
                    contracts.Beginning(opening=opening_entry(self.park, opened, self.now())),
                    id=case,
                    id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                    parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                    static_summary=f"{self.park.name} {opened.kind.zh}",
                    search_attributes=marks(self.park.id, self.park.district, opened.kind.value),
                )
            self.started.add(case)
        self.started &= self.park.open.keys()

    async def _record(self, move: Move, actor: Actor, key: str, form: dict[str, Any]) -> Entry:
        recorded = await record_move(move, self.park.case, self.park.seq + 1, self.now(), actor, key, form)
        before, self.park = self.park, fold_park(self.park, recorded)
        ended = (opened for case, opened in before.open.items() if case not in self.park.open)
        self.answers += [opened.round for opened in ended if opened.round is not None]
        return recorded

    def now(self) -> datetime:
        """Give the present moment in China."""
        return workflow.now().astimezone(CST)

    @property
    def edition(self) -> Edition:
        """Give the edition that the park follows."""
        return edition(self.park.edition, self.park.edition_digest)

    def _show(self) -> None:
        """Say in Chinese what is open and what comes next."""
        kinds = "、".join(kind.zh for case in self.park.open if (kind := kind_of(case))) or "—"
        opening = next_opening(self.park, self.edition)
        upcoming = f"\n\n下一事项：{opening.act.zh}（{opening.opens_on}）" if opening else ""
        workflow.set_current_details(f"**{self.park.stage.zh}**\n\n在办：{kinds}{upcoming}")
