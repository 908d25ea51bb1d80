"""The hands of the world: real activity functions, run in an activity's context that knows only virtual time."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from temporalio import activity
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import RetryState, TimeoutType
from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.activity_result import ActivityResolution
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import ActivityEnvironment

from simulation.world.faults import Fate
from simulation.world.runs.instance import NAMESPACE, TASK_QUEUE
from simulation.world.runs.run import Order, Run, SimulationError

LONGEST_WAIT = 100  # a server's longest pause between attempts, in first pauses, when the policy says nothing
INFO = ActivityEnvironment.default_info()


class Hands:
    """Does what workflows order."""

    def __init__(self, functions: Sequence[Callable[..., Any]], fate: Fate) -> None:
        self.fate = fate
        self.converter = pydantic_data_converter.payload_converter
        self._failures = pydantic_data_converter.failure_converter
        definitions = [activity._Definition.must_from_callable(function) for function in functions]  # noqa: SLF001
        self._definitions = {str(definition.name): definition for definition in definitions}

    async def attempt(self, run: Run, order: Order, now: datetime) -> Payload | Failure:
        """Try once; what the function raises is given as the failure that the server would keep."""
        definition = self._definitions.get(order.asked.activity_type)
        if definition is None:
            raise SimulationError(f"{run!r}: no activity {order.asked.activity_type} in this world")
        if self.fate.strikes("failure"):
            failure = Failure(message="the simulated world failed before the work was done")
            failure.application_failure_info.type = "SimulatedFailure"
            return failure
        environment = ActivityEnvironment()
        environment.info = _info(run, order, now)
        environment.payload_converter = self.converter
        try:
            given = self.converter.from_payloads(order.asked.arguments, definition.arg_types)
            result = environment.run(definition.fn, *given)
            if inspect.isawaitable(result):
                result = await result
            return self.converter.to_payloads([result])[0]
        except Exception as error:  # noqa: BLE001 -- whatever an activity raises is its answer
            failure = Failure()
            self._failures.to_failure(error, self.converter, failure)
            return failure


def _info(run: Run, order: Order, now: datetime) -> activity.Info:
    asked = order.asked
    return replace(
        INFO,
        activity_id=asked.activity_id,
        activity_type=asked.activity_type,
        attempt=order.attempt,
        current_attempt_scheduled_time=now,
        is_local=order.local,
        namespace=NAMESPACE,
        schedule_to_close_timeout=_span(order, "schedule_to_close_timeout"),
        scheduled_time=order.ordered,
        start_to_close_timeout=_span(order, "start_to_close_timeout"),
        started_time=now,
        task_queue=TASK_QUEUE,
        task_token=f"{run.run_id}/{order.seq}".encode(),
        workflow_id=run.id,
        workflow_namespace=NAMESPACE,
        workflow_run_id=run.run_id,
        workflow_type=run.type,
    )


def _span(order: Order, name: str) -> timedelta | None:
    span: timedelta = getattr(order.asked, name).ToTimedelta()
    return span or None


def expires_at(order: Order) -> datetime | None:
    """Say when an order is given up altogether, whether or not somebody has begun with it."""
    span = _span(order, "schedule_to_close_timeout")
    return order.ordered + span if span else None


def attempt_timeout(order: Order) -> timedelta:
    """How long an attempt may take before its worker is thought dead."""
    return _span(order, "start_to_close_timeout") or _span(order, "schedule_to_close_timeout") or timedelta(0)


def pause(order: Order, failure: Failure, now: datetime) -> timedelta | RetryState.ValueType:
    """Say how long to wait before the next attempt, or why there is none."""
    policy, info = order.asked.retry_policy, failure.application_failure_info
    if info.non_retryable or info.type in policy.non_retryable_error_types:
        return RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE
    if policy.maximum_attempts and order.attempt >= policy.maximum_attempts:
        return RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED
    first = policy.initial_interval.ToTimedelta() or timedelta(seconds=1)
    longest = policy.maximum_interval.ToTimedelta() or first * LONGEST_WAIT
    wait: timedelta = longest
    grown = (policy.backoff_coefficient or 2.0) ** min(order.attempt - 1, 60)
    if grown < longest / first:
        wait = first * grown
    if info.HasField("next_retry_delay"):
        wait = info.next_retry_delay.ToTimedelta()
    end = expires_at(order)
    return RetryState.RETRY_STATE_TIMEOUT if end is not None and now + wait > end else wait


def timed_out(kind: TimeoutType.ValueType) -> Failure:
    """Give the failure of an attempt, or an order, that nobody answered in time."""
    failure = Failure(message="activity timeout")
    failure.timeout_failure_info.timeout_type = kind
    return failure


def resolution(
    order: Order,
    outcome: Payload | Failure,
    state: RetryState.ValueType = RetryState.RETRY_STATE_UNSPECIFIED,
) -> ActivityResolution:
    """Give an outcome as the workflow hears it."""
    answer = ActivityResolution()
    if isinstance(outcome, Payload):
        answer.completed.result.CopyFrom(outcome)
        return answer
    cancelled = outcome.HasField("canceled_failure_info")
    told = answer.cancelled.failure if cancelled else answer.failed.failure
    told.message = "Activity cancelled" if cancelled else "Activity task failed"
    told.cause.CopyFrom(outcome)
    told.activity_failure_info.activity_id = order.asked.activity_id
    told.activity_failure_info.activity_type.name = order.asked.activity_type
    told.activity_failure_info.retry_state = state
    return answer


def cancelled() -> Failure:
    """Give the failure of an order that was taken back."""
    failure = Failure(message="Activity cancelled")
    failure.canceled_failure_info.SetInParent()
    return failure


def backoff(order: Order, pause: timedelta) -> ActivityResolution:
    """Tell the workflow to wait for the next attempt of a local activity with a timer of its own."""
    answer = ActivityResolution()
    answer.backoff.attempt = order.attempt + 1
    answer.backoff.backoff_duration.FromTimedelta(pause)
    answer.backoff.original_schedule_time.FromDatetime(order.ordered)
    return answer
