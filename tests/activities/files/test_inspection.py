"""Files are judged by content; each trick is refused by name, and an honest file passes."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from activities.files.inspection import FILE_BYTES_MAX, NAME_BYTES_MAX, inspect, slot_faults
from activities.files.media import MaterialError, MediaType
from activities.files.pictures import PIXELS_MAX
from regulation.conditions.dossier import Slot

SAMPLES = Path(__file__).parents[3] / "samples"
TYPES = (
    "<Types><Override ContentType="
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **save: object) -> bytes:
    """Make a one-page PDF, changed before it is saved."""
    kept = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(kept, **save)
    return kept.getvalue()


def package(**members: str | bytes) -> bytes:
    """Make a DOCX with further members; a double underscore stands for a slash, a single one for a dot."""
    named = {name.replace("__", "/").replace("_", "."): data for name, data in members.items()}
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<document/>", **named})


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Make a ZIP file."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return kept.getvalue()


def png(width: int, height: int) -> bytes:
    """Make the frame of a PNG; its pixels do not matter."""
    header = struct.pack(">II5s", width, height, b"\x08\x02\0\0\0")
    chunks = [(b"IHDR", header), (b"IDAT", b""), (b"IEND", b"")]
    framed = b"".join(struct.pack(">I", len(data)) + kind + data + b"\0\0\0\0" for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + framed


def jpeg(width: int, height: int) -> bytes:
    """Make the frame of a JPEG."""
    return (
        b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08"
        + struct.pack(">HH", height, width)
        + b"\x01\x01\x11\0\xff\xd9"
    )


def faults_of(data: bytes, name: str) -> str:
    """Give what a file is refused for."""
    with pytest.raises(MaterialError) as refused:
        inspect(data, name)
    assert all(fault.why and fault.now for fault in refused.value.faults)
    return "；".join(str(fault.why) for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (pdf(), "报告.pdf", MediaType.PDF),
        (package(), "规划.docx", MediaType.DOCX),
        (zipped({"OFD.xml": '<o:OFD xmlns:o="urn:o"/>'}), "批复.OFD", MediaType.OFD),
        (png(10, 10), "图.png", MediaType.PNG),
        (jpeg(10, 10), "图.jpeg", MediaType.JPEG),
        ("企业名称,代码\n".encode("gb18030"), "名录.csv", MediaType.CSV),
        ("\ufeff企业名称,代码\n".encode("gb18030"), "名录.csv", MediaType.CSV),
        ((SAMPLES / "jiangbei/入驻机构名单.xlsx").read_bytes(), "名录.xlsx", MediaType.XLSX),
        ((SAMPLES / "jiangbei/发展规划书.docx").read_bytes(), "规划.docx", MediaType.DOCX),
    ],
)
def test_honest_files_pass(data: bytes, name: str, expected: MediaType) -> None:
    """Each kind on the list is told by its content."""
    found = inspect(data, name)
    assert found.media_type == expected
    assert found.size_bytes == len(data)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "空.pdf", "文件为空"),
        (pdf(), "报告.docx", "扩展名与内容不符"),
        (pdf(), "报告.pdf.exe", "扩展名与内容不符"),
        (b"MZ\0\0", "工具.pdf", "不在允许范围内"),
        (zipped({"a.txt": "x"}), "包.docx", "不是 DOCX"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧.docx", "加密"),
    ],
)
def test_wrong_kinds_are_refused(data: bytes, name: str, why: str) -> None:
    """What a file is called does not make it one."""
    assert why in faults_of(data, name)


def test_size_limit_is_inclusive() -> None:
    """One byte above the limit is refused for its size; at the limit only the content is judged."""
    assert "超过" in faults_of(b"x" * (FILE_BYTES_MAX + 1), "大.pdf")
    assert "MiB" not in faults_of(b"%PDF-" + b"x" * (FILE_BYTES_MAX - 5), "大.pdf")


def with_root(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    """Change the root of a PDF."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root[key] = document.make_indirect(value)

    return change


