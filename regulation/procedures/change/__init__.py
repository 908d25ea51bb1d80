"""A change of a designated park: reported first, carried out only with consent (变更, Article 7)."""

from regulation.casework.rules import Rules
from regulation.procedures.change.file import ChangeFile, begin, close
from regulation.procedures.change.fold import FOLDS
from regulation.procedures.change.forms import FORMS
from regulation.procedures.change.guards import GUARDS
from regulation.procedures.change.letters import LETTERS
from regulation.procedures.change.table import ALLOWANCES, CHANGE, CLOCKS, FOUR_EYES, ISSUES
from regulation.procedures.change.tasks import TASKS
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage

RULES = Rules(
    kind=Kind.CHANGE,
    table=CHANGE,
    file=ChangeFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards=GUARDS,
    tasks=TASKS,
    clocks=CLOCKS,
    allowances=ALLOWANCES,
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=FOUR_EYES,
    notice_stage=Stage.CHANGE_NOTICE,
)
