"""The tenant list (企业名录, D5), read row by row from XLSX or CSV; every wrong cell is told at once."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from pydantic import ValidationError

from activities.inspection import decode_table
from activities.media import MediaType, visible
from regulation.tenants import CreditCodeError, Tenant, check_credit_code

TENANTS_MAX = 2_000  # ours: two hundred times what is asked for
HEADER_ROWS = 10  # a title and some remarks may stand above the header
COLUMNS_MAX = 50
CELL_CHARACTERS_MAX = 200
# What openpyxl raises on a broken workbook; SyntaxError stands for XML that is not well formed.
UNREADABLE = (zipfile.BadZipFile, SyntaxError, KeyError, ValueError, IndexError, OSError, TypeError)
PRECISE_DIGITS = 15  # a spreadsheet rounds longer numbers

NAME, CODE, LICENCE, FILING = "企业名称", "统一社会信用代码", "许可证编号", "备案编号"
RESIDENT, NATURE, CATEGORIES, VIOLATION, TAGS = "入驻状态", "机构性质", "服务业态", "严重失信", "标签"
COLUMNS = (NAME, CODE, LICENCE, FILING, RESIDENT, NATURE, CATEGORIES, VIOLATION, TAGS)
CHOICES = {
    RESIDENT: {"已入驻": True, "已签约": False},
    NATURE: {"经营性": True, "公共": False},
    VIOLATION: {"是": True, "否": False},
}
KNOWN_TAGS = ("知名", "头部", "新锐")


class RowFault(NamedTuple):
    """What is wrong with a row (counted as in the spreadsheet, from 1; 0: the whole list) and what to do."""

    row: int
    column: str
    why: str
    now: str

    def __str__(self) -> str:
        """Tell it to people."""
        where = f"第 {self.row} 行" if self.row else "名录"
        return f"{where}「{self.column}」：{self.why}；{self.now}"


class TenantListError(Exception):
    """A list with wrong rows: all faults, and the rows that are sound, so that a check can go on."""

    def __init__(self, faults: Iterable[RowFault], sound: Iterable[Tenant] = ()) -> None:
        self.faults, self.sound = tuple(faults), tuple(sound)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class _CellError(Exception):
    """One cell that cannot be read: why, and what to do."""

    def __init__(self, why: str, now: str) -> None:
        super().__init__(why)
        self.why, self.now = why, now


def read_tenants(source: Path | bytes, media_type: str) -> tuple[Tenant, ...]:
    """Read the list (R5.1-doc5).

    Raises one TenantListError with every wrong row, column, reason and next step.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    rows = _sheet_rows(data) if media_type == MediaType.XLSX else _csv_rows(data)
    places, body = _header(rows)
    faults: list[RowFault] = []
    tenants: dict[int, Tenant] = {}
    for number, cells in body:
        if len(tenants) + len(faults) >= TENANTS_MAX:
            faults.append(RowFault(0, "行数", f"超过 {TENANTS_MAX} 行", "请删除空行和无关行，或拆分名录"))
            break
        try:
            tenants[number] = _tenant(number, {name: _at(cells, place) for name, place in places.items()})
        except TenantListError as error:
            faults += error.faults
    faults += _duplicates(tenants)
    if not tenants and not faults:
        faults.append(RowFault(0, "行数", "名录中没有企业", "请在表头下逐行填写入驻企业"))
    if faults:
        raise TenantListError(sorted(faults, key=lambda fault: fault.row), tenants.values())
    return tuple(tenants.values())


