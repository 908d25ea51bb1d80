"""Register people: who they are and which roles they hold, from a TOML file that an administrator keeps."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from desk.people import Desk
from desk.usage import UsageMistakeError
from records.people.directory import Account, add_account
from regulation.designation.panel import Expert
from regulation.vocabulary.role import Role
from regulation.words.faults import fault_text
from regulation.words.message import Message, say, series

EXAMPLE = '[[people]] id = "zhang-san", name = "张三", roles = ["city_hrss"]'
SHAPE = say("请按此格式填写：{example}", example=EXAMPLE)


def read_people(file: Path) -> tuple[Account, ...]:
    """Read the people of a file; every bad field of every person is named at once (UsageMistakeError)."""
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("people", [])
    except FileNotFoundError as error:
        raise UsageMistakeError(
            say("读取名册 {file}", file=str(file)), say("没有这个文件"), say("请核对文件路径。")
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageMistakeError(say("读取名册 {file}", file=str(file)), str(error), SHAPE) from error
    accounts: list[Account] = []
    faults: list[Message] = []
    for number, row in enumerate(rows, start=1):
        try:
            account = Account.model_validate(row)
            if Role.EXPERT in account.roles:
                Expert.model_validate({**(account.expert or {}), "id": account.id, "name": account.name})
            accounts.append(account)
        except ValidationError as error:
            faults += [
                say(
                    "第 {number} 人「{field}」{fault}",
                    number=number,
                    field=".".join(map(str, f["loc"])),
                    fault=fault_text(f),
                )
                for f in error.errors()
            ]
    if faults or not accounts:
        why = say("{faults}", faults=series(faults, "；")) if faults else say("其中没有人员")
        raise UsageMistakeError(say("读取名册 {file}", file=str(file)), why, SHAPE)
    return tuple(accounts)


async def add(at: Desk, accounts: tuple[Account, ...]) -> list[str]:
    """Add those who are not there yet; give their ids."""
    return [a.id for a in accounts if await add_account(at.db, a, at.settings.accounts_dir)]
