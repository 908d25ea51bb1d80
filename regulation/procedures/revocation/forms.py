"""What is filled in for the acts of a revocation (Article 9)."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from regulation.casework.closing import OverallRecord
from regulation.casework.forms import STANDING, Blank, Determination, Opening, Reasons, Vote
from regulation.vocabulary.act import Act
from regulation.words.labels import Labelled
from regulation.words.message import Message, say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Line, Strict, Text

STATEMENTS_MAX = 20  # a limit of ours, not of the Measures: the file travels with every effect


class Ground(Labelled):
    """What a revocation rests on: Article 9, or a law outside the Measures (R9-revoke, Q29, Q35)."""

    CONSECUTIVE = "consecutive", "连续综合考评不合格", "consecutive failure"
    EXTERNAL = "external", "其他法律依据", "another law"


class OpenRevocation(Opening):
    """What a revocation begins with: consecutive results (R9-revoke, Q29), or a law outside the Measures (Q35)."""

    ground: Ground = Field(title="事由")
    chain: tuple[OverallRecord, ...] = Field(default=(), title="考评结果")
    explanation: Text | Message = Field(title="说明")
    external_basis: Text | None = Field(default=None, title="法律依据（名称、条款）")
    reasons: tuple[Text | Message, ...] = Field(min_length=1, max_length=30, title="事实和理由")
    fraud: bool = Field(default=False, title="是否以欺骗手段取得资格")


class Service(Strict):
    """The facts that the party is told, and the day on which the notice is served on it (Q32)."""

    facts: Text = Field(title="查明的事实")
    served_on: date = Field(title="送达日期")


class StatementForm(Strict):
    """What the party says against the intended revocation (Q32)."""

    statement: Text = Field(title="陈述、申辩意见")


class HearingRequest(Strict):
    """That the party wants to be heard in person, and why (Q32)."""

    reason: Text = Field(default="要求当面陈述、申辩", title="申请理由")


class Answer(Strict):
    """What was found on one statement (Q32)."""

    statement: int = Field(ge=1, title="陈述编号")
    answer: Text = Field(title="复核意见")


def _once(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Refuse two answers to one statement."""
    numbers = [answer.statement for answer in answers]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise UnsoundError(
            say("陈述 {statement} 填写了多次", statement=twice[0]), say("请每件陈述只填一条复核意见")
        )
    return answers


Answers = Annotated[tuple[Answer, ...], Field(max_length=STATEMENTS_MAX), AfterValidator(_once)]


class Hearing(Strict):
    """The record of the hearing; each statement is dealt with (Q32)."""

    held_on: date = Field(title="听取意见日期")
    attendees: tuple[Line, ...] = Field(min_length=1, max_length=40, title="参加人员")
    record: Text = Field(title="笔录")
    answers: Answers = Field(default=(), title="对各件陈述的复核意见")


class LegalOpinion(Strict):
    """Whether facts, procedure and basis hold in law (Q32)."""

    lawful: bool = Field(title="是否合法")
    opinion: Text = Field(title="审核意见")


class RevocationOrder(Determination):
    """The decision to revoke, with the answers that statements still lack (R9-revoke, Q32)."""

    answers: Answers = Field(default=(), title="对尚未答复的陈述的复核意见")


class Drop(Reasons):
    """Why the revocation is given up; for consecutive failure, what corrected or annulled a result (R9-revoke)."""

    corrected: Text | None = Field(default=None, title="更正或作废考评结果的文书")
    annulled: tuple[Line, ...] = Field(default=(), max_length=30, title="不再计入的考评结果（案号）")


class PlaqueReturn(Strict):
    """On which day the plaque came back (Q32)."""

    returned_on: date = Field(title="收回日期")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    Act.OPEN: OpenRevocation,
    Act.SERVE_NOTICE: Service,
    Act.MAKE_STATEMENT: StatementForm,
    Act.REQUEST_HEARING: HearingRequest,
    Act.CLOSE_STATEMENTS: Blank,
    Act.CALL_HEARING: Blank,
    Act.RECORD_HEARING: Hearing,
    Act.RECORD_LEGAL_CHECK: LegalOpinion,
    Act.RECORD_OPINION: Vote,
    Act.REVOKE: RevocationOrder,
    Act.REVOKE_OTHERWISE: RevocationOrder,
    Act.DROP_REVOCATION: Drop,
    Act.ISSUE_REVOCATION: Blank,
    Act.ISSUE_REVOCATION_OTHERWISE: Blank,
    Act.PUBLISH_REVOCATION: Blank,
    Act.RETURN_PLAQUE: PlaqueReturn,
}
