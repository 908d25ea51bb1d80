"""Why a date is what it is: every period of a case, told from the ledger alone (Q17, Q41, Q58)."""

from collections.abc import Iterable
from datetime import datetime, time

from regulation.calendar.lights import Light, light
from regulation.calendar.working_days import CST, Calendar, Deadline, local_day
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.explanation.days import Segments
from regulation.explanation.periods import Account, By, Change, Explanation, Period, PeriodChange, Use
from regulation.explanation.sources import source
from regulation.measures.model import Edition
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.words.message import Message, as_said, say

CHANGES = {
    Act.SUSPEND_CLOCK: PeriodChange.STOP,
    Act.RESUME_CLOCK: PeriodChange.RESUME,
    Act.EXTEND_LIMIT: PeriodChange.EXTEND,
    Act.EXTEND_RECTIFICATION: PeriodChange.EXTEND,
    Act.EXTEND_INVESTIGATION: PeriodChange.EXTEND,
    Act.RECOUNT_DEADLINE: PeriodChange.RECOUNT,
}


class _Running:
    """A period while the ledger is read."""

    def __init__(self, name: Message, matter: str, case: CaseFile, entry: Entry, edition: Edition) -> None:
        period = case.periods()[matter]
        self.name, self.matter, self.stages = name, matter, [case.stage]
        self.start, self.period, self.stopped = By.of(entry), period, False
        self.source = source(case, entry, matter, period, edition)
        self.segments = Segments(period)
        self.changes: list[Change] = []
        self.account: Account | None = None
        self.ended: By | None = None

    def change(self, kind: PeriodChange, entry: Entry, after: Deadline | None) -> None:
        """Note a change, with both dates."""
        reason = as_said(entry.form.get("reason") or entry.form.get("reasons") or kind)
        if kind == PeriodChange.RECOUNT:
            reason = say("工作日历更新为 {calendar}", calendar=entry.form["calendar"])
        self.changes.append(
            Change(
                kind=kind,
                kind_zh=kind.zh,
                by=By.of(entry),
                reason=reason,
                before=self.period.last_day,
                after=after.last_day if after else None,
                remaining=entry.outcome.remaining,
            )
        )
        if after is None:
            self.segments.stop(local_day(entry.at))
        elif kind == PeriodChange.RESUME:
            self.segments.resume(after)
        else:
            self.segments.count(after)
        self.period, self.stopped = after or self.period, after is None

    def measure(self, account: Account | None) -> None:
        """Take the account as it stands now; an extension makes a period longer that has all that is left (Q17)."""
        self.account, known = account, self.source
        if account is not None and known.number is not None and known.parameter == account.parameter:
            longer = known.number + account.extension - known.extension
            self.source = known.model_copy(update={"number": longer, "extension": account.extension})

    def told(self, calendar: Calendar, edition: Edition, at: datetime) -> Period:
        """Tell it as it stands at a moment; an ended one has no light."""
        runs = self.ended is None and not self.stopped
        last = self.period.last_day
        late = calendar.workdays_between(datetime.combine(last, time.min, CST), at) if runs else 0
        today = local_day(self.ended.at if self.ended else at)
        return Period(
            name=self.name,
            matter=self.matter,
            stages=tuple(self.stages),
            start=self.start,
            started_on=self.segments.started_on,
            source=self.source,
            account=self.account,
            days=self.segments.days(today),
            changes=tuple(self.changes),
            last_day=None if self.stopped else last,
            due_before=last,
            nominal=self.period.nominal,
            calendar=self.period.calendar,
            provisional=self.period.provisional,
            ended=self.ended,
            light=light(last, at, calendar, edition) if runs else Light.NONE,
            overdue_workdays=late,
        )


