"""Article 6: the regular survey of a park, and the follow-up of what it found (定期调研)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.calendar.working_days import local_day
from regulation.casework.entry import Outcome, Submission
from regulation.casework.examination import Taken
from regulation.procedures.survey.file import SurveyFile
from regulation.procedures.survey.findings import findings_of
from regulation.procedures.survey.forms import SurveyRecord
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from workflows.procedure import Procedure


@workflow.defn
class Survey(Procedure):
    """One survey of one park; it ends when nothing is left to follow up, or when the next one opens."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Survey, report, follow up, and tell the park what stays open."""
        return await self.live(beginning)

    async def survey_field(self) -> None:
        """The local department surveys how the park runs and what its problems are (R6-survey)."""
        await self._until_the_next(Act.MARK_SURVEY_MISSED)

    async def survey_report(self) -> None:
        """The local department reports to the city bureau (R6-report)."""
        await self._until_the_next(Act.MARK_SURVEY_MISSED)

    async def survey_follow_up(self) -> None:
        """What was found is put right and closed; what is not goes into the next survey (R6-manage, Q18)."""
        if self.survey.open_findings:
            await self._until_the_next(Act.CARRY_FINDINGS_OVER)
        else:
            await self.by_rule(Act.CLOSE_SURVEY)

    async def _until_the_next(self, end: Act) -> None:
        """Let people act until the next survey opens; then, and not before, the rule lets this one end."""
        await self.people_act(until=self.survey.ends_at)
        await self.by_rule(end)

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:
        """Number what a recorded survey found (R4.2c-area, R4.3b-count, Q19)."""
        if not isinstance(taken.form, SurveyRecord):
            return await super().outcome(taken, submission)
        found = findings_of(self.survey, taken.form, local_day(self.now()), self.edition)
        return Outcome(computed=found.model_dump(mode="json"))

    def stirred(self) -> bool:
        """The last finding closed ends the wait."""
        return self.case.stage == Stage.SURVEY_FOLLOW_UP and not self.survey.open_findings

    @property
    def survey(self) -> SurveyFile:
        """The case file as that of a survey."""
        assert isinstance(self.case, SurveyFile)
        return self.case
