"""A city-wide round of evaluations: one act calls every municipal park, a bounded number at a time (R8-central, Q25)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import Field

from regulation.calendar.cycles import add_months
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Receipt, Served, Submission, earlier_answer
from regulation.casework.fold import receipt
from regulation.casework.forms import read_form
from regulation.measures.edition import known_editions
from regulation.measures.model import Edition
from regulation.procedures.park.forms import Exemption, OpenProcedure
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name, round_case
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table
from regulation.words.labels import Labelled
from regulation.words.refusals import (
    ActNotAllowedError,
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    TooEarlyError,
    TooLateError,
)
from regulation.words.values import Identifier, Line, Strict, Text

S, A, R = Stage, Act, Role

ROUND = Table(
    (
        Move(S.UNOPENED, A.OPEN_ROUND, S.ROUND_RUNNING, (R.CITY_HRSS_LEADER,), "R8-central"),
        Move(S.ROUND_RUNNING, A.CALL_PARK, S.ROUND_RUNNING, (R.SYSTEM,), "Q25"),
        Move(S.ROUND_RUNNING, A.HEAR_PARK, S.ROUND_RUNNING, (R.SYSTEM,), "Q25"),
        Move(S.ROUND_RUNNING, A.CLOSE_ROUND, S.ROUND_CLOSED, (R.SYSTEM,), "Q25"),
    )
)

# How a park's ledger says that one of its procedures has ended.
CLOSES = frozenset({A.CLOSE_PROCEDURE, A.END_STATUS, A.END_STATUS_OTHERWISE, A.LEAVE_STATUS})


class Answer(Labelled):
    """What came of calling a park."""

    EVALUATED = "evaluated", "已考评", "evaluated"
    ENDED = "ended", "考评终结，无结果", "ended without a result"
    EXEMPT = "exempt", "免于考评", "exempt"
    BY_CLOCK = "by_clock", "已按期自行启动，不由本轮等候", "opened by its own clock"
    ABSENT = "absent", "不参加本轮", "does not take part"
    SILENT = "silent", "未答复，不再等候", "did not answer"


class OpenRound(Strict):
    """Which year's round is opened, under which edition (R8-central, Q25)."""

    year: int = Field(ge=1, le=9000, title="年度")
    edition: Identifier = Field(title="版本编号")
    edition_digest: Line = Field(title="版本摘要")
    note: Text | None = Field(default=None, title="说明")


class CallPark(Strict):
    """The park that is called."""

    park: Identifier


class Heard(Strict):
    """What came of one park: its evaluation, if it has one in this round, and the grade of that."""

    park: Identifier
    answer: Answer
    case: Line | None = None
    grade: Line | None = None


class CloseRound(Strict):
    """The parks that did not answer in time; the round waits for them no longer (Q25)."""

    silent: tuple[Identifier, ...] = ()


FORMS: dict[Act, type[Strict]] = {
    Act.OPEN_ROUND: OpenRound,
    Act.CALL_PARK: CallPark,
    Act.HEAR_PARK: Heard,
    Act.CLOSE_ROUND: CloseRound,
}


class RoundFile(Strict):
    """One round: `called` holds the day on which a park was called, `heard` what came of it.

    A park that did not answer in time may still be heard of while the round runs; the later answer counts.
    """

    schema_version: int = 1
    year: int
    edition: Line
    edition_digest: str
    stage: Stage = Stage.UNOPENED
    seq: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    called: dict[str, date] = Field(default_factory=dict)
    heard: dict[str, Heard] = Field(default_factory=dict)
    served: tuple[Served, ...] = ()

    @property
    def case(self) -> str:
        """The name of the round in the ledger, and its workflow id."""
        return round_case(self.year)

    @property
    def closed(self) -> bool:
        """Whether the round is over."""
        return self.stage in ROUND.final

    @property
    def opened_on(self) -> date:
        """The day on which the round was opened: it decides for every park, whenever that is called (Q25, Q26)."""
        assert self.opened_at is not None, "nobody is called before the round is opened"
        return self.opened_at.astimezone(CST).date()

    @property
    def awaited(self) -> tuple[str, ...]:
        """The parks that were called and have not answered, in the order of the calls."""
        return tuple(park for park in self.called if park not in self.heard)

    @property
    def silent(self) -> tuple[str, ...]:
        """The parks that did not answer in time."""
        return tuple(park for park, heard in self.heard.items() if heard.answer == Answer.SILENT)

    def news(self, heard: Heard) -> bool:
        """Say whether an answer tells the running round something: of a park that it called, and had not heard."""
        if heard.park in self.awaited:
            return True
        return heard.park in self.silent and heard.answer != Answer.SILENT and not self.closed

    def room(self, edition: Edition) -> int:
        """Say how many more parks may be called now (Q25)."""
        return max(0, edition.number("central.in_flight") - len(self.awaited))

    def waits_until(self, park: str, edition: Edition) -> date:
        """Give the day from which a called park is not waited for any more (Q25)."""
        return add_months(self.called[park], edition.number("central.answer_months"))

    def answer_to(self, key: str) -> Receipt | None:
        """Give the earlier answer to an act sent again under the same key."""
        return earlier_answer(self.served, key)


def uncalled(round_: RoundFile, parks: Iterable[str], limit: int) -> tuple[str, ...]:
    """Give the first of these parks that the round has not called yet, at most `limit`."""
    return tuple([park for park in parks if park not in round_.called][:limit])


