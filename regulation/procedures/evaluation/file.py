"""The file of an evaluation: what it adds to a case that a panel scores (Articles 8 and 9)."""

from decimal import Decimal

from regulation.casework.closing import VOID, Closing, OverallRecord, SelfRecord
from regulation.casework.entry import Entry
from regulation.casework.file import opened_with
from regulation.procedures.evaluation.cards import ScoredFile
from regulation.procedures.evaluation.forms import OpenEvaluation, SupportForm
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage


class EvaluationFile(ScoredFile):
    """One evaluation of one park, from its opening to its end."""

    round: str | None = None
    cycle_years: tuple[int, ...] = ()
    self_records: tuple[SelfRecord, ...] = ()
    support: SupportForm | None = None

    @property
    def self_scores(self) -> tuple[Decimal | None, ...]:
        """Give the self-assessment's score of each year of the cycle; None for a missing year (Q24).

        A year that was reported and that nobody verified is left out: only verified scores count (Q27).
        """
        known = {record.year: record for record in self.self_records}
        found = (known.get(year) for year in self.cycle_years)
        return tuple(
            None if record is None else record.score
            for record in found
            if record is None or not record.unverified
        )


def begin(entry: Entry) -> EvaluationFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenEvaluation.model_validate(entry.form)
    return EvaluationFile(
        **opened_with(form, entry),
        opened_for=form.opened_for,
        round=form.round,
        cycle_years=form.cycle_years,
        self_records=form.self_records,
        ledger=form.ledger,
    )


def close(case: EvaluationFile) -> Closing:
    """Tell the park its overall result, of the day on which it was confirmed; a lapsed evaluation has none."""
    assert case.entered_at is not None
    overall = None
    if case.confirmed_on is not None and case.stage != Stage.LAPSED:
        scores = None if case.stage == Stage.EVALUATION_VOID else case.scores
        overall = OverallRecord(
            case=case.id,
            kind=Kind.EVALUATION,
            on=case.confirmed_on,
            grade=scores.grade.value if scores and scores.grade else VOID,
            score=scores.score if scores else None,
            failed_dimensions=scores.failed_dimensions if scores else (),
            panel=case.who_sat,
        )
    return Closing(
        case=case.id, kind=Kind.EVALUATION, outcome=case.stage, at=case.entered_at, overall=overall
    )
