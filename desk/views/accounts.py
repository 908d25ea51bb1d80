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

SHAPE = '请按此格式填写：[[people]] id = "zhang-san"，name = "张三"，roles = ["city_hrss"]'


def read_people(file: Path) -> tuple[Account, ...]:
    """Read the people of a file; every bad field of every person is named at once (UsageMistakeError)."""
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("people", [])
    except FileNotFoundError as error:
        raise UsageMistakeError(f"读取名册 {file}", "没有这个文件", "请核对文件路径。") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageMistakeError("读取名册", f"{file}：{error}", SHAPE) from error
    accounts: list[Account] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=1):
        try:
            account = Account.model_validate(row)
            if Role.EXPERT in account.roles:
                Expert.model_validate({**(account.expert or {}), "id": account.id, "name": account.name})
            accounts.append(account)
        except ValidationError as error:
            faults += [
                f"第 {number} 人「{'.'.join(map(str, f['loc']))}」{fault_text(f)}" for f in error.errors()
            ]
    if faults or not accounts:
        raise UsageMistakeError("读取名册", "；".join(faults) or f"{file} 中没有人员", SHAPE)
    return tuple(accounts)


async def add(at: Desk, accounts: tuple[Account, ...]) -> list[str]:
    """Add those who are not there yet; give their ids."""
    return [a.id for a in accounts if await add_account(at.db, a, at.settings.accounts_dir)]
