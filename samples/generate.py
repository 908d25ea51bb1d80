"""Make the documents of the samples again: python samples/generate.py; the same bytes every time."""

import csv
import io
import json
import re
import struct
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pylopdf_fonts_zh_cn
import typst
from docx.document import Document
from texts import FIRMS, FLAWED_FIRMS, FLAWED_REPORT, PARKS, PARKS_HEADER, REPORT

HERE = Path(__file__).parent
MOMENT = datetime(2026, 10, 8, tzinfo=UTC)
Cell = str | date | Decimal | None
ZIP_MOMENT = (2026, 10, 8, 0, 0, 0)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
HEADER = (
    "企业名称",
    "统一社会信用代码",
    "许可证编号",
    "备案编号",
    "入驻状态",
    "机构性质",
    "服务业态",
    "严重失信",
    "标签",
)
PARK, FLAWED_PARK = "江北人力资源服务产业园", "河湾人力资源服务产业园"
PAGE = """
#set page(paper: "a4", margin: 28mm)
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), leading: 1em, justify: true)
#let document = json(bytes(sys.inputs.document))
#align(center, text(size: 20pt, weight: "bold", document.title))
#for line in document.lines [#par(line)]
#align(right)[#document.park（样例，内容均为虚构） \\ 二〇二六年十月八日]
"""
PLAN = """
#set page(width: 240pt, height: 160pt, margin: 10pt)
#set text(font: "Noto Sans SC", size: 9pt, lang: "zh")
#let room(name, fill) = rect(width: 100%, height: 100%, fill: fill, align(center + horizon, name))
#align(center)[江北人力资源服务产业园平面示意图（样例）]
#grid(columns: (2fr, 1fr), rows: (52pt, 52pt), gutter: 4pt,
  room("招聘大厅", aqua), room("公共服务区", yellow), room("企业办公区", silver), room("培训区", lime))
"""


def credit_code(serial: int, kind: str = "91", county: str = "220203") -> str:
    """Give an invented code with right check digits, of the body (GB 11714) and of the whole (GB 32100)."""
    body = f"MAFX{serial:04d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    body += "0123456789X0"[11 - sum(w * int(c, 36) for w, c in zip(weights, body, strict=True)) % 11]
    text = kind + county + body
    total = sum(ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(text))
    return text + ALPHABET[-total % 31]


def compiled(source: str, picture: str, **inputs: str) -> bytes:
    """Typeset a page with the packaged fonts."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        font_paths=[str(Path(pylopdf_fonts_zh_cn.sans_path()).parent)],
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts, sys_inputs=inputs)
    options = {"format": "png", "ppi": 144} if picture == "png" else {"format": "pdf", "timestamp": MOMENT}
    made = compiler.compile(**options)
    assert isinstance(made, bytes)
    return made


def pdf(park: str, title: str, lines: list[str]) -> bytes:
    """Print one report of a park."""
    return compiled(PAGE, "pdf", document=json.dumps({"park": park, "title": title, "lines": lines}))


def word(title: str, lines: list[str]) -> bytes:
    """Write one report as DOCX."""
    document: Document = docx.Document()
    document.core_properties.created = document.core_properties.modified = MOMENT
    document.core_properties.author = "样例"
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return settled(kept.getvalue())


def sheet(title: str, header: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """Write a list as XLSX."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in (header, *rows):
        page.append(row)
    book.properties.created = MOMENT.replace(tzinfo=None)
    kept = io.BytesIO()
    book.save(kept)
    return settled(kept.getvalue())


def settled(package: bytes) -> bytes:
    """Take the clock out of an office package."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-10-08T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def locked(data: bytes) -> bytes:
    """Put a password on a PDF; the old cipher is the only one that gives the same bytes every time."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            made,
            static_id=True,
            encryption=pikepdf.Encryption(owner="sample", user="sample", R=3, aes=False, metadata=False),
        )
    return made.getvalue()


def picture() -> bytes:
    """Draw the floor plan as PNG."""
    made = compiled(PLAN, "png")
    assert struct.unpack(">I", made[16:20])[0] > 0
    return made


def licence(serial: int) -> str:
    """Give an invented licence number."""
    return f"(吉)人服证字[2024]第0203{serial:04d}号"


