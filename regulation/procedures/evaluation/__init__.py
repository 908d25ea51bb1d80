"""The evaluation of a park by a panel, combined with its self-assessments (集中考评, Articles 8 and 9)."""

from regulation.casework.rules import Rules
from regulation.procedures.evaluation import sitting
from regulation.procedures.evaluation.file import EvaluationFile, begin, close
from regulation.procedures.evaluation.fold import FOLDS
from regulation.procedures.evaluation.forms import FORMS
from regulation.procedures.evaluation.guards import GUARDS
from regulation.procedures.evaluation.letters import LETTERS
from regulation.procedures.evaluation.table import CLOCKS, EVALUATION, FOUR_EYES, ISSUES
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage

RULES = Rules(
    kind=Kind.EVALUATION,
    table=EVALUATION,
    file=EvaluationFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards=GUARDS,
    tasks={
        Stage.EVALUATION_SCORING: sitting.scoring_tasks,
        Stage.EVALUATION_PUBLICATION: sitting.publication_tasks,
    },
    clocks=CLOCKS,
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=FOUR_EYES,
)
