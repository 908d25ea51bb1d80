"""How people and programs reach a simulated world: the methods that they would call on a Temporal client."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import SearchAttributes
from temporalio.client import WithStartWorkflowOperation
from temporalio.common import SearchAttributes as UntypedAttributes
from temporalio.common import TypedSearchAttributes, WorkflowIDConflictPolicy
from temporalio.converter import encode_search_attributes
from temporalio.exceptions import WorkflowAlreadyStartedError

from simulation.world.handle import Handle, to_payloads
from simulation.world.state import State


class Client:
    """What a Temporal client is to a program, as far as this project uses one."""

    def __init__(self, world: State) -> None:
        self._world = world

    def get_workflow_handle(self, workflow_id: str, **_options: Any) -> Handle:
        """Give a workflow by its id, whether or not it runs."""
        return Handle(self._world, workflow_id)

    def get_workflow_handle_for(self, _workflow: Any, workflow_id: str, **_options: Any) -> Handle:
        """Give a workflow by its id, whether or not it runs."""
        return Handle(self._world, workflow_id)

    async def start_workflow(
        self,
        kind: str | Callable[..., Any],
        *given: Any,
        id: str,  # noqa: A002 -- as the SDK has it
        id_conflict_policy: WorkflowIDConflictPolicy = WorkflowIDConflictPolicy.FAIL,
        memo: Mapping[str, Any] | None = None,
        search_attributes: TypedSearchAttributes | UntypedAttributes | None = None,
        **_options: Any,
    ) -> Handle:
        """Start a workflow; raises WorkflowAlreadyStartedError when one of this id is running."""
        name, _ = workflow._Definition.get_name_and_result_type(kind)  # noqa: SLF001
        self._start(name, given, id, id_conflict_policy, memo, search_attributes)
        return Handle(self._world, id)

    async def execute_update_with_start_workflow(
        self,
        update: Any,
        *given: Any,
        start_workflow_operation: WithStartWorkflowOperation[Any, Any],
        **options: Any,
    ) -> Any:
        """Start a workflow if need be, send it an update in the same breath, and wait for the answer."""
        start = start_workflow_operation._start_workflow_input  # noqa: SLF001
        self._start(
            start.workflow,
            start.args,
            start.id,
            start.id_conflict_policy,
            start.memo,
            start.search_attributes,
        )
        return await Handle(self._world, start.id).execute_update(update, *given, **options)

    def _start(
        self,
        kind: str,
        args: Sequence[Any],
        name: str,
        conflict: WorkflowIDConflictPolicy,
        memo: Mapping[str, Any] | None,
        attributes: TypedSearchAttributes | UntypedAttributes | None,
    ) -> None:
        if name in self._world.open:
            if conflict is not WorkflowIDConflictPolicy.USE_EXISTING:
                raise WorkflowAlreadyStartedError(name, kind)
            return
        encoded = SearchAttributes()
        if attributes is not None:
            encode_search_attributes(attributes, encoded)
        self._world.begin(
            name,
            kind,
            to_payloads(args),
            memo={key: to_payloads([value])[0] for key, value in (memo or {}).items()},
            search_attributes=dict(encoded.indexed_fields),
        )
