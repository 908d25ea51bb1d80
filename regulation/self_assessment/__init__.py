"""The yearly self-assessment: the local department assesses, the city bureau verifies (年度自评, Articles 3, 6 and 8)."""

from regulation.kinds import Kind
from regulation.rules import Rules
from regulation.self_assessment.consequences import CONSEQUENCES
from regulation.self_assessment.file import SelfAssessmentFile, begin, close
from regulation.self_assessment.forms import FORMS
from regulation.self_assessment.guards import GUARDS
from regulation.self_assessment.period import due
from regulation.self_assessment.table import FOUR_EYES, SELF_ASSESSMENT

RULES = Rules(
    kind=Kind.SELF_ASSESSMENT,
    table=SELF_ASSESSMENT,
    file=SelfAssessmentFile,
    forms=FORMS,
    begin=begin,
    close=close,
    consequences=CONSEQUENCES,
    guards=GUARDS,
    deadline=due,
    four_eyes=FOUR_EYES,
)
