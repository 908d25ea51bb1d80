"""The tenant list is read from XLSX and CSV; every wrong cell is told in one go."""

import io
from collections.abc import Sequence

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from activities.files.media import MediaType
from activities.files.tables.tenant_list import COLUMNS, TENANTS_MAX, TenantListError, read_tenants

CODES = ("91220203MAFX020182", "91220203MAFX02026W", "91220204MAFX020346")
FIRM = {
    "企业名称": "江北样例人力资源有限公司",
    "统一社会信用代码": CODES[0],
    "许可证编号": "样例1号",
    "备案编号": "",
    "入驻状态": "已入驻",
    "机构性质": "经营性",
    "服务业态": "职业中介、培训",
    "严重失信": "否",
    "标签": "头部",
}


def csv(*firms: dict[str, str], header: Sequence[str] = COLUMNS) -> bytes:
    """Write a CSV list."""
    rows = [header, *([firm.get(column, "") for column in header] for firm in firms)]
    return "\n".join(",".join(row) for row in rows).encode("utf-8-sig")


def xlsx(*rows: Sequence[object]) -> bytes:
    """Write an XLSX list."""
    book = openpyxl.Workbook()
    for row in (COLUMNS, *rows):
        book.worksheets[0].append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def told(data: bytes, media_type: str = MediaType.CSV) -> list[str]:
    """Give what a list is refused for."""
    with pytest.raises(TenantListError) as refused:
        read_tenants(data, media_type)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("columns", [COLUMNS, COLUMNS[::-1]])
def test_columns_stand_in_any_order(columns: Sequence[str]) -> None:
    """A row means the same wherever its columns stand."""
    (tenant,) = read_tenants(csv(FIRM, header=columns), MediaType.CSV)
    assert (tenant.credit_code, tenant.resident, tenant.commercial) == (CODES[0], True, True)
    assert (tenant.categories, tenant.tagged) == (("职业中介", "培训"), True)
    assert (tenant.licence_no, tenant.filing_no, tenant.serious_violation) == ("样例1号", None, False)


def test_both_encodings_and_the_workbook_agree() -> None:
    """UTF-8 with a mark, GB 18030 and XLSX give the same firms."""
    utf8 = csv(FIRM)
    gb18030 = utf8.decode("utf-8-sig").encode("gb18030")
    workbook = xlsx(list(FIRM.values()))
    expected = read_tenants(utf8, MediaType.CSV)
    assert read_tenants(gb18030, MediaType.CSV) == expected
    assert read_tenants(workbook, MediaType.XLSX) == expected


@pytest.mark.provision("Q05")
@pytest.mark.parametrize(("status", "resident"), [("已入驻", True), ("已签约", False)])
def test_signed_is_not_resident(status: str, resident: bool) -> None:
    """A contract is not yet a resident firm."""
    (tenant,) = read_tenants(csv({**FIRM, "入驻状态": status}), MediaType.CSV)
    assert tenant.resident is resident


def test_every_wrong_cell_is_told_at_once() -> None:
    """Row, column, reason and next step of each fault; the sound rows are handed on."""
    wrong = CODES[1][:-1] + "0"
    bad = {
        **FIRM,
        "企业名称": "",
        "统一社会信用代码": wrong,
        "入驻状态": "拟入驻",
        "严重失信": "",
        "标签": "大",
    }
    with pytest.raises(TenantListError) as refused:
        read_tenants(csv(FIRM, bad), MediaType.CSV)
    assert {(fault.row, fault.column) for fault in refused.value.faults} == {
        (3, "企业名称"),
        (3, "统一社会信用代码"),
        (3, "入驻状态"),
        (3, "严重失信"),
        (3, "标签"),
    }
    assert all(fault.why and fault.now for fault in refused.value.faults)
    assert [tenant.credit_code for tenant in refused.value.sound] == [CODES[0]]


@pytest.mark.provision("Q05")
def test_a_repeated_code_is_told_with_both_rows() -> None:
    """The same code in two rows is one firm written twice."""
    (fault,) = told(csv(FIRM, {**FIRM, "统一社会信用代码": CODES[1]}, FIRM))
    assert fault.startswith("第 4 行「统一社会信用代码」：与第 2 行重复")


@pytest.mark.parametrize("cell", ["=A1", "+1", "@SUM(A1)"])
def test_formulas_are_refused(cell: str) -> None:
    """What a spreadsheet would compute is not what stands on paper."""
    (fault,) = told(xlsx([cell, *list(FIRM.values())[1:]]), MediaType.XLSX)
    assert "公式" in fault


def test_array_formulas_are_refused() -> None:
    """A formula over a range is a formula too."""
    (fault,) = told(xlsx([ArrayFormula("A2", "=B1:B2"), *list(FIRM.values())[1:]]), MediaType.XLSX)
    assert "公式" in fault


def test_rounded_numbers_are_refused() -> None:
    """A code kept as a number has lost its tail."""
    row = list(FIRM.values())
    (fault,) = told(xlsx([row[0], 912202030000000000, *row[2:]]), MediaType.XLSX)
    assert "设为文本" in fault


def test_the_header_is_checked_before_the_rows() -> None:
    """Each missing column is named; a file without a header says which one is expected."""
    assert len(told(csv(FIRM, header=COLUMNS[:-2]))) == 2
    assert "表头" in told("甲,乙\n丙,丁".encode())[0]


def test_an_empty_list_is_refused() -> None:
    """A header alone names no firm."""
    assert "没有企业" in told(csv())[0]


def test_a_file_that_is_no_table_is_told() -> None:
    """Broken workbooks and broken text are faults of the list, not crashes."""
    assert "工作簿" in told(b"PK\x03\x04broken", MediaType.XLSX)[0]
    assert "文本" in told(b"\xff\xff\xff\xff")[0]


def test_rows_are_bounded() -> None:
    """One row more than the limit stops the reading."""
    rows = csv(*[{**FIRM, "企业名称": ""}] * (TENANTS_MAX + 1))
    faults = told(rows)
    assert len(faults) == TENANTS_MAX + 1
    assert f"超过 {TENANTS_MAX} 行" in faults[0]
