"""A table from outside, XLSX or CSV, read row by row without computing anything; faults name row and column."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from activities.files.inspection import decode_table
from activities.files.media import MediaType, is_hidden, visible
from regulation.conditions.tenants import CreditCodeError, check_credit_code
from regulation.words.message import Message, say, series

HEADER_ROWS = 10  # a title and some remarks may stand above the header
COLUMNS_MAX = 50
CELL_CHARACTERS_MAX = 200
PRECISE_DIGITS = 15  # a spreadsheet rounds longer numbers
# What openpyxl raises on a broken workbook; SyntaxError stands for XML that is not well formed.
UNREADABLE = (zipfile.BadZipFile, SyntaxError, KeyError, ValueError, IndexError, OSError, TypeError)
AS_TEXT = say("请把单元格格式设为文本后重新填写")
DAY = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
NUMBER = re.compile(r"[0-9]{1,9}(?:\.([0-9]+))?")
NEGATIVE = re.compile(r"-[0-9.]+")

Row = tuple[int, list[Any]]
"""A row's number as in the spreadsheet, from 1, and its cells."""


class RowFault(NamedTuple):
    """What is wrong with a row (counted as in the spreadsheet, from 1; 0: the whole list) and what to do."""

    row: int
    column: str | Message
    why: str | Message
    now: str | Message

    @property
    def said(self) -> Message:
        """Tell it to people in one sentence; a column has the name that stands in the file."""
        if not self.row:
            return say("名录「{column}」：{why}；{now}", column=self.column, why=self.why, now=self.now)
        return say(
            "第 {row} 行「{column}」：{why}；{now}",
            row=self.row,
            column=self.column,
            why=self.why,
            now=self.now,
        )

    def __str__(self) -> str:
        """Tell it in Chinese."""
        return str(self.said)


