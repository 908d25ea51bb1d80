"""The regular survey of a park, its report, and the follow-up of what it found (定期调研, Article 6)."""

from regulation.kinds import Kind
from regulation.moves import Stage
from regulation.rules import Clock, Rules
from regulation.survey.consequences import CONSEQUENCES
from regulation.survey.file import SurveyFile, begin, close
from regulation.survey.forms import FORMS
from regulation.survey.guards import GUARDS
from regulation.survey.table import SURVEY
from regulation.survey.tasks import TASKS

RULES = Rules(
    kind=Kind.SURVEY,
    table=SURVEY,
    file=SurveyFile,
    forms=FORMS,
    begin=begin,
    close=close,
    consequences=CONSEQUENCES,
    guards=GUARDS,
    tasks=TASKS,
    clocks={
        Stage.SURVEY_FIELD: Clock("survey.field_workdays"),
        Stage.SURVEY_REPORT: Clock("survey.report_workdays"),
    },
)
