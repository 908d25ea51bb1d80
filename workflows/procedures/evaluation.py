"""Articles 8 and 9: the evaluation of a park by the city bureau, and what follows from its grade (集中考评)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.procedures.evaluation.cards import Scores
from regulation.procedures.evaluation.file import EvaluationFile
from regulation.procedures.evaluation.forms import Confirmation, Rulings
from regulation.procedures.evaluation.scores import evaluate
from regulation.vocabulary.stage import Stage
from workflows.procedures.scoring import PanelScoring


@workflow.defn
class Evaluation(PanelScoring):
    """One evaluation of one park. Each stage is a method; it returns when an act has led out of the stage."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Evaluate, confirm, publish, and tell the park its overall result."""
        return await self.live(beginning)

    async def evaluation_facts(self) -> None:
        """The local department hands in the cycle's figures; once they are overdue, the city goes on (R8-central, Q24)."""
        await self.people_act()

    async def evaluation_panel(self) -> None:
        """The city bureau draws the panel (Q10)."""
        await self.people_act()

    async def evaluation_scoring(self) -> None:
        """Every member scores the five dimensions after the visit; then all is collated (R8-dims)."""
        await self.sit()

    async def evaluation_confirmation(self) -> None:
        """A leader rules on the gates and confirms the result, or voids the evaluation (R8-parts, Q27, Q28)."""
        await self.people_act()

    async def evaluation_publication(self) -> None:
        """Excellence is commended, failure is made known, any other result is published (R9-praise, R9-failnotice)."""
        await self.people_act()

    async def evaluation_support(self) -> None:
        """An excellent park is given some policy support, and it is recorded (R9-support, Q39)."""
        await self.people_act()

    def tally(self, rulings: Rulings | None) -> Scores:
        """Combine the panel's score with the self-assessments, and grade (R8-parts, Q27)."""
        assert isinstance(self.case, EvaluationFile)
        if not isinstance(rulings, Confirmation):
            return evaluate(self.case, self.edition)
        return evaluate(
            self.case,
            self.edition,
            bonus=rulings.bonus,
            late_data=rulings.late_data,
            gates=rulings.confirmed_gates,
            dismissed=rulings.dismissed_gates,
        )
