"""A deputy acts through the workflow: the rules and the records both have their say (Q52)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from records.people.deputies import appoint
from regulation.calendar.working_days import local_day
from regulation.people.deputies import Deputyship
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, PEOPLE


@pytest.mark.provision("Q52")
async def test_a_deputy_accepts_and_then_may_not_designate(begin: Callable[..., Any]) -> None:
    """Refused before the record, taken after it; then neither the deputy nor the principal is a second pair of eyes."""
    people = {person.id: person for person in PEOPLE}
    story = await begin()
    await story.to(Stage.ACCEPTANCE)
    now = await story.env.get_current_time()

    async def instead(act: Act, **form: Any) -> Any:
        asked = await story.submission("leader", act, **form)
        actor = people["leader"].acting(Role.CITY_HRSS, "city2")
        return await story.send(asked.model_copy(update={"actor": actor}))

    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await instead(Act.ACCEPT, opinion="受理")
    assert isinstance(caught.value.cause, ApplicationError)
    assert "此时不是 city2" in caught.value.cause.message
    assert Stage.ACCEPTANCE == await story.stage()

    asked = Deputyship(
        principal="city2",
        role=Role.CITY_HRSS,
        deputy="leader",
        starts_on=local_day(now),
        ends_on=local_day(now) + timedelta(days=30),
        reason="休假",
        recorded_by="city2",
    )
    await appoint(story.db, asked, people["city2"], now, EDITION)
    await instead(Act.ACCEPT, opinion="受理")
    await story.to(Stage.JOINT_DETERMINATION)
    await story.opinions()
    for person in ("leader", "city2"):
        code, why = await story.refused(person, Act.DESIGNATE, Role.CITY_HRSS_LEADER, opinion="同意")
        assert ("not_entitled", True) == (code, "双人复核" in why)
