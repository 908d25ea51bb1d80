"""Voluntary exit: a park leaves on its own request (自愿退出, Q34)."""

from temporalio import workflow

from activities.contracts import Beginning
from regulation.vocabulary.stage import Stage
from workflows.procedure import Procedure


@workflow.defn
class Exit(Procedure):
    """One request of one park to leave; neither the Measures nor a reading set a period for it."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        super().__init__(beginning)

    @workflow.run
    async def run(self, beginning: Beginning) -> Stage:
        """Walk from the request to the announcement, the refusal or the withdrawal (Q34)."""
        return await self.live(beginning)

    async def exit_support(self) -> None:
        """The local people's government supports the request (Q34)."""
        await self.people_act()

    async def exit_consent(self) -> None:
        """A leader of the city bureau consents, or refuses with reasons (Q34)."""
        await self.people_act()

    async def exit_publication(self) -> None:
        """The city bureau makes it public; the status ends on that day (Q34)."""
        await self.people_act()
