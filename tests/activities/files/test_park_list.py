"""The list of existing parks is read from XLSX and CSV, whole or not at all; every wrong cell is told at once."""

import hashlib
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from activities.files.inspection import inspect
from activities.files.media import MediaType
from activities.files.tables.park_columns import COLUMNS
from activities.files.tables.park_list import FILE_BYTES_MAX, PARKS_MAX, ParkList, ParkListError, read_parks
from regulation.measures.edition import edition
from regulation.procedures.park.imported import PastGrade

EDITION = edition("jilin-city-draft")
SAMPLES = Path(__file__).parents[3] / "samples"
TODAY = date(2026, 11, 24)
CODES = ("91220202MAFX02026E", "91220202MAFX020349", "91220204MAFX020421")
PARK = {
    "编号": "changyi-wusong",
    "产业园名称": "雾凇湾人力资源服务产业园",
    "所在地": "吉林市昌邑区",
    "主园区地址": "晨光路样例18号",
    "主园区面积": "2800",
    "分园区": "分园路2号:640；站前路样例2号：310.50",
    "运营机构": "雾凇湾园区运营有限公司",
    "运营机构代码": CODES[0],
    "投资主体": "昌邑晨光产业投资有限公司",
    "投资主体代码": CODES[1],
    "企业数": "21",
    "统计日期": "2026-06-30",
    "认定日期": "2021-05-20",
    "批复文号": "吉市人社批〔2021〕样例1号",
    "考评日期": "2024-10-15",
    "考评等次": "不合格",
    "考评得分": "54.80",
    "自评2023": "88",
    "自评2024": "",
    "自评2025": "90.5",
    "整改期限": "2027-03-31",
    "调研日期": "2026-04-16",
    "来源": "认定卷宗",
    "核对人": "样例经办人",
}
OTHER = {**PARK, "编号": "xiguan", "产业园名称": "西关人力资源服务产业园", "运营机构代码": CODES[2]}


def csv(*parks: dict[str, str], header: Sequence[str] = tuple(PARK)) -> bytes:
    """Write a CSV list."""
    rows = [header, *([park.get(column, "") for column in header] for park in parks)]
    return "\n".join(",".join(row) for row in rows).encode("utf-8-sig")


def xlsx(*parks: dict[str, object]) -> bytes:
    """Write an XLSX list."""
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [list(PARK), *(list(park.values()) for park in parks)]
    for row in rows:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(data: bytes, media_type: str = MediaType.CSV) -> ParkList:
    """Read a list on the day of the tests."""
    return read_parks(data, media_type, TODAY, EDITION)


def told(data: bytes, media_type: str = MediaType.CSV) -> list[str]:
    """Give what a list is refused for."""
    with pytest.raises(ParkListError) as refused:
        read(data, media_type)
    assert all(fault.why and fault.now for fault in refused.value.faults)
    return [str(fault) for fault in refused.value.faults]


def wrong(**cells: str) -> list[str]:
    """Give what a list is refused for whose only park has other cells."""
    return told(csv({**PARK, **cells}))


@pytest.mark.provision("Q40")
def test_a_park_is_read_with_its_provenance() -> None:
    """Every column fills its field; the file and the row stay with the park."""
    data = csv(PARK)
    (park,) = read(data).parks

    assert ("changyi-wusong", "吉林市昌邑区", 21) == (park.id, park.district, park.firms)
    assert Decimal("3750.50") == park.area_m2
    assert ["晨光路样例18号", "分园路2号", "站前路样例2号"] == [site.address for site in park.sites]
    assert [True, False, False] == [site.main for site in park.sites]
    assert park.investor is not None
    assert CODES[:2] == (park.operator.credit_code, park.investor.credit_code)
    assert (date(2021, 5, 20), date(2026, 6, 30)) == (park.designated_on, park.counted_on)
    assert (date(2024, 10, 15), PastGrade.UNQUALIFIED) == (park.evaluation_on, park.evaluation_grade)
    assert [(2023, Decimal(88)), (2025, Decimal("90.5"))] == [(s.year, s.score) for s in park.self_scores]
    assert (date(2027, 3, 31), date(2026, 4, 16)) == (park.rectify_due, park.surveyed_on)
    origin = park.provenance
    assert ("认定卷宗", "样例经办人", 2) == (origin.source, origin.vouched_by, origin.row)
    assert hashlib.sha256(data).hexdigest() == origin.file_sha256


