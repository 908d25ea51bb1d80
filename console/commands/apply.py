"""`apply` and `object`: how a dossier and an objection come in."""

import sys
from pathlib import Path
from typing import Annotated, Any

from console.options import DONE, REFUSED, As, Flag, Json


async def apply_(
    dossier: Path,
    *,
    check: Annotated[bool, Flag] = False,
    park: str | None = None,
    account: As = None,
    json: Json = False,
) -> int:
    """提交申报材料 (hand in a dossier folder; with --check only list every flaw).

    例：python starter.py apply samples/jiangbei --check
    例：python starter.py apply samples/jiangbei --as op-jiangbei
    """
    from console.terminal import showing
    from desk.openings import apply
    from desk.people import desk
    from desk.views import case as cases

    if check:
        return _checked(dossier, json=json)
    name = apply.park_id(apply.existing(dossier), park)
    async with desk() as at:
        with _waiting("正在核验并存入材料、提出申报……"):
            case = await apply.apply(at, dossier, name, account)
        file = await cases.case(at, case, None)
    for material in file.materials:
        showing.say(f"已存入 {material}")
    if json:
        showing.as_json({"case": case})
    else:
        sys.stdout.write(f"{case}\n")
    return DONE


def _checked(dossier: Path, *, json: bool) -> int:
    from console.terminal import showing
    from desk.openings import apply
    from regulation.words.sentences import written

    report = apply.check(dossier)
    if json:
        showing.as_json(written([flaw.model_dump(mode="json") for flaw in report.flaws]))
    else:
        for number, flaw in enumerate(report.flaws, start=1):
            sys.stdout.write(f"{number}. {flaw}\n")
    if not report.conditions_examined:
        showing.say("事实未能读全，条件尚未核对；请更正后再查一次。")
    showing.say(f"共 {len(report.flaws)} 处问题。" if report.flaws else "未发现问题。")
    return REFUSED if report.flaws else DONE


def _waiting(text: str) -> Any:
    from rich.console import Console

    return Console(stderr=True).status(text)


async def object_(
    case: str,
    *,
    text: str,
    name: str | None = None,
    contact: str | None = None,
    key: str | None = None,
    json: Json = False,
) -> int:
    """公示期内提出异议 (object while the notice stands; without name and contact it is only kept on record).

    例：python starter.py object park/jiangbei/application/1 --text 面积不实 --name 张三 --contact 0432-0000000
    """
    from console.terminal import showing
    from desk import acts
    from desk.people import desk
    from desk.views import case as cases
    from regulation.vocabulary.act import Act

    values = {"text": text, "name": name, "contact": contact}
    async with desk() as at:
        form = await acts.form(at, case, Act.FILE_OBJECTION)
        receipt = await acts.send(at, None, form, values, key=key)
        number = await cases.objection_number(at, receipt)
    showing.receipt(receipt, json=json)
    if not json:
        told = f"异议编号 {number}" if number else "未同时具名并留联系方式的异议只存档，不编号"
        sys.stdout.write(f"{told}\n")
    return DONE
