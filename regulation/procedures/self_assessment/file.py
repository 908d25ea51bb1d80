"""The file of a self-assessment, and what of it the park keeps (Article 8)."""

from datetime import date
from decimal import Decimal

from regulation.casework.closing import Closing, Goal, SelfRecord
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, opened_with
from regulation.grading.indicators import IndicatorScore
from regulation.measures.scorecard.figures import LedgerFacts, YearFacts
from regulation.procedures.self_assessment.forms import GoalStatement, OpenSelfAssessment, SelfSignature
from regulation.procedures.self_assessment.table import OWED
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict


class Assessment(Strict):
    """The signed card: every indicator with its points and how they came about, the dimensions, the total."""

    scores: tuple[IndicatorScore, ...]
    dimensions: dict[str, Decimal]
    total: Decimal


class SelfAssessmentFile(CaseFile):
    """The self-assessment of one calendar year of one park.

    `goals` are those for the coming year, `previous_goals` those that this year had; `without_operator` says
    why the department went ahead alone. `reported_on` is the day of the first report, which alone decides
    whether the year is `on_time`, whatever the city bureau sends back.
    """

    sharing = frozenset(OWED)

    year: int
    due_on: date
    previous_goals: tuple[Goal, ...] = ()
    ledger: LedgerFacts
    year_facts: YearFacts | None = None
    without_operator: str | None = None
    goals: tuple[Goal, ...] = ()
    statements: tuple[GoalStatement, ...] = ()
    returned: str | None = None
    signature: SelfSignature | None = None
    assessment: Assessment | None = None
    reported_on: date | None = None
    on_time: bool = False


def begin(entry: Entry) -> SelfAssessmentFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenSelfAssessment.model_validate(entry.form)
    return SelfAssessmentFile(
        **opened_with(form, entry),
        year=form.number,
        due_on=form.due_on,
        previous_goals=form.previous_goals,
        ledger=form.ledger,
    )


def close(case: SelfAssessmentFile) -> Closing:
    """Tell the park what the year came to: a verified score, a missing or unverified year, or nothing if the status ended.

    A card that was signed and never reported does not count; the goals for the coming year stay set although
    the assessment itself is missing (R6-goals, Q24).
    """
    assert case.entered_at is not None
    verified = case.assessment if case.stage == Stage.SELF_ASSESSED else None
    record = SelfRecord(
        year=case.year,
        score=verified.total if verified else None,
        on_time=case.on_time,
        goals=case.goals,
        unverified=case.stage == Stage.SELF_UNVERIFIED,
    )
    return Closing(
        case=case.id,
        kind=Kind.SELF_ASSESSMENT,
        outcome=case.stage,
        at=case.entered_at,
        self_record=None if case.stage == Stage.LAPSED else record,
        on_time=case.on_time,
    )
