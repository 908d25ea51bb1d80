"""Who may do what: one pure question, asked by every entrance and again by the workflow."""

from regulation.casework.file import CaseFile
from regulation.people.actor import Actor
from regulation.people.jurisdiction import BODIES, Outside, outside
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.table import Move
from regulation.words.message import Message, say, series
from regulation.words.refusals import ActNotAllowedError, NotEntitledError


def authorize(actor: Actor, act: Act, case: CaseFile) -> Move:
    """Give the move that this actor may make, or raise.

    Raises ActNotAllowedError where the procedure has no such act at this stage, and NotEntitledError where it
    has, but not for this role, district, organisation, person or pair of eyes. The table gives designation
    to the city bureau alone (R3-city).
    """
    move = case.rules.table.find(case.stage, act)
    if move is None:
        raise ActNotAllowedError(
            act,
            say("案件处于「{stage}」阶段，本程序在该阶段没有此行为", stage=case.stage),
            _possible(case),
        )
    if actor.role not in move.by:
        holders = series(move.by)
        raise NotEntitledError(
            act,
            say("此行为由{holders}作出，{role}无权作出", holders=holders, role=actor.role),
            say("请由{holders}办理。", holders=holders),
        )
    _within_jurisdiction(actor, act, case)
    if actor.acting_for is not None:
        _as_deputy(actor, act, case)
    _in_person(actor, act, case)
    _four_eyes(actor, act, case)
    return move


def _possible(case: CaseFile) -> Message:
    moves = [m for m in case.rules.table.moves if m.stage == case.stage and m.duty]
    if not moves:
        return say("案件已经办结，不再接受任何行为。")
    acts = [say("{act}（{roles}，{basis}）", act=m.act, roles=series(m.by), basis=m.basis) for m in moves]
    return say("当前可以：{acts}。", acts=series(acts, "；"))


def _within_jurisdiction(actor: Actor, act: Act, case: CaseFile) -> None:
    """A local role serves the parks of its own district, an operator its own park (R3-local, Q01)."""
    operator = case.facts.operator
    place = outside(actor.role, actor, case.facts.district, operator.credit_code if operator else None)
    if place == Outside.DISTRICT:
        raise NotEntitledError(
            act,
            say(
                "产业园位于{district}，您的辖区是{yours}",
                district=case.facts.district,
                yours=actor.district or say("（未登记）"),
            ),
            say("请由{district}的{role}办理。", district=case.facts.district, role=actor.role),
        )
    if place == Outside.OPERATOR:
        assert operator is not None, "only a known operator can be another one"
        raise NotEntitledError(
            act,
            say("申报材料载明的运营机构是{name}，与您的单位不符", name=operator.name),
            say("请由该运营机构的账号办理。"),
        )


def _as_deputy(actor: Actor, act: Act, case: CaseFile) -> None:
    """Whoever was recused or relieved does not come back in somebody else's place (Q10, Q52)."""
    if actor.role not in BODIES:
        raise NotEntitledError(
            act, say("{role}须亲自办理，不能由人代办（Q10、Q52）", role=actor.role), say("请由本人办理。")
        )
    recused = {person for person, _ in case.panel.excluded} if case.panel else set()
    if actor.person in recused:
        raise NotEntitledError(
            act, say("您在本案中已回避，不能代他人办理（Q10、Q52）"), say("请由未回避的人员办理。")
        )
    if actor.person in case.relieved:
        raise NotEntitledError(
            act,
            say("本案任务已由您转交他人，不能再以代办身份办理（Q52）"),
            say("请由承办人或其他代办人办理。"),
        )


def _in_person(actor: Actor, act: Act, case: CaseFile) -> None:
    """A panel member acts in person; an assigned task is done by its assignee (Q10, Q52)."""
    if actor.role == Role.EXPERT:
        members = {member.id for member in case.panel.members} if case.panel else set()
        if actor.person not in members:
            raise NotEntitledError(
                act, say("您不是本案评审组现任成员"), say("如有疑问请联系市人社局经办人。")
            )
        return
    assignee = case.assigned.get(actor.role)
    if assignee is not None and assignee != actor.holder and act not in {Act.REASSIGN, Act.WITHDRAW}:
        raise NotEntitledError(
            act,
            say("该任务已转交 {assignee} 办理", assignee=assignee),
            say("请由 {assignee} 办理，或先转交给您。", assignee=assignee),
        )


def _four_eyes(actor: Actor, act: Act, case: CaseFile) -> None:
    """Neither of a deputy and their principal did the earlier act, in person or in another's place (Q52)."""
    for earlier in case.rules.four_eyes.get(act, ()):
        if actor.persons & {case.acted.get(earlier), case.acted_for.get(earlier)}:
            raise NotEntitledError(
                act, _seen_once(actor, earlier, act, case), say("请由另一位有权人员办理。")
            )


def _seen_once(actor: Actor, earlier: Act, act: Act, case: CaseFile) -> Message:
    if actor.acting_for is None and case.acted.get(earlier) == actor.person:
        return say("您已作出「{earlier}」，按双人复核要求不能再作出「{act}」", earlier=earlier, act=act)
    return say("您或被代办人已作出「{earlier}」，按双人复核要求不能再作出「{act}」", earlier=earlier, act=act)
