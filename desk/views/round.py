"""A city-wide round of evaluations, park by park (Q25)."""

from datetime import date, datetime

from desk.people import Desk
from desk.words.text import Text
from records.reading import files, lists, queries
from records.reading.lists import ListedCase
from regulation.casework.closing import VOID
from regulation.grading.grades import Grade
from regulation.procedures.round.file import RoundFile
from regulation.vocabulary.kind import park_case, round_case
from regulation.words.message import Message, as_said, say
from regulation.words.refusals import RefusedError
from regulation.words.values import Strict

GRADES: dict[str, Grade | Message] = {**{grade.value: grade for grade in Grade}, VOID: say("不计入")}


class Called(Strict):
    """One park of a round: called when, what it answered, its case and where that stands, its grade."""

    name: str
    park: str
    called_on: date | None
    answer: str | None
    answer_zh: Text
    case: str | None
    stage_zh: Text | None
    grade: str | None
    grade_zh: Text | None


class Round(Strict):
    """How far a round has come."""

    round: str
    stage: str
    stage_zh: Text
    opened_at: datetime | None
    closed_at: datetime | None
    called: int
    done: int
    in_flight: int
    waiting: int
    silent: tuple[str, ...]
    parks: tuple[Called, ...]


async def shown(at: Desk, year: int) -> Round:
    """Tell how far a round has come, and per park what was called and what came of it; RefusedError if none."""
    round_ = await files.round_file(at.db, year)
    if round_ is None:
        raise RefusedError(
            say("轮次 {name}", name=round_case(year)),
            say("记录中没有此轮次"),
            say("请先启动：round open {year} --as 市人社局负责人账号。", year=year),
        )
    left = [] if round_.closed else await queries.municipal_parks(at.db)
    waiting = [park for park in left if park not in round_.called]
    everybody = (*round_.called, *waiting)
    names = await lists.names(at.db, [park_case(park) for park in everybody])
    heard = [heard.case for heard in round_.heard.values() if heard.case]
    cases = await lists.cases_of_round(at.db, round_.case, heard)
    by_id = {case.id: case for case in cases}
    under_way = {case.park: case for case in cases if case.id not in heard}
    return Round(
        round=round_.case,
        stage=round_.stage.value,
        stage_zh=as_said(round_.stage),
        opened_at=round_.opened_at,
        closed_at=round_.closed_at,
        called=len(round_.called),
        done=len(round_.heard),
        in_flight=len(round_.awaited),
        waiting=len(waiting),
        silent=round_.silent,
        parks=tuple(
            _called(round_, park, names[park_case(park)], by_id, under_way.get(park)) for park in everybody
        ),
    )


def _called(
    round_: RoundFile, park: str, name: str, cases: dict[str, ListedCase], under_way: ListedCase | None
) -> Called:
    heard = round_.heard.get(park)
    name_of_case = heard.case if heard else under_way and under_way.id
    case = cases.get(name_of_case) if name_of_case else None
    before = say("考评中") if park in round_.called else say("待通知")
    grade = heard.grade if heard else None
    return Called(
        name=name,
        park=park,
        called_on=round_.called.get(park),
        answer=heard.answer.value if heard else None,
        answer_zh=as_said(heard.answer) if heard else before,
        case=name_of_case,
        stage_zh=as_said(case.stage) if case else None,
        grade=grade,
        grade_zh=as_said(GRADES.get(grade, grade)) if grade else None,
    )
