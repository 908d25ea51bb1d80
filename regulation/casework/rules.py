"""What makes one procedure different from another, in one place: its table, its file, and its pure rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from regulation.calendar.working_days import Calendar, Deadline
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.documents.document import DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.values import Line, Strict

Changes = dict[str, Any]


class Task(Strict):
    """One thing that one role, or one person of it, is to do."""

    key: str
    role: Role
    person: str | None
    acts: tuple[Act, ...]
    basis: str
    due: Deadline | None


class Issue(Strict):
    """A document to compose: its kind and number, its day, and for a notice its last day."""

    kind: DocumentKind
    number: Line
    dated: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The period of a stage: a parameter of workdays, and the account in which its days are added up.

    Stages that share an `account` share its allowance: what one has used, the next no longer has, and a stage
    that is not in the account does not use it up (the clock stands still there, Q17).
    """

    limit: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """The workdays that an account has in all, and those that one extension adds."""

    limit: str
    extension: str | None = None


# Each callable is given the procedure's own file and form; the table of a procedure pairs them.
Begin = Callable[[Entry], Any]
Fold = Callable[[Any, Any, Entry], Changes]
Guard = Callable[[Any, Any, Actor, datetime, Edition, Act], None]
TaskList = Callable[[Any], tuple[Task, ...]]
Letter = Callable[[Any, Occasion, Issue], OfficialDocument]
Close = Callable[[Any], Closing]
DeadlineOf = Callable[[Any, Stage, datetime, Calendar, Edition], Deadline | None]


@dataclass(frozen=True)
class Rules:
    """The rules of one procedure.

    `begin` gives the file that an opening entry begins, `close` what the park is told at one of `tells`;
    `tasks` names the stages that wait for more than one task per role; `deadline` overrides `clocks`;
    `notice_stage` is where a public notice stands.
    """

    kind: Kind
    table: Table
    file: type[Any]
    forms: Mapping[Act, type[Strict]]
    begin: Begin
    close: Close
    folds: Mapping[Act, Fold] = field(default_factory=dict)
    guards: Mapping[Act, tuple[Guard, ...]] = field(default_factory=dict)
    tasks: Mapping[Stage, TaskList] = field(default_factory=dict)
    clocks: Mapping[Stage, Clock] = field(default_factory=dict)
    allowances: Mapping[str, Allowance] = field(default_factory=dict)
    deadline: DeadlineOf | None = None
    issues: Mapping[Act, tuple[DocumentKind, ...]] = field(default_factory=dict)
    letters: Mapping[DocumentKind, Letter] = field(default_factory=dict)
    four_eyes: Mapping[Act, tuple[Act, ...]] = field(default_factory=dict)
    notice_stage: Stage | None = None
    tells: frozenset[Stage] = frozenset()

    def __post_init__(self) -> None:
        """Let every file know its rules, so that whoever holds a case can ask them."""
        self.file.rules = self

    @property
    def told_at(self) -> frozenset[Stage]:
        """Give the stages at which the park hears how the procedure ended."""
        return self.tells or self.table.final
