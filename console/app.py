"""The commands of parklife. Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Parameter

DONE, REFUSED, USAGE = 0, 1, 2

Json = Annotated[bool, Parameter(name="--json", negative="", help="向标准输出打印 JSON，供程序读取")]
As = Annotated[str | None, Parameter(name="--as", help="以哪个账号办理；令牌取自账号文件夹或 PARKLIFE_TOKEN")]
Flag = Parameter(negative="")

app = App(
    name="parklife",
    help="人力资源服务产业园的全流程办理 (the whole life of a human-resources-service industrial park).",
    help_format="plaintext",
    version="0.1.0",
)
edition_app = App(name="edition", help="《办法》的版本文件 (editions of the Measures).")
app.command(edition_app)

people_app = App(name="people", help="人员名册与令牌 (the directory of people and their tokens).")
app.command(people_app)


@people_app.command(name="add")
async def people_add(file: Path) -> int:
    """按名册文件登记人员并签发令牌 (register the people of a TOML file; tokens go to the accounts folder).

    例：python starter.py people add people.toml
    """
    from console import people, showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    accounts = people.read_people(file)
    async with desk() as at:
        added = await people.add(at, accounts)
    showing.say(f"新登记 {len(added)} 人：{'、'.join(added) or '无'}；令牌已写入账号文件夹，请分别交给本人。")
    return DONE


@app.command
def up() -> int:
    """启动单机系统 (run everything on this machine until Ctrl-C).

    例：python starter.py up
    """
    from running.embedded import main_up  # noqa: PLC0415 -- each command loads only what it needs

    return main_up()


@app.command
def migrate() -> int:
    """把数据库升级到最新结构 (bring the records database to the newest schema).

    例：python starter.py migrate
    """
    from console.showing import say  # noqa: PLC0415 -- lazy
    from records.migrate import upgrade  # noqa: PLC0415 -- lazy
    from running.settings import read_settings  # noqa: PLC0415 -- lazy

    upgrade(read_settings().database_url)
    say("数据库已是最新结构。")
    return DONE


@app.command
async def resume() -> int:
    """按台账恢复 Temporal 中已不在运行的流程 (start from the records what Temporal no longer runs).

    例：python starter.py resume
    """
    from console import resuming, showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    async with desk() as at:
        started = await resuming.resume(at)
    showing.say(f"已恢复 {len(started)} 个流程：{'、'.join(started) or '无需恢复'}。")
    return DONE


@app.command(name="apply")
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
    from console import apply, showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    if check:
        return _checked(dossier, json=json)
    name = apply.park_id(apply.existing(dossier), park)
    async with desk() as at:
        with _waiting("正在核验并存入材料、提出申报……"):
            case = await apply.apply(at, dossier, name, account)
        file = await showing.case(at, case, None)
    for material in file["materials"]:
        showing.say(f"已存入 {material}")
    if json:
        showing.as_json({"case": case})
    else:
        sys.stdout.write(f"{case}\n")
    return DONE


def _checked(dossier: Path, *, json: bool) -> int:
    from console import apply, showing  # noqa: PLC0415 -- lazy

    report = apply.check(dossier)
    if json:
        showing.as_json([flaw.model_dump(mode="json") for flaw in report.flaws])
    else:
        for number, flaw in enumerate(report.flaws, start=1):
            sys.stdout.write(f"{number}. {flaw}\n")
    if not report.conditions_examined:
        showing.say("事实未能读全，条件尚未核对；请更正后再查一次。")
    showing.say(f"共 {len(report.flaws)} 处问题。" if report.flaws else "未发现问题。")
    return REFUSED if report.flaws else DONE


def _waiting(text: str) -> Any:
    from rich.console import Console  # noqa: PLC0415 -- lazy

    return Console(stderr=True).status(text)


@app.command
async def tasks(
    *, account: As = None, role: str | None = None, case: str | None = None, json: Json = False
) -> int:
    """列出待办 (what waits for whom, most urgent first).

    例：python starter.py tasks --as op-jiangbei
    例：python starter.py tasks --role city_hrss --json
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.acting import labelled  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy
    from regulation.moves import Role  # noqa: PLC0415 -- lazy

    wanted = labelled(Role, role) if role else None
    async with desk() as at:
        rows = await showing.tasks(at, await at.viewer(account), wanted, case)
    labels = {"case": "案件", "stage_zh": "阶段", "role_zh": "办理", "person": "承办", "acts_zh": "可办行为"}
    return _rows(rows, labels | {"due_on": "期限", "basis": "依据"}, json=json)


