"""The regular survey of a park, its report, and the follow-up of what it found (定期调研, Article 6)."""

from regulation.casework.rules import Clock, Rules
from regulation.procedures.survey.file import SurveyFile, begin, close
from regulation.procedures.survey.fold import FOLDS
from regulation.procedures.survey.forms import FORMS
from regulation.procedures.survey.guards import GUARDS
from regulation.procedures.survey.table import SURVEY
from regulation.procedures.survey.tasks import TASKS
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage

RULES = Rules(
    kind=Kind.SURVEY,
    table=SURVEY,
    file=SurveyFile,
    forms=FORMS,
    begin=begin,
    close=close,
    folds=FOLDS,
    guards=GUARDS,
    tasks=TASKS,
    clocks={
        Stage.SURVEY_FIELD: Clock("survey.field_workdays"),
        Stage.SURVEY_REPORT: Clock("survey.report_workdays"),
    },
)
