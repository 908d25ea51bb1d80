"""`people deputy`: who stands in for whom, for a bounded time."""

from typing import Annotated

from cyclopts import App, Parameter

from console.options import DONE, As, Json

deputy_app = App(name="deputy", help="代办 (deputies: who acts in whose place, for a bounded time).")


@deputy_app.command(name="add")
async def add(
    principal: str,
    role: str,
    deputy: str,
    *,
    starts_on: Annotated[str, Parameter(name="--from")],
    ends_on: Annotated[str, Parameter(name="--until")],
    reason: str,
    account: As = None,
) -> int:
    """登记代办 (let DEPUTY act in the ROLE of PRINCIPAL, first and last day included).

    由被代办人本人、市人社局负责人（限市人社局角色）或系统管理员登记。

    例：python starter.py people deputy add leader city_hrss_leader city-2 --from 2026-12-01 --until 2026-12-20 --reason 出差 --as leader
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.usage import labelled
    from desk.views import deputies
    from regulation.vocabulary.role import Role

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
    showing.say(
        f"已登记第 {number} 号代办：{deputy} 自 {starts_on} 至 {ends_on} 代 {principal}（{wanted.zh}）。"
    )
    return DONE


@deputy_app.command(name="list")
async def list_(person: str | None = None, *, json: Json = False) -> int:
    """列出代办 (all deputyships, or those of one person).

    例：python starter.py people deputy list leader
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import deputies

    async with desk() as at:
        rows = await deputies.listed(at, person)
    return showing.table(rows, deputies.LISTED, json=json)


@deputy_app.command(name="end")
async def end(number: int, *, account: As = None) -> int:
    """终止代办 (end a deputyship at once, by its number).

    例：python starter.py people deputy end 3 --as leader
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import deputies

    async with desk() as at:
        await deputies.end(at, number, await at.account(account))
    showing.say(f"第 {number} 号代办已终止。")
    return DONE
