"""`apply` and `object`: how a dossier and an objection come in."""

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from console.options import DONE, REFUSED, As, Case, Dossier, Flag, Json, Key
from desk.words.catalogue import words


async def apply_(
    dossier: Dossier,
    *,
    check: Annotated[bool, Flag, Parameter(help=words("只列出全部问题，不提交"))] = False,
    park: Annotated[str | None, Parameter(help=words("产业园编号；否则按材料中的名称编号"))] = None,
    account: As = None,
    json: Json = False,
) -> int:
    """Hand in a dossier folder; with `check` only list every flaw."""
    from console.terminal import showing
    from desk.openings import apply
    from desk.people import desk
    from desk.views import case as cases
    from regulation.words.message import say

    if check:
        return _checked(dossier, json=json)
    name = apply.park_id(apply.existing(dossier), park)
    async with desk() as at:
        with _waiting(words("正在核验并存入材料、提出申报……")):
            case = await apply.apply(at, dossier, name, account)
        file = await cases.case(at, case, None)
    for material in file.materials:
        showing.note(say("已存入 {material}", material=material))
    if json:
        showing.as_json({"case": case})
    else:
        sys.stdout.write(f"{case}\n")
    return DONE


def _checked(dossier: Path, *, json: bool) -> int:
    from console.speech import told
    from console.terminal import showing
    from desk.openings import apply
    from regulation.words.message import say
    from regulation.words.sentences import written

    report = apply.check(dossier)
    if json:
        showing.as_json(written([flaw.model_dump(mode="json") for flaw in report.flaws]))
    else:
        for number, flaw in enumerate(report.flaws, start=1):
            sys.stdout.write(f"{number}. {told(flaw)}\n")
    if not report.conditions_examined:
        showing.note(say("事实未能读全，条件尚未核对；请更正后再查一次。"))
    showing.note(say("共 {count} 处问题。", count=len(report.flaws)) if report.flaws else say("未发现问题。"))
    return REFUSED if report.flaws else DONE


def _waiting(text: str) -> Any:
    from rich.console import Console

    from console.speech import plain

    return Console(stderr=True).status(plain(text))


async def object_(
    case: Case,
    *,
    text: Annotated[str, Parameter(help=words("异议内容"))],
    name: Annotated[str | None, Parameter(help=words("提出人姓名或单位"))] = None,
    contact: Annotated[str | None, Parameter(help=words("提出人联系方式"))] = None,
    key: Key = None,
    json: Json = False,
) -> int:
    """Object while the notice stands; without name and contact it is only kept on record."""
    from console.terminal import showing
    from desk import acts
    from desk.people import desk
    from desk.views import case as cases
    from regulation.vocabulary.act import Act
    from regulation.words.message import say

    values = {"text": text, "name": name, "contact": contact}
    async with desk() as at:
        form = await acts.form(at, case, Act.FILE_OBJECTION)
        receipt = await acts.send(at, None, form, values, key=key)
        number = await cases.objection_number(at, receipt)
    showing.receipt(receipt, json=json)
    if not json:
        showing.line(
            say("异议编号 {number}", number=number)
            if number
            else say("未同时具名并留联系方式的异议只存档，不编号")
        )
    return DONE
