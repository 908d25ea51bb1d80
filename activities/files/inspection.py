"""The door that each file passes: its name, its size, and what it is by content rather than by extension."""

import hashlib
import unicodedata
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path, PurePosixPath

from pydantic import Field

from activities.files.media import EXTENSIONS, Fault, MaterialError, MediaType, is_hidden
from activities.files.packages import OLE_MAGIC, ZIP_MAGIC, examine_package
from activities.files.pdfs import examine_pdf
from activities.files.pictures import JPEG_MAGIC, PNG_MAGIC, examine_jpeg, examine_png
from activities.files.store import OBJECT_BYTES_MAX
from regulation.conditions.dossier import Scan, Slot
from regulation.words.message import say, series
from regulation.words.values import Digest, Line, Strict

Scanner = Callable[[Path], Awaitable[Scan]]
"""A virus scanner: given a stored file, it says CLEAN, or raises MaterialError. None: scanning is off."""

FILE_BYTES_MAX = OBJECT_BYTES_MAX
CASE_BYTES_MAX = 300 * 1024 * 1024  # ours: one case stays copyable onto a disc, and checkable within a minute
CASE_FILES_MAX = 100  # ours: the longest list that a person can check against the paper
NAME_BYTES_MAX = 200  # ours: file systems take 255; a copy's suffix still fits

ALLOWED = series(("PDF", "DOCX", "XLSX", "OFD", "JPEG", "PNG"))
TENANT_LIST_TYPES = (MediaType.XLSX, MediaType.CSV)
CONVERT = say("请转换为 {types} 之一；名录也可用 CSV", types=ALLOWED)


class Inspected(Strict):
    """A file that passed: its name (NFC), what it is, how long, and its SHA-256."""

    name: Line
    media_type: MediaType
    size_bytes: int = Field(gt=0)
    sha256: Digest


def inspect(source: Path | bytes, name: str) -> Inspected:
    """Let a file pass, or raise MaterialError with every fault that was found in it.

    The name is the one that people see; where the bytes lie does not matter. Raises OSError if unreadable.
    """
    data = source if isinstance(source, bytes) else _read(source)
    name = unicodedata.normalize("NFC", name)
    faults = list(name_faults(name))
    media_type, found = _examine(data)
    faults += found
    if media_type and PurePosixPath(name).suffix.lower() not in EXTENSIONS[media_type]:
        faults.append(
            Fault(
                say("扩展名与内容不符，内容是 {type}", type=media_type.name),
                say(
                    "请把扩展名改为 {suffixes}，或换成正确的文件",
                    suffixes=series(EXTENSIONS[media_type], "或"),
                ),
            )
        )
    if faults or media_type is None:
        raise MaterialError(name, faults)
    digest = hashlib.sha256(data).hexdigest()
    return Inspected(name=name, media_type=media_type, size_bytes=len(data), sha256=digest)


def name_faults(name: str) -> Iterator[Fault]:
    """Name what is wrong with a file name: one plain, visible name that any system can keep."""
    if not name.strip() or name != name.strip():
        yield Fault(say("文件名为空，或首尾有空格"), say("请重新命名文件"))
    if set(name) & set('/\\:*?"<>|'):
        yield Fault(say('文件名含有路径分隔符或 : * ? " < > | 等字符'), say("请只写文件名，不写路径"))
    if name.startswith("."):
        yield Fault(say("文件名以点开头"), say("请重新命名文件"))
    if any(is_hidden(character) for character in name):
        yield Fault(say("文件名含有不可见字符或文字方向控制符"), say("请重新命名文件"))
    if len(name.encode(errors="surrogatepass")) > NAME_BYTES_MAX:
        yield Fault(
            say("文件名超过 {most} 字节", most=NAME_BYTES_MAX),
            say("请缩短文件名（约 60 个汉字以内）"),
        )


def slot_faults(slot: Slot, media_type: str) -> Iterator[Fault]:
    """Say whether a kind of file suits its place: a list must be readable as rows, a document as pages."""
    if slot is Slot.TENANT_LIST and media_type not in TENANT_LIST_TYPES:
        yield Fault(say("企业名录须能逐行读取"), say("请用 XLSX 或 CSV 提交名录"))
    if slot is not Slot.TENANT_LIST and media_type == MediaType.CSV:
        yield Fault(say("CSV 只用于企业名录"), say("请转换为 {types} 之一", types=ALLOWED))


def _read(path: Path) -> bytes:
    """Read a file, at most one byte more than is allowed."""
    with path.open("rb") as stream:
        return stream.read(FILE_BYTES_MAX + 1)


def _examine(data: bytes) -> tuple[MediaType | None, list[Fault]]:
    """Say what the bytes are, and what is wrong with them."""
    if not data:
        return None, [Fault(say("文件为空"), say("请重新导出文件"))]
    if len(data) > FILE_BYTES_MAX:
        megabytes = FILE_BYTES_MAX // 1024**2
        return None, [
            Fault(say("文件超过 {megabytes} MiB", megabytes=megabytes), say("请压缩图片或拆分文件"))
        ]
    for magic, examine in EXAMINERS.items():
        if data.startswith(magic):
            return examine(data)
    if decode_table(data) is not None:
        return MediaType.CSV, []
    return None, [Fault(say("文件类型不在允许范围内"), CONVERT)]


def _package(data: bytes) -> tuple[MediaType | None, list[Fault]]:
    """Judge a ZIP file; one that is no office package is refused as a kind."""
    media_type, faults = examine_package(data)
    unknown = [Fault(say("压缩包不是 DOCX、XLSX 或 OFD 文件"), CONVERT)]
    return media_type, faults if faults or media_type else unknown


def _old_office(_data: bytes) -> tuple[MediaType | None, list[Fault]]:
    """Refuse the old container, into which Office also puts a DOCX or XLSX with a password."""
    return None, [Fault(say("是加密的 Office 文件或旧版 .doc、.xls"), say("请取消密码后另存为 DOCX 或 XLSX"))]


EXAMINERS: dict[bytes, Callable[[bytes], tuple[MediaType | None, list[Fault]]]] = {
    b"%PDF-": lambda data: (MediaType.PDF, examine_pdf(data)),
    PNG_MAGIC: lambda data: (MediaType.PNG, examine_png(data)),
    JPEG_MAGIC: lambda data: (MediaType.JPEG, examine_jpeg(data)),
    ZIP_MAGIC: _package,
    OLE_MAGIC: _old_office,
}


def decode_table(data: bytes) -> str | None:
    """Read bytes as the text of a CSV file, UTF-8 or GB 18030; None if they are no such text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.removeprefix("\ufeff")  # some programs write the mark in GB 18030 too
        return None if any(is_hidden(character) for character in text if character not in "\r\n\t") else text
    return None
