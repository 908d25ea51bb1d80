"""Article 7: a change is reported, examined and consented to before it is carried out (变更)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.casework.entry import Outcome, Submission
from regulation.casework.examination import Taken
from regulation.procedures.change.forms import ChangeSupplement
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from workflows.procedure import Procedure


@workflow.defn
class Change(Procedure):
    """One change of one park. Time reminds those who decide, and never decides for them (Q21)."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Walk Article 7 to its end, and tell the park what it is like now."""
        return await self.live(beginning)

    async def change_examination(self) -> None:
        """The city bureau examines, and visits a branch park (R7-report, Q22)."""
        await self.people_act()

    async def change_supplement(self) -> None:
        """The local HRSS department answers; the clock of the city bureau stands still (Q09)."""
        await self.people_act()

    async def change_notice(self) -> None:
        """A branch park is put to the public for the working days of a notice (R7-branch, Q22, Q12)."""
        assert self.case.notice is not None
        await self.people_act(until=self.case.notice.period.expires_at)
        await self.by_rule(Act.CLOSE_CHANGE_NOTICE)

    async def change_decision(self) -> None:
        """A leader consents or refuses; silence is never consent (R7-consent, Q21)."""
        await self.people_act()

    async def change_implementation(self) -> None:
        """The change is carried out, and the local HRSS department reports from which day (R7-consent)."""
        await self.people_act()

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:
        """Have the files of a supplement verified before they count (Q09)."""
        if not isinstance(taken.form, ChangeSupplement) or taken.form.materials is None:
            return await super().outcome(taken, submission)
        received = await self.receive(self.case.facts, taken.form.materials)
        return Outcome(materials=received.materials)
