"""Errors told to people in the language of the run: what, why, what now, and the exit code."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from console import speech
from regulation.words.message import Message, as_said, say, series

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
    from console.mistakes import three
    from desk.usage import UsageMistakeError
    from records.ledger import LedgerConflictError
    from regulation.measures.model import EditionError
    from regulation.words.refusals import RefusedError
    from running.settings import SettingsError
    from simulation.world.clock import ClockStoppedError

    code: int = REFUSED
    told: Message | None = None
    match error:
        case RefusedError() | StoreError():
            code = USAGE if isinstance(error, UsageMistakeError) else REFUSED
            told = three(as_said(error.what), as_said(error.why), as_said(error.now))
        case DossierError():
            told = say(
                "申报材料不能接收，共 {count} 处问题：\n{flaws}",
                count=len(error.flaws),
                flaws=_numbered(error.flaws),
            )
        case TableError():
            told = say(
                "表格不能接收，共 {count} 处问题：\n{faults}",
                count=len(error.faults),
                faults=_numbered(error.faults),
            )
        case EditionError():
            why = say("{faults}", faults=series(error.errors, "\n"))
            told = three(say("读取《办法》版本"), why, say("请核对版本编号、文件和 PARKLIFE_EDITIONS_DIR。"))
        case LedgerConflictError():
            told = three(say("核对台账"), error.said, say("请停止办理，从备份核对该行后再继续。"))
        case DBAPIError():
            told = three(
                say("读写记录"),
                as_said(str(error.orig)),
                say(
                    "请核对 PARKLIFE_VAR 等变量与 make up 的相同；从未启动过的请先 make up，结构较旧的请先 migrate。"
                ),
            )
        case ClockStoppedError() | SettingsError():
            code = USAGE if isinstance(error, SettingsError) else REFUSED
            told = error.said
        case MaterialError():
            told = three(say("读取文件"), error.said, say("请按原因所列更正文件后重试。"))
        case OSError():
            told = three(
                say("读写文件或连接服务"), as_said(str(error)), say("请核对路径、权限与服务后重试。")
            )
    return None if told is None else Told(speech.told(told), code)


def _numbered(faults: Iterable[Any]) -> dict[str, Any]:
    """Number what is wrong, one a line."""
    lines = (say("{n}. {fault}", n=n, fault=fault) for n, fault in enumerate(faults, start=1))
    return series(lines, "\n")
