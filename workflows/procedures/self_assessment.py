"""Article 8: the yearly self-assessment by the local department (年度自评)."""

from collections.abc import Callable
from datetime import datetime

from temporalio import workflow

from activities.contracts import Beginning
from regulation.calendar.working_days import Calendar
from regulation.casework.entry import Outcome, Submission
from regulation.casework.examination import Taken
from regulation.measures.model import Edition
from regulation.procedures.self_assessment.assessing import assess
from regulation.procedures.self_assessment.file import SelfAssessmentFile
from regulation.procedures.self_assessment.forms import SelfSignature
from regulation.procedures.self_assessment.period import missing_from, unverified_from
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from workflows.procedure import Procedure

MomentOf = Callable[[SelfAssessmentFile, Calendar, Edition], datetime | None]


@workflow.defn
class SelfAssessment(Procedure):
    """The self-assessment of one calendar year of one park; a year that nobody reports ends as missing."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Assess, report, verify, and tell the park what the year came to."""
        return await self.live(beginning)

    async def self_facts(self) -> None:
        """The operator supplies the year's facts and goals, or the department goes ahead alone (R6-goals, Q23)."""
        await self._while_owed()

    async def self_assessing(self) -> None:
        """The local department assesses its park and signs (R8-self, R3-local)."""
        await self._while_owed()

    async def self_report(self) -> None:
        """The local department reports to the city bureau (R8-selfreport)."""
        await self._while_owed()

    async def self_verification(self) -> None:
        """The city bureau verifies the report, or returns it; its silence holds no later year up (R8-selfreport, Q24)."""
        await self._until(Act.CLOSE_UNVERIFIED, unverified_from)

    async def _while_owed(self) -> None:
        """Let people act until the year counts as missing (Q24)."""
        await self._until(Act.MARK_SELF_MISSING, missing_from)

    async def _until(self, act: Act, moment_of: MomentOf) -> None:
        """Let people act until a moment, which moves with the period; then the rule acts."""
        assert self.calendar is not None
        stage = self.case.stage
        await self.people_act(until=moment_of(self.assessed, self.calendar, self.edition))
        since = moment_of(self.assessed, self.calendar, self.edition)
        if self.case.stage == stage and since is not None and self.now() >= since:
            await self.by_rule(act)

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:
        """Compute the card that is signed (R8-dims)."""
        if not isinstance(taken.form, SelfSignature):
            return await super().outcome(taken, submission)
        return Outcome(computed=assess(self.assessed, taken.form, self.edition).model_dump(mode="json"))

    @property
    def assessed(self) -> SelfAssessmentFile:
        """The case file as that of a self-assessment."""
        assert isinstance(self.case, SelfAssessmentFile)
        return self.case
