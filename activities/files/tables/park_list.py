"""A list of existing parks (存量园区名录, Q40), read row by row from XLSX or CSV; every fault is told at once."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from activities.files.media import MediaType, visible
from activities.files.packages import examine_package
from activities.files.tables.park_columns import COLUMNS, YEAR_COLUMN, Column, year_column
from activities.files.tables.sheet import (
    CellError,
    Row,
    RowFault,
    TableError,
    at,
    filled,
    header_of,
    required,
    rows_of,
)
from regulation.conditions.dossier import Organisation, Site
from regulation.measures.model import Edition
from regulation.procedures.park.import_checks import (
    SELF_SCORES,
    ImportFinding,
    findings_on,
    impossible_values,
)
from regulation.procedures.park.imported import ImportedPark, Provenance, YearScore
from regulation.words.message import say

PARKS_MAX = 500  # ours: many times what a city has
FILE_BYTES_MAX = 5 * 1024 * 1024  # ours: a hundred times what so many rows weigh
NAME_SHOWN_MAX = 30
ONCE = ("id", "name", "operator_code")

Values = dict[str, Any]
"""What was read of a row, by field; a field is absent where its cell cannot be read."""


class ParkList(NamedTuple):
    """The parks of a file in its order, and what officials should see before they enter."""

    parks: tuple[ImportedPark, ...]
    findings: tuple[ImportFinding, ...]


class ParkListError(TableError):
    """A list that is not taken: every fault of its rows. Nothing of it may be imported."""


class _Layout(NamedTuple):
    """Where each column stands, and as what people wrote its header."""

    places: dict[int, Column]
    written: dict[str, str]

    def name_of(self, field: str) -> str:
        """Give the header under which people find a field."""
        names = {column.field: column.name for column in COLUMNS}
        return self.written.get(field) or names.get(field) or YEAR_COLUMN + field.rpartition(".")[2]


def read_parks(data: bytes, media_type: str, today: date, edition: Edition) -> ParkList:
    """Read a list whole or not at all (Q40); `today` is the day in China on which it is imported.

    Raises one ParkListError with every wrong row, column, reason and next step.
    """
    try:
        _examine(data, media_type)
        return _read(rows_of(data, media_type), hashlib.sha256(data).hexdigest(), today, edition)
    except ParkListError:
        raise
    except TableError as error:
        raise ParkListError(error.faults) from error


def _examine(data: bytes, media_type: str) -> None:
    """Look at the file before it is opened: size, kind, and what an office package may hide."""
    faults: list[RowFault] = []
    if not data:
        faults.append(RowFault(0, say("文件"), say("文件为空"), say("请重新导出文件")))
    elif media_type not in {MediaType.XLSX, MediaType.CSV}:
        faults.append(RowFault(0, say("文件"), say("不是 XLSX 或 CSV"), say("请用表格软件另存为其中之一")))
    elif len(data) > FILE_BYTES_MAX:
        megabytes = FILE_BYTES_MAX // 1024**2
        faults.append(
            RowFault(
                0,
                say("文件"),
                say("文件超过 {megabytes} MiB", megabytes=megabytes),
                say("请删除图片和无关工作表，或拆分名录"),
            )
        )
    elif media_type == MediaType.XLSX:
        faults += [RowFault(0, say("文件"), fault.why, fault.now) for fault in examine_package(data)[1]]
    if faults:
        raise TableError(faults)


def _read(rows: Iterator[Row], digest: str, today: date, edition: Edition) -> ParkList:
    """Read all rows, then say what is wrong with any of them."""
    layout = _layout(rows)
    read: dict[int, Values] = {}
    faults: list[RowFault] = []
    for number, cells in filled(rows, PARKS_MAX):
        if len(read) >= PARKS_MAX:
            faults.append(
                RowFault(
                    0,
                    say("行数"),
                    say("超过 {most} 行", most=PARKS_MAX),
                    say("请删除空行和无关行，或拆分名录"),
                )
            )
            break
        read[number], found = _values(number, cells, layout)
        faults += found
        faults += [
            RowFault(number, layout.name_of(wrong.field), wrong.why, wrong.now)
            for wrong in impossible_values(read[number], today)
        ]
    faults += _duplicates(read, layout)
    if not read:
        faults.append(RowFault(0, say("行数"), say("名录中没有园区"), say("请在表头下逐行填写存量园区")))
    if faults:
        raise ParkListError(sorted(faults, key=lambda fault: fault.row))
    parks = tuple(_park(number, values, digest) for number, values in read.items())
    return ParkList(parks, tuple(finding for park in parks for finding in findings_on(park, today, edition)))


def _layout(rows: Iterator[Row]) -> _Layout:
    """Find the header; every unknown, repeated and missing column is told."""
    known = {_plain(name): column for column in COLUMNS for name in (column.name, *column.aliases)}
    marks = {name for name, column in known.items() if column.field in {"id", "name"}}
    asked = [column.name for column in COLUMNS if column.required]
    number, names = header_of(rows, lambda names: any(_plain(name) in marks for name in names), asked)
    places: dict[int, Column] = {}
    written: dict[str, str] = {}
    faults: list[RowFault] = []
    for place, name in enumerate(names):
        column = known.get(_plain(name)) or year_column(_plain(name))
        shown = visible(name)[:NAME_SHOWN_MAX]
        if not name:
            continue
        if column is None:
            faults.append(RowFault(number, shown, say("不认识这一列"), say("请按模板改正列名，或删除这一列")))
        elif column.field in written:
            faults.append(RowFault(number, shown, say("这一列出现了两次"), say("请只保留一列")))
        else:
            places[place], written[column.field] = column, shown
    faults += [
        RowFault(number, column.name, say("缺少这一列"), say("请按模板设置表头"))
        for column in COLUMNS
        if column.required and column.field not in written
    ]
    if faults:
        raise TableError(faults)
    return _Layout(places, written)


def _plain(name: str) -> str:
    """Write a header so that widths and blanks do not matter."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def _values(number: int, cells: list[Any], layout: _Layout) -> tuple[Values, list[RowFault]]:
    """Read the cells of a row; columns that the file does not have are left out by it."""
    values: Values = {column.field: None for column in COLUMNS if column.field not in layout.written}
    faults: list[RowFault] = []
    scores: list[YearScore] = []
    for place, column in layout.places.items():
        try:
            value = column.read(at(cells, place))
            if column.required and value is None:
                required("")
            if column.field.startswith(SELF_SCORES) and value is not None:
                scores.append(YearScore(year=int(column.field.rpartition(".")[2]), score=value))
            values[column.field] = value
        except CellError as error:
            faults.append(RowFault(number, layout.name_of(column.field), error.why, error.now))
    values[SELF_SCORES] = tuple(sorted(scores, key=lambda score: score.year))
    if "investor_name" in values and "investor_code" in values:
        lacking = [field for field in ("investor_name", "investor_code") if values[field] is None]
        if len(lacking) == 1:
            name = layout.name_of(lacking[0])
            faults.append(
                RowFault(number, name, say("投资主体的名称和代码只填了一项"), say("请补充，或两项都清空"))
            )
    if any(at(cells, place) and place not in layout.places for place in range(len(cells))):
        faults.append(
            RowFault(number, say("整行"), say("有内容写在没有表头的列"), say("请补充表头，或删除该内容"))
        )
    return values, faults


