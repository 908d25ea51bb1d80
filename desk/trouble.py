"""Errors that a person can do something about: what, why, what now, in data, and a code for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regulation.words.message import Message, as_said, say, series

REFUSED, USAGE = "refused", "usage"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong for somebody. `code` is a refusal's own, `usage` for a mistake in the question, else `refused`."""

    code: str
    what: Message
    why: Message
    now: Message

    @property
    def said(self) -> Message:
        """Put together how everything that goes wrong is told."""
        return say("何事：{what}\n原因：{why}\n办法：{now}", what=self.what, why=self.why, now=self.now)


def trouble_of(error: Exception) -> Trouble | None:
    """Tell an error that a person can do something about; None for a fault of the program."""
    from sqlalchemy.exc import DBAPIError

    from activities.files.dossier_file import DossierError
    from activities.files.media import MaterialError
    from activities.files.store import StoreError
    from activities.files.tables.sheet import TableError
    from records.ledger import LedgerConflictError
    from regulation.measures.model import EditionError
    from regulation.words.refusals import RefusedError
    from running.settings import SettingsError

    found: Trouble | None = None
    match error:
        case RefusedError() | StoreError():
            code = error.code if isinstance(error, RefusedError) else REFUSED
            found = Trouble(code, as_said(error.what), as_said(error.why), as_said(error.now))
        case DossierError():
            what = say("申报材料不能接收，共 {count} 处问题", count=len(error.flaws))
            found = Trouble(REFUSED, what, _numbered(error.flaws), say("请逐项更正后重试。"))
        case TableError():
            what = say("表格不能接收，共 {count} 处问题", count=len(error.faults))
            found = Trouble(REFUSED, what, _numbered(error.faults), say("请逐项更正后重试。"))
        case EditionError():
            why = say("{faults}", faults=series(error.errors, "\n"))
            now = say("请核对版本编号、文件和 PARKLIFE_EDITIONS_DIR。")
            found = Trouble(REFUSED, say("读取《办法》版本"), why, now)
        case LedgerConflictError():
            now = say("请停止办理，从备份核对该行后再继续。")
            found = Trouble(REFUSED, say("核对台账"), error.said, now)
        case DBAPIError():
            now = say(
                "请核对 PARKLIFE_VAR 等变量与 make up 的相同；从未启动过的请先 make up，结构较旧的请先 migrate。"
            )
            found = Trouble(REFUSED, say("读写记录"), as_said(str(error.orig)), now)
        case SettingsError():
            now = say("请更正环境变量后重试。")
            found = Trouble(USAGE, say("读取设置"), error.said, now)
        case MaterialError() | OSError():
            found = _of_a_file(error)
    return found


def _of_a_file(error: Exception) -> Trouble:
    """Tell what is wrong with a file that somebody handed in, or with reaching it."""
    from activities.files.media import MaterialError

    if isinstance(error, MaterialError):
        return Trouble(REFUSED, say("读取文件"), error.said, say("请按原因所列更正文件后重试。"))
    now = say("请核对路径、权限与服务后重试。")
    return Trouble(REFUSED, say("读写文件或连接服务"), as_said(str(error)), now)


def _numbered(faults: Iterable[Any]) -> Message:
    """Number what is wrong, one a line."""
    lines = (say("{n}. {fault}", n=n, fault=fault) for n, fault in enumerate(faults, start=1))
    return say("\n{lines}", lines=series(lines, "\n"))
