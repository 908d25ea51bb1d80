"""Article 9: a park that failed puts it right within a limit, and is evaluated again (限期整改)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.calendar.cycles import rectification_months
from regulation.casework.entry import Outcome, Submission
from regulation.casework.examination import Taken
from regulation.procedures.evaluation.cards import Scores
from regulation.procedures.evaluation.forms import Rulings
from regulation.procedures.rectification.file import RectificationFile
from regulation.procedures.rectification.forms import LongerLimit, Order
from regulation.procedures.rectification.limit import longer
from regulation.procedures.rectification.recheck import recheck
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from workflows.casework import HORIZON_YEARS
from workflows.procedures.scoring import PanelScoring


@workflow.defn
class Rectification(PanelScoring):
    """One rectification of one park. Each stage is a method; it returns when an act has led out of the stage."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Order, wait for the limit, recheck, and tell the park the result."""
        return await self.live(beginning)

    async def rectification_order(self) -> None:
        """The city bureau orders what is to be put right, and until when (R9-rectify, Q30)."""
        await self.people_act()

    async def rectifying(self) -> None:
        """The park puts it right within the limit; the local department reports (R9-rectify, Q30, Q31)."""
        while self.case.stage == Stage.RECTIFYING and not self.must_continue() and not self.lapses:
            limit = self.case.due.expires_at if self.case.due else None  # none while the clock stands still
            if limit is None or self.now() < limit:
                await self.people_act(until=limit)
            else:
                await self.by_rule(Act.RECTIFICATION_EXPIRES)

    async def rectification_overdue(self) -> None:
        """The limit has passed: a late report is rechecked all the same, or a leader confirms the failure (Q30)."""
        await self.people_act()

    async def recheck_panel(self) -> None:
        """The city bureau draws a panel none of whose members sat before (Q30)."""
        await self.people_act()

    async def recheck_scoring(self) -> None:
        """The new panel scores the dimensions that failed (Q30)."""
        await self.sit()

    async def recheck_confirmation(self) -> None:
        """A leader confirms the result of the recheck (Q28, Q30)."""
        await self.people_act()

    async def recheck_publication(self) -> None:
        """The result is told to the park, passed or failed (R9-rectify, R9-failnotice)."""
        await self.people_act()

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:
        """Count the limit in months from the day of the order, and its extension from the same day (Q30)."""
        await self.cover(HORIZON_YEARS)
        assert self.calendar is not None
        form = taken.form
        if isinstance(form, Order):
            months = rectification_months(form.months, self.edition)
            return Outcome(due=self.calendar.add_months(self.now(), months))
        if isinstance(form, LongerLimit):
            assert self.case.due is not None
            return Outcome(due=longer(self.case.due, form.months, self.now(), self.calendar))
        return await super().outcome(taken, submission)

    def tally(self, rulings: Rulings | None) -> Scores:
        """Score the failed dimensions alone (Q30)."""
        assert isinstance(self.case, RectificationFile)
        return recheck(self.case, self.edition, rulings.confirmed_gates if rulings else ())
