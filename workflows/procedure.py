"""The durable loop that every procedure shares: walk the table, take people's acts, remind, record."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributeKey, SearchAttributeUpdate
from temporalio.exceptions import ActivityError, ApplicationError

from activities import orders
from activities.orders import MaterialsReceipt, refused
from regulation.application import APPLICATION
from regulation.calendar import CST, Calendar, Deadline
from regulation.case import SYSTEM, Actor, CaseFile, Entry, Outcome, Receipt, Submission
from regulation.consequences import fold, receipt
from regulation.deadlines import Due, reminders, stage_deadline, used_workdays
from regulation.documents import DocumentKind
from regulation.dossier import Facts, Material
from regulation.edition import Edition, edition
from regulation.examination import Taken, examine_act
from regulation.guards import check_rules
from regulation.moves import Act, Move, Stage
from regulation.panel import Panel
from regulation.refusals import REFUSALS, AlreadyDoneError, ConditionError, RefusedError
from regulation.tasks import open_tasks

RETRY = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=10))
WHILE_ONE_WAITS = RetryPolicy(maximum_attempts=4)  # a person waits for the answer, and the case for its turn
SHORT = timedelta(seconds=30)
LONG = timedelta(minutes=5)
HORIZON_YEARS = 2  # the calendar reaches this far beyond the present year

STAGE = SearchAttributeKey.for_keyword("Stage")
DUE_AT = SearchAttributeKey.for_datetime("DueAt")


async def record(entry: Entry) -> Entry:
    """Put an entry into the ledger and give it as it stands there; a database that is away is waited for.

    Raises ApplicationError, final, for a refusal of the directory and for a conflict with the ledger.
    """
    try:
        recorded: Entry = await workflow.execute_local_activity(
            orders.RECORD, entry, result_type=Entry, start_to_close_timeout=SHORT, retry_policy=RETRY
        )
    except ActivityError as error:
        raise answer(error) from error
    return recorded


def answer(error: ActivityError) -> ApplicationError:
    """Give what an activity answered to the one who asked; an error that is no answer is raised again."""
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == orders.MATERIAL_ERROR:
        return refused(ConditionError("核验申报材料", cause.message, "请更正材料后重新提交。"))
    if isinstance(cause, ApplicationError) and (
        cause.type in REFUSALS or cause.type == orders.LEDGER_CONFLICT
    ):
        return ApplicationError(cause.message, *cause.details, type=cause.type, non_retryable=True)
    raise error


def unavailable(error: ActivityError, what: str, advice: str) -> ApplicationError:
    """Answer the person who waits, also when an effect could not be had after several attempts."""
    try:
        return answer(error)
    except ActivityError:
        return refused(ConditionError(what, f"暂时无法完成（{error.cause or error}）", advice))


class Procedure:
    """One case on its way through its table; `stage` methods of a subclass say how each stage is carried out."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.calendar: Calendar | None = None
        self.turn = asyncio.Lock()  # acts enter the ledger one after another, in the order in which they came
        self.claimed: dict[str, Actor] = {}
        self.deliveries: dict[str, asyncio.Task[None]] = {}
        self.checkpoint_asked = False
        self.halted: str | None = None
        self.indexed: tuple[Stage | None, datetime | None] = (None, None)

    async def walk(self) -> None:
        """Walk from the present stage to an end: begin, continue as new and restart are the same walk."""
        await self.cover()
        self.show()
        while self.case.stage not in APPLICATION.final and not self.must_continue():
            await self.deliver_documents()
            await getattr(self, self.case.stage.value)()
        if self.case.stage in APPLICATION.final:
            await self.deliver_documents()

    async def rest(self) -> tuple[str, ...]:
        """Come to rest before a new run: give the notifications that are still to be delivered.

        The handlers are waited for last: an act that is being recorded must not fall between two runs.
        """
        pending = tuple(self.deliveries)
        for delivery in self.deliveries.values():
            delivery.cancel()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return pending

    def must_continue(self) -> bool:
        """Whether this run hands over to a new one: asked to, or its history grows long."""
        return self.checkpoint_asked or workflow.info().is_continue_as_new_suggested()

    @workflow.signal
    def checkpoint(self) -> None:
        """Continue as new at the next quiet moment, so that new code is taken up."""
        self.checkpoint_asked = True

    @workflow.query
    def file(self) -> CaseFile:
        """Give the case file as the workflow has it, for support and for the proof."""
        return self.case

    # --- People act ---------------------------------------------------------------------------------------

    @workflow.update
    async def act(self, submission: Submission) -> Receipt:
        """Take an official act: claim it, put it into the ledger, and only then answer."""
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
        if self.case.answered(submission.key) is None:
            self._examine(submission, self._slot(submission))

    async def _take(self, submission: Submission) -> Receipt:
        await self.cover()
        taken = self._examine(submission)
        outcome = await self.outcome(taken, submission)
        entry = self._entry(taken.move, submission.actor, submission.key, submission.form, outcome)
        return receipt(await self._record(entry))

    def _examine(self, submission: Submission, slot: str | None = None) -> Taken:
        try:
            if self.halted:
                raise RefusedError(
                    submission.act.zh, f"案件已暂停：{self.halted}", "请联系系统管理员核对台账。"
                )
            if slot in self.claimed:
                name = self.claimed[slot].name
                raise AlreadyDoneError(submission.act.zh, f"{name}正在办理同一事项", "请刷新后查看结果。")
            return examine_act(self.case, submission, self.now(), self.edition)
        except RefusedError as error:
            raise refused(error) from error

    def _slot(self, submission: Submission) -> str:
        """Name what an act decides: the stage as a whole, or one matter of one person within it."""
        move = APPLICATION.find(self.case.stage, submission.act)
        if move is not None and move.next != move.stage:
            return f"{self.case.version}"
        if submission.act == Act.FILE_OBJECTION:
            return f"objection/{submission.key}"
        matter = submission.form.get("objection") or submission.form.get("condition") or submission.actor.role
        return f"{self.case.version}/{submission.act}/{matter}/{submission.actor.person}"

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:  # noqa: ARG002 -- for subclasses
        """Give what the procedure adds to an act; a subclass draws panels and counts periods here."""
        return Outcome()

    # --- The procedure itself acts --------------------------------------------------------------------------

    async def by_rule(
        self, act: Act, form: dict[str, Any] | None = None, outcome: Callable[[], Outcome] = Outcome
    ) -> None:
        """Let a rule or a timer act, if it still may when its turn comes; people may have been faster."""
        async with self.turn:
            move = APPLICATION.find(self.case.stage, act)
            if move is None:
                return
            try:
                check_rules(self.case, act, None, SYSTEM, self.now(), self.edition)
            except RefusedError:
                return
            key = f"{self.case.id}#{self.case.seq + 1}"
            try:
                await self._record(self._entry(move, SYSTEM, key, form or {}, outcome()))
            except ApplicationError:
                # The ledger holds something else here: stand still, visibly, until an operator has looked.
                await workflow.wait_condition(lambda: self.checkpoint_asked)

    def _entry(self, move: Move, actor: Actor, key: str, form: dict[str, Any], outcome: Outcome) -> Entry:
        at = self.now()
        if move.next != move.stage and self.calendar is not None:
            used = used_workdays(self.case, at, self.calendar)
            due = stage_deadline(self.case, move.next, at, self.calendar, self.edition)
            outcome = outcome.model_copy(update={"used_workdays": used, "due": outcome.due or due})
        return Entry(
            case=self.case.id,
            seq=self.case.seq + 1,
            stage=move.stage,
            act=move.act,
            next=move.next,
            basis=move.basis,
            at=at,
            actor=actor,
            key=key,
            form=form,
            outcome=outcome,
        )

    async def _record(self, entry: Entry) -> Entry:
        """Put an entry into the ledger, then into the case file: what was acknowledged is never lost."""
        try:
            recorded = await record(entry)
        except ApplicationError as error:
            if error.type == orders.LEDGER_CONFLICT:
                self.halted = error.message
            raise
        self.case = fold(self.case, recorded)
        self.show()
        return recorded

    # --- Time ----------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Give the present moment in China."""
        return workflow.now().astimezone(CST)

    @property
    def edition(self) -> Edition:
        """Give the edition that the case is pinned to."""
        return edition(self.case.edition, self.case.edition_digest)

    async def cover(self) -> None:
        """Have a calendar that reaches beyond every period that can begin now."""
        year = self.now().year
        if self.calendar is None or self.calendar.last.year < year + 1:
            years = orders.Years(first=min(self._first_year(), year - 1), last=year + HORIZON_YEARS)
            self.calendar = await workflow.execute_local_activity(
                orders.WORKING_DAYS,
                years,
                result_type=Calendar,
                start_to_close_timeout=SHORT,
                retry_policy=RETRY,
            )

    def _first_year(self) -> int:
        """Give the year of the earliest day that is still counted with."""
        moments = [m for m in (self.case.opened_at, self.case.entered_at) if m is not None]
        return min((m.year for m in moments), default=self.now().year)

    async def people_act(self, until: datetime | None = None) -> None:
        """Wait until an act has led out of the stage, `until` has come, or the run must end; remind meanwhile."""
        stage = self.case.stage
        while self.case.stage == stage and not self.must_continue():
            now = self.now()
            if until is not None and now >= until:
                return
            await self.cover()
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

    def _wake(self, until: datetime | None) -> datetime | None:
        """Say when there is something to do although nobody acts."""
        due = self._next_reminder()
        return min((m for m in (until, due.at if due else None) if m is not None), default=None)

    def _roused(self, stage: Stage, seq: int, until: datetime | None, wake: datetime | None) -> bool:
        """Whether the wait is over; an act that changes neither stage nor timer costs no new timer."""
        if self.checkpoint_asked:
            return True
        if self.case.seq == seq:
            return False
        return self.case.stage != stage or self.stirred() or self._wake(until) != wake

    def stirred(self) -> bool:
        """Whether a new entry ends the wait within a stage; a subclass says when."""
        return False

    def _next_reminder(self) -> Due | None:
        assert self.calendar is not None
        planned = reminders(self.case, open_tasks(self.case), self.calendar, self.edition)
        return planned[0] if planned else None

    async def _remind(self, due: Due) -> None:
        await self.by_rule(Act.REMIND, due.reminder.model_dump(mode="json"))
        self.send(f"{self.case.id}#{self.case.seq}")

    def send(self, notification: str) -> None:
        """Begin to deliver a notification; the case does not wait for a mail server."""
        delivery = asyncio.create_task(self._send(notification))
        self.deliveries[notification] = delivery
        delivery.add_done_callback(lambda _: self.deliveries.pop(notification, None))

    async def _send(self, key: str) -> None:
        """Deliver a notification; one that cannot be delivered for a week stays in the outbox, and is logged."""
        try:
            await workflow.execute_activity(
                orders.DELIVER_REMINDER,
                orders.Remind(key=key),
                start_to_close_timeout=LONG,
                schedule_to_close_timeout=timedelta(days=7),
                retry_policy=RETRY,
                summary=f"催办 {key}",
            )
        except ActivityError:
            workflow.logger.exception("reminder.undelivered", extra={"notification": key})

    # --- Documents and panels --------------------------------------------------------------------------------

    async def deliver_documents(self) -> None:
        """Typeset every document that has a number, and record its digest.

        A notice begins on the day on which it is published; if typesetting took longer than the day, it is
        typeset again with its real dates.
        """
        while self.case.undelivered:
            document = self.case.undelivered[0]
            period = self._notice_period() if document.kind == DocumentKind.PUBLIC_NOTICE else None
            published = await workflow.execute_activity(
                orders.PUBLISH,
                orders.Publish(
                    case=self.case,
                    kind=document.kind,
                    number=document.number,
                    dated=self.now().date() if period else document.dated,
                    last_day=period.last_day if period else None,
                ),
                result_type=orders.Published,
                start_to_close_timeout=LONG,
                retry_policy=RETRY,
                summary=f"{document.kind.zh} {document.number}",
            )
            if period is not None and period.started_on != self.now().date():
                continue
            form = {**published.model_dump(), "opens_on": period.started_on.isoformat() if period else None}
            await self.by_rule(Act.DELIVER_DOCUMENT, form, partial(Outcome, period=period))

    def _notice_period(self) -> Deadline:
        assert self.calendar is not None
        workdays = self.case.notice_workdays or self.edition.number("notice.workdays")
        return self.calendar.add_workdays(self.now(), workdays)

    async def receive(self, facts: Facts, materials: tuple[Material, ...]) -> MaterialsReceipt:
        """Have the files verified, scanned and counted before anybody is asked to examine them."""
        try:
            received: MaterialsReceipt = await workflow.execute_activity(
                orders.RECEIVE_MATERIALS,
                orders.ReceiveMaterials(edition=self.case.edition, facts=facts, materials=materials),
                result_type=MaterialsReceipt,
                start_to_close_timeout=LONG,
                retry_policy=WHILE_ONE_WAITS,
                summary=f"核验申报材料 {len(materials)} 件",
            )
            return received
        except ActivityError as error:
            raise unavailable(error, "核验申报材料", "请重新提交缺失的文件，或稍后再试。") from error

    async def convene(self, key: str) -> Panel:
        """Draw a panel, or fill its empty seats."""
        try:
            panel: Panel = await workflow.execute_activity(
                orders.CONVENE_PANEL,
                orders.Convene(case=self.case, key=key),
                result_type=Panel,
                start_to_close_timeout=LONG,
                retry_policy=WHILE_ONE_WAITS,
                summary="抽取评审组",
            )
            return panel
        except ActivityError as error:
            raise unavailable(error, "抽取评审组", "请稍后再试。") from error

    # --- What onlookers see ----------------------------------------------------------------------------------

    def show(self) -> None:
        """Say in Chinese what is awaited, and keep the search attributes up to date."""
        due = self.case.due
        tasks = open_tasks(self.case) if self.case.stage not in APPLICATION.final else ()
        awaited = "；".join(f"{t.role.zh}：{'／'.join(a.zh for a in t.acts)}" for t in tasks) or "—"
        limit = f"，期限 {due.last_day}" if due else ""
        workflow.set_current_details(f"**{self.case.stage.zh}**{limit}\n\n待办：{awaited}")
        self._index(self.case.stage, due.expires_at if due else None)

    def _index(self, stage: Stage, due_at: datetime | None) -> None:
        """Keep the search attributes, and write to history only what has changed."""
        before, self.indexed = self.indexed, (stage, due_at)
        updates: list[SearchAttributeUpdate[Any]] = []
        if before[0] != stage:
            updates.append(STAGE.value_set(stage.value))
        if before[1] != due_at:
            updates.append(DUE_AT.value_set(due_at) if due_at else DUE_AT.value_unset())
        if updates:
            workflow.upsert_search_attributes(updates)
