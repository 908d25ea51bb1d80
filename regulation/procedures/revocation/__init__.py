"""The revocation of the status: told, heard, checked, decided jointly, made public (取消资格, Article 9)."""

from regulation.casework.rules import Rules
from regulation.procedures.revocation.file import RevocationFile, begin, close, due
from regulation.procedures.revocation.fold import FOLDS
from regulation.procedures.revocation.forms import FORMS
from regulation.procedures.revocation.guards import GUARDS
from regulation.procedures.revocation.letters import LETTERS
from regulation.procedures.revocation.table import FOUR_EYES, ISSUES, REVOCATION, TELLS
from regulation.procedures.revocation.tasks import TASKS
from regulation.vocabulary.kind import Kind

RULES = Rules(
    kind=Kind.REVOCATION,
    table=REVOCATION,
    file=RevocationFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards=GUARDS,
    tasks=TASKS,
    deadline=due,
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=FOUR_EYES,
    tells=TELLS,
)
