"""The daily digest: one activity, begun by a schedule on the morning of every day (Q53)."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from activities import contracts

# The digest of a day is of no use on the next one.
GIVE_UP_AFTER = timedelta(hours=12)
ONE_ROUND = timedelta(minutes=10)


@workflow.defn
class Digest:
    """Tells everybody, once a working day, what waits for them."""

    @workflow.run
    async def run(self) -> int:
        """Send the digests of the day and give how many went out."""
        sent: int = await workflow.execute_activity(
            contracts.SEND_DIGESTS,
            contracts.Digests(at=workflow.now()),
            result_type=int,
            start_to_close_timeout=ONE_ROUND,
            schedule_to_close_timeout=GIVE_UP_AFTER,
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=10)),
        )
        return sent
