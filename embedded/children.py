"""The child processes of the embedded system: started apart, restarted when they die, never orphaned."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

BACK_OFF_SECONDS = (1, 2, 5, 10, 30)
QUIET_SECONDS = 60  # a child that lived this long starts again at the shortest pause
KILL_SECONDS = 10


class Child:
    """One program in a process group of its own, so that Ctrl-C in the terminal reaches only the supervisor."""

    def __init__(self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
        self.name, self.command, self.log, self.environment = name, command, log, environment
        self._process: asyncio.subprocess.Process | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def alive(self) -> bool:
        """Whether the program runs now."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the program; raises OSError if there is no such program."""
        with self.log.open("ab") as file:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )

    def keep(self) -> None:
        """From now on start the program again whenever it dies."""
        self._keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        log, clock, deaths = structlog.get_logger("supervisor"), asyncio.get_running_loop(), 0
        while self._process is not None:
            since = clock.time()
            code = await self._process.wait()
            deaths = 0 if clock.time() - since > QUIET_SECONDS else deaths
            pause = BACK_OFF_SECONDS[min(deaths, len(BACK_OFF_SECONDS) - 1)]
            deaths += 1
            log.warning("child died", child=self.name, code=code, restart_in_seconds=pause, log=str(self.log))
            await asyncio.sleep(pause)
            await self.start()

    async def stop(self, seconds: float) -> None:
        """Ask the program to end; after `seconds` end it and all that it started."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await asyncio.wait_for(self._process.wait(), KILL_SECONDS)
