"""How this system meets Temporal: its namespace, its search attributes, its workers."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    RegisterNamespaceRequest,
    UpdateNamespaceRequest,
)
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.runtime import Runtime
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from regulation.measures.edition import known_editions
from running.schedules import schedule_digest
from running.settings import RETENTION_DAYS, Settings
from workflows.hall import ALL_WORKFLOWS

SEARCH_ATTRIBUTES = {
    "ParkId": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "District": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "Procedure": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "Stage": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "DueAt": IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
}
PASSED_THROUGH = (
    "regulation",
    "activities.contracts",
    "activities",
    "structlog",
    "pydantic",
    "pydantic_core",
    "annotated_types",
)
# A worker that died holds the tasks of its cached workflows this long; a healthy one answers in milliseconds.
STICKY_TIMEOUT = timedelta(seconds=2)
REGISTER_TRIES = 60
REGISTER_PAUSE_SECONDS = 0.5


async def connect(settings: Settings, runtime: Runtime | None = None) -> Client:
    """Connect to the namespace of the settings; raises RuntimeError when nothing answers there."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        data_converter=pydantic_data_converter,
        runtime=runtime,
    )


async def register(client: Client, settings: Settings) -> None:
    """Make the namespace, its retention, search attributes and schedule what this system needs; safe to repeat."""
    await _register_namespace(client, settings.temporal_namespace)
    for left in reversed(range(REGISTER_TRIES)):
        try:
            await _add_search_attributes(client, settings.temporal_namespace)
            await schedule_digest(client, settings)
        except RPCError as error:
            # The server learns of a new namespace only when it next refreshes its cache.
            if left == 0 or error.status not in {RPCStatusCode.NOT_FOUND, RPCStatusCode.UNAVAILABLE}:
                raise
            await asyncio.sleep(REGISTER_PAUSE_SECONDS)
        else:
            return


async def _register_namespace(client: Client, namespace: str) -> None:
    wanted = Duration(seconds=int(timedelta(days=RETENTION_DAYS).total_seconds()))
    service = client.workflow_service
    try:
        found = await service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
        await service.register_namespace(
            RegisterNamespaceRequest(namespace=namespace, workflow_execution_retention_period=wanted)
        )
        return
    if found.config.workflow_execution_retention_ttl != wanted:
        config = NamespaceConfig(workflow_execution_retention_ttl=wanted)
        await service.update_namespace(UpdateNamespaceRequest(namespace=namespace, config=config))


async def _add_search_attributes(client: Client, namespace: str) -> None:
    service = client.operator_service
    found = await service.list_search_attributes(ListSearchAttributesRequest(namespace=namespace))
    missing = {name: kind for name, kind in SEARCH_ATTRIBUTES.items() if name not in found.custom_attributes}
    if missing:
        await service.add_search_attributes(
            AddSearchAttributesRequest(namespace=namespace, search_attributes=missing)
        )


def workflow_runner() -> SandboxedWorkflowRunner:
    """Give the sandbox of the workflows; the rules are pure, so they pass through and load once."""
    known_editions()  # read before the sandbox, in which no file can be opened
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return SandboxedWorkflowRunner(restrictions=restrictions)


def make_worker(
    client: Client,
    settings: Settings,
    activities: Sequence[Callable[..., Any]],
    runner: WorkflowRunner | None = None,
) -> Worker:
    """Make a worker of the task queue that hosts every workflow and these activities."""
    return Worker(
        client,
        task_queue=settings.task_queue,
        workflows=ALL_WORKFLOWS,
        activities=activities,
        workflow_runner=runner or workflow_runner(),
        max_cached_workflows=settings.max_cached_workflows,
        graceful_shutdown_timeout=timedelta(seconds=settings.graceful_seconds),
        sticky_queue_schedule_to_start_timeout=STICKY_TIMEOUT,
    )
