"""Logs: one JSON object a line on standard output, written by a thread of their own."""

import json
import logging
import queue
import sys
from logging.handlers import QueueHandler, QueueListener
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio import activity, workflow

SECRET_WORDS = ("password", "token", "secret")
TEMPORAL_FIELDS = ("temporal_workflow", "temporal_activity")


class _HandOver(QueueHandler):
    """Hands records over as they are: the queue stays in this process, and formatting is the listener's."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        return record


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank the values whose key speaks of a secret, at any depth."""
    return {key: _clean(key, value) for key, value in event.items()}


def _clean(key: str, value: Any) -> Any:
    if any(word in key.lower() for word in SECRET_WORDS):
        return "***"
    if isinstance(value, dict):
        return {inner: _clean(str(inner), held) for inner, held in value.items()}
    if isinstance(value, list | tuple):
        return [_clean("", held) for held in value]
    return value


def start_logging(log_format: Literal["json", "console"], stream: TextIO | None = None) -> QueueListener:
    """Route all logging through a queue and give the listener; its `stop()` writes out what waits."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    output = logging.StreamHandler(stream or sys.stdout)
    output.setFormatter(_formatter(log_format, shared))
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    logging.basicConfig(level=logging.INFO, handlers=[_HandOver(records)], force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            # Here, since the listener's thread no longer knows which exception is being handled.
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    for chatty in ("alembic", "pikepdf"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    workflow.logger.workflow_info_on_message = False
    activity.logger.activity_info_on_message = False
    listener = QueueListener(records, output)
    listener.start()
    return listener


def _formatter(log_format: str, shared: list[Processor]) -> logging.Formatter:
    last: list[Processor] = [structlog.dev.ConsoleRenderer(colors=False)]
    if log_format == "json":
        dumps = structlog.processors.JSONRenderer(json.dumps, ensure_ascii=False)
        last = [dumps]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            *shared,
            structlog.stdlib.ExtraAdder(allow=TEMPORAL_FIELDS),
            structlog.processors.format_exc_info,
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, *last],
    )
