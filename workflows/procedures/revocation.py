"""Article 9: the status is revoked for consecutive failure, after the party was heard (取消资格)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.procedures.revocation.file import RevocationFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from workflows.procedure import Procedure


@workflow.defn
class Revocation(Procedure):
    """One revocation of one park; the park hears of it at the decision, while publication and plaque go on."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Walk from the advance notice to the return of the plaque, or to the dropping (R9-revoke, Q32)."""
        return await self.live(beginning)

    async def revocation_notice(self) -> None:
        """The city bureau tells the party facts, reasons and basis (Q32)."""
        await self.people_act()

    async def revocation_statement(self) -> None:
        """The party answers and may ask to be heard, until the last day is over (Q32)."""
        await self.people_act(until=self.case.due.expires_at if self.case.due else None)
        assert isinstance(self.case, RevocationFile)
        await self.by_rule(Act.CALL_HEARING if self.case.hearing_asked_by else Act.CLOSE_STATEMENTS)

    async def revocation_hearing(self) -> None:
        """The city bureau hears who asked for it, and deals with each statement (Q32)."""
        await self.people_act()

    async def revocation_legal(self) -> None:
        """The legal office says whether it is lawful (Q32)."""
        await self.people_act()

    async def revocation_joint(self) -> None:
        """The bodies sign; a leader of the city bureau revokes, or drops it (Q32, Q14)."""
        await self.people_act()

    async def revocation_decision(self) -> None:
        """The decision is issued, with its remedies; the status ends on that day (R9-revoke, Q37)."""
        await self.people_act()

    async def revocation_publication(self) -> None:
        """The city bureau makes it public in time (Q32)."""
        await self.people_act()

    async def plaque_return(self) -> None:
        """The local HRSS department takes the plaque back (Q32)."""
        await self.people_act()
