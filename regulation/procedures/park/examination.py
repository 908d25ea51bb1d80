"""Whether an act of the park itself is taken: stage, person, version, form and rules, in that order."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from regulation.calendar.working_days import CST
from regulation.casework.entry import Submission
from regulation.casework.forms import read_form
from regulation.measures.edition import known_editions
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.people.jurisdiction import Outside, outside
from regulation.procedures.change.forms import ChangeKind, ChangeReport
from regulation.procedures.change.matters import report_faults
from regulation.procedures.park.file import ParkFile
from regulation.procedures.park.forms import (
    FORMS,
    Adoption,
    ExternalGround,
    Import,
    OpenApplication,
    UnreportedChange,
)
from regulation.procedures.park.table import OPENS, PARK
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.table import Move
from regulation.words.message import say, series
from regulation.words.refusals import (
    ActNotAllowedError,
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    StaleError,
    TooEarlyError,
)
from regulation.words.values import Strict

Guard = Callable[[ParkFile, Any, Actor, datetime, Edition, Act], None]


def examine_park_act(park: ParkFile, submission: Submission, at: datetime, edition: Edition) -> Move:
    """Say which move an act of the park would make, or raise the RefusedError that says why not."""
    act, actor = submission.act, submission.actor
    move = _entitled(park, act, actor)
    if submission.seen not in {0, park.seq}:
        raise StaleError(
            act,
            say("您看到的是第 {seen} 版，现为第 {seq} 版", seen=submission.seen, seq=park.seq),
            say("请刷新后重新提交。"),
        )
    form = read_form(act, FORMS[act], submission.form)
    for guard in (one_of_a_kind, *GUARDS.get(act, ())):
        guard(park, form, actor, at, edition, act)
    return move


def _entitled(park: ParkFile, act: Act, actor: Actor) -> Move:
    move = PARK.find(park.stage, act)
    if move is None:
        possible = [
            say("{act}（{by}）", act=m.act, by=series(m.by))
            for m in PARK.moves
            if m.stage == park.stage and Role.SYSTEM not in m.by
        ]
        raise ActNotAllowedError(
            act,
            say("产业园处于「{stage}」，没有此行为", stage=park.stage),
            say("当前可以：{possible}。", possible=series(possible, "；") if possible else say("无")),
        )
    holders = series(move.by)
    if actor.role not in move.by or actor.role == Role.SYSTEM:
        raise NotEntitledError(
            act,
            say("此行为由{holders}作出，{role}无权作出", holders=holders, role=actor.role),
            say("请由{holders}办理。", holders=holders),
        )
    place = outside(actor.role, actor, park.district, park.operator_code)
    if place == Outside.DISTRICT:
        raise NotEntitledError(
            act,
            say(
                "产业园位于{district}，您的辖区是{yours}",
                district=park.district,
                yours=actor.district or say("（未登记）"),
            ),
            say("请由{district}的{holders}办理。", district=park.district, holders=holders),
        )
    if place == Outside.OPERATOR:
        raise NotEntitledError(
            act,
            say("该产业园由另一运营机构申报或运营"),
            say("请由该运营机构办理；换用新的编号不改变再次申报的条件（Q36）。"),
        )
    return move


def one_of_a_kind(park: ParkFile, _: Strict, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """At most one procedure of a kind is open at a time (Q16)."""
    kind = OPENS.get(act)
    running = park.open_of(kind) if kind else None
    if running is not None:
        raise AlreadyDoneError(
            act, say("该园已有在办程序 {running}（Q16）", running=running), say("请先办结或撤回在办程序。")
        )


def dossier_is_the_parks(
    park: ParkFile, form: OpenApplication, actor: Actor, _: datetime, edition: Edition, act: Act
) -> None:
    """The dossier follows the edition of the day, and is this park's, by this operator (Q01, Q40)."""
    if (form.edition, form.edition_digest) != (edition.id, edition.digest):
        raise StaleError(
            act,
            say(
                "申报依据的版本 {edition} 与现行版本 {present} 不符", edition=form.edition, present=edition.id
            ),
            say("请用现行版本重新提交。"),
        )
    if form.facts.district != park.district:
        raise NotEntitledError(
            act,
            say(
                "材料所在地{stated}与产业园登记的{district}不符",
                stated=form.facts.district,
                district=park.district,
            ),
            say("请更正。"),
        )
    operator = form.facts.operator
    if operator is None or actor.credit_code != operator.credit_code:
        raise NotEntitledError(
            act, say("申报材料载明的运营机构与您的单位不符"), say("请由该运营机构的账号办理。")
        )


