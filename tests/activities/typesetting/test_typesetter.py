"""Official documents as PDF/A: what is printed, that it is literal, and that it is the same every time."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pypdfium2  # type: ignore[import-untyped]
import pytest

import activities
from activities.typesetting.typesetter import TypesettingError, typeset
from regulation.documents.document import DocumentKind, Level, OfficialDocument, Paragraph, document_number

A4_POINTS = (595, 842)


def document(kind: DocumentKind = DocumentKind.APPROVAL_REPLY, **changed: Any) -> OfficialDocument:
    """Give a short document of a kind, some fields changed."""
    fields = {
        "kind": kind,
        "number": document_number(kind, 2026, 1),
        "title": "关于江城园区的文书",
        "addressee": "昌邑区人民政府",
        "paragraphs": (Paragraph(text="现批复如下。"),),
        "dated": date(2026, 11, 24),
    }
    return OfficialDocument.model_validate(fields | changed)


def pages(pdf: bytes) -> list[str]:
    """Read the text of every page, without line ends."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range().replace("\r\n", "") for page in opened]


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_is_printed_on_a4_with_number_title_date_and_seal_place(kind: DocumentKind) -> None:
    """Number, title, addressee, date, the place of the seal and the page number can be read."""
    made = document(kind)
    pdf = typeset(made)
    (text,) = pages(pdf)
    for expected in (
        made.number,
        made.title,
        "昌邑区人民政府：",
        "2026年11月24日",
        "此处应加盖印章",
        "— 1 —",
    ):
        assert expected in text
    with pypdfium2.PdfDocument(pdf) as opened:
        assert tuple(round(side) for side in opened[0].get_size()) == A4_POINTS


def test_the_file_declares_pdf_a_2a() -> None:
    """The XMP metadata claims PDF/A part 2, conformance A (tagged)."""
    pdf = typeset(document())
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


def test_same_document_gives_same_bytes_in_another_process() -> None:
    """Bytes depend on the document alone: not on the process, the clock or the zone."""
    made = document()
    program = (
        "import sys,hashlib;from activities.typesetting.typesetter import typeset;"
        "from regulation.documents.document import OfficialDocument;"
        "print(hashlib.sha256(typeset(OfficialDocument.model_validate_json(sys.stdin.read()))).hexdigest())"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program],
        input=made.model_dump_json(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(activities.__file__).parent.parent,
        env=os.environ | {"TZ": "America/New_York", "PYTHONUTF8": "1"},
    )
    assert hashlib.sha256(typeset(made)).hexdigest() == finished.stdout.strip()


def test_another_date_gives_other_bytes() -> None:
    """The date is part of what is printed."""
    assert typeset(document()) != typeset(document(dated=date(2026, 11, 25)))


@pytest.mark.parametrize(
    "markup", ['#import "@preview/x:1.0.0"', "*粗*", "$x$", "@a", "#panic()", "= h", "\\u{41}", "<t>"]
)
def test_markup_is_printed_and_not_obeyed(markup: str) -> None:
    """Text from outside is data: what looks like typst source is printed as it stands."""
    made = document(
        title=f"题{markup}",
        addressee=f"致{markup}",
        paragraphs=(Paragraph(level=Level.H1, text=f"章{markup}"), Paragraph(text=f"文{markup}")),
        notes=(f"注{markup}",),
        copies_to=(f"送{markup}",),
    )
    text = "".join(pages(typeset(made)))
    assert [f"{place}{markup}" in text for place in "题致章文注送"] == [True] * 6


def test_a_long_document_runs_over_pages_with_its_numbers() -> None:
    """Long text, a long title and long names go on to further pages, each one numbered."""
    made = document(
        title="关于认定" + "江城" * 30 + "产业园的批复",
        issuer="吉林市" * 15,
        paragraphs=tuple(Paragraph(text=f"{n}. " + "园区情况说明。" * 30) for n in range(1, 11)),
        attachments=("平面图" * 20, "名单"),
        copies_to=("有限公司" * 20,),
    )
    read = pages(typeset(made))
    assert len(read) > 3
    assert [True] * len(read) == [f"— {n} —" in text for n, text in enumerate(read, 1)]
    assert "附件：1. 平面图" in "".join(read)
    assert "印发" in read[-1]


@pytest.mark.parametrize("attached", [(), ("园区平面图", "入驻机构名单")])
def test_the_seal_never_stands_on_a_page_without_text(attached: tuple[str, ...]) -> None:
    """However the text fills its pages, the page of signer and date begins with text (GB/T 9704)."""
    for lines in range(8, 22):
        made = document(paragraphs=(Paragraph(text="园" * (28 * lines - 4)),), attachments=attached)
        (signed,) = [text for text in pages(typeset(made)) if "此处应加盖印章" in text]
        assert signed.index("此处应加盖印章") > len("附件：")


def test_the_imprint_stands_at_the_foot_even_on_a_page_of_its_own() -> None:
    """Copies and date of printing are the last lines of the type area, also where they need a new page."""
    for lines in range(1, 23):
        made = document(notes=("注" * 28 * lines,), copies_to=("江城园区运营有限公司",))
        with pypdfium2.PdfDocument(typeset(made)) as opened:
            page = opened[len(opened) - 1].get_textpage()
            found = page.search("印发").get_next()
            assert found is not None
            _, bottom, _, _ = page.get_charbox(found[0])
        assert 100 < bottom < 112  # the type area ends 35 mm = 99.2 points above the edge of the page


def test_a_character_without_glyph_is_refused_by_name() -> None:
    """A character that no face has stops the printing instead of leaving a hole."""
    with pytest.raises(TypesettingError, match="e1234"):
        typeset(document(addressee="张\U000e1234"))


def test_a_rare_name_character_is_printed() -> None:
    """Characters of names outside GB 2312 (Extension A) have a glyph."""
    assert "㐂" in pages(typeset(document(addressee="张㐂")))[0]


def test_a_missing_font_directory_is_refused(tmp_path: Path) -> None:
    """A font directory that is not there is named, not passed over."""
    with pytest.raises(TypesettingError, match="字体目录不存在"):
        typeset(document(), [tmp_path / "absent"])


def renamed(face: bytes, old: str, new: str) -> bytes:
    """Give a font file another family name, no longer than its own, in the name table."""
    return face.replace(old.encode("utf-16-be"), new.ljust(len(old)).encode("utf-16-be"))


def test_office_faces_come_first_and_other_faces_last(tmp_path: Path) -> None:
    """A face named as the office's 仿宋 prints the text; one of another name only lends what is missing."""
    face = pylopdf_fonts_zh_cn.sans_path().read_bytes()
    for family in ("FangSong", "Other"):
        (tmp_path / family).mkdir()
        (tmp_path / family / "face.otf").write_bytes(renamed(face, "Noto Sans SC", family))
    assert typeset(document()) != typeset(document(), [tmp_path / "FangSong"])
    assert typeset(document()) == typeset(document(), [tmp_path / "Other"])


def test_an_empty_font_directory_changes_nothing(tmp_path: Path) -> None:
    """Without office faces the packaged ones are used."""
    assert typeset(document()) == typeset(document(), [tmp_path])