class _Walk:
    """The ledger of a case, read from its first entry to its last."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.case: CaseFile | None = None
        self.running: dict[str, _Running] = {}
        self.over: list[_Running] = []
        self.uses: list[Use] = []

    def read(self, entry: Entry) -> None:
        """Take one entry: end, change and begin the periods that it touches."""
        before, self.case = self.case, fold(self.case, entry)
        if before is not None and entry.next != entry.stage:
            self._left(before, entry)
        periods = {m: p for m, p in self.case.periods().items() if m != "notice"}
        for matter in [m for m in self.running if m not in periods]:
            if entry.act == Act.SUSPEND_CLOCK:
                self.running[matter].change(PeriodChange.STOP, entry, None)
            elif not self.running[matter].stopped or self.case.stopped is None:
                self._end(matter, entry)
        for matter, period in periods.items():
            self._follow(matter, period, entry)

    def _left(self, before: CaseFile, entry: Entry) -> None:
        """The period of a stage ends with it, but one that its procedure carries on goes on (Q23)."""
        assert self.case is not None
        clock = before.rules.clocks.get(before.stage)
        if before.entered_at is not None:
            days = (local_day(before.entered_at), local_day(entry.at))
            self.uses.append(
                Use(
                    stage=before.stage,
                    stage_zh=before.stage.zh,
                    entered_on=days[0],
                    left_on=days[1],
                    workdays=entry.outcome.used_workdays if clock and clock.account else 0,
                    counts=bool(clock and clock.account),
                )
            )
        due = self.running.get("due")
        if due is None:
            return
        if before.rules.deadline is not None and self.case.due == due.period:
            due.stages.append(self.case.stage)
        else:
            self._end("due", entry)

    def _follow(self, matter: str, period: Deadline, entry: Entry) -> None:
        assert self.case is not None
        known, kind = self.running.get(matter), CHANGES.get(entry.act)
        if known is not None and not known.stopped and known.period == period:
            return
        if known is not None and kind is not None:
            known.change(kind, entry, period)
            if known.account is not None:
                known.measure(self._account())
            return
        if known is not None:
            self._end(matter, entry)
        name = (
            as_said(self.case.stage)
            if matter == "due"
            else say("{act}（{number}）", act=entry.act, number=matter.removeprefix("objection-"))
        )
        begun = _Running(name, matter, self.case, entry, self.edition)
        begun.account = account = self._account() if matter == "due" else None
        if account is not None and begun.source.parameter == account.parameter:
            begun.source = begun.source.model_copy(update={"extension": account.extension})
        self.running[matter] = begun

    def _end(self, matter: str, entry: Entry) -> None:
        ended = self.running.pop(matter)
        ended.ended = By.of(entry)
        self.over.append(ended)

    def _account(self) -> Account | None:
        """Give the account of the present stage as it began (Q17)."""
        assert self.case is not None
        clocks = self.case.rules.clocks
        clock = clocks.get(self.case.stage)
        if clock is None or clock.account is None:
            return None
        account = self.case.rules.allowances[clock.account]
        extends = self.case.extended and account.extension
        extension = self.edition.number(account.extension) if extends and account.extension else 0
        mine = [u.counts and clocks[u.stage].account == clock.account for u in self.uses]
        first = mine.index(True) if True in mine else len(mine)
        uses = tuple(
            use if own else use.model_copy(update={"workdays": 0, "counts": False})
            for use, own in zip(self.uses[first:], mine[first:], strict=True)
        )
        allowance, used = self.edition.number(account.limit), sum(use.workdays for use in uses)
        return Account(
            name=clock.account,
            parameter=account.limit,
            allowance=allowance,
            extension=extension,
            uses=uses,
            used=used,
            left=allowance + extension - used,
        )


def explain(entries: Iterable[Entry], edition: Edition, calendar: Calendar, at: datetime) -> Explanation:
    """Tell why each period of a case ends when it does, as the ledger stands, with its light at `at`.

    The entries are all of one case in order; the calendar reaches from the last days to `at`, else CalendarError.
    """
    walk = _Walk(edition)
    for entry in entries:
        walk.read(entry)
    case = walk.case
    assert case is not None, "a case begins with an entry"
    ordered = [*walk.running.values(), *reversed(walk.over)]
    return Explanation(
        case=case.id,
        stage=case.stage,
        stage_zh=case.stage.zh,
        closed=case.closed,
        edition=edition.id,
        periods=tuple(period.told(calendar, edition, at) for period in ordered),
    )
