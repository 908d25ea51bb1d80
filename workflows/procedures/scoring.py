"""A panel that scores a park on score cards: what evaluation and recheck share (R8-dims, Q10, Q30)."""

from temporalio import workflow

from regulation.casework.entry import Outcome, Submission
from regulation.casework.examination import Taken
from regulation.procedures.evaluation.cards import ScoredFile, Scores
from regulation.procedures.evaluation.forms import FiguresForm, Rulings
from regulation.vocabulary.act import Act
from workflows.procedure import Procedure


class PanelScoring(Procedure):
    """A procedure whose panel signs cards; a subclass says what the rules make of them."""

    def tally(self, rulings: Rulings | None) -> Scores:
        """Compute the result from the signed cards, as ruled on by a leader or still as a proposal."""
        raise NotImplementedError

    async def sit(self) -> None:
        """Every member signs a card after the visit; once all have, the cards are collated (R8-dims, Q28)."""
        stage = self.case.stage
        while self.case.stage == stage and not self.must_continue() and not self.lapses:
            if self.scored.all_signed:
                await self.by_rule(Act.COLLATE_SCORES, outcome=self._collated)
            else:
                await self.people_act()

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:
        """Draw panels, verify files, and recompute the result that a leader confirms."""
        form, act = taken.form, taken.move.act
        if act in {Act.DRAW_PANEL, Act.DRAW_SUBSTITUTES}:
            return Outcome(panel=await self.convene(workflow.uuid4().hex, exclude=self.scored.barred))
        if isinstance(form, FiguresForm) and form.materials:
            received = await self.receive(self.case.facts, form.materials)
            return Outcome(materials=received.materials)
        if isinstance(form, Rulings):
            return Outcome(computed=self.tally(form).model_dump(mode="json"))
        return await super().outcome(taken, submission)

    def stirred(self) -> bool:
        """The signature that completes the cards ends the wait."""
        return self.scored.scores is None and self.scored.all_signed

    def _collated(self) -> Outcome:
        return Outcome(computed=self.tally(None).model_dump(mode="json"))

    @property
    def scored(self) -> ScoredFile:
        """The case file as that of a panel's cards."""
        assert isinstance(self.case, ScoredFile)
        return self.case