def fold_round(round_: RoundFile | None, entry: Entry) -> RoundFile:
    """Give the round after an entry. Pure: same entries, same round."""
    form: Any = FORMS[entry.act].model_validate(entry.form)
    if round_ is None:
        round_ = RoundFile(year=form.year, edition=form.edition, edition_digest=form.edition_digest)
    assert round_.seq + 1 == entry.seq, f"{entry.case}: entry {entry.seq} does not follow {round_.seq}"
    changes: dict[str, Any] = {"seq": entry.seq, "stage": entry.next}
    match entry.act:
        case Act.OPEN_ROUND:
            changes["opened_at"] = entry.at
            changes["served"] = (Served(key=entry.key, receipt=receipt(entry)),)
        case Act.CALL_PARK:
            changes["called"] = {**round_.called, form.park: entry.at.astimezone(CST).date()}
        case Act.HEAR_PARK:
            changes["heard"] = {**round_.heard, form.park: form}
        case Act.CLOSE_ROUND:
            changes["closed_at"] = entry.at
    return round_.model_copy(update=changes)


def heard_of(park: str, year: int, told: Iterable[Entry]) -> Heard | None:
    """Say from a park's own ledger what came of calling it in a year; None while its evaluation for it is open.

    An evaluation that the park's clock opened in that year is not the round's: the round does not wait for it.
    """
    entries = list(told)
    taken = next((entry for entry in reversed(entries) if _of_round(entry, year)), None)
    if taken is None:
        return Heard(park=park, answer=Answer.ABSENT)
    if taken.act == Act.EXEMPT_EVALUATION:
        return Heard(park=park, answer=Answer.EXEMPT)
    form = OpenProcedure.model_validate(taken.form)
    case = case_name(park, Kind.EVALUATION, form.number)
    closing = next((e.form for e in entries if e.act in CLOSES and e.form["case"] == case), None)
    if closing is None:
        return None if form.round else Heard(park=park, answer=Answer.BY_CLOCK, case=case)
    grade = (closing.get("overall") or {}).get("grade")
    return Heard(park=park, answer=Answer.EVALUATED if grade else Answer.ENDED, case=case, grade=grade)


def _of_round(entry: Entry, year: int) -> bool:
    """Whether a park's entry opened, or excused, its evaluation of a year."""
    if entry.act not in {Act.OPEN_EVALUATION, Act.EXEMPT_EVALUATION}:
        return False
    model = Exemption if entry.act == Act.EXEMPT_EVALUATION else OpenProcedure
    form = model.model_validate(entry.form)
    return form.round == round_case(year) if form.round else form.opened_for.year == year


def examine_round(round_: RoundFile, submission: Submission, at: datetime, edition: Edition) -> Move:
    """Say which move a person's act on a round would make, or raise the RefusedError that says why not.

    A round is opened once, in a round year of the edition, by the leader of the city bureau (R8-central, Q25).
    """
    act, actor = submission.act, submission.actor
    move = ROUND.find(round_.stage, act)
    if move is None:
        if act == Act.OPEN_ROUND:
            raise AlreadyDoneError(
                act.zh,
                f"{round_.year} 年的轮次已启动，现为「{round_.stage.zh}」",
                f"请用 round show {round_.year} 查看进度。",
            )
        raise ActNotAllowedError(act.zh, f"轮次处于「{round_.stage.zh}」，没有此行为", "请先启动轮次。")
    if actor.role not in move.by or actor.role == Role.SYSTEM:
        holders = "、".join(role.zh for role in move.by)
        raise NotEntitledError(
            act.zh, f"此行为由{holders}作出，{actor.role.zh}无权作出", f"请由{holders}办理。"
        )
    form = read_form(act, FORMS[act], submission.form)
    assert isinstance(form, OpenRound), "a person only opens a round"
    _check_year(round_, form, at, edition)
    return move


def _check_year(round_: RoundFile, form: OpenRound, at: datetime, edition: Edition) -> None:
    act, this_year = Act.OPEN_ROUND, at.astimezone(CST).year
    known = known_editions().get(form.edition)
    if known is None or known.digest != form.edition_digest or form.edition != round_.edition:
        raise FormError(act.zh, f"「edition」没有编号 {form.edition} 的此一版本", "请用现行版本重新提交。")
    if form.year != round_.year:
        raise FormError(act.zh, f"「year」{form.year} 与轮次 {round_.case} 不符", "请更正年度。")
    if edition.text("central.mode") != "citywide":
        raise ConditionError(
            act.zh,
            "本版办法按各园认定日期逐园考评，没有全市集中轮次（Q25）",
            "无需启动：各园的考评届时自行启动。",
        )
    every, first = edition.number("evaluation.every_years"), edition.number("central.first_year")
    if form.year < first or (form.year - first) % every:
        following = max(first, form.year + (first - form.year) % every)
        raise ConditionError(
            act.zh,
            f"{form.year} 年不是集中考评年度：自 {first} 年起每 {every} 年一次（R8-central、Q25）",
            f"下一个集中考评年度是 {following} 年。",
        )
    if this_year < form.year:
        raise TooEarlyError(
            act.zh, f"{form.year} 年尚未开始（Q25）", f"请于 {form.year} 年 1 月 1 日起启动。"
        )
    if this_year > form.year:
        raise TooLateError(
            act.zh,
            f"{form.year} 年已过，各园的考评已按期自行启动（Q25）",
            f"下一轮在 {form.year + every} 年。",
        )
