"""The daily digest: a schedule begins it, and one run of it mails everybody at most once."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import ScheduleRange
from temporalio.testing import WorkflowEnvironment

from records.database import Database
from running.connection import connect, register
from running.schedules import DIGEST
from running.settings import Settings
from tests.conftest import BIN
from tests.entries import handed_over
from workflows.digest import Digest


async def next_working_day(env: WorkflowEnvironment) -> datetime:
    """Let the time pass to the next Wednesday in a month without a holiday in its middle, and give it."""
    now = await env.get_current_time()
    year = now.year if now < datetime(now.year, 8, 10, tzinfo=UTC) else now.year + 1
    start = datetime(year, 8, 12, 1, tzinfo=UTC)
    day = start + timedelta(days=(2 - start.weekday()) % 7)
    await env.sleep(day - now)
    return day


@pytest.mark.provision("Q53")
async def test_a_run_mails_once_and_the_next_one_of_the_day_nothing(
    skipping: WorkflowEnvironment, db: Database, working: str, tmp_path: Path
) -> None:
    """Two runs on one working day send one mail; a run on the next Saturday sends none."""
    day = await next_working_day(skipping)
    await handed_over(db, day.date())

    async def run() -> Any:
        return await skipping.client.execute_workflow(Digest.run, id=uuid.uuid4().hex, task_queue=working)

    assert [1, 0] == [await run(), await run()]
    await skipping.sleep(timedelta(days=3))
    assert 0 == await run()
    assert [f"digest.local.{day.date()}.eml"] == [file.name for file in (tmp_path / "outbox").iterdir()]


async def test_the_schedule_is_made_once(tmp_path: Path) -> None:
    """Registering twice with a real server leaves one schedule: every morning at half past eight in China."""
    env = await WorkflowEnvironment.start_local(dev_server_existing_path=str(BIN / "temporal"))
    try:
        target = env.client.service_client.config.target_host
        settings = Settings(var=tmp_path, temporal_address=target.removeprefix("http://"))
        client = await connect(settings)
        for _ in range(2):
            await register(client, settings)
        found = (await client.get_schedule_handle(DIGEST).describe()).schedule
        (morning,) = found.spec.calendars
        assert ([ScheduleRange(8, 8, 1)], [ScheduleRange(30, 30, 1)]) == (
            list(morning.hour),
            list(morning.minute),
        )
        assert "Asia/Shanghai" == found.spec.time_zone_name
        assert DIGEST == getattr(found.action, "workflow", "").lower()
    finally:
        await env.shutdown()
