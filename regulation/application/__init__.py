"""The application, from dossier to approval reply (申报与认定, Articles 4 and 5)."""

from regulation.application.consequences import CONSEQUENCES
from regulation.application.file import ApplicationFile, begin, close
from regulation.application.forms import FORMS
from regulation.application.guards import GUARDS
from regulation.application.letters import LETTERS
from regulation.application.table import ALLOWANCES, APPLICATION, CLOCKS, FOUR_EYES, ISSUES
from regulation.application.tasks import TASKS
from regulation.kinds import Kind
from regulation.moves import Stage
from regulation.rules import Rules

RULES = Rules(
    kind=Kind.APPLICATION,
    table=APPLICATION,
    file=ApplicationFile,
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
    notice_stage=Stage.PUBLIC_NOTICE,
)
