"""What each act of a voluntary exit must say (Q34)."""

from pydantic import Field

from regulation.casework.forms import STANDING, Blank, Opening, OpinionForm, Reasons, Withdrawal
from regulation.vocabulary.act import Act
from regulation.words.values import Line, Strict, Text


class OpenExit(Opening):
    """What an exit begins with: the request of the operator, and whether it comes after a failure (Q34)."""

    reason: Text = Field(title="退出理由")
    after_failure: bool = Field(default=False, title="是否在考评不合格后")


class Support(OpinionForm):
    """The support of the local people's government, under its full name (Q34)."""

    government: Line = Field(title="附署政府名称")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    Act.OPEN: OpenExit,
    Act.SUPPORT_EXIT: Support,
    Act.CONSENT_EXIT: OpinionForm,
    Act.REFUSE_EXIT: Reasons,
    Act.PUBLISH_EXIT: Blank,
    Act.WITHDRAW: Withdrawal,
}
