"""The evaluation of a park by a panel, combined with its self-assessments (集中考评, Articles 8 and 9)."""

from regulation.evaluation import sitting
from regulation.evaluation.consequences import CONSEQUENCES
from regulation.evaluation.file import EvaluationFile, begin, close
from regulation.evaluation.forms import FORMS
from regulation.evaluation.guards import GUARDS
from regulation.evaluation.letters import LETTERS
from regulation.evaluation.table import CLOCKS, EVALUATION, FOUR_EYES, ISSUES
from regulation.kinds import Kind
from regulation.moves import Stage
from regulation.rules import Rules

RULES = Rules(
    kind=Kind.EVALUATION,
    table=EVALUATION,
    file=EvaluationFile,
    forms=FORMS,
    begin=begin,
    close=close,
    consequences=CONSEQUENCES,
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