def _duplicates(read: dict[int, Values], layout: _Layout) -> Iterator[RowFault]:
    """Name each park that stands in two rows, with both."""
    for field in ONCE:
        first: dict[str, int] = {}
        for number, values in read.items():
            value = values.get(field)
            if value is None:
                continue
            row = first.setdefault(_plain(value), number)
            if row != number:
                why = say("与第 {row} 行重复（{value}）", row=row, value=value)
                yield RowFault(number, layout.name_of(field), why, say("请删除重复的一行，或更正其一"))


def _park(number: int, values: Values, digest: str) -> ImportedPark:
    """Make a park of a row without faults."""
    main = Site(address=values["address"], area_m2=values["main_area"], main=True)
    investor = values["investor_name"] and Organisation(
        name=values["investor_name"], credit_code=values["investor_code"]
    )
    origin = Provenance(
        source=values["source"], vouched_by=values["vouched_by"], file_sha256=digest, row=number
    )
    plain = {field: value for field, value in values.items() if field in ImportedPark.model_fields}
    try:
        return ImportedPark(
            **plain,
            sites=(main, *(values["branches"] or ())),
            operator=Organisation(name=values["operator_name"], credit_code=values["operator_code"]),
            investor=investor,
            provenance=origin,
        )
    except ValidationError as error:
        fault = RowFault(number, say("整行"), say("内容不合格式"), say("请按模板填写"))
        raise ParkListError([fault]) from error