def attach(document: pikepdf.Pdf) -> None:
    """Embed a file in a PDF."""
    document.attachments["附件.txt"] = b"x"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "加密"),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="")), "加密"),
        (pdf()[:-40], "损坏"),
        (
            pdf(with_root("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))),
            "脚本",
        ),
        (
            pdf(with_root("/AA", pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd")]))),
            "启动程序",
        ),
        (pdf(attach), "附件"),
    ],
)
def test_acting_and_locked_pdfs_are_refused(data: bytes, why: str) -> None:
    """A PDF that is locked, broken, scripted, acting or carrying files is refused, however deep it hides it."""
    assert why in faults_of(data, "报告.pdf")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (package(word__media__a_bin=bytes(5_000_000)), "压缩炸弹"),
        (package(word__embeddings__a_bin=zipped({"a": "b"})), "内嵌"),
        (package(word__vbaProject_bin=b"x"), "宏"),
        (package(word__a_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DTD"),
        (package(word__a_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")), "DTD"),
        (package(word__a_rels='<a><b TargetMode="External" Type="x/attachedTemplate"/></a>'), "文件以外"),
        (zipped({"../a": "x"}), "不安全"),
        (zipped({"/a": "x"}), "不安全"),
        (zipped({"a\\b": "x"}), "不安全"),
        (package()[:-30], "损坏"),
    ],
)
def test_package_tricks_are_refused(data: bytes, why: str) -> None:
    """Bombs, nested archives, macros, entities, outside links and paths that escape are refused."""
    assert why in faults_of(data, "规划.docx")


def test_hyperlinks_are_no_outside_content() -> None:
    """A link to click fetches nothing by itself and is allowed."""
    data = package(word__a_rels='<a><b TargetMode="External" Type="x/hyperlink"/></a>')
    assert inspect(data, "规划.docx").media_type == MediaType.DOCX


def test_symlink_members_are_refused() -> None:
    """A member that is a link could point anywhere."""
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "不安全" in faults_of(kept.getvalue(), "规划.docx")


@pytest.mark.parametrize(("make", "name"), [(png, "图.png"), (jpeg, "图.jpg")])
def test_pixel_limit_is_inclusive(make: Callable[[int, int], bytes], name: str) -> None:
    """The header is enough to refuse a flood of pixels; the limit itself passes."""
    assert inspect(make(10_000, PIXELS_MAX // 10_000), name).size_bytes > 0
    assert "像素" in faults_of(make(10_000, PIXELS_MAX // 10_000 + 1), name)


@pytest.mark.parametrize(
    "name", ["../报告.pdf", "a\\b.pdf", "报\u202e告.pdf", "报\n告.pdf", ".pdf", " 报告.pdf"]
)
def test_name_tricks_are_refused(name: str) -> None:
    """A name that leads elsewhere or shows otherwise than it is spelt is refused."""
    assert "文件名" in faults_of(pdf(), name)


def test_name_length_is_inclusive_and_in_bytes() -> None:
    """The longest name passes, one byte more does not."""
    assert inspect(pdf(), "a" * (NAME_BYTES_MAX - 4) + ".pdf").size_bytes > 0
    assert "字节" in faults_of(pdf(), "a" * (NAME_BYTES_MAX - 3) + ".pdf")


def test_name_is_composed() -> None:
    """Two spellings of one name are one name."""
    assert inspect(pdf(), "e\u0301.pdf").name == "\u00e9.pdf"


def test_all_faults_are_told_at_once() -> None:
    """A bad name and a bad content are named together, and hidden characters are shown."""
    with pytest.raises(MaterialError, match="U\\+202E") as refused:
        inspect(b"", "a\u202eb.pdf")
    assert len(refused.value.faults) == 2


def test_lists_are_tables_and_documents_are_not() -> None:
    """A tenant list must be readable as rows; a table is no document."""
    assert list(slot_faults(Slot.TENANT_LIST, MediaType.PDF))
    assert list(slot_faults(Slot.APPLICATION_REPORT, MediaType.CSV))
    assert not list(slot_faults(Slot.TENANT_LIST, MediaType.CSV))
    assert not list(slot_faults(Slot.APPLICATION_REPORT, MediaType.PDF))


def test_a_package_is_one_kind_and_has_what_it_declares() -> None:
    """A file that one program reads as DOCX and another as OFD is refused, and so is a shell without content."""
    types = TYPES.replace("<Override ", '<Override PartName="/word/document.xml" ')
    whole = {"[Content_Types].xml": types, "word/document.xml": "<document/>"}

    assert inspect(zipped(whole), "规划.docx").media_type == MediaType.DOCX
    assert "多种文件" in faults_of(zipped({**whole, "OFD.xml": "<OFD/>"}), "规划.docx")
    assert "不是 DOCX" in faults_of(zipped({"[Content_Types].xml": types}), "规划.docx")


def test_a_chart_may_bring_its_workbook_and_nothing_deeper() -> None:
    """A workbook embedded in a document passes; an archive inside that workbook does not."""
    book = (SAMPLES / "jiangbei/入驻机构名单.xlsx").read_bytes()
    kept = io.BytesIO(book)
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("xl/embeddings/b.xlsx", book)

    assert inspect(package(word__embeddings__a_xlsx=book), "规划.docx").media_type == MediaType.DOCX
    assert "内嵌" in faults_of(package(word__embeddings__a_xlsx=kept.getvalue()), "规划.docx")