def _rows(rows: list[dict[str, Any]], labels: dict[str, str], *, json: bool) -> int:
    from console import showing  # noqa: PLC0415 -- lazy

    if json:
        showing.as_json(rows)
    else:
        showing.as_table(labels, rows)
    return DONE


@app.command
async def act(
    case: str,
    act_name: Annotated[str, Parameter(name="ACT")],
    *,
    account: As = None,
    pairs: Annotated[list[str] | None, Parameter(name="--set", negative="", help="字段=值，可重复")] = None,
    form: Path | None = None,
    dossier: Path | None = None,
    seen: int | None = None,
    key: str | None = None,
    help_form: Annotated[bool, Flag] = False,
    json: Json = False,
) -> int:
    """办理一项行为 (do one act on a case; ACT by its English value or its Chinese label).

    --dossier 存入一个材料文件夹并填入表单的 facts 与 materials；--help-form 列出表单字段。

    例：python starter.py act park/jiangbei/application/1 hand_over --as op-jiangbei
    例：python starter.py act park/jiangbei/application/1 推荐 --as hrss-longtan --set opinion=同意推荐
    例：python starter.py act park/jiangbei/application/1 recommend --help-form
    """
    from console import acting, apply, showing  # noqa: PLC0415 -- lazy
    from console.identity import acting as in_role  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy
    from regulation.edition import edition  # noqa: PLC0415 -- lazy
    from regulation.moves import Act  # noqa: PLC0415 -- lazy

    wanted = acting.labelled(Act, act_name)
    if help_form:
        labels = {"field": "字段", "title": "名称", "required": "必填", "type": "类型", "default": "缺省"}
        return _rows(acting.form_fields(wanted), labels, json=json)
    values = acting.filled(wanted, pairs or [], form)
    async with desk() as at:
        account_ = await at.account(account)
        file = await acting.known_case(at, case)
        actor = in_role(account_, file.stage, wanted)
        if dossier is not None:
            facts, materials = await apply.kept(
                at.settings, dossier, edition(file.edition, file.edition_digest)
            )
            values |= {
                "facts": facts.model_dump(mode="json"),
                "materials": [material.model_dump(mode="json") for material in materials],
            }
        version = file.version if seen is None else seen
        receipt = await acting.submit(at, case, _submission(wanted, actor, key, version, values))
    showing.receipt(receipt, json=json)
    return DONE


def _submission(wanted: Any, actor: Any, key: str | None, seen: int, values: dict[str, Any]) -> Any:
    from uuid import uuid4  # noqa: PLC0415 -- lazy

    from pydantic import ValidationError  # noqa: PLC0415 -- lazy

    from console.acting import UsageMistakeError  # noqa: PLC0415 -- lazy
    from regulation.case import Submission  # noqa: PLC0415 -- lazy

    try:
        return Submission(act=wanted, actor=actor, key=key or uuid4().hex, seen=seen, form=values)
    except ValidationError as error:
        raise UsageMistakeError("--seen 或 --key", str(error.errors()[0]["msg"]), "请更正后重试。") from error


@app.command
async def inbox(*, account: As = None, json: Json = False) -> int:
    """查看催办与提醒 (the reminders that were sent to you, newest first).

    例：python starter.py inbox --as local-hrss
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    async with desk() as at:
        rows = await showing.inbox(at, await at.account(account))
    return _rows(rows, {"at": "时间", "case": "案件", "subject": "事由"}, json=json)


@app.command
async def parks(*, json: Json = False) -> int:
    """列出产业园及其在办申报 (the parks, each with its application under way).

    例：python starter.py parks
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    async with desk() as at:
        rows = await showing.parks(at)
    labels = {
        "id": "编号",
        "name": "名称",
        "district": "所在地",
        "stage_zh": "阶段",
        "open_application": "在办申报",
    }
    return _rows(rows, labels, json=json)


