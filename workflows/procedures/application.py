"""Article 5: from the locality's application to the approval reply (申报与认定)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.calendar.working_days import Deadline
from regulation.casework.deadlines import stage_deadline
from regulation.casework.entry import Outcome, Submission
from regulation.casework.examination import Taken
from regulation.designation.scoring import SheetPart, collate
from regulation.procedures.application.file import ApplicationFile
from regulation.procedures.application.period import PERIODS, begun, investigation_extended
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from workflows.procedure import Procedure


@workflow.defn
class Application(Procedure):
    """One application of one park. Each stage is a method; it returns when an act has led out of the stage."""

    case: ApplicationFile

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Walk Article 5 to its end, and tell the park how it ended."""
        return await self.live(beginning)

    # --- Article 5 item 1, and the first half of item 2: where the park lies --------------------------------

    async def preparing(self) -> None:
        """The files are received and verified; the operator completes the dossier and hands it over."""
        await self.people_act()

    async def local_review(self) -> None:
        """The local HRSS department examines the materials (5.2)."""
        await self.people_act()

    async def local_supplement(self) -> None:
        """The operator answers the one consolidated request; the local clock stands still (Q09)."""
        await self.people_act()

    async def recommendation(self) -> None:
        """The local HRSS department recommends, or declines to (5.2)."""
        await self.people_act()

    async def submission(self) -> None:
        """The local people's government applies to the city bureau (5.1, 5.2)."""
        await self.people_act()

    # --- Article 5 item 2, second half: the city bureau ------------------------------------------------------

    async def acceptance(self) -> None:
        """The city bureau checks completeness and conditions, waives with four eyes, and accepts (Q04, Q09)."""
        await self.people_act()

    async def city_supplement(self) -> None:
        """The local government answers the city's request; the city's clock stands still (Q09)."""
        await self.people_act()

    async def panel_formation(self) -> None:
        """The city bureau convenes departments and experts by a recorded draw (5.2, Q10)."""
        await self.people_act()

    async def expert_review(self) -> None:
        """Every member examines the documents and, after the visit, scores on site; then all is collated (5.2)."""
        while self.case.stage == Stage.EXPERT_REVIEW and not self.must_continue():
            if self._all_signed():
                await self.by_rule(Act.COMPLETE_REVIEW, outcome=self._collated)
            else:
                await self.people_act()

    async def review_result(self) -> None:
        """The city bureau puts a park that passed to the public, and refuses one that did not (Q11)."""
        await self.people_act()

    async def public_notice(self) -> None:
        """The notice stands for its working days; an admissible objection holds it open (5.2, Q12, Q12b)."""
        while self.case.stage == Stage.PUBLIC_NOTICE and not self.must_continue():
            assert self.case.notice is not None
            closes_at = self.case.notice.period.expires_at
            if self.now() < closes_at:
                await self.people_act(until=closes_at)
            elif self.case.open_objections:
                await self.people_act()
            else:
                await self.by_rule(Act.CLOSE_NOTICE)

    # --- Article 5 item 3: jointly determined, and answered --------------------------------------------------

    async def joint_determination(self) -> None:
        """The city bureau determines together with 发改 and 财政 (5.3, Q14)."""
        await self.people_act()

    async def approval_reply(self) -> None:
        """The city bureau issues the approval reply to the applying locality (5.3)."""
        await self.people_act()

    async def refusal(self) -> None:
        """The city bureau issues the reasoned letter (Q16)."""
        await self.people_act()

    # --- What the procedure adds to people's acts -------------------------------------------------------------

    async def outcome(self, taken: Taken, submission: Submission) -> Outcome:
        """Draw panels, and count the periods that an act begins."""
        assert self.calendar is not None
        now, act = self.now(), taken.move.act
        if act in {Act.AMEND_DOSSIER, Act.HAND_OVER, Act.SUPPLEMENT}:
            facts = getattr(taken.form, "facts", None) or self.case.facts
            materials = getattr(taken.form, "materials", None) or self.case.materials
            received = await self.receive(facts, materials)
            return Outcome(materials=received.materials, tenants=received.tenants)
        if act in {Act.DRAW_PANEL, Act.DRAW_SUBSTITUTES}:
            return Outcome(panel=await self.convene(workflow.uuid4().hex))
        if act == Act.EXTEND_LIMIT:
            extended = self.case.model_copy(update={"extended": True})
            entered = self.case.entered_at or now
            return Outcome(
                due=stage_deadline(extended, self.case.stage, entered, self.calendar, self.edition)
            )
        if act == Act.EXTEND_INVESTIGATION:
            return Outcome(period=self._investigation_extended(submission.form["objection"]))
        if act in PERIODS:
            return Outcome(period=begun(act, now, self.calendar, self.edition))
        return Outcome()

    def _investigation_extended(self, objection: int) -> Deadline:
        assert self.calendar is not None
        due = next(o.due for o in self.case.objections if o.id == objection)
        assert due is not None
        return investigation_extended(due, self.calendar, self.edition)

    def stirred(self) -> bool:
        """A sheet that completes the review, or a ruling that frees the notice, ends the wait."""
        return self.case.stage == Stage.PUBLIC_NOTICE or self._all_signed()

    def _collated(self) -> Outcome:
        return Outcome(result=collate(self.case.sheets, self._seated(), self.edition))

    def _seated(self) -> tuple[str, ...]:
        return self.case.panel.member_ids if self.case.panel else ()

    def _all_signed(self) -> bool:
        if self.case.stage != Stage.EXPERT_REVIEW or self.case.panel is None or self.case.panel.vacancies:
            return False
        signed = {(sheet.expert, sheet.part) for sheet in self.case.sheets}
        return all((member, part) in signed for member in self._seated() for part in SheetPart)
