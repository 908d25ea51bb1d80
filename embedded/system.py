"""The whole system on one machine: Temporal's development server, the records and a worker, supervised."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from temporalio.client import Client
from temporalio.service import RPCError

from embedded.children import Child
from embedded.demonstration import create_demo_accounts
from records import editions
from records.database import Database
from records.migrate import upgrade
from regulation.measures.edition import known_editions
from regulation.words.message import Language, Message, say
from running.connection import connect, register
from running.editions import load_editions
from running.logs import start_logging
from running.settings import Settings, read_settings

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "0.0.0.0"})  # noqa: S104 - compared, not bound
START_SECONDS = 90
PAUSE_SECONDS = 0.3
SERVER_STOP_SECONDS = 20
WORKER_STOP_MARGIN_SECONDS = 10
WORKER = Path(__file__).resolve().parent.parent / "worker.py"


class UpError(Exception):
    """The system cannot start; what is `said` names what to change."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(str(said))


def _tell(language: Language, message: Message) -> None:
    sys.stdout.write(f"{language.write(message)}\n")
    sys.stdout.flush()


def check_machine(settings: Settings) -> None:
    """Prove before anything starts that the folder is writable and the ports are free; raises UpError."""
    host = settings.temporal_address.rpartition(":")[0]
    if host not in LOCAL_HOSTS:
        raise UpError(
            say(
                "PARKLIFE_TEMPORAL_ADDRESS 指向 {host}，而 up 只在本机启动 Temporal；请改为 127.0.0.1:端口。",
                host=host,
            )
        )
    try:
        settings.log_dir.mkdir(parents=True, exist_ok=True)
        probe = settings.var / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UpError(
            say(
                "数据目录 {folder} 不可写（{why}）；请更改 PARKLIFE_VAR。",
                folder=str(settings.var),
                why=error.strerror or "",
            )
        ) from error
    for name, place, port in (
        ("PARKLIFE_TEMPORAL_ADDRESS", host, settings.temporal_port),
        ("PARKLIFE_TEMPORAL_UI_PORT", host, settings.temporal_ui_port),
        ("PARKLIFE_HEALTH_PORT", settings.health_host, settings.health_port),
        ("PARKLIFE_METRICS_PORT", settings.health_host, settings.metrics_port),
    ):
        try:
            socket.create_server((place, port)).close()
        except OSError as error:
            raise UpError(
                say(
                    "端口 {port} 不可用（{why}）；请更改 {name}，或停止占用该端口的程序。",
                    port=str(port),
                    why=os.strerror(error.errno or 0),
                    name=name,
                )
            ) from error


def temporal_binary() -> str:
    """Find Temporal's command-line program; raises UpError when there is none."""
    beside = Path(sys.executable).parent / "temporal"
    found = shutil.which(os.environ.get("TEMPORAL_CLI") or str(beside))
    if found is None:
        raise UpError(say("找不到 temporal 程序；请运行 make up 安装，或以 TEMPORAL_CLI 指明其位置。"))
    return found


def server_command(settings: Settings) -> list[str]:
    """Give the command of the development server: its history in var/, safe against a power cut."""
    host = settings.temporal_address.rpartition(":")[0]
    flags = {
        "--db-filename": settings.var / "temporal.db",
        "--namespace": settings.temporal_namespace,
        "--ip": "127.0.0.1" if host == "localhost" else host,
        "--port": settings.temporal_port,
        "--ui-port": settings.temporal_ui_port,
        "--log-level": "warn",
        # At the default rate, the timers of many parks that fall due together would wait for each other.
        "--dynamic-config-value": "history.timerProcessorMaxPollRPS=2000",
    }
    pragmas = ("journal_mode=WAL", "synchronous=FULL")
    words = [temporal_binary(), "server", "start-dev"]
    words += [str(word) for flag in flags.items() for word in flag]
    return words + [word for pragma in pragmas for word in ("--sqlite-pragma", pragma)]


