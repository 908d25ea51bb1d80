"""What each act changes in the file of an evaluation (Articles 8 and 9)."""

from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.fold import reasons_given
from regulation.casework.forms import OpinionForm
from regulation.casework.rules import Changes, Fold
from regulation.procedures.evaluation import sitting
from regulation.procedures.evaluation.file import EvaluationFile
from regulation.procedures.evaluation.forms import SupportForm
from regulation.vocabulary.act import Act


def _voided(_: EvaluationFile, __: OpinionForm, entry: Entry) -> Changes:
    return {"confirmed_on": local_day(entry.at)}


def _member_left(case: EvaluationFile, form: Any, entry: Entry) -> Changes:
    """A new count takes the place of the one that was proposed to be void."""
    return {**sitting.FOLDS[entry.act](case, form, entry), "reasons": ()}


def _supported(_: EvaluationFile, form: SupportForm, __: Entry) -> Changes:
    return {"support": form}


FOLDS: dict[Act, Fold] = {
    **sitting.FOLDS,
    Act.SUBMIT_EVALUATION_FACTS: sitting.figures_handed_in,
    Act.DECLARE_CONFLICT: _member_left,
    Act.RECUSE: _member_left,
    Act.PROPOSE_VOID: reasons_given,
    Act.VOID_EVALUATION: _voided,
    Act.RECORD_SUPPORT: _supported,
}
