"""`digest` and `ics`: what waits for a person, to read, to mail, and for their calendar."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from console.options import DONE, As, Flag, Json, Whole
from desk.words.catalogue import words

Days = Annotated[
    int | None, Whole, Parameter(validator=Number(gte=1, lte=366), help=words("向前看几天，缺省一周"))
]


async def digest(
    *,
    account: As = None,
    days: Days = None,
    send: Annotated[
        bool,
        Flag,
        Parameter(help=words("发送邮件，每人每天至多一封；不写 --as 时发给所有登记了邮箱的人员")),
    ] = False,
    json: Json = False,
) -> int:
    """Show or send what is open for a person, what falls due within `days`, what they were reminded of."""
    from console.speech import language
    from console.terminal import showing
    from desk.people import desk
    from desk.views import digest as digests
    from regulation.words.message import say, series

    async with desk() as at:
        if send:
            sent = await digests.send(at, None if account is None else await at.account(account), days)
            if json:
                showing.as_json({"sent": sent})
            done = (
                say("已发送 {count} 份摘要", count=len(sent))
                if at.settings.smtp_url
                else say(
                    "未设邮件服务器，已在 {folder} 存入 {count} 份摘要",
                    folder=str(at.settings.outbox_dir),
                    count=len(sent),
                )
            )
            names = series(sent) if sent else say("无")
            showing.note(say("{done}：{names}（每人每天至多一份）。", done=done, names=names))
            return DONE
        person = await at.account(account)
        found = await digests.read(at, person, days)
        shown = await digests.shown(at, found, person) if json else None
    if shown is not None:
        showing.as_json(shown)
    else:
        sys.stdout.write(found.text(language()))
    return DONE


async def ics(
    *,
    account: As = None,
    role: Annotated[str | None, Parameter(help=words("导出一类角色的日程，可用英文值或中文名称"))] = None,
    district: Annotated[str | None, Parameter(help=words("限于此地区，如 吉林市龙潭区"))] = None,
    out: Annotated[Path | None, Parameter(help=words("写入此文件；否则打印"))] = None,
) -> int:
    """Give an iCalendar feed of the due dates and coming openings of a person or a role."""
    from console.speech import language
    from desk.people import desk
    from desk.usage import UsageMistakeError, labelled
    from desk.views import feeds
    from regulation.vocabulary.role import Role
    from regulation.words.message import say

    if account is not None and (role is not None or district is not None):
        raise UsageMistakeError(
            say("导出日程"), say("--as 与 --role、--district 不能同时使用"), say("请只用其一。")
        )
    wanted = labelled(Role, role) if role else None
    async with desk() as at:
        if wanted is not None:
            feed = await feeds.of_role(at, wanted, district, language())
        else:
            feed = await feeds.of_person(at, await at.account(account), language())
    _put(feed, out)
    return DONE


def _put(feed: bytes, out: Path | None) -> None:
    """Write a feed to a file, or to stdout; OSError when the file cannot be written."""
    if out is None:
        sys.stdout.write(feed.decode())
        return
    out.write_bytes(feed)
    from console.terminal.showing import note
    from regulation.words.message import say

    note(say("已写入 {out}。", out=str(out)))
