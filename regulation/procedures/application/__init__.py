"""The application, from dossier to approval reply (申报与认定, Articles 4 and 5)."""

from regulation.casework.rules import Rules
from regulation.procedures.application.file import ApplicationFile, begin, close
from regulation.procedures.application.fold import FOLDS
from regulation.procedures.application.forms import FORMS
from regulation.procedures.application.guards import GUARDS
from regulation.procedures.application.letters import LETTERS
from regulation.procedures.application.table import ALLOWANCES, APPLICATION, CLOCKS, FOUR_EYES, ISSUES
from regulation.procedures.application.tasks import TASKS
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage

RULES = Rules(
    kind=Kind.APPLICATION,
    table=APPLICATION,
    file=ApplicationFile,
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
    notice_stage=Stage.PUBLIC_NOTICE,
)
