"""A case in a workflow's hands: its clock, its calendar, its entries, and what onlookers see of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributeUpdate
from temporalio.exceptions import ApplicationError

from activities import contracts
from activities.contracts import Beginning, refused
from regulation.calendar.working_days import CST, Calendar, Years
from regulation.casework.deadlines import Due, stage_deadline, used_workdays
from regulation.casework.entry import Entry, Outcome
from regulation.casework.file import CaseFile
from regulation.casework.guards import check_rules
from regulation.casework.tasks import open_tasks
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.registry import fold, rules_of
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move
from regulation.words.message import say
from regulation.words.refusals import ConditionError, RefusedError
from workflows.recording import RETRY, SHORT, entries_after, record

HORIZON_YEARS = 2  # the calendar reaches this far beyond the present year
STAGE = SearchAttributeKey.for_keyword("Stage")
DUE_AT = SearchAttributeKey.for_datetime("DueAt")


class Casework:
    """The case file and the ways in which it changes; everything else of a procedure builds on it."""

    def __init__(self, beginning: Beginning) -> None:
        self.opening: Entry | None = beginning.opening
        case = beginning.case
        if case is None:
            assert beginning.opening is not None, "a procedure begins with an opening entry or a case file"
            case = rules_of(beginning.opening.case).begin(beginning.opening)
        self.case: CaseFile = case
        self.calendar: Calendar | None = None
        self.turn = asyncio.Lock()  # acts enter the ledger one after another, in the order in which they came
        self.claimed: dict[str, Actor] = {}
        self.deliveries: dict[str, asyncio.Task[None]] = {}
        self.checkpoint_asked = False
        self.told = beginning.told
        self.lapsing = beginning.lapsing
        self.outdated = False
        self.counted_on: str | None = None
        self.halted: str | None = None
        self.indexed: tuple[Stage | None, datetime | None] = (None, None)
        self._planned: tuple[CaseFile, Calendar, tuple[Due, ...]] | None = None

    def now(self) -> datetime:
        """Give the present moment in China."""
        return workflow.now().astimezone(CST)

    @property
    def edition(self) -> Edition:
        """Give the edition that the case is pinned to."""
        return edition(self.case.edition, self.case.edition_digest)

    async def cover(self, ahead: int = 1) -> None:
        """Have a calendar that reaches beyond every period that can begin now, at least `ahead` years on."""
        year = self.now().year
        while self.calendar is None or self.outdated or self.calendar.last.year < year + ahead:
            self.outdated = False  # what changes while it is being read has it read once more
            years = Years(first=min(self._first_year(), year - 1), last=year + HORIZON_YEARS)
            self.calendar = await workflow.execute_local_activity(
                contracts.WORKING_DAYS,
                years,
                result_type=Calendar,
                start_to_close_timeout=SHORT,
                retry_policy=RETRY,
            )

    def _first_year(self) -> int:
        """Give the year of the earliest day that is still counted with."""
        moments = [m for m in (self.case.opened_at, self.case.entered_at) if m is not None]
        return min((m.year for m in moments), default=self.now().year)

    async def by_rule(
        self, act: Act, form: dict[str, Any] | None = None, outcome: Callable[[], Outcome] = Outcome
    ) -> None:
        """Let a rule or a timer act, if it still may when its turn comes; people may have been faster."""
        async with self.turn:
            await self.cover()
            move = self.case.rules.table.find(self.case.stage, act)
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
        """Put an entry into the ledger, then into the case file: what was acknowledged is never lost.

        What could not be folded into the file is refused before it reaches the ledger.
        """
        foreseen = self._foresee(entry)
        try:
            recorded = await record(entry)
        except ApplicationError as error:
            if error.type == contracts.LEDGER_CONFLICT:
                self.halted = error.message
            raise
        self.case = foreseen if recorded == entry else fold(self.case, recorded)  # the ledger adds numbers
        self.taken_in(recorded)
        self.show()
        return recorded

    async def catch_up(self) -> None:
        """Take in what the ledger holds beyond this workflow, as far as it follows from where the case stands."""
        for entry in await entries_after(self.case.id, self.case.seq):
            if (entry.seq, entry.stage) != (self.case.seq + 1, self.case.stage):
                return
            self.case = fold(self.case, entry)
            self.taken_in(entry)
        self.show()

    def taken_in(self, entry: Entry) -> None:
        """Have a chance to see to what follows from an entry, whoever had put it into the ledger."""

    def _foresee(self, entry: Entry) -> CaseFile:
        """Give the case file after an entry; a refusal for an entry whose consequences cannot be computed: a fault of ours stops one act only."""
        try:
            return fold(self.case, entry)
        except Exception as fault:
            workflow.logger.exception("act.unfoldable", extra={"case": entry.case, "act": entry.act.value})
            why = say("办理结果无法计算（{kind}：{fault}）", kind=type(fault).__name__, fault=str(fault))
            raise refused(ConditionError(entry.act, why, say("未作任何记录，请联系系统管理员。"))) from fault

    def show(self) -> None:
        """Say in Chinese what is awaited, and keep the search attributes up to date."""
        due = self.case.due
        tasks = open_tasks(self.case)
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
