"""Office packages (DOCX, XLSX, OFD): a ZIP file looked through once, member by member, under one budget."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Protocol
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml import DefusedXmlException

from activities.files.media import Fault, MediaType, is_hidden, visible
from regulation.words.message import say

MEMBERS_MAX = 5_000  # ours: a document with a thousand pictures has some thousand parts
UNPACKED_BYTES_MAX = 300 * 1024 * 1024  # ours: what a whole case may weigh
RATIO_MAX = 200  # ours: office XML shrinks twenty- to fiftyfold, a bomb a thousandfold
CHUNK_BYTES = 256 * 1024

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ZIP_MAGIC = b"PK\x03\x04"
FOREIGN_MAGICS = (OLE_MAGIC, ZIP_MAGIC, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF")
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": MediaType.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": MediaType.XLSX,
}

DAMAGED = Fault(say("文件已损坏，或内部结构不合规范"), say("请用办公软件打开后另存再提交"))
ENCRYPTED = Fault(say("压缩包内的内容已加密"), say("请取消密码保护后重新保存"))
CROWDED = Fault(say("内部部件超过 {most} 个", most=MEMBERS_MAX), say("请拆分文件"))
BOMB = Fault(
    say(
        "解压后超过 {most} 字节或膨胀超过 {times} 倍，疑似压缩炸弹",
        most=UNPACKED_BYTES_MAX,
        times=RATIO_MAX,
    ),
    say("请重新制作文件"),
)
MACRO = Fault(say("含有宏或控件"), say("请另存为不含宏的文件"))
NESTED = Fault(say("内嵌有压缩包、程序或 OLE 对象"), say("请删除内嵌对象，或另存为 PDF"))
ENTITY = Fault(say("XML 中含有 DTD 或实体声明"), say("请用办公软件打开后另存再提交"))
TWOFOLD = Fault(say("同时声明为多种文件，不同软件会读出不同内容"), say("请用办公软件打开后另存再提交"))
EXTERNAL = Fault(say("引用了文件以外的模板、图片或数据"), say("请断开外部链接后重新保存"))


class _StopError(Exception):
    """No need to look further: going on would only unpack a bomb."""


class _XmlReader(Protocol):
    """A parser fed piece by piece."""

    def feed(self, data: bytes) -> None: ...
    def close(self) -> None: ...


class _Part(ContentHandler):
    """What we want to know of an XML part: its root, the content types it declares, links out of the file."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.types: set[str] = set()
        self.mains: dict[MediaType, str] = {}
        self.external = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name SAX calls
        """Take note of one element."""
        self.root = self.root or name.rpartition(":")[2]
        if "ContentType" in attrs:
            self.types.add(attrs["ContentType"])
            if attrs["ContentType"] in MAIN_PARTS:
                self.mains[MAIN_PARTS[attrs["ContentType"]]] = attrs.get("PartName", "")
        if attrs.get("TargetMode") == "External" and not attrs.get("Type", "").endswith("/hyperlink"):
            self.external = True


class _Survey:
    """One pass over a package and the workbooks embedded in it, which share the budget."""

    def __init__(self, size_bytes: int) -> None:
        self.faults: list[Fault] = []
        self.budget_bytes = min(UNPACKED_BYTES_MAX, size_bytes * RATIO_MAX)
        self.members = 0

    def walk(self, data: bytes, *, embedded: bool = False) -> MediaType | None:
        """Look through one package and say what it is."""
        kinds: set[MediaType] = set()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            self.members += len(infos)
            if self.members > MEMBERS_MAX:
                self._stop(CROWDED)
            self.faults += _path_faults(infos)
            for info in infos:
                if info.flag_bits & 1:
                    self._stop(ENCRYPTED)
                part = self._member(archive, info, embedded=embedded)
                kinds |= _kinds(info.filename.lower(), part, archive.namelist())
        if len(kinds) > 1:
            self.faults.append(TWOFOLD)
        return min(kinds, default=None)

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, embedded: bool) -> _Part:
        """Unpack one member as far as the budget goes and judge it."""
        name = info.filename.lower()
        part, head, kept = _Part(), b"", bytearray()
        reader = _xml_reader(part) if name.endswith((".xml", ".rels")) else None
        for chunk in self._chunks(archive, info):
            head = head or chunk[:8]
            if reader:
                reader.feed(chunk)
            elif head.startswith(ZIP_MAGIC):
                kept += chunk
        if reader:
            reader.close()
        self._judge(name, head, part)
        if head.startswith(FOREIGN_MAGICS):
            self._open_embedded(name, bytes(kept), embedded=embedded)
        return part

    def _chunks(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack piece by piece; what the headers claim about the size does not count."""
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                self.budget_bytes -= len(chunk)
                if self.budget_bytes < 0:
                    self._stop(BOMB)
                yield chunk

    def _judge(self, name: str, head: bytes, part: _Part) -> None:
        """Take note of macros and outside links."""
        declared = any("macro" in kind.lower() or "vbaproject" in kind.lower() for kind in part.types)
        if declared or "vbaproject" in name or "/activex/" in name:
            self.faults.append(MACRO)
        elif head.startswith(OLE_MAGIC):
            self.faults.append(NESTED)
        if name.endswith(".rels") and part.external:
            self.faults.append(EXTERNAL)

    def _open_embedded(self, name: str, data: bytes, *, embedded: bool) -> None:
        """Look through the workbook in which a chart keeps its figures: that one level, no other."""
        if "vbaproject" in name:
            return
        if (
            embedded
            or "/embeddings/" not in name
            or not data.startswith(ZIP_MAGIC)
            or self.walk(data, embedded=True) is not MediaType.XLSX
        ):
            self.faults.append(NESTED)

    def _stop(self, fault: Fault) -> None:
        self.faults.append(fault)
        raise _StopError


def examine_package(data: bytes) -> tuple[MediaType | None, list[Fault]]:
    """Say what a ZIP file is (None: no office package) and name every fault found before it had to stop."""
    survey, kind = _Survey(len(data)), None
    try:
        kind = survey.walk(data)
    except _StopError:
        pass
    except DefusedXmlException:
        survey.faults.append(ENTITY)
    except (zipfile.BadZipFile, zlib.error, SAXException, OSError, EOFError, RuntimeError, ValueError):
        survey.faults.append(DAMAGED)
    return kind, list(dict.fromkeys(survey.faults))


def _xml_reader(part: _Part) -> _XmlReader:
    """Make a parser that refuses any DTD; no office format has one."""
    reader = defusedxml.sax.make_parser()
    reader.forbid_dtd = True
    reader.setContentHandler(part)
    return reader


def _kinds(name: str, part: _Part, members: list[str]) -> set[MediaType]:
    """Say which kinds of package a member declares; a main part that is declared must also be there."""
    if name == "[content_types].xml":
        there = {"", *(f"/{member.lower()}" for member in members)}
        return {kind for kind, main in part.mains.items() if main.lower() in there}
    return {MediaType.OFD} if name == "ofd.xml" and part.root == "OFD" else set()


def _path_faults(infos: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    """Name members that would land outside the folder, or that two readers would take for different files."""
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        path = PurePosixPath(name)
        linked = stat.S_ISLNK(info.external_attr >> 16)
        escapes = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
        if linked or escapes or any(is_hidden(character) for character in name):
            yield Fault(
                say("内部路径「{name}」不安全", name=visible(name)[:80]),
                say("请用办公软件打开后另存再提交"),
            )
        if name.lower() in seen:
            yield Fault(
                say("内部部件「{name}」重复", name=visible(name)[:80]),
                say("请用办公软件打开后另存再提交"),
            )
        seen.add(name.lower())
