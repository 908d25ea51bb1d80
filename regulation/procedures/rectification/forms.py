"""What people fill in for the acts of a rectification (R9-rectify, Q30)."""

from decimal import Decimal

from pydantic import Field

from regulation.casework.forms import STANDING, Blank, Opening, Reasons
from regulation.grading.indicators import LedgerFacts
from regulation.procedures.evaluation.forms import SITTING, FiguresForm, Rulings
from regulation.vocabulary.act import Act
from regulation.words.values import Identifier, Line, Strict, Text


class OpenRectification(Opening):
    """What a rectification begins with: the failed evaluation, what failed in it, and who sat on its panel.

    `opened_for` is the day of that result. Without failed dimensions the whole card is evaluated again.
    """

    evaluation: Line = Field(title="考评案件")
    score: Decimal | None = Field(default=None, title="考评得分")
    failed_dimensions: tuple[Line, ...] = Field(default=(), max_length=100, title="未达标维度")
    sat: tuple[Identifier, ...] = Field(default=(), max_length=100, title="原评审组成员")
    ledger: LedgerFacts = Field(title="台账数据")


class Item(Strict):
    """One thing to put right, and the provision or reading that it rests on."""

    text: Text = Field(title="整改事项")
    basis: Line = Field(title="依据条款编号")


class Order(Strict):
    """What is to be put right, and in how many months if not in the usual ones (Q30)."""

    items: tuple[Item, ...] = Field(min_length=1, max_length=50, title="整改事项")
    months: int | None = Field(default=None, title="整改期限（月）")


class LongerLimit(Strict):
    """By how many months the limit is extended, and why (Q30)."""

    months: int = Field(title="延长（月）")
    reason: Text = Field(title="延长理由")


class RectificationReport(FiguresForm):
    """What was done, and the figures as they now are (R9-rectify)."""

    report: Text = Field(title="整改情况报告")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    **SITTING,
    Act.OPEN: OpenRectification,
    Act.ORDER_RECTIFICATION: Order,
    Act.EXTEND_RECTIFICATION: LongerLimit,
    Act.REPORT_RECTIFICATION: RectificationReport,
    Act.RECTIFICATION_EXPIRES: Blank,
    Act.CONFIRM_FAILURE: Reasons,
    Act.CONFIRM_RESULT: Rulings,
}