def jiangbei() -> dict[str, bytes]:
    """Give the files of the park that meets every condition."""
    rows = [
        (
            name,
            credit_code(n),
            licence(n),
            "",
            "已入驻" if n < len(FIRMS) else "已签约",
            "经营性",
            kinds,
            "否",
            tag,
        )
        for n, (name, kinds, tag) in enumerate(FIRMS, start=1)
    ]
    rows.append(
        ("龙潭区公共就业服务中心", credit_code(90, "12"), "", "", "已入驻", "公共", "就业创业指导", "否", "")
    )
    return {
        "申请报告.pdf": pdf(PARK, "申请报告", REPORT["申请报告"]),
        "可行性论证报告.pdf": pdf(PARK, "产业园建设可行性论证报告", REPORT["产业园建设可行性论证报告"]),
        "发展规划书.docx": word("产业园发展规划书", REPORT["产业园发展规划书"]),
        "运营情况及成效.pdf": pdf(
            PARK, "建设管理、运营情况及成效材料", REPORT["建设管理、运营情况及成效材料"]
        ),
        "扶持政策.pdf": pdf(
            PARK, "龙潭区支持人力资源服务产业发展若干措施", REPORT["龙潭区支持人力资源服务产业发展若干措施"]
        ),
        "入驻机构名单.xlsx": sheet("入驻机构名单", HEADER, rows),
        "园区平面示意图.png": picture(),
    }


def flawed() -> dict[str, bytes]:
    """Give the files of the park whose dossier is full of faults."""
    rows = [
        (
            name,
            credit_code(100 + n, county="220204"),
            licence(100 + n),
            "",
            "已入驻",
            "经营性",
            kinds,
            "否",
            "",
        )
        for n, (name, kinds) in enumerate(FLAWED_FIRMS, start=1)
    ]
    wrong = "Y" if rows[2][1][-1] != "Y" else "X"
    rows[2] = (rows[2][0], rows[2][1][:-1] + wrong, *rows[2][2:])
    rows[4] = (*rows[4][:4], "拟入驻", *rows[4][5:])
    rows[6] = (rows[6][0], rows[5][1], *rows[6][2:])
    rows[7] = (*rows[7][:7], "是", "")
    return {
        "申请报告.pdf": pdf(FLAWED_PARK, "申请报告", FLAWED_REPORT["申请报告"]),
        "可行性论证报告.pdf": locked(
            pdf(FLAWED_PARK, "产业园建设可行性论证报告", FLAWED_REPORT["产业园建设可行性论证报告"])
        ),
        "发展规划书.docx": word("产业园发展规划书", FLAWED_REPORT["产业园发展规划书"]),
        "扶持政策.pdf": pdf(
            FLAWED_PARK, "船营区扶持人力资源服务业办法", FLAWED_REPORT["船营区扶持人力资源服务业办法"]
        ),
        "入驻机构名单.xlsx": sheet("入驻机构名单", HEADER, rows),
        "园区照片.jpg": picture(),
    }


def existing_parks() -> dict[str, bytes]:
    """Give the list of parks that were designated on paper, as text and with the cell types of a workbook."""
    rows = []
    for n, (place, bodies, past, later) in enumerate(PARKS, start=1):
        branches, operator, investor, county, firms = bodies
        codes = [credit_code(200 + 2 * n, county=county), credit_code(201 + 2 * n, county=county)]
        owned = (investor, codes[1] if investor else "")
        origin = ("存量园区批复与考评卷宗（样例）", "市人社局 样例经办人")
        rows.append((*place, branches, operator, codes[0], *owned, firms, *past, *later, *origin))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([PARKS_HEADER, *rows])
    typed = [tuple(map(cell, PARKS_HEADER, row)) for row in rows]
    return {
        "existing-parks.csv": text.getvalue().encode("utf-8-sig"),
        "existing-parks.xlsx": sheet("存量园区", PARKS_HEADER, typed),
    }


def cell(column: str, text: str) -> Cell:
    """Give a text as the cell that people would make of it: a day, a number, a text, or nothing."""
    if text and column.endswith(("日期", "期限")):
        return date.fromisoformat(text)
    if text and (column.startswith("自评") or column in {"主园区面积", "企业数", "考评得分"}):
        return Decimal(text)
    return text or None


def main() -> None:
    """Write both dossiers and the list of parks beside this file; dossier.toml is kept by hand."""
    for name, data in existing_parks().items():
        (HERE / name).write_bytes(data)
    for folder, files in (("jiangbei", jiangbei()), ("flawed", flawed())):
        for name, data in files.items():
            (HERE / folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