def test_what_is_not_known_stays_empty() -> None:
    """Optional columns may be empty, or absent altogether, with the same result."""
    required = [column.name for column in COLUMNS if column.required]
    bare = {name: PARK[name] for name in required}
    (empty,) = read(csv(bare)).parks
    (absent,) = read(csv(bare, header=required)).parks

    for park in (empty, absent):
        assert (None, None, None) == (park.investor, park.evaluation_on, park.rectify_due)
        assert ((), 1) == (park.self_scores, len(park.sites))


def test_headers_may_be_called_otherwise_and_stand_anywhere() -> None:
    """A title above, another order, other names, full-width brackets: the same park."""
    renamed = {"主园区面积": "主园区面积（平方米）", "认定日期": "批复日期", "自评2023": "2023年度自评得分"}
    other = {renamed.get(name, name): cell for name, cell in reversed(PARK.items())}
    titled = "吉林市存量产业园名录\n\n".encode() + csv(other, header=tuple(other))[3:]
    (expected,), (found,) = read(csv(PARK)).parks, read(titled).parks

    assert expected.model_dump(exclude={"provenance"}) == found.model_dump(exclude={"provenance"})
    assert 4 == found.provenance.row


@pytest.mark.parametrize("day", ["2021-05-20", "2021/5/20", "2021.5.20", "2021年5月20日"])
def test_days_may_be_written_as_people_write_them(day: str) -> None:
    """The usual ways to write a date give the same day."""
    assert date(2021, 5, 20) == read(csv({**PARK, "认定日期": day})).parks[0].designated_on


def test_a_workbook_with_typed_cells_and_both_encodings_agree() -> None:
    """Day and number cells, texts, UTF-8 and GB 18030 give the same parks."""
    typed: dict[str, object] = {
        **PARK,
        "主园区面积": 2800.0,
        "企业数": 21,
        "考评得分": 54.8,
        "自评2025": 90.5,
        "自评2024": None,
        "认定日期": datetime(2021, 5, 20),  # noqa: DTZ001 - a cell has no zone
    }
    sources = [
        (csv(PARK).decode("utf-8-sig").encode("gb18030"), MediaType.CSV),
        (csv(PARK).decode("utf-8").encode("gb18030"), MediaType.CSV),  # with the mark that spreadsheets write
        (xlsx(typed), MediaType.XLSX),
        (xlsx({**PARK}), MediaType.XLSX),
    ]
    expected = read(csv(PARK)).parks[0].model_dump_json(exclude={"provenance"})

    for data, media_type in sources:
        assert expected == read(data, media_type).parks[0].model_dump_json(exclude={"provenance"})


def test_the_samples_agree() -> None:
    """Both samples pass the door and name the same parks and findings."""
    files = [SAMPLES / f"existing-parks.{suffix}" for suffix in ("csv", "xlsx")]
    lists = [read(file.read_bytes(), inspect(file, file.name).media_type) for file in files]
    dumped = [[p.model_dump(exclude={"provenance": {"file_sha256"}}) for p in found.parks] for found in lists]

    assert 4 == len(lists[0].parks)
    assert dumped[0] == dumped[1]
    assert ["R8-self", "R4.2c-area", "R4.3b-count"] == [f.basis for f in lists[0].findings]
    assert lists[0].findings == lists[1].findings


