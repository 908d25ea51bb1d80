"""The tenant list (企业名录, D5), read row by row from XLSX or CSV; every wrong cell is told at once."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from activities.files.tables.sheet import (
    CellError,
    Row,
    RowFault,
    TableError,
    at,
    credit_code,
    filled,
    header_of,
    optional,
    required,
    rows_of,
    several,
    text_of,
)
from regulation.conditions.tenants import Tenant
from regulation.words.message import say, series

TENANTS_MAX = 2_000  # ours: two hundred times what is asked for

NAME, CODE, LICENCE, FILING = "企业名称", "统一社会信用代码", "许可证编号", "备案编号"
RESIDENT, NATURE, CATEGORIES, VIOLATION, TAGS = "入驻状态", "机构性质", "服务业态", "严重失信", "标签"
COLUMNS = (NAME, CODE, LICENCE, FILING, RESIDENT, NATURE, CATEGORIES, VIOLATION, TAGS)
CHOICES = {
    RESIDENT: {"已入驻": True, "已签约": False},
    NATURE: {"经营性": True, "公共": False},
    VIOLATION: {"是": True, "否": False},
}
KNOWN_TAGS = ("知名", "头部", "新锐")


class TenantListError(TableError):
    """A list with wrong rows: all faults, and the rows that are sound, so that a check can go on."""

    def __init__(self, faults: Iterable[RowFault], sound: Iterable[Tenant] = ()) -> None:
        super().__init__(faults)
        self.sound = tuple(sound)


def read_tenants(source: Path | bytes, media_type: str) -> tuple[Tenant, ...]:
    """Read the list (R5.1-doc5).

    Raises one TenantListError with every wrong row, column, reason and next step.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        tenants, faults = _read(rows_of(data, media_type))
    except TableError as error:
        raise TenantListError(error.faults) from error
    if not tenants and not faults:
        faults.append(RowFault(0, say("行数"), say("名录中没有企业"), say("请在表头下逐行填写入驻企业")))
    if faults:
        raise TenantListError(sorted(faults, key=lambda fault: fault.row), tenants.values())
    return tuple(tenants.values())


def _read(rows: Iterator[Row]) -> tuple[dict[int, Tenant], list[RowFault]]:
    """Give the sound rows by their number, and the faults of the others."""
    places = _places(rows)
    faults: list[RowFault] = []
    tenants: dict[int, Tenant] = {}
    for number, cells in filled(rows, TENANTS_MAX):
        if len(tenants) + len(faults) >= TENANTS_MAX:
            faults.append(
                RowFault(
                    0,
                    say("行数"),
                    say("超过 {most} 行", most=TENANTS_MAX),
                    say("请删除空行和无关行，或拆分名录"),
                )
            )
            break
        try:
            tenants[number] = _tenant(number, {name: at(cells, place) for name, place in places.items()})
        except TableError as error:
            faults += error.faults
    return tenants, [*faults, *_duplicates(tenants)]


def _places(rows: Iterator[Row]) -> dict[str, int]:
    """Find the header and give where each column stands."""
    number, names = header_of(rows, lambda names: NAME in names or CODE in names, COLUMNS)
    faults = [
        RowFault(
            number,
            column,
            say("缺少这一列") if not names.count(column) else say("这一列出现了两次"),
            say("请按模板设置表头"),
        )
        for column in COLUMNS
        if names.count(column) != 1
    ]
    if faults:
        raise TableError(faults)
    return {column: names.index(column) for column in COLUMNS}


def _tenant(number: int, cells: dict[str, Any]) -> Tenant:
    """Read one row, or raise TableError with all its faults."""
    faults: list[RowFault] = []
    values: dict[str, Any] = {}
    for column, cell in cells.items():
        try:
            values[column] = READERS[column](text_of(cell))
        except CellError as error:
            faults.append(RowFault(number, column, error.why, error.now))
    if faults:
        raise TableError(faults)
    try:
        return Tenant(**{FIELDS[column]: value for column, value in values.items()})
    except ValidationError as error:
        at_fault = error.errors()[0]["loc"][0]
        named = (zh for zh, field in FIELDS.items() if field == at_fault)
        raise TableError(
            [RowFault(number, next(named, None) or say("整行"), say("内容不合格式"), say("请按模板填写"))]
        ) from error


def _choice(column: str) -> Callable[[str], bool]:
    """Read one of two words."""
    choices = CHOICES[column]

    def read(text: str) -> bool:
        if text not in choices:
            raise CellError(
                say("“{text}”不在选项中", text=text) if text else say("未填写"),
                say("请填写{choices}", choices=series(choices, "或")),
            )
        return choices[text]

    return read


def _tagged(text: str) -> bool:
    """Read whether the firm is well known, leading or new (R4.6c-attract)."""
    unknown = [tag for tag in several(text) if tag not in KNOWN_TAGS]
    if unknown:
        raise CellError(
            say("不认识的标签“{unknown}”", unknown=series(unknown)),
            say("请填写{tags}，或留空", tags=series(KNOWN_TAGS)),
        )
    return bool(text)


READERS: dict[str, Callable[[str], Any]] = {
    NAME: required,
    CODE: credit_code,
    LICENCE: optional,
    FILING: optional,
    RESIDENT: _choice(RESIDENT),
    NATURE: _choice(NATURE),
    CATEGORIES: several,
    VIOLATION: _choice(VIOLATION),
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
                number,
                CODE,
                say("与第 {row} 行重复（{value}）", row=row, value=tenant.credit_code),
                say("请删除重复的一行，或更正代码"),
            )
