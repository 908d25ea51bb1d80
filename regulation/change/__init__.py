"""A change of a designated park: reported first, carried out only with consent (变更, Article 7)."""

from regulation.change.consequences import CONSEQUENCES
from regulation.change.file import ChangeFile, begin, close
from regulation.change.forms import FORMS
from regulation.change.guards import GUARDS
from regulation.change.letters import LETTERS
from regulation.change.table import ALLOWANCES, CHANGE, CLOCKS, FOUR_EYES, ISSUES
from regulation.change.tasks import TASKS
from regulation.kinds import Kind
from regulation.moves import Stage
from regulation.rules import Rules

RULES = Rules(
    kind=Kind.CHANGE,
    table=CHANGE,
    file=ChangeFile,
    forms=FORMS,
    begin=begin,
    close=close,
    consequences=CONSEQUENCES,
    guards=GUARDS,
    tasks=TASKS,
    clocks=CLOCKS,
    allowances=ALLOWANCES,
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=FOUR_EYES,
    notice_stage=Stage.CHANGE_NOTICE,
)