def _sheet_rows(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Give the rows of the first sheet, without computing anything."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS_MAX, values_only=True), start=1):
            yield number, list(row)
    except UNREADABLE as error:
        raise TenantListError([RowFault(0, "文件", "工作簿无法读取", "请用表格软件另存为 XLSX")]) from error


def _csv_rows(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Give the rows of a CSV file."""
    text = decode_table(data)
    if text is None:
        raise TenantListError([RowFault(0, "编码", "不是 UTF-8 或 GB 18030 文本", "请另存为 CSV UTF-8")])
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            yield number, list(row[:COLUMNS_MAX])
    except csv.Error as error:
        raise TenantListError([RowFault(0, "文件", "引号或分隔符有误", "请用表格软件另存为 CSV")]) from error


def _header(
    rows: Iterator[tuple[int, list[Any]]],
) -> tuple[dict[str, int], Iterator[tuple[int, list[Any]]]]:
    """Find the header and give where each column stands, and the filled rows below it."""
    for number, cells in rows:
        names = [str(cell or "").strip() for cell in cells]
        if NAME in names or CODE in names:
            faults = [
                RowFault(
                    number,
                    column,
                    "缺少这一列" if not names.count(column) else "这一列出现了两次",
                    "请按模板设置表头",
                )
                for column in COLUMNS
                if names.count(column) != 1
            ]
            if faults:
                raise TenantListError(faults)
            return {column: names.index(column) for column in COLUMNS}, _filled(rows)
        if number >= HEADER_ROWS:
            break
    raise TenantListError(
        [RowFault(0, "表头", f"前 {HEADER_ROWS} 行中没有表头", f"请设置表头：{'、'.join(COLUMNS)}")]
    )


def _filled(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """Pass over empty rows; a sheet that goes on being empty is bounded all the same."""
    for number, cells in rows:
        if any(str(cell or "").strip() for cell in cells):
            yield number, cells
        elif number > TENANTS_MAX * 2:
            return


def _tenant(number: int, cells: dict[str, Any]) -> Tenant:
    """Read one row, or raise TenantListError with all its faults."""
    faults: list[RowFault] = []
    values: dict[str, Any] = {}
    for column, cell in cells.items():
        try:
            values[column] = READERS[column](column, _text(cell))
        except _CellError as error:
            faults.append(RowFault(number, column, error.why, error.now))
    if faults:
        raise TenantListError(faults)
    try:
        return Tenant(**{FIELDS[column]: value for column, value in values.items()})
    except ValidationError as error:
        column = next((zh for zh, field in FIELDS.items() if field == error.errors()[0]["loc"][0]), "整行")
        raise TenantListError([RowFault(number, column, "内容不合格式", "请按模板填写")]) from error


def _text(cell: Any) -> str:
    """Give what stands in a cell as text; formulas and rounded numbers are refused."""
    if cell is None:
        return ""
    if isinstance(cell, ArrayFormula | DataTableFormula):
        raise _CellError("含有公式", "请改为直接填写内容")
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise _CellError("单元格不是文本", "请把单元格格式设为文本后重新填写")
    text = str(cell).strip()
    if isinstance(cell, int) and len(text) > PRECISE_DIGITS:
        raise _CellError("长数字以数值格式保存，末位已丢失", "请把单元格格式设为文本后重新填写")
    if text.startswith(("=", "+", "-", "@")):
        raise _CellError("含有公式，或以 = + - @ 开头", "请改为直接填写内容")
    if len(text) > CELL_CHARACTERS_MAX or text != visible(text):
        raise _CellError(f"超过 {CELL_CHARACTERS_MAX} 字，或含有换行、不可见字符", "请重新填写")
    return text


def _required(_column: str, text: str) -> str:
    """Read what must be filled in."""
    if not text:
        raise _CellError("未填写", "请补充")
    return text


def _optional(_column: str, text: str) -> str | None:
    """Read what may be left out."""
    return None if text in {"", "无", "/", "—"} else text


def _code(column: str, text: str) -> str:
    """Read a unified social credit code."""
    try:
        return check_credit_code(_required(column, text))
    except CreditCodeError as error:
        why, _, now = str(error).rstrip("。").partition("；")
        raise _CellError(why, now or "请对照营业执照核对") from error


def _choice(column: str, text: str) -> bool:
    """Read one of two words."""
    choices = CHOICES[column]
    if text not in choices:
        raise _CellError(f"“{text}”不在选项中" if text else "未填写", f"请填写{'或'.join(choices)}")
    return choices[text]


def _several(_column: str, text: str) -> tuple[str, ...]:
    """Read words set apart by commas."""
    return tuple(word.strip() for word in re.split("[、，,；;]", text) if word.strip())


def _tagged(column: str, text: str) -> bool:
    """Read whether the firm is well known, leading or new (R4.6c-attract)."""
    unknown = [tag for tag in _several(column, text) if tag not in KNOWN_TAGS]
    if unknown:
        raise _CellError(f"不认识的标签“{'、'.join(unknown)}”", f"请填写{'、'.join(KNOWN_TAGS)}，或留空")
    return bool(text)


READERS = {
    NAME: _required,
    CODE: _code,
    LICENCE: _optional,
    FILING: _optional,
    RESIDENT: _choice,
    NATURE: _choice,
    CATEGORIES: _several,
    VIOLATION: _choice,
    TAGS: _tagged,
}
FIELDS = {
    NAME: "name",
    CODE: "credit_code",
    LICENCE: "licence_no",
    FILING: "filing_no",
    RESIDENT: "resident",
    NATURE: "commercial",
    CATEGORIES: "categories",
    VIOLATION: "serious_violation",
    TAGS: "tagged",
}


def _duplicates(tenants: dict[int, Tenant]) -> Iterator[RowFault]:
    """Name each code that stands in two rows, with both (Q05 counts distinct codes)."""
    first: dict[str, int] = {}
    for number, tenant in tenants.items():
        row = first.setdefault(tenant.credit_code, number)
        if row != number:
            yield RowFault(
                number, CODE, f"与第 {row} 行重复（{tenant.credit_code}）", "请删除重复的一行，或更正代码"
            )


def _at(cells: list[Any], place: int) -> Any:
    """Give a cell; short rows end early."""
    return cells[place] if place < len(cells) else None
