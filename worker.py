"""A worker process: hosts the workflows and activities until it is told to stop."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import structlog
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig
from temporalio.service import RPCError
from temporalio.worker import Worker

from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from records import editions
from records.database import Database
from regulation.measures.edition import known_editions
from running.connection import connect, make_worker
from running.editions import load_editions
from running.health import database_answers, health_server
from running.logs import start_logging
from running.schedules import schedule_digest
from running.settings import Settings, SettingsError, read_settings


class StartError(Exception):
    """The worker cannot begin; the message is one sentence for the one who started it."""


def _runtime(settings: Settings) -> Runtime:
    address = f"{settings.health_host}:{settings.metrics_port}"
    try:
        return Runtime(telemetry=TelemetryConfig(metrics=PrometheusConfig(bind_address=address)))
    except (RuntimeError, ValueError) as error:
        raise StartError(f"指标端口 {address} 不可用（{error}）；请更改 PARKLIFE_METRICS_PORT。") from error


def _check_records(db: Database) -> None:
    """Refuse a missing SQLite file, which opening it would create empty."""
    file = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and not (file and Path(file).is_file()):
        raise StartError(f"业务数据库 {file} 不存在；请先运行 starter.py up，或更改 PARKLIFE_DATABASE_URL。")


async def _prepare(settings: Settings, db: Database) -> Worker:
    _check_records(db)
    if not await database_answers(db):
        raise StartError("业务数据库没有响应；请检查 PARKLIFE_DATABASE_URL 和数据库服务。")
    try:
        await editions.check(db, known_editions().values())
    except editions.UnfitEditionsError as error:
        raise StartError(str(error)) from error
    try:
        client = await connect(settings, _runtime(settings))
    except RuntimeError as error:
        raise StartError(
            f"Temporal {settings.temporal_address} 没有响应；请检查 PARKLIFE_TEMPORAL_ADDRESS 和 Temporal 服务。"
        ) from error
    try:
        await schedule_digest(client, settings)
    except RPCError as error:
        raise StartError(
            f"命名空间 {settings.temporal_namespace} 不可用（{error.message}）；请核对 PARKLIFE_TEMPORAL_NAMESPACE。"
        ) from error
    mailer = Mailer(settings.smtp_url, settings.smtp_from, settings.outbox_dir)
    hosted = all_activities(db, Store(settings.materials_dir), mailer, settings.font_dirs)
    return make_worker(client, settings, hosted)


async def serve(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT, then let what runs finish; raises StartError if it cannot begin."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    db = Database(settings.database_url)
    try:
        worker = await _prepare(settings, db)
        try:
            async with health_server(settings, db, lambda: worker.is_running and not stop.is_set()):
                await _work(worker, stop, settings)
        except OSError as error:
            raise StartError(
                f"健康检查端口 {settings.health_port} 不可用（{os.strerror(error.errno or 0)}）；请更改 PARKLIFE_HEALTH_PORT。"
            ) from error
    finally:
        await db.close()


async def _work(worker: Worker, stop: asyncio.Event, settings: Settings) -> None:
    log = structlog.get_logger("worker")
    running = asyncio.create_task(worker.run())
    stopping = asyncio.create_task(stop.wait())
    log.info("worker started", task_queue=settings.task_queue, namespace=settings.temporal_namespace)
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not running.done():
        log.info("worker stopping", graceful_seconds=settings.graceful_seconds)
        await worker.shutdown()
    try:
        await running
    except Exception as error:
        raise StartError(f"工作进程中断：{error}；请检查 Temporal 服务和命名空间后重新启动。") from error
    log.info("worker stopped")


def main() -> int:
    """Run a worker; 0 after an orderly stop, 1 with one sentence on standard error otherwise."""
    try:
        settings = read_settings()
        load_editions(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    listener = start_logging(settings.log_format)
    try:
        asyncio.run(serve(settings))
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        listener.stop()
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # The SDK's own threads can crash an interpreter that takes itself apart; there is nothing left to do.
    os._exit(code)
