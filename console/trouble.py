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
    from sqlalchemy.exc import DBAPIError

    from activities.files.dossier_file import DossierError
    from activities.files.media import MaterialError
    from activities.files.store import StoreError
    from activities.files.tables.sheet import TableError
    from desk.usage import UsageMistakeError
    from records.ledger import LedgerConflictError
    from regulation.measures.model import EditionError
    from regulation.words.refusals import RefusedError
    from running.settings import SettingsError
    from simulation.world.clock import ClockStoppedError

    code, told = REFUSED, None
    match error:
        case RefusedError() | StoreError():
            code = USAGE if isinstance(error, UsageMistakeError) else REFUSED
            told = f"何事：{error.what}\n原因：{error.why}\n办法：{error.now}"
        case DossierError():
            flaws = "\n".join(f"{n}. {flaw}" for n, flaw in enumerate(error.flaws, start=1))
            told = f"申报材料不能接收，共 {len(error.flaws)} 处问题：\n{flaws}"
        case TableError():
            faults = "\n".join(f"{n}. {fault}" for n, fault in enumerate(error.faults, start=1))
            told = f"表格不能接收，共 {len(error.faults)} 处问题：\n{faults}"
        case EditionError():
            faults = "\n".join(error.errors)
            told = f"何事：读取《办法》版本\n原因：{faults}\n办法：请核对版本编号、文件和 PARKLIFE_EDITIONS_DIR。"
        case LedgerConflictError():
            told = f"何事：核对台账\n原因：{error}\n办法：请停止办理，从备份核对该行后再继续。"
        case DBAPIError():
            now = "请核对 PARKLIFE_VAR 等变量与 make up 的相同；从未启动过的请先 make up，结构较旧的请先 migrate。"
            told = f"何事：读写记录\n原因：{error.orig}\n办法：{now}"
        case ClockStoppedError():
            told = str(error)
        case SettingsError():
            code, told = USAGE, str(error)
        case MaterialError() | OSError():
            its_file = isinstance(error, MaterialError)
            what = "读取文件" if its_file else "读写文件或连接服务"
            now = "请按原因所列更正文件后重试。" if its_file else "请核对路径、权限与服务后重试。"
            told = f"何事：{what}\n原因：{error}\n办法：{now}"
    return None if told is None else Told(told, code)
