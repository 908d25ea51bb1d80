"""The columns of a list of existing parks: their headers, what else they may be called, how a cell is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from activities.files.tables.sheet import CellError, credit_code, date_of, number_of, optional, text_of
from regulation.conditions.dossier import Site
from regulation.procedures.park.import_checks import SELF_SCORES
from regulation.procedures.park.imported import PastGrade, Score
from regulation.words.message import say, series
from regulation.words.values import Identifier

YEAR_COLUMN = "自评"
YEAR = re.compile(r"自评([0-9]{4})|([0-9]{4})年?度?自评(?:得分)?")
AREA_DIGITS = 2  # decimal places of square metres
SCORE_DIGITS = 2
IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
SCORE: TypeAdapter[Decimal] = TypeAdapter(Score)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field it fills, and how a cell is read (None: left out)."""

    name: str
    field: str
    read: Callable[[Any], Any]
    required: bool = True
    aliases: tuple[str, ...] = ()


def year_column(name: str) -> Column | None:
    """Give the column of one year's self-assessment, named 自评2023 or 2023年自评; None if it is none."""
    found = YEAR.fullmatch(name)
    return Column(name, f"{SELF_SCORES}.{found[1] or found[2]}", _score, required=False) if found else None


def _text(cell: Any) -> str | None:
    return optional(text_of(cell))


def _identifier(cell: Any) -> str | None:
    text = _text(cell)
    try:
        return text and IDENTIFIER.validate_python(text)
    except ValidationError as error:
        why = say("“{text}”不是编号：只能用小写字母、数字和连字符，以字母或数字开头，最长 63 位", text=text)
        raise CellError(why, say("请改写，例如 longtan-jiangbei")) from error


def _code(cell: Any) -> str | None:
    text = _text(cell)
    return text and credit_code(text)


def _area(cell: Any) -> Decimal | None:
    area = number_of(cell, AREA_DIGITS)
    if area is not None and area <= 0:
        raise CellError(say("面积应大于 0"), say("请填写建筑面积，以平方米计"))
    return area


def _branches(cell: Any) -> tuple[Site, ...] | None:
    """Read branch sites: an address and its area, set apart by a colon; sites by semicolons."""
    text = _text(cell)
    sites = []
    for part in re.split("[；;]", text or ""):
        if not part.strip():
            continue
        address, _, written = part.replace("：", ":").rpartition(":")
        area = _area(written.strip()) if address.strip() else None
        if area is None:
            raise CellError(
                say("“{part}”没有写明地址和面积", part=part), say("请按“地址:面积；地址:面积”填写")
            )
        sites.append(Site(address=address, area_m2=area))
    return tuple(sites) or None


def _firms(cell: Any) -> int | None:
    firms = number_of(cell, 0)
    return None if firms is None else int(firms)


def _score(cell: Any) -> Decimal | None:
    score = number_of(cell, SCORE_DIGITS)
    try:
        return score if score is None else SCORE.validate_python(score)
    except ValidationError as error:
        raise CellError(say("得分 {score} 超出百分制", score=score), say("请换算为百分制后填写")) from error


def _grade(cell: Any) -> PastGrade | None:
    text = _text(cell)
    grades = {grade.zh: grade for grade in PastGrade}
    if text is not None and text not in grades:
        raise CellError(
            say("“{text}”不在选项中", text=text), say("请填写{grades}，或留空", grades=series(grades))
        )
    return grades[text] if text else None


COLUMNS = (
    Column("编号", "id", _identifier, aliases=("园区编号", "产业园编号")),
    Column("产业园名称", "name", _text, aliases=("园区名称", "名称")),
    Column("所在地", "district", _text, aliases=("县(市、区)", "县市区", "辖区")),
    Column("主园区地址", "address", _text, aliases=("园区地址", "地址")),
    Column("主园区面积", "main_area", _area, aliases=("主园区面积(平方米)", "主园区建筑面积(平方米)")),
    Column("分园区", "branches", _branches, required=False, aliases=("分园区地址和面积",)),
    Column("运营机构", "operator_name", _text, aliases=("运营机构名称",)),
    Column("运营机构代码", "operator_code", _code, aliases=("运营机构统一社会信用代码",)),
    Column("投资主体", "investor_name", _text, required=False, aliases=("投资主体名称",)),
    Column("投资主体代码", "investor_code", _code, required=False, aliases=("投资主体统一社会信用代码",)),
    Column("企业数", "firms", _firms, aliases=("计入企业数", "入驻企业数")),
    Column("统计日期", "counted_on", date_of, aliases=("数据截至", "数据截止日期")),
    Column("认定日期", "designated_on", date_of, aliases=("批复日期",)),
    Column("批复文号", "designation_no", _text, aliases=("认定文号",)),
    Column("考评日期", "evaluation_on", date_of, required=False, aliases=("最近考评日期",)),
    Column("考评等次", "evaluation_grade", _grade, required=False, aliases=("最近考评等次", "考评结果")),
    Column("考评得分", "evaluation_score", _score, required=False, aliases=("最近考评得分",)),
    Column("整改期限", "rectify_due", date_of, required=False, aliases=("整改截止日期",)),
    Column("调研日期", "surveyed_on", date_of, required=False, aliases=("最近调研日期",)),
    Column("来源", "source", _text, aliases=("来源文件", "数据来源")),
    Column("核对人", "vouched_by", _text, aliases=("审核人",)),
)
"""In the order of the template; beside them one column 自评YYYY for each year that is known."""
