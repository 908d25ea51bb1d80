"""What each act of a voluntary exit must say (Q34)."""

from pydantic import Field

from regulation.casework.forms import STANDING, Blank, Opening, OpinionForm, Reasons, Withdrawal
from regulation.vocabulary.act import Act
from regulation.words.values import Line, Strict, Text


class OpenExit(Opening):
    """What an exit begins with: the request of the operator, and whether it comes after a failure (Q34)."""

    reason: Text
    after_failure: bool = False


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
