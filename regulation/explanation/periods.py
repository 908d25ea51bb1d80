"""What an explanation of dates says: who began a period, what changed it, what an account had left (Q17, Q58)."""

from datetime import date
from typing import Self

from pydantic import AwareDatetime

from regulation.calendar.lights import Light
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.explanation.days import Day
from regulation.explanation.sources import Source
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.labels import Labelled
from regulation.words.message import Message, say
from regulation.words.sentences import Told
from regulation.words.values import Strict


class PeriodChange(Labelled):
    """What happened to a running period."""

    STOP = "stop", "中止", "stopped"
    RESUME = "resume", "恢复", "resumed"
    EXTEND = "extend", "延长", "extended"
    RECOUNT = "recount", "按新日历重算", "counted again"


NAMELESS = frozenset({Role.EXPERT, Role.PUBLIC})  # who must not be named to everybody (Q10, Q12)


class By(Strict):
    """The entry that did something: who did what, when; panel members and the public are not named."""

    seq: int
    act: Act
    act_zh: str
    at: AwareDatetime
    who: Told
    basis: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Tell of an entry."""
        at, act = entry.at.astimezone(CST), entry.act
        return cls(seq=entry.seq, act=act, act_zh=act.zh, at=at, who=_who(entry.actor), basis=entry.basis)


def _who(actor: Actor) -> Message:
    if actor.role in NAMELESS:
        return say("{role}", role=actor.role)
    if actor.acting_for:
        return say(
            "{name}（{role}，代 {principal}）", name=actor.name, role=actor.role, principal=actor.acting_for
        )
    return say("{name}（{role}）", name=actor.name, role=actor.role)


class Change(Strict):
    """One line of the suspension ledger of a period; `after` is None while it is stopped."""

    kind: PeriodChange
    kind_zh: str
    by: By
    reason: Told
    before: date
    after: date | None
    remaining: int | None


class Use(Strict):
    """What an earlier stage took from the account; 0 and not `counts` where the clock stood still in it (Q17)."""

    stage: Stage
    stage_zh: str
    entered_on: date
    left_on: date
    workdays: int
    counts: bool


class Account(Strict):
    """The workdays that stages share; `left` is what they had left when this one began (Q17)."""

    name: str
    parameter: str
    allowance: int
    extension: int
    uses: tuple[Use, ...]
    used: int
    left: int


class Period(Strict):
    """One period; `last_day` is None while its clock stands still, `due_before` is its last known last day."""

    name: Told
    matter: str
    stages: tuple[Stage, ...]
    start: By
    started_on: date
    source: Source
    account: Account | None
    days: tuple[Day, ...]
    changes: tuple[Change, ...]
    last_day: date | None
    due_before: date
    nominal: date | None
    calendar: str
    provisional: bool
    ended: By | None
    light: Light
    overdue_workdays: int


class Explanation(Strict):
    """All periods of a case: those that run first, then the earlier ones, the latest first."""

    case: str
    stage: Stage
    stage_zh: str
    closed: bool
    edition: str
    periods: tuple[Period, ...]
