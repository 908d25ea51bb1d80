"""The revocation of the status: told, heard, checked, decided jointly, made public (取消资格, Article 9)."""

from regulation.kinds import Kind
from regulation.revocation.consequences import CONSEQUENCES
from regulation.revocation.file import RevocationFile, begin, close, due
from regulation.revocation.forms import FORMS
from regulation.revocation.guards import GUARDS
from regulation.revocation.letters import LETTERS
from regulation.revocation.table import FOUR_EYES, ISSUES, REVOCATION, TELLS
from regulation.revocation.tasks import TASKS
from regulation.rules import Rules

RULES = Rules(
    kind=Kind.REVOCATION,
    table=REVOCATION,
    file=RevocationFile,
    forms=FORMS,
    begin=begin,
    close=close,
    consequences=CONSEQUENCES,
    guards=GUARDS,
    tasks=TASKS,
    deadline=due,
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=FOUR_EYES,
    tells=TELLS,
)
