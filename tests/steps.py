"""The steps that courses are made of: somebody acts, something is recorded today, a period ends."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from regulation.calendar.working_days import CST
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from tests.cases import Play
from tests.conftest import Story


async def _today(story: Story) -> date:
    return (await story.env.get_current_time()).astimezone(CST).date()


def act(person: str, act: Act, role: Role | None = None, **form: Any) -> Play:
    """Give the step in which a person acts."""

    async def play(story: Story) -> None:
        await story.act(person, act, role, **form)

    return play


def today_as(field: str, person: str, act: Act, **form: Any) -> Play:
    """Act with a form that names the present day."""

    async def play(story: Story) -> None:
        await story.act(person, act, **form, **{field: (await _today(story)).isoformat()})

    return play


async def visit(story: Story) -> None:
    """Record the site visit of today."""
    await story.visit()


async def half_a_year(story: Story) -> None:
    """Let nobody act for longer than a survey is open, or a self-assessment owed."""
    await story.pass_days(190)


async def period_ends(story: Story) -> None:
    """Let the period of the stage, or of its notice, run out."""
    file = await story.file()
    notice = getattr(file, "notice", None)
    due = notice.period if notice is not None else file.due
    await story.env.sleep(due.expires_at - await story.env.get_current_time() + timedelta(minutes=1))


async def _sign(story: Story, which: slice, **marks: str) -> None:
    for member in (await story.members())[which]:
        await story.act(member, Act.SIGN_SCORECARD, judgements=marks, opinion="意见")


def signed(which: slice, **marks: str) -> Play:
    """Give the step in which some of the members sign a card."""
    return partial(_sign, which=which, **marks)