def barred_no_longer(park: ParkFile, _: Strict, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """A park that lost its status waits before it applies again (Q36)."""
    if park.reapply_from is not None and at.astimezone(CST).date() < park.reapply_from:
        raise TooEarlyError(
            act,
            say(
                "资格于{ended_on}终止，{reapply_from}起方可再次申报（Q36）",
                ended_on=park.ended_on,
                reapply_from=park.reapply_from,
            ),
            say("请届时重新申报。"),
        )


def edition_is_known(
    park: ParkFile, form: Adoption | Import, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """Only an edition that the system has, with this very text, can be adopted (Q40)."""
    known = known_editions().get(form.edition)
    if known is None or known.digest != form.edition_digest:
        raise FormError(
            act,
            say(
                "「edition」没有编号 {edition}、摘要 {digest} 的版本",
                edition=form.edition,
                digest=form.edition_digest[:12],
            ),
            say("可用：{editions}。", editions=series(known_editions())),
        )
    if act == Act.ADOPT_EDITION and (park.edition, park.edition_digest) == (known.id, known.digest):
        raise AlreadyDoneError(act, say("该园已适用版本 {edition}", edition=known.id), say("无需再次办理。"))


def park_is_new(park: ParkFile, form: Import, _: Actor, at: datetime, __: Edition, act: Act) -> None:
    """A park that is in the system already, by whatever way, is not imported over it (Q40)."""
    if park.seq > 0:
        raise AlreadyDoneError(
            act, say("产业园 {park} 已在系统中", park=park.id), say("请从名录中删除该行，或换用新的编号。")
        )
    if form.park.id != park.id or form.park.designated_on > at.astimezone(CST).date():
        raise FormError(act, say("「park」编号或认定日期与登记不符"), say("请更正名录。"))


def ground_is_told(
    _: ParkFile, form: ExternalGround, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """Article 9 gives no ground but consecutive failure: another one needs a law of its own (Q35)."""
    if edition.text("revoke.other_grounds") == "requires_external_basis" and not form.external_basis.strip():
        raise ConditionError(
            act, say("第九条之外的事由须写明法律依据（Q35）"), say("请填写依据的法律名称和条款。")
        )


def not_while_revoking(park: ParkFile, _: Strict, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Nobody leaves of their own will while the status is being revoked (Q34, R9-revoke)."""
    running = park.open_of(Kind.REVOCATION)
    if running is not None:
        raise ConditionError(
            act, say("取消资格程序 {running} 在办（R9-revoke）", running=running), say("请待该程序办结。")
        )


def exit_is_possible(_: ParkFile, __: Strict, ___: Actor, ____: datetime, edition: Edition, act: Act) -> None:
    """An edition may close the door of voluntary exit (Q34)."""
    if not edition.flag("exit.voluntary"):
        raise ConditionError(act, say("本版办法不允许自愿退出（Q34）"), say("请联系市人社局。"))


def no_branch_while_rectifying(
    park: ParkFile, form: Any, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """A park that is to put things right opens no branch park meanwhile (Q31)."""
    if edition.flag("rectify.pause_support") and park.support_paused and form.kind == "branch":
        raise ConditionError(act, say("整改期间不增设分园区（Q31）"), say("请在整改合格后再报告。"))


def party_stays_while_revoking(
    park: ParkFile, form: ChangeReport, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """Who is to be heard on a revocation remains the same until it is decided (Q32)."""
    running = park.open_of(Kind.REVOCATION)
    if running is not None and form.kind == ChangeKind.OPERATOR:
        raise ConditionError(
            act,
            say("取消资格程序 {running} 在办，当事方不变更（Q32）", running=running),
            say("请待该程序办结后再报告。"),
        )


def report_is_sound(
    park: ParkFile, form: ChangeReport, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """A report names a matter of Article 7, and its new record differs in that matter alone (Q20)."""
    assert park.facts is not None
    faults = report_faults(park.facts, form, edition)
    if faults:
        raise FormError(act, say("{faults}", faults=series(faults, "；")), say("请更正后重新报告。"))


def acted_first_is_a_fact(
    park: ParkFile, form: UnreportedChange, _: Actor, at: datetime, __: Edition, act: Act
) -> None:
    """What is found has happened, while the park had its status; what is being reported is found there (Q21)."""
    assert park.designated_on is not None
    if not park.designated_on <= form.since <= at.astimezone(CST).date():
        raise FormError(
            act,
            say(
                "「since」{since}不在认定日{designated_on}至今天之间",
                since=form.since,
                designated_on=park.designated_on,
            ),
            say("请更正日期。"),
        )
    running = park.open_of(Kind.CHANGE)
    if running is not None and park.open[running].ask["kind"] == form.kind.value:
        raise ConditionError(
            act,
            say("该项变更已报告，{running} 在办（Q21）", running=running),
            say("请在案件 {running} 上记录。", running=running),
        )


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.OPEN_APPLICATION: (barred_no_longer, dossier_is_the_parks),
    Act.IMPORT_PARK: (park_is_new, edition_is_known),
    Act.OPEN_REVOCATION_OTHERWISE: (ground_is_told,),
    Act.OPEN_CHANGE: (report_is_sound, no_branch_while_rectifying, party_stays_while_revoking),
    Act.RECORD_ACTING_FIRST: (acted_first_is_a_fact,),
    Act.OPEN_EXIT: (exit_is_possible, not_while_revoking),
    Act.ADOPT_EDITION: (edition_is_known,),
}
