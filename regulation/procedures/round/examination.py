"""Whether a round may be opened: once, in a round year of the edition, by the leader (R8-central, Q25)."""

from datetime import datetime

from regulation.calendar.working_days import CST
from regulation.casework.entry import Submission
from regulation.casework.forms import read_form
from regulation.measures.edition import known_editions
from regulation.measures.model import Edition
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import FORMS, OpenRound
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.table import Move
from regulation.words.message import say, series
from regulation.words.refusals import (
    ActNotAllowedError,
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    TooEarlyError,
    TooLateError,
)


def examine_round(round_: RoundFile, submission: Submission, at: datetime, edition: Edition) -> Move:
    """Say which move a person's act on a round would make, or raise the RefusedError that says why not.

    A round is opened once, in a round year of the edition, by the leader of the city bureau (R8-central, Q25).
    """
    act, actor = submission.act, submission.actor
    move = ROUND.find(round_.stage, act)
    if move is None:
        if act == Act.OPEN_ROUND:
            raise AlreadyDoneError(
                act,
                say("{year} 年的轮次已启动，现为「{stage}」", year=round_.year, stage=round_.stage),
                say("请用 round show {year} 查看进度。", year=round_.year),
            )
        raise ActNotAllowedError(
            act, say("轮次处于「{stage}」，没有此行为", stage=round_.stage), say("请先启动轮次。")
        )
    if actor.role not in move.by or actor.role == Role.SYSTEM:
        holders = series(move.by)
        raise NotEntitledError(
            act,
            say("此行为由{holders}作出，{role}无权作出", holders=holders, role=actor.role),
            say("请由{holders}办理。", holders=holders),
        )
    form = read_form(act, FORMS[act], submission.form)
    assert isinstance(form, OpenRound), "a person only opens a round"
    _check_year(round_, form, at, edition)
    return move


def _check_year(round_: RoundFile, form: OpenRound, at: datetime, edition: Edition) -> None:
    act, this_year = Act.OPEN_ROUND, at.astimezone(CST).year
    known = known_editions().get(form.edition)
    if known is None or known.digest != form.edition_digest or form.edition != round_.edition:
        raise FormError(
            act,
            say("「edition」没有编号 {edition} 的此一版本", edition=form.edition),
            say("请用现行版本重新提交。"),
        )
    if form.year != round_.year:
        raise FormError(
            act,
            say("「year」{year} 与轮次 {case} 不符", year=form.year, case=round_.case),
            say("请更正年度。"),
        )
    if edition.text("central.mode") != "citywide":
        raise ConditionError(
            act,
            say("本版办法按各园认定日期逐园考评，没有全市集中轮次（Q25）"),
            say("无需启动：各园的考评届时自行启动。"),
        )
    every, first = edition.number("evaluation.every_years"), edition.number("central.first_year")
    if form.year < first or (form.year - first) % every:
        following = max(first, form.year + (first - form.year) % every)
        raise ConditionError(
            act,
            say(
                "{year} 年不是集中考评年度：自 {first} 年起每 {every} 年一次（R8-central、Q25）",
                year=form.year,
                first=first,
                every=every,
            ),
            say("下一个集中考评年度是 {following} 年。", following=following),
        )
    if this_year < form.year:
        raise TooEarlyError(
            act,
            say("{year} 年尚未开始（Q25）", year=form.year),
            say("请于 {year} 年 1 月 1 日起启动。", year=form.year),
        )
    if this_year > form.year:
        raise TooLateError(
            act,
            say("{year} 年已过，各园的考评已按期自行启动（Q25）", year=form.year),
            say("下一轮在 {following} 年。", following=form.year + every),
        )
