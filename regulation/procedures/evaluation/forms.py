"""What people fill in for the acts of an evaluation, and of every panel that signs score cards (Articles 8 and 9)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from regulation.casework.closing import SelfRecord
from regulation.casework.forms import (
    STANDING,
    Blank,
    Conflict,
    Opening,
    OpinionForm,
    PanelDraw,
    Reasons,
    Recusal,
    SiteVisit,
)
from regulation.conditions.dossier import Material
from regulation.documents.letters import Support
from regulation.grading.indicators import LedgerFacts, YearFacts
from regulation.procedures.evaluation.cards import Circular, GateRuling
from regulation.vocabulary.act import Act
from regulation.words.values import Line, Strict, Text

Points = Annotated[Decimal, Field(ge=0, max_digits=6, decimal_places=2, allow_inf_nan=False)]


class OpenEvaluation(Opening):
    """What an evaluation begins with: the years of its cycle, their self-assessments, and the ledger's own facts.

    `round` names the city-wide round that called the park, None where the park's own clock did (Q25).
    """

    round: Line | None = Field(default=None, title="轮次")
    cycle_years: tuple[int, ...] = Field(default=(), max_length=100, title="考评年度")
    self_records: tuple[SelfRecord, ...] = Field(default=(), max_length=100, title="自评记录")
    ledger: LedgerFacts = Field(title="台账数据")


class FiguresForm(Strict):
    """Figures for the card, and the files that prove them (R8-dims)."""

    figures: YearFacts = Field(title="考评数据")
    materials: tuple[Material, ...] = Field(default=(), max_length=100, title="佐证材料")


class EvaluationFacts(FiguresForm):
    """The figures of the cycle that is evaluated (R8-dims)."""

    note: Text = Field(default="报送考评材料", title="说明")


class ScoreCardForm(Strict):
    """A member's own judgements, by indicator, and the opinion behind them (R8-dims)."""

    judgements: dict[Line, Points] = Field(default_factory=dict, max_length=100, title="评判指标得分")
    opinion: Text = Field(title="评审意见")


class ScoreCardCorrection(ScoreCardForm):
    """A corrected card: it replaces the one before, which stays in the ledger (Q28)."""

    reason: Text = Field(title="更正理由")


class Rulings(Strict):
    """A leader's confirmation: every gate item that is proposed or found, ruled on with reasons (Q24, Q28)."""

    opinion: Text = Field(title="确认意见")
    gates: tuple[GateRuling, ...] = Field(default=(), max_length=20, title="否决事项认定")

    @property
    def confirmed_gates(self) -> tuple[str, ...]:
        """Name the gates that are confirmed."""
        return tuple(ruling.gate for ruling in self.gates if ruling.confirmed)

    @property
    def dismissed_gates(self) -> tuple[str, ...]:
        """Name the gates that are not confirmed."""
        return tuple(ruling.gate for ruling in self.gates if not ruling.confirmed)


class Confirmation(Rulings):
    """The confirmation of an evaluation; bonus and late data change the score by rule, with their reasons."""

    bonus: Points = Field(default=Decimal(0), title="加分")
    bonus_reason: Text | None = Field(default=None, title="加分理由")
    late_data: int = Field(default=0, ge=0, le=1000, title="逾期报送的数据（项）")
    late_data_reason: Text | None = Field(default=None, title="逾期扣分理由")


class SupportForm(Support):
    """The policy support for an excellent park, and whether it is paid (R9-support, Q39); the amount in yuan."""

    content: Text = Field(title="扶持内容")
    amount_cny: Decimal | None = Field(
        default=None, gt=0, max_digits=18, decimal_places=2, allow_inf_nan=False, title="扶持金额（元）"
    )
    budget: Line | None = Field(default=None, title="预算出处")
    paid: bool = Field(title="是否已兑现")


# The forms of the acts that evaluation and recheck share.
SITTING: dict[Act, type[Strict]] = {
    Act.DRAW_PANEL: PanelDraw,
    Act.RECORD_SITE_VISIT: SiteVisit,
    Act.SIGN_SCORECARD: ScoreCardForm,
    Act.CORRECT_SCORECARD: ScoreCardCorrection,
    Act.DECLARE_CONFLICT: Conflict,
    Act.RECUSE: Recusal,
    Act.DRAW_SUBSTITUTES: PanelDraw,
    Act.COLLATE_SCORES: Blank,
    Act.PUBLISH_RESULT: Blank,
    Act.CIRCULATE_FAILURE: Circular,
}

FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    **SITTING,
    Act.OPEN: OpenEvaluation,
    Act.SUBMIT_EVALUATION_FACTS: EvaluationFacts,
    Act.PROCEED_WITHOUT_FACTS: OpinionForm,
    Act.CONFIRM_RESULT: Confirmation,
    Act.PROPOSE_VOID: Reasons,
    Act.VOID_EVALUATION: OpinionForm,
    Act.COMMEND: Blank,
    Act.RECORD_SUPPORT: SupportForm,
}