@pytest.mark.provision("Q40", "R4.2c-area", "R4.3b-count")
def test_a_small_park_is_told_and_read() -> None:
    """Being below Article 4 keeps no existing park out."""
    found = read(csv({**PARK, "主园区面积": "1049.49", "企业数": "9"}))

    assert ["R4.2c-area", "R4.3b-count"] == [f.basis for f in found.findings if f.basis.startswith("R4")]
    assert 1 == len(found.parks)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("编号", "Wusong_1", "不是编号"),
        ("编号", "", "未填写"),
        ("核对人", "无", "未填写"),
        ("运营机构代码", CODES[0][:-1] + "F", "校验位"),
        ("投资主体代码", CODES[1][:-1], "17 位"),
        ("投资主体代码", "", "只填了一项"),
        ("投资主体", "", "只填了一项"),
        ("主园区面积", "0", "大于 0"),
        ("主园区面积", "-5", "负数"),
        ("主园区面积", "2800平方米", "不是数字"),
        ("主园区面积", "2800.505", "小数超过 2 位"),
        ("主园区面积", "9" * 10, "过大"),
        ("分园区", "分园路2号", "没有写明地址和面积"),
        ("分园区", ":640", "没有写明地址和面积"),
        ("分园区", "分园路2号:-640", "负数"),
        ("企业数", "-1", "负数"),
        ("企业数", "12.5", "整数"),
        ("认定日期", "2021-02-29", "不是日期"),
        ("认定日期", "去年", "不是日期"),
        ("考评等次", "良好", "不在选项中"),
        ("考评得分", "100.01", "超出百分制"),
        ("自评2023", "-1", "负数"),
        ("来源", "=A1", "公式"),
        ("来源", "@SUM(A1)", "公式"),
        ("来源", "长" * 201, "超过 200 字"),
        ("认定日期", "2026-11-25", "在今天之后"),
        ("考评日期", "2021-05-19", "早于认定日期"),
        ("考评等次", "合格", "不是不合格"),
    ],
)
def test_a_wrong_cell_is_told(column: str, cell: str, why: str) -> None:
    """Row, column and reason of each kind of fault; a fault between two cells names the one to look at."""
    blamed = "整改期限" if why == "不是不合格" else column
    faults = wrong(**{column: cell})

    assert [] != [fault for fault in faults if fault.startswith(f"第 2 行「{blamed}」") and why in fault]


def test_the_best_score_and_the_smallest_area_are_taken() -> None:
    """The other side of each boundary."""
    (park,) = read(csv({**PARK, "考评得分": "100", "主园区面积": "0.01", "企业数": "0"})).parks

    assert (Decimal(100), Decimal("0.01"), 0) == (park.evaluation_score, park.sites[0].area_m2, park.firms)


def test_every_fault_of_every_row_is_told_at_once() -> None:
    """An unreadable cell hides neither another cell, nor another row, nor what contradicts itself."""
    bad = {**OTHER, "编号": "X", "统计日期": "2027-01-01", "自评2023": "好", "自评2025": "101"}
    faults = told(csv({**PARK, "企业数": "多", "自评2024": "-1"}, bad))

    assert [
        "第 2 行「企业数」",
        "第 2 行「自评2024」",
        "第 3 行「编号」",
        "第 3 行「自评2023」",
        "第 3 行「自评2025」",
        "第 3 行「统计日期」",
    ] == [fault.partition("：")[0] for fault in faults]


def test_a_year_that_is_not_over_names_its_column_as_written() -> None:
    """The column that people wrote is the one that is told."""
    header = [*PARK, "2026年自评"]
    (fault,) = told(csv({**PARK, "2026年自评": "90"}, header=header))

    assert fault.startswith("第 2 行「2026年自评」：2026 年尚未结束")


@pytest.mark.parametrize("column", ["编号", "产业园名称", "运营机构代码"])
def test_a_park_twice_is_told_with_both_rows(column: str) -> None:
    """Number, name and operator are each one park's."""
    (fault,) = told(csv(PARK, {**OTHER, column: PARK[column]}))

    assert fault.startswith(f"第 3 行「{column}」：与第 2 行重复")