@app.command(name="case")
async def case_(case: str, *, account: As = None, json: Json = False) -> int:
    """查看案件 (one case, as the account may see it).

    例：python starter.py case park/jiangbei/application/1
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    async with desk() as at:
        shown = await showing.case(at, case, await at.viewer(account))
    if json:
        showing.as_json(shown)
    else:
        rows = [{"key": key, "value": value} for key, value in shown.items() if value not in (None, [], ())]
        showing.as_table({"key": "项目", "value": "内容"}, rows)
    return DONE


@app.command
async def history(
    case: str, *, raw: Annotated[bool, Flag] = False, account: As = None, json: Json = False
) -> int:
    """查看案件经过 (the story of a case from the ledger; --raw: Temporal's own events).

    例：python starter.py history park/jiangbei/application/1
    """
    from console import history  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    async with desk() as at:
        if raw:
            labels = {"run": "运行", "event": "事件", "at": "时间", "type": "类型", "of": "对象"}
            return _rows(await history.raw(at, case), labels, json=json)
        rows = await history.story(at, case, await at.viewer(account))
    labels = {"seq": "序", "at": "时间", "who": "何人", "act_zh": "行为", "next_zh": "进入阶段"}
    return _rows(rows, labels | {"basis": "依据", "documents": "文书"}, json=json)


@app.command(name="object")
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
    from console import acting, showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy
    from regulation.moves import Act  # noqa: PLC0415 -- lazy

    values = {"text": text, "name": name, "contact": contact}
    async with desk() as at:
        file = await acting.known_case(at, case)
        submission = _submission(Act.FILE_OBJECTION, acting.the_public(), key, file.version, values)
        receipt = await acting.submit(at, case, submission)
    showing.receipt(receipt, json=json)
    return DONE


@app.command
async def documents(case: str, *, save: Path | None = None, json: Json = False) -> int:
    """列出或保存公文 (the official documents of a case; --save writes them to a folder).

    例：python starter.py documents park/jiangbei/application/1 --save out
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy

    async with desk() as at:
        rows = await showing.documents(at, case, save)
    labels = {"number": "文号", "kind_zh": "文种", "dated": "日期", "sha256": "摘要", "file": "文件"}
    return _rows(rows, labels, json=json)


@app.command
async def verify(*, json: Json = False) -> int:
    """核验台账的哈希链 (check the whole ledger chain).

    例：python starter.py verify
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy
    from records import ledger  # noqa: PLC0415 -- lazy

    async with desk() as at:
        rows = await ledger.verify(at.db)
    showing.counted(rows, f"台账完整，共 {rows} 条。", json=json)
    return DONE


@app.command
async def rebuild(*, json: Json = False) -> int:
    """由台账重建查询表 (make the read models again from the ledger).

    例：python starter.py rebuild
    """
    from console import showing  # noqa: PLC0415 -- lazy
    from console.identity import desk  # noqa: PLC0415 -- lazy
    from records import ledger  # noqa: PLC0415 -- lazy

    async with desk() as at:
        rows = await ledger.rebuild(at.db)
    showing.counted(rows, f"已由 {rows} 条台账重建。", json=json)
    return DONE


@edition_app.command(name="check")
def check_edition(path: Path, *, json: Json = False) -> int:
    """检查版本文件或文件夹 (check an edition file or folder, all faults at once).

    例：python starter.py edition check regulation/editions
    """
    from regulation.edition import load, validate_folder  # noqa: PLC0415 -- lazy

    found = validate_folder(path) if path.is_dir() else (load(path),)
    rows = [{"id": e.id, "status": e.status.value, "digest": e.digest} for e in found]
    return _rows(rows, {"id": "编号", "status": "状态", "digest": "摘要"}, json=json)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; a person's mistake is told on stderr, without a traceback."""
    from rich.console import Console  # noqa: PLC0415 -- lazy

    try:
        result = app(
            sys.argv[1:] if argv is None else list(argv),
            error_console=Console(stderr=True),
            exit_on_error=False,
            print_error=True,
            result_action="return_value",
        )
    except CycloptsError:
        return USAGE
    except Exception as error:
        from console.trouble import explain  # noqa: PLC0415 -- lazy

        told = explain(error)
        if told is None:
            raise
        sys.stderr.write(told.text + "\n")
        return told.code
    return result if isinstance(result, int) else DONE