class TableError(Exception):
    """A table that cannot be taken: every fault that was found."""

    def __init__(self, faults: Iterable[RowFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(str(self.said))

    @property
    def said(self) -> Message:
        """Tell all of it to people, a line for each fault."""
        return say("{faults}", faults=series((fault.said for fault in self.faults), "\n"))


class CellError(Exception):
    """One cell that cannot be read: why, and what to do."""

    def __init__(self, why: Message, now: Message) -> None:
        super().__init__(str(why))
        self.why, self.now = why, now


def rows_of(data: bytes, media_type: str) -> Iterator[Row]:
    """Give the rows of a CSV file or of a workbook's first sheet; TableError if it is no such table."""
    return _sheet_rows(data) if media_type == MediaType.XLSX else _csv_rows(data)


def header_of(rows: Iterator[Row], known: Callable[[list[str]], bool], asked: Iterable[str]) -> Row:
    """Find the first row whose names are a header; TableError that tells which columns are asked for."""
    for number, cells in rows:
        names = [str(cell or "").strip() for cell in cells]
        if known(names):
            return number, names
        if number >= HEADER_ROWS:
            break
    raise TableError(
        [
            RowFault(
                0,
                say("表头"),
                say("前 {rows} 行中没有表头", rows=HEADER_ROWS),
                say("请设置表头：{asked}", asked=series(asked)),
            )
        ]
    )


def filled(rows: Iterator[Row], rows_max: int) -> Iterator[Row]:
    """Pass over empty rows; a sheet that goes on being empty is bounded all the same."""
    for number, cells in rows:
        if any(str(cell or "").strip() for cell in cells):
            yield number, cells
        elif number > rows_max * 2:
            return


def at(cells: list[Any], place: int) -> Any:
    """Give a cell; short rows end early."""
    return cells[place] if place < len(cells) else None


def text_of(cell: Any) -> str:
    """Give what stands in a cell as text; formulas and rounded numbers are refused with a CellError."""
    if cell is None:
        return ""
    if isinstance(cell, ArrayFormula | DataTableFormula):
        raise CellError(say("含有公式"), say("请改为直接填写内容"))
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise CellError(say("单元格不是文本"), AS_TEXT)
    text = str(cell).strip()
    if isinstance(cell, int) and len(text) > PRECISE_DIGITS:
        raise CellError(say("长数字以数值格式保存，末位已丢失"), AS_TEXT)
    if text.startswith(("=", "+", "-", "@")):
        raise CellError(say("含有公式，或以 = + - @ 开头"), say("请改为直接填写内容"))
    if len(text) > CELL_CHARACTERS_MAX or text != visible(text):
        raise CellError(
            say(
                "超过 {most} 字，或含有换行、不可见字符",
                most=CELL_CHARACTERS_MAX,
            ),
            say("请重新填写"),
        )
    return text


def date_of(cell: Any) -> date | None:
    """Read a day: a date cell, or text such as 2024-03-01, 2024/3/1 or 2024年3月1日; None if left out."""
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise CellError(say("日期带有钟点"), say("请只填写日期"))
        return cell.date()
    text = optional(text_of(cell))
    if text is None:
        return None
    plain = unicodedata.normalize("NFKC", text).replace("年", "-").replace("月", "-").removesuffix("日")
    found = DAY.fullmatch(plain)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else _no_date(text)
    except ValueError:
        return _no_date(text)


def _no_date(text: str) -> date:
    raise CellError(say("“{text}”不是日期", text=text), say("请按 2024-03-01 的样式填写"))


def number_of(cell: Any, places: int) -> Decimal | None:
    """Read a number from 0 with at most so many decimal places, a number or text; None if left out."""
    if isinstance(cell, float):
        cell = format(Decimal(repr(cell)), "f").removesuffix(".0")
    if not isinstance(cell, bool) and NEGATIVE.fullmatch(unicodedata.normalize("NFKC", str(cell).strip())):
        raise CellError(say("不能为负数"), say("请核对后重新填写"))
    text = optional(text_of(cell))
    if text is None:
        return None
    plain = unicodedata.normalize("NFKC", text)
    found = NUMBER.fullmatch(plain)
    if found is None:
        raise CellError(
            say("“{text}”不是数字，或过大", text=text), say("请只填写阿拉伯数字，不带单位和千分位")
        )
    if len(found[1] or "") > places:
        raise CellError(
            say("小数超过 {places} 位", places=places) if places else say("应为整数"), say("请核对后重新填写")
        )
    return round(Decimal(plain), places)  # one way to write a number: 92.5 and 92.50 are the same entry


def required(text: str) -> str:
    """Read what must be filled in."""
    if not text:
        raise CellError(say("未填写"), say("请补充"))
    return text


def optional(text: str) -> str | None:
    """Read what may be left out."""
    return None if text in {"", "无", "/", "—"} else text


def credit_code(text: str) -> str:
    """Read a unified social credit code (GB 32100)."""
    try:
        return check_credit_code(required(text))
    except CreditCodeError as error:
        raise CellError(error.why, error.now) from error


def several(text: str) -> tuple[str, ...]:
    """Read words set apart by commas."""
    return tuple(word.strip() for word in re.split("[、，,；;]", text) if word.strip())


def _sheet_rows(data: bytes) -> Iterator[Row]:
    """Give the rows of the first sheet, without computing anything."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS_MAX, values_only=True), start=1):
            yield number, list(row)
    except UNREADABLE as error:
        raise TableError(
            [RowFault(0, say("文件"), say("工作簿无法读取"), say("请用表格软件另存为 XLSX"))]
        ) from error


def _csv_rows(data: bytes) -> Iterator[Row]:
    """Give the rows of a CSV file."""
    text = decode_table(data)
    if text is None:
        raise TableError([_undecoded(data)])
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            yield number, list(row[:COLUMNS_MAX])
    except csv.Error as error:
        raise TableError(
            [RowFault(0, say("文件"), say("引号或分隔符有误"), say("请用表格软件另存为 CSV"))]
        ) from error


def _undecoded(data: bytes) -> RowFault:
    """Say why bytes are no CSV text: a hidden character and its line, or another encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return RowFault(0, say("编码"), say("不是 UTF-8 或 GB 18030 文本"), say("请另存为 CSV UTF-8"))
    place = next(n for n, character in enumerate(text) if is_hidden(character) and character not in "\r\n\t")
    line = text.count("\n", 0, place) + 1
    return RowFault(
        line,
        say("整行"),
        say("含有不可见字符 {character}", character=visible(text[place])),
        say("请删除该字符后重新保存"),
    )