async def _server_answers(settings: Settings, server: Child) -> Client:
    async with asyncio.timeout(START_SECONDS):
        while server.alive:
            try:
                client = await connect(settings)
                await client.service_client.check_health()
            except (RuntimeError, RPCError):
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return client
    raise UpError(say("Temporal 服务启动后退出；请查看 {log}。", log=str(server.log)))


def _healthy(settings: Settings) -> bool:
    url = f"http://{settings.health_host}:{settings.health_port}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=4) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's word for yes
    except (urllib.error.URLError, OSError):
        return False


async def _worker_answers(settings: Settings, worker: Child) -> None:
    async with asyncio.timeout(START_SECONDS):
        while worker.alive:
            if await asyncio.to_thread(_healthy, settings):
                return
            await asyncio.sleep(PAUSE_SECONDS)
    raise UpError(say("工作进程启动后退出；请查看 {log}。", log=str(worker.log)))


async def _prepare_records(settings: Settings) -> None:
    """Bring the records up to date before anything starts; UpError if what runs could not go on under them."""
    await asyncio.to_thread(upgrade, settings.database_url)
    db = Database(settings.database_url)
    try:
        await editions.check(db, known_editions().values())
        await create_demo_accounts(db, settings.accounts_dir)
    except editions.UnfitEditionsError as error:
        raise UpError(say("{words}", words=str(error))) from error
    finally:
        await db.close()


async def _begin(settings: Settings, server: Child, worker: Child, language: Language) -> None:
    from desk.openings.apply import start_sample  # noqa: PLC0415 - the console itself knows the settings of this room

    _tell(language, say("正在启动 Temporal、业务数据库和工作进程……"))
    await _prepare_records(settings)
    await server.start()
    client = await _server_answers(settings, server)
    await register(client, settings)
    server.keep()
    await worker.start()
    await _worker_answers(settings, worker)
    worker.keep()
    begun = await start_sample(settings)
    _tell(language, _welcome(settings, begun))


def _welcome(settings: Settings, begun: str | None) -> Message:
    """Say where things are and what to try: the sample's first act where it was `begun` just now."""
    place = f"http://127.0.0.1:{settings.temporal_ui_port}/namespaces/{settings.temporal_namespace}/workflows"
    words = ["tasks"]
    if begun is not None:
        words += [f"case {begun}", f"act {begun} hand_over --as op-jiangbei"]
    tries = "\n".join(f"  .venv/bin/python starter.py {word}" for word in words)
    return say(
        "系统已就绪。\n  Temporal 流程界面：{place}\n  数据、账号、日志：{folder}\n接下来可以试：\n{tries}\n"
        "按 Ctrl-C 停止，数据保留。",
        place=place,
        folder=str(settings.var),
        tries=tries,
    )


async def _unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do the work, but give it up when the stop comes first."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        await asyncio.wait({working})
        return
    await working


async def run(settings: Settings, language: Language) -> None:
    """Run the whole system until SIGINT or SIGTERM, told in a language; raises UpError when it cannot start."""
    check_machine(settings)
    server = Child("temporal", server_command(settings), settings.log_dir / "temporal.log", {})
    command = [sys.executable, str(WORKER)]
    worker = Child("worker", command, settings.log_dir / "worker.log", settings.environment())
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await _unless_stopped(stop, _begin(settings, server, worker, language))
        await stop.wait()
        _tell(language, say("正在停止……"))
    except TimeoutError as error:
        raise UpError(
            say(
                "系统在 {seconds} 秒内没有就绪；请查看 {folder} 中的日志。",
                seconds=START_SECONDS,
                folder=str(settings.log_dir),
            )
        ) from error
    finally:
        await worker.stop(settings.graceful_seconds + WORKER_STOP_MARGIN_SECONDS)
        await server.stop(SERVER_STOP_SECONDS)


def main_up(language: Language) -> int:
    """Run the embedded system, told in a language; 0 after an orderly stop, 2 with one sentence when it cannot."""
    try:
        settings = read_settings()
        load_editions(settings)
        listener = start_logging(settings.log_format, sys.stderr)
        try:
            asyncio.run(run(settings, language))
        finally:
            listener.stop()
    except UpError as error:
        sys.stderr.write(f"{language.write(error.said)}\n")
        return 2
    return 0
