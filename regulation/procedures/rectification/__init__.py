"""The rectification after a failed evaluation, and its recheck by a new panel (限期整改, R9-rectify)."""

from regulation.casework.rules import Rules
from regulation.procedures.evaluation import sitting
from regulation.procedures.rectification.file import RectificationFile, begin, close
from regulation.procedures.rectification.fold import FOLDS
from regulation.procedures.rectification.forms import FORMS
from regulation.procedures.rectification.guards import GUARDS
from regulation.procedures.rectification.letters import LETTERS
from regulation.procedures.rectification.table import CLOCKS, ISSUES, RECTIFICATION
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage

RULES = Rules(
    kind=Kind.RECTIFICATION,
    table=RECTIFICATION,
    file=RectificationFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards=GUARDS,
    tasks={
        Stage.RECHECK_SCORING: sitting.scoring_tasks,
        Stage.RECHECK_PUBLICATION: sitting.publication_tasks,
    },
    clocks=CLOCKS,
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=sitting.FOUR_EYES,
)
