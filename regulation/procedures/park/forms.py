"""What is filled in for the acts of the park itself."""

from datetime import date

from pydantic import Field

from regulation.casework.closing import Closing
from regulation.conditions.dossier import Facts, Material
from regulation.procedures.change.forms import ChangeKind, ChangeReport
from regulation.procedures.park.imported import ImportedPark
from regulation.vocabulary.act import Act
from regulation.words.values import Identifier, Line, Strict, Text


class OpenApplication(Strict):
    """The operator's dossier, handed to the park's own workflow (Q03)."""

    edition: Identifier = Field(title="办法版本")
    edition_digest: str = Field(title="版本摘要")
    facts: Facts = Field(title="园区情况")
    materials: tuple[Material, ...] = Field(max_length=100, title="材料")


class ExitRequest(Strict):
    """Why the operator asks to leave the status (Q34)."""

    reason: Text = Field(title="退出理由")


class UnreportedChange(Strict):
    """A change that was carried out although no report of it is open, and how that is known (R7-consent, Q21)."""

    kind: ChangeKind = Field(title="变更类别")
    what: Text = Field(title="变更内容")
    since: date = Field(title="先行实施的日期")
    evidence: Text = Field(title="事实和证据")


class ExternalGround(Strict):
    """A ground for revocation outside Article 9: it stands on another law, typed in by the leader (Q35)."""

    external_basis: Text = Field(title="法律依据（名称、条款）")
    reasons: tuple[Text, ...] = Field(min_length=1, max_length=30, title="事实和理由")
    fraud: bool = Field(default=False, title="是否以欺骗手段取得资格")


class Adoption(Strict):
    """The edition that the park's next procedures follow (Q40)."""

    edition: Identifier = Field(title="版本编号")
    edition_digest: Line = Field(title="版本摘要")
    note: Text = Field(title="说明")


class Import(Strict):
    """A park of the old register, as its file states it, with the edition that it enters under (Q40)."""

    edition: Identifier = Field(title="办法版本")
    edition_digest: str = Field(title="版本摘要")
    park: ImportedPark = Field(title="存量园区")


class OpenProcedure(Strict):
    """What the clock opens: for which day, late if nobody ran on it, and in which round (Q25, Q55)."""

    number: int = Field(ge=1, title="序号")
    opened_for: date = Field(title="应开展日期")
    late: bool = Field(default=False, title="是否逾期立案")
    round: Line | None = Field(default=None, title="轮次")


class Exemption(Strict):
    """An evaluation that a new park does not take part in (Q26)."""

    opened_for: date = Field(title="应开展日期")
    round: Line | None = Field(default=None, title="轮次")


FORMS: dict[Act, type[Strict]] = {
    Act.OPEN_APPLICATION: OpenApplication,
    Act.CLOSE_APPLICATION: Closing,
    Act.ENTER_LIFE: Closing,
    Act.IMPORT_PARK: Import,
    Act.OPEN_SELF_ASSESSMENT: OpenProcedure,
    Act.OPEN_EVALUATION: OpenProcedure,
    Act.EXEMPT_EVALUATION: Exemption,
    Act.OPEN_SURVEY: OpenProcedure,
    Act.OPEN_RECTIFICATION: OpenProcedure,
    Act.OPEN_REVOCATION: OpenProcedure,
    Act.OPEN_REVOCATION_OTHERWISE: ExternalGround,
    Act.OPEN_CHANGE: ChangeReport,
    Act.RECORD_ACTING_FIRST: UnreportedChange,
    Act.OPEN_EXIT: ExitRequest,
    Act.CLOSE_PROCEDURE: Closing,
    Act.END_STATUS: Closing,
    Act.END_STATUS_OTHERWISE: Closing,
    Act.LEAVE_STATUS: Closing,
    Act.ADOPT_EDITION: Adoption,
}
