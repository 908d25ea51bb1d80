"""The yearly self-assessment: the local department assesses, the city bureau verifies (年度自评, Articles 3, 6 and 8)."""

from regulation.casework.rules import Rules
from regulation.procedures.self_assessment.file import SelfAssessmentFile, begin, close
from regulation.procedures.self_assessment.fold import FOLDS
from regulation.procedures.self_assessment.forms import FORMS
from regulation.procedures.self_assessment.guards import GUARDS
from regulation.procedures.self_assessment.period import due
from regulation.procedures.self_assessment.table import FOUR_EYES, SELF_ASSESSMENT
from regulation.vocabulary.kind import Kind

RULES = Rules(
    kind=Kind.SELF_ASSESSMENT,
    table=SELF_ASSESSMENT,
    file=SelfAssessmentFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards=GUARDS,
    deadline=due,
    four_eyes=FOUR_EYES,
)
