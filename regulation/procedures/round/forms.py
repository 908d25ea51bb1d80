"""What each act of a round must say, and what comes of calling a park (R8-central, Q25)."""

from pydantic import Field

from regulation.vocabulary.act import Act
from regulation.words.labels import Labelled
from regulation.words.values import Identifier, Line, Strict, Text


class Answer(Labelled):
    """What came of calling a park."""

    EVALUATED = "evaluated", "已考评", "evaluated"
    ENDED = "ended", "考评终结，无结果", "ended without a result"
    EXEMPT = "exempt", "免于考评", "exempt"
    BY_CLOCK = "by_clock", "已按期自行启动，不由本轮等候", "opened by its own clock"
    ABSENT = "absent", "不参加本轮", "does not take part"
    SILENT = "silent", "未答复，不再等候", "did not answer"


class OpenRound(Strict):
    """Which year's round is opened, under which edition (R8-central, Q25)."""

    year: int = Field(ge=1, le=9000, title="年度")
    edition: Identifier = Field(title="版本编号")
    edition_digest: Line = Field(title="版本摘要")
    note: Text | None = Field(default=None, title="说明")


class CallPark(Strict):
    """The park that is called."""

    park: Identifier = Field(title="园区")


class Heard(Strict):
    """What came of one park: its evaluation, if it has one in this round, and the grade of that."""

    park: Identifier = Field(title="园区")
    answer: Answer = Field(title="答复")
    case: Line | None = Field(default=None, title="案件")
    grade: Line | None = Field(default=None, title="等次")


class CloseRound(Strict):
    """The parks that did not answer in time; the round waits for them no longer (Q25)."""

    silent: tuple[Identifier, ...] = Field(default=(), title="未答复的园区")


FORMS: dict[Act, type[Strict]] = {
    Act.OPEN_ROUND: OpenRound,
    Act.CALL_PARK: CallPark,
    Act.HEAR_PARK: Heard,
    Act.CLOSE_ROUND: CloseRound,
}
