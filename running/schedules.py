"""What begins by the wall clock and not by a case: the daily digest."""

from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
)

from running.settings import Settings
from workflows.digest import Digest

DIGEST = "digest"
CATCHUP = timedelta(hours=2)  # a digest missed in the morning is of no use in the afternoon


def daily_digest(settings: Settings) -> Schedule:
    """Give the schedule: every day at 08:30 in China; the activity keeps the days off, which move, free (Q41)."""
    morning = ScheduleCalendarSpec(hour=[ScheduleRange(8)], minute=[ScheduleRange(30)])
    return Schedule(
        action=ScheduleActionStartWorkflow(Digest.run, id=DIGEST, task_queue=settings.task_queue),
        spec=ScheduleSpec(calendars=[morning], time_zone_name="Asia/Shanghai"),
        policy=SchedulePolicy(catchup_window=CATCHUP),
    )


async def schedule_digest(client: Client, settings: Settings) -> None:
    """Make the schedule of the daily digest unless it is there; safe to repeat."""
    try:
        await client.create_schedule(DIGEST, daily_digest(settings))
    except ScheduleAlreadyRunningError:
        return
