"""Start again whatever Temporal no longer runs."""

from desk.people import Desk
from proof import recovery


async def resume(at: Desk) -> list[str]:
    """Start every park, open case and open round that is not running; give their ids."""
    return await recovery.resume(at.db, await at.client(), at.settings.task_queue)
