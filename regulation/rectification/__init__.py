"""The rectification after a failed evaluation, and its recheck by a new panel (限期整改, R9-rectify)."""

from regulation.evaluation import sitting
from regulation.kinds import Kind
from regulation.moves import Stage
from regulation.rectification.consequences import CONSEQUENCES
from regulation.rectification.file import RectificationFile, begin, close
from regulation.rectification.forms import FORMS
from regulation.rectification.guards import GUARDS
from regulation.rectification.letters import LETTERS
from regulation.rectification.table import CLOCKS, ISSUES, RECTIFICATION
from regulation.rules import Rules

RULES = Rules(
    kind=Kind.RECTIFICATION,
    table=RECTIFICATION,
    file=RectificationFile,
    forms=FORMS,
    begin=begin,
    close=close,
    consequences=CONSEQUENCES,
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
