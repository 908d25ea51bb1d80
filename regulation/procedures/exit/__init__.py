"""Voluntary exit (自愿退出): asked for by the operator, supported, consented to, made public (Q34)."""

from regulation.casework.guards import provisions_exist
from regulation.casework.rules import Rules
from regulation.procedures.exit.file import ExitFile, begin, close
from regulation.procedures.exit.fold import FOLDS
from regulation.procedures.exit.forms import FORMS
from regulation.procedures.exit.letters import LETTERS
from regulation.procedures.exit.table import EXIT, FOUR_EYES, ISSUES
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind

RULES = Rules(
    kind=Kind.EXIT,
    table=EXIT,
    file=ExitFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards={Act.REFUSE_EXIT: (provisions_exist,)},
    issues=ISSUES,
    letters=LETTERS,
    four_eyes=FOUR_EYES,
)