def test_the_header_is_checked_before_the_rows() -> None:
    """Missing, unknown and repeated columns are all named: a misspelt optional column is not passed over."""
    header = [*(name for name in PARK if name not in {"来源", "整改期限"}), "整改期线", "核对人"]
    faults = told(csv(PARK, header=header))

    assert [
        "第 1 行「整改期线」：不认识这一列",
        "第 1 行「核对人」：这一列出现了两次",
        "第 1 行「来源」：缺少这一列",
    ] == [fault.partition("；")[0] for fault in faults]


def test_content_without_a_header_is_told() -> None:
    """A cell that no column claims is not dropped in silence."""
    (fault,) = told(csv({**PARK, "": "另有说明"}, header=[*PARK, ""]))

    assert "没有表头" in fault


@pytest.mark.parametrize(
    ("data", "media_type", "why"),
    [
        (b"", MediaType.CSV, "文件为空"),
        (csv(), MediaType.CSV, "没有园区"),
        ("甲,乙\n丙,丁".encode(), MediaType.CSV, "没有表头"),
        (b"%PDF-1.7", MediaType.PDF, "不是 XLSX 或 CSV"),
        (b"PK\x03\x04broken", MediaType.XLSX, "损坏"),
        (b"\xff\xff\xff\xff", MediaType.CSV, "不是 UTF-8"),
        (csv({**PARK, "来源": '"卷宗'}), MediaType.CSV, "引号"),
        (
            csv(PARK, {**OTHER, "来源": "卷\u200b宗"}),
            MediaType.CSV,
            "第 3 行「整行」：含有不可见字符 [U+200B]",
        ),
        (b"a" * (FILE_BYTES_MAX + 1), MediaType.CSV, "超过 5 MiB"),
    ],
)
def test_a_file_that_is_no_list_is_told(data: bytes, media_type: str, why: str) -> None:
    """One clear fault for each way in which a file is not a list."""
    (fault,) = told(data, media_type)

    assert why in fault


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("=1+1", "公式"),
        (ArrayFormula("A2", "=B1:B2"), "公式"),
        (True, "不是文本"),
        (44336.5, "不是文本"),
        (44336, "不是日期"),
        (datetime(2021, 5, 20, 8, 30), "钟点"),  # noqa: DTZ001 - a cell has no zone
        ("2021\n-05-20", "换行"),
        ("2021-05\u200b-20", "不可见字符"),
    ],
)
def test_a_cell_of_another_kind_is_told(cell: object, why: str) -> None:
    """What a workbook can hold beside text, days and numbers is refused, not guessed at."""
    data = xlsx({**PARK, "认定日期": cell})
    (fault,) = told(data, MediaType.XLSX)

    assert fault.startswith("第 2 行「认定日期」")
    assert why in fault


def test_a_negative_number_cell_is_told_as_such() -> None:
    """A minus sign in a number cell is no formula."""
    assert "负数" in told(xlsx({**PARK, "企业数": -1}), MediaType.XLSX)[0]


def test_a_workbook_that_grows_a_thousandfold_is_not_opened() -> None:
    """The list goes through the same door as every office package."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "甲" * 30_000
    for row in range(2, 120):
        book.worksheets[0].cell(row, 1, f"{row}" + "甲" * 30_000)
    kept = io.BytesIO()
    book.save(kept)

    assert "炸弹" in told(kept.getvalue(), MediaType.XLSX)[0]


@pytest.mark.parametrize(("more", "faults"), [(0, 0), (1, 1)])
def test_rows_are_bounded(more: int, faults: int) -> None:
    """One row more than the limit stops the reading."""
    rows = csv(*[{**PARK, "编号": ""}] * (PARKS_MAX + more))

    assert faults == sum(f"超过 {PARKS_MAX} 行" in fault for fault in told(rows))
