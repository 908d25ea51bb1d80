"""The file of a rectification: what it adds to a case that a panel scores (R9-rectify)."""

from decimal import Decimal

from regulation.casework.closing import Closing, OverallRecord
from regulation.casework.entry import Entry
from regulation.casework.file import opened_with
from regulation.procedures.evaluation.cards import ScoredFile
from regulation.procedures.rectification.forms import Item, OpenRectification
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage


class RectificationFile(ScoredFile):
    """One rectification after a failed evaluation; `months` is the limit in all, with its extension."""

    private = ScoredFile.private | {"sat"}

    evaluation: str
    evaluation_score: Decimal | None = None
    failed_dimensions: tuple[str, ...] = ()
    sat: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    months: int | None = None
    report: str | None = None
    reported_late: bool = False

    @property
    def scored_dimensions(self) -> tuple[str, ...] | None:
        """The failed dimensions are evaluated again; all of them where the park failed otherwise (Q30)."""
        return self.failed_dimensions or None

    @property
    def barred(self) -> tuple[str, ...]:
        """Nobody who sat before sits again (Q30)."""
        return self.sat


def begin(entry: Entry) -> RectificationFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenRectification.model_validate(entry.form)
    return RectificationFile(
        **opened_with(form, entry),
        opened_for=form.opened_for,
        ledger=form.ledger,
        evaluation=form.evaluation,
        evaluation_score=form.score,
        failed_dimensions=form.failed_dimensions,
        sat=form.sat,
    )


def close(case: RectificationFile) -> Closing:
    """Tell the park the result of the recheck, which counts as an overall one (Q29); a lapsed one has none."""
    assert case.entered_at is not None
    overall = None
    if case.stage != Stage.LAPSED:
        assert case.scores is not None
        assert case.scores.grade is not None
        assert case.confirmed_on is not None
        overall = OverallRecord(
            case=case.id,
            kind=Kind.RECTIFICATION,
            on=case.confirmed_on,
            grade=case.scores.grade.value,
            score=case.scores.score,
            failed_dimensions=case.scores.failed_dimensions,
            panel=case.who_sat,
        )
    return Closing(
        case=case.id,
        kind=Kind.RECTIFICATION,
        outcome=case.stage,
        at=case.entered_at,
        overall=overall,
        on_time=case.report is not None and not case.reported_late,
    )
