"""Errors told to people: what, why, what now, and the exit code."""

from dataclasses import dataclass

REFUSED, USAGE = 1, 2


@dataclass(frozen=True, slots=True)
class Told:
    """A text for stderr and the code to exit with."""

    text: str
    code: int = REFUSED


def explain(error: Exception) -> Told | None:
    """Tell an error that a person can do something about; None for a fault of the program."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 -- loaded only in trouble

    from activities.dossier_file import DossierError  # noqa: PLC0415 -- same
    from activities.media import MaterialError  # noqa: PLC0415 -- same
    from activities.store import StoreError  # noqa: PLC0415 -- same
    from console.acting import UsageMistakeError  # noqa: PLC0415 -- same
    from records.ledger import LedgerConflictError  # noqa: PLC0415 -- same
    from regulation.edition import EditionError  # noqa: PLC0415 -- same
    from regulation.refusals import RefusedError  # noqa: PLC0415 -- same
    from running.settings import SettingsError  # noqa: PLC0415 -- same

    code, told = REFUSED, None
    match error:
        case RefusedError() | StoreError():
            code = USAGE if isinstance(error, UsageMistakeError) else REFUSED
            told = f"何事：{error.what}\n原因：{error.why}\n办法：{error.now}"
        case DossierError():
            flaws = "\n".join(f"{n}. {flaw}" for n, flaw in enumerate(error.flaws, start=1))
            told = f"申报材料不能接收，共 {len(error.flaws)} 处问题：\n{flaws}"
        case EditionError():
            told = "\n".join(error.errors)
        case LedgerConflictError():
            told = f"何事：核对台账\n原因：{error}\n办法：请停止办理，从备份核对该行后再继续。"
        case DBAPIError():
            told = f"何事：读写记录\n原因：{error.orig}\n办法：请先运行 migrate，并核对数据库设置。"
        case SettingsError():
            code, told = USAGE, str(error)
        case MaterialError() | OSError():
            told = f"何事：读写文件或连接服务\n原因：{error}\n办法：请核对路径、权限与服务后重试。"
    return None if told is None else Told(told, code)
