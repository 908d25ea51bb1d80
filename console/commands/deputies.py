"""`people deputy`: who stands in for whom, for a bounded time."""

from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, As, Json, Whole
from desk.words.catalogue import words


async def add(
    principal: Annotated[str, Parameter(help=words("被代办人的账号"))],
    role: Annotated[str, Parameter(help=words("代办的角色，可用英文值或中文名称"))],
    deputy: Annotated[str, Parameter(help=words("代办人的账号"))],
    *,
    starts_on: Annotated[str, Parameter(name="--from", help=words("首日，如 2026-12-01"))],
    ends_on: Annotated[str, Parameter(name="--until", help=words("末日，如 2026-12-20"))],
    reason: Annotated[str, Parameter(help=words("代办理由"))],
    account: As = None,
) -> int:
    """Let somebody act in the role of another, first and last day included."""
    from datetime import date

    from console.terminal import showing
    from desk.people import desk
    from desk.usage import labelled
    from desk.views import deputies
    from regulation.vocabulary.role import Role
    from regulation.words.message import say

    wanted = labelled(Role, role)
    async with desk() as at:
        number = await deputies.add(
            at,
            await at.account(account),
            principal=principal,
            role=wanted,
            deputy=deputy,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
    showing.note(
        say(
            "已登记第 {number} 号代办：{deputy} 自 {starts_on} 至 {ends_on} 代 {principal}（{role}）。",
            number=number,
            deputy=deputy,
            starts_on=date.fromisoformat(starts_on),
            ends_on=date.fromisoformat(ends_on),
            principal=principal,
            role=wanted,
        )
    )
    return DONE


async def list_(
    person: Annotated[str | None, Parameter(help=words("只列出与此账号有关的"))] = None, *, json: Json = False
) -> int:
    """List all deputyships, or those of one person."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import deputies

    async with desk() as at:
        rows = await deputies.listed(at, person)
    return showing.table(rows, deputies.LISTED, json=json)


async def end(
    number: Annotated[int, Whole, Parameter(help=words("代办的编号，见 people deputy list"))],
    *,
    account: As = None,
) -> int:
    """End a deputyship at once, by its number."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import deputies
    from regulation.words.message import say

    async with desk() as at:
        await deputies.end(at, number, await at.account(account))
    showing.note(say("第 {number} 号代办已终止。", number=number))
    return DONE
