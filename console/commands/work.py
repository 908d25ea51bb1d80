"""`tasks`, `act`, `inbox`: what waits for a person, and doing it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from console.options import DONE, After, As, Flag, Json

if TYPE_CHECKING:
    from regulation.words.values import Strict


async def tasks(
    *,
    account: As = None,
    role: str | None = None,
    case: str | None = None,
    after: After = None,
    json: Json = False,
) -> int:
    """列出待办 (what waits for whom, most urgent first).

    例：python starter.py tasks --as op-jiangbei
    例：python starter.py tasks --role city_hrss --json
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.usage import labelled
    from desk.views import tasks as waiting
    from regulation.vocabulary.role import Role

    wanted = labelled(Role, role) if role else None
    async with desk() as at:
        found = await waiting.tasks(at, await at.viewer(account), wanted, case, after)
    labels = {"light_zh": "状态", "case": "案件", "stage_zh": "阶段", "role_zh": "办理", "person": "承办"}
    labels |= {"matter": "事项"} if any(row.matter for row in found.rows) else {}
    labels |= {"acts_zh": "可办行为", "due_on": "期限", "basis": "依据"}
    return showing.table(found.rows, labels, json=json, none="没有待办。", after=found.after)


async def act(
    case: str,
    act_name: Annotated[str, Parameter(name="ACT")],
    *,
    account: As = None,
    principal: Annotated[str | None, Parameter(name="--for", help="代哪个账号办理（须已登记代办）")] = None,
    pairs: Annotated[list[str] | None, Parameter(name="--set", negative="", help="字段=值，可重复")] = None,
    form: Path | None = None,
    dossier: Path | None = None,
    seen: int | None = None,
    key: str | None = None,
    help_form: Annotated[bool, Flag] = False,
    json: Json = False,
) -> int:
    """办理一项行为 (do one act on a case or a park; ACT by its English value or its Chinese label).

    --dossier 存入一个材料文件夹并填入表单的 facts 与 materials；--help-form 列出表单字段（连同各层子字段）和可填写的 JSON 样式。

    例：python starter.py act park/jiangbei/application/1 hand_over --as op-jiangbei
    例：python starter.py act park/jiangbei/application/1 推荐 --as hrss-longtan --set opinion=同意推荐
    例：python starter.py act park/jiangbei/application/1 recommend --help-form
    例：python starter.py act park/jiangbei 报告拟变更事项 --as hrss-longtan --form change.json
    """
    from console.terminal import showing
    from desk import acts
    from desk.people import desk
    from desk.usage import labelled
    from regulation.vocabulary.act import Act

    wanted = labelled(Act, act_name)
    async with desk() as at:
        asked = await acts.form(at, case, wanted)
        if help_form:
            return _form_help(asked.model, json=json)
        from console.filling import filled

        values = filled(asked.model, pairs or [], form)
        person = await at.account(account)
        if dossier is not None:
            from desk.openings.apply import as_fields

            values |= await as_fields(at.settings, dossier, asked.on.edition)
        receipt = await acts.send(at, person, asked, values, key=key, seen=seen, principal=principal)
        begun = await acts.begun(at, case, wanted)
    showing.receipt(receipt, json=json)
    if begun is not None:
        showing.say(f"已启动 {begun}，立案后可用 case {begun} 查看。")
    return DONE


def _form_help(model: "type[Strict]", *, json: bool) -> int:
    """Show the fields of a form, then the form as a file for --form."""
    from console.terminal import showing
    from desk.words import form_help

    fields, begin = form_help.form_fields(model), form_help.skeleton(model)
    if json:
        showing.as_json({"fields": fields, "skeleton": begin})
        return DONE
    showing.table(fields, form_help.SHOWN, json=False, none="此行为没有要填的字段。")
    if fields:
        showing.say("可将下列内容存为文件，填好后用 --form 文件 提交：")
        showing.as_json(begin)
    return DONE


async def inbox(*, account: As = None, after: After = None, json: Json = False) -> int:
    """查看催办与提醒 (the reminders that were sent to you, newest first).

    例：python starter.py inbox --as local-hrss
    """
    from console.terminal import showing
    from desk.people import desk
    from desk.views import tasks as waiting

    async with desk() as at:
        found = await waiting.inbox(at, await at.account(account), after)
    labels = {"at": "时间", "case": "案件", "subject": "事由"}
    return showing.table(found.rows, labels, json=json, none="没有提醒。", after=found.after)
