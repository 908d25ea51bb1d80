"""Scores and recommendations of the panel (R5.2-desk, R5.2-onsite, Q11); all arithmetic is exact."""

from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal

from pydantic import AwareDatetime, Field

from regulation.measures.model import Edition
from regulation.words.labels import Labelled
from regulation.words.message import Message, say, series
from regulation.words.refusals import UnsoundError
from regulation.words.sentences import Sentence
from regulation.words.values import Identifier, Strict, Text


class ScoreError(UnsoundError):
    """Sheets that cannot be counted; the message names the sheet, the reason and the next step."""


class SheetPart(Labelled):
    """The two parts of the evaluation, both needed (R5.2-desk, R5.2-onsite)."""

    DESK = "desk", "材料审核", "desk review"
    ONSITE = "onsite", "实地考核", "on-site check"


class ScoreSheet(Strict):
    """One signed sheet of one expert for one part; a later version replaces an earlier one."""

    expert: Identifier
    part: SheetPart
    score: Decimal = Field(ge=0, decimal_places=2, allow_inf_nan=False)
    recommends: bool
    opinion: Text
    version: int = Field(default=1, ge=1)
    signed_at: AwareDatetime


class Result(Strict):
    """The collated evaluation; `mean` is rounded, None until every member has signed both parts."""

    counted: tuple[ScoreSheet, ...]
    excluded: tuple[ScoreSheet, ...]
    scores: tuple[tuple[str, Decimal], ...]
    mean: Decimal | None
    recommending: tuple[str, ...]
    size: int
    complete: bool
    passed: bool
    reasons: tuple[Sentence, ...]
    basis: str = "R5.2-desk, R5.2-onsite, Q11"


def check_score(score: Decimal, edition: Edition) -> None:
    """Raise ScoreError if a score is above the full mark of the edition (Q11)."""
    full = edition.decimal("panel.score_max")
    if score > full:
        raise ScoreError(
            say("{score} 分超过满分 {full} 分", score=score, full=full),
            say("请填写 0 至 {full} 之间的分数", full=full),
        )


def collate(sheets: Iterable[ScoreSheet], panel_member_ids: Collection[str], edition: Edition) -> Result:
    """Collate the sheets of those who sit; raises ScoreError (Q11).

    Sheets of others (recused, replaced) are kept but do not count; an empty seat leaves the result open.
    The mean is rounded half up first and compared afterwards. The recommendation of a member is the one
    given after the site visit.
    """
    members = tuple(sorted(set(panel_member_ids)))
    given = tuple(sheets)
    latest = _latest(sheet for sheet in given if sheet.expert in members)
    for sheet in latest.values():
        check_score(sheet.score, edition)
    scores = _scores(members, latest, edition)
    complete = len(scores) == len(members) == edition.number("panel.size")
    mean = _mean([score for _, score in scores], edition) if complete else None
    recommending = tuple(
        m for m in members if (m, SheetPart.ONSITE) in latest and latest[m, SheetPart.ONSITE].recommends
    )
    faults, lines = _judge(members, latest, mean, len(recommending), edition)
    return Result(
        counted=tuple(latest[key] for key in sorted(latest)),
        excluded=tuple(sheet for sheet in given if sheet.expert not in members),
        scores=scores,
        mean=mean,
        recommending=recommending,
        size=len(members),
        complete=complete,
        passed=not faults,
        reasons=(*faults, *lines),
    )


def _latest(sheets: Iterable[ScoreSheet]) -> dict[tuple[str, SheetPart], ScoreSheet]:
    """Keep the last version of each sheet; two different sheets of one version are an error."""
    latest: dict[tuple[str, SheetPart], ScoreSheet] = {}
    for sheet in sorted(sheets, key=lambda s: (s.expert, s.part, s.version)):
        key = (sheet.expert, sheet.part)
        held = latest.get(key)
        if held is not None and held.version == sheet.version and held != sheet:
            raise ScoreError(
                say(
                    "专家 {expert} 的{part}评分表有两份不同的第 {version} 版",
                    expert=sheet.expert,
                    part=sheet.part,
                    version=sheet.version,
                ),
                say("请核对后以新版本重新签署"),
            )
        latest[key] = sheet
    return latest


def _scores(
    members: tuple[str, ...], latest: dict[tuple[str, SheetPart], ScoreSheet], edition: Edition
) -> tuple[tuple[str, Decimal], ...]:
    """Weigh the two parts of each member who signed both."""
    weight = edition.decimal("panel.desk_weight")
    return tuple(
        (m, weight * latest[m, SheetPart.DESK].score + (1 - weight) * latest[m, SheetPart.ONSITE].score)
        for m in members
        if all((m, part) in latest for part in SheetPart)
    )


def _mean(scores: list[Decimal], edition: Edition) -> Decimal:
    """Average and round half up, so that 69.995 is 70.00."""
    step = Decimal(1).scaleb(-edition.number("panel.round_digits"))
    return (sum(scores, Decimal(0)) / len(scores)).quantize(step, ROUND_HALF_UP)


def _still_open(
    members: tuple[str, ...], latest: dict[tuple[str, SheetPart], ScoreSheet], edition: Edition
) -> list[Message]:
    """Say what is not there yet: seats and sheets."""
    size = edition.number("panel.size")
    faults = list[Message]()
    if len(members) != size:
        faults.append(
            say(
                "评审组现有 {seated} 人，应为 {size} 人；请补足成员后再汇总。", seated=len(members), size=size
            )
        )
    missing = [
        say("{member}（{part}）", member=m, part=part)
        for m in members
        for part in SheetPart
        if (m, part) not in latest
    ]
    if missing:
        faults.append(say("评分未齐：尚缺 {missing}；请相关专家签署评分表。", missing=series(missing)))
    return faults


def _judge(
    members: tuple[str, ...],
    latest: dict[tuple[str, SheetPart], ScoreSheet],
    mean: Decimal | None,
    recommending: int,
    edition: Edition,
) -> tuple[list[Message], list[Message]]:
    """Say what stands against passing, and what speaks for it."""
    if mean is None:
        return _still_open(members, latest, edition), []
    line = edition.decimal("panel.pass_score")
    checks = (
        (
            mean >= line,
            say("平均分 {mean} 分，不低于 {line} 分。", mean=mean, line=line),
            say("平均分 {mean} 分，低于 {line} 分。", mean=mean, line=line),
        ),
        (
            recommending > edition.decimal("panel.majority") * len(members),
            say("推荐 {votes} 人，评审组 {size} 人，达到多数。", votes=recommending, size=len(members)),
            say("推荐 {votes} 人，评审组 {size} 人，未达到多数。", votes=recommending, size=len(members)),
        ),
    )
    return [no for ok, _, no in checks if not ok], [yes for ok, yes, _ in checks if ok]
