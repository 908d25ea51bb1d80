"""`tasks`, `act`, `inbox`: what waits for a person, and doing it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from console.options import DONE, After, As, CaseOrPark, Flag, Json, Key, Whole
from desk.words.catalogue import words

if TYPE_CHECKING:
    from regulation.words.values import Strict

TASKS = {
    "light_zh": words("状态"),
    "case": words("案件"),
    "stage_zh": words("阶段"),
    "role_zh": words("办理"),
    "person": words("承办"),
    "matter": words("事项"),
    "acts_zh": words("可办行为"),
    "due_on": words("期限"),
    "basis": words("依据"),
}


async def tasks(
    *,
    account: As = None,
    role: Annotated[str | None, Parameter(help=words("只列出此角色的，可用英文值或中文名称"))] = None,
    case: Annotated[str | None, Parameter(help=words("只列出此案件的"))] = None,
    after: After = None,
    json: Json = False,
) -> int:
    """List what waits for whom, most urgent first."""
    from console.terminal import showing
    from desk.people import desk
    from desk.usage import labelled
    from desk.views import tasks as waiting
    from regulation.vocabulary.role import Role

    wanted = labelled(Role, role) if role else None
    async with desk() as at:
        found = await waiting.tasks(at, await at.viewer(account), wanted, case, after)
    left_out = set() if any(row.matter for row in found.rows) else {"matter"}
    labels = {key: heading for key, heading in TASKS.items() if key not in left_out}
    return showing.table(found.rows, labels, json=json, none=words("没有待办。"), after=found.after)


async def act(
    case: CaseOrPark,
    act_name: Annotated[str, Parameter(name="ACT", help=words("行为，可用英文值或中文名称"))],
    *,
    account: As = None,
    principal: Annotated[
        str | None, Parameter(name="--for", help=words("代哪个账号办理（须已登记代办）"))
    ] = None,
    pairs: Annotated[
        list[str] | None, Parameter(name="--set", negative="", help=words("字段=值，可重复"))
    ] = None,
    form: Annotated[Path | None, Parameter(help=words("填好的表单文件（JSON）"))] = None,
    dossier: Annotated[
        Path | None, Parameter(help=words("存入此文件夹的材料，并填入表单的 facts 与 materials"))
    ] = None,
    seen: Annotated[
        int | None, Whole, Parameter(help=words("办理所依据的版本；案件已有变动时不予办理"))
    ] = None,
    key: Key = None,
    help_form: Annotated[
        bool, Flag, Parameter(help=words("列出表单字段（连同各层子字段）和可填写的样式"))
    ] = False,
    json: Json = False,
) -> int:
    """Do one act on a case or a park; the act by its English value or its Chinese label."""
    from console.terminal import showing
    from desk import acts
    from desk.people import desk
    from desk.usage import labelled
    from regulation.vocabulary.act import Act
    from regulation.words.message import say

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
        showing.note(say("已启动 {case}，立案后可用 case {case} 查看。", case=begun))
    return DONE


def _form_help(model: "type[Strict]", *, json: bool) -> int:
    """Show the fields of a form, then the form as a file for --form."""
    from console.speech import language
    from console.terminal import showing
    from desk.words import form_help
    from regulation.words.message import say

    if json:
        showing.as_json({"fields": form_help.form_fields(model), "skeleton": form_help.skeleton(model)})
        return DONE
    fields, begin = form_help.form_fields(model, language=language()), form_help.skeleton(model, language())
    showing.table(fields, form_help.SHOWN, json=False, none=words("此行为没有要填的字段。"))
    if fields:
        showing.note(say("可将下列内容存为文件，填好后用 --form 文件 提交："))
        showing.as_json(begin)
    return DONE


async def inbox(*, account: As = None, after: After = None, json: Json = False) -> int:
    """Show the reminders that were sent to a person, newest first."""
    from console.terminal import showing
    from desk.people import desk
    from desk.views import tasks as waiting

    async with desk() as at:
        found = await waiting.inbox(at, await at.account(account), after)
    labels = {"at": words("时间"), "case": words("案件"), "subject": words("事由")}
    return showing.table(found.rows, labels, json=json, none=words("没有提醒。"), after=found.after)
