"""Deputies: who may act in whose place, in which role, and for how long (Q52)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from pydantic import Field

from regulation.calendar.working_days import local_day
from regulation.measures.model import Edition
from regulation.people.jurisdiction import BODIES, Outside, outside
from regulation.vocabulary.role import Role
from regulation.words.message import say
from regulation.words.refusals import AlreadyDoneError, FormError, NotEntitledError
from regulation.words.values import Line, Strict, Text

CITY_ROLES = frozenset({Role.CITY_HRSS, Role.CITY_HRSS_LEADER})
WHAT = say("登记代办")
UNKNOWN = say("（未登记）")


class Person(Protocol):
    """Whom the directory knows: a person, their roles, and where they belong."""

    @property
    def id(self) -> str:
        """The account."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """What they act as."""

    @property
    def district(self) -> str | None:
        """Where a local role serves."""

    @property
    def credit_code(self) -> str | None:
        """Which organisation an operator belongs to."""


class Deputyship(Strict):
    """A deputy acts in the principal's role from the first to the last day, both included (Q52)."""

    principal: Line = Field(title="被代办人（账号）")
    role: Role = Field(title="代办角色")
    deputy: Line = Field(title="代办人（账号）")
    starts_on: date = Field(title="首日")
    ends_on: date = Field(title="末日")
    reason: Text = Field(title="代办理由")
    recorded_by: Line
    ended_at: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Say whether it holds at an instant: within its days and not ended before."""
        within = self.starts_on <= local_day(at) <= self.ends_on
        return within and (self.ended_at is None or at < self.ended_at)

    def meets(self, other: "Deputyship") -> bool:
        """Say whether the same deputyship, not ended, stands already on one of these days."""
        same = (self.principal, self.role, self.deputy) == (other.principal, other.role, other.deputy)
        apart = self.ends_on < other.starts_on or self.starts_on > other.ends_on
        return same and other.ended_at is None and not apart


def check_fit(role: Role, principal: Person, deputy: Person) -> None:
    """Raise NotEntitledError unless this deputy can stand in for this principal in this role at all.

    A panel member acts in person (Q10); a body acts by its own people, a local one by those of its district, an
    operator by those of its organisation (Q01, Q14).
    """
    if role == Role.EXPERT:
        raise NotEntitledError(
            WHAT, say("评审组成员须亲自评审，不能由人代办（Q10）"), say("不能评审的请申请回避。")
        )
    if role not in BODIES:
        raise NotEntitledError(
            WHAT, say("{role}的行为不能由人代办（Q52）", role=role), say("请由有权人员本人办理。")
        )
    if role not in principal.roles:
        raise NotEntitledError(
            WHAT,
            say("账号 {account} 未登记「{role}」角色", account=principal.id, role=role),
            say("请核对被代办人与角色。"),
        )
    if principal.id == deputy.id:
        raise NotEntitledError(WHAT, say("被代办人与代办人是同一账号"), say("请另行指定代办人。"))
    if all(BODIES.get(own) != BODIES[role] for own in deputy.roles):
        raise NotEntitledError(
            WHAT,
            say("账号 {deputy} 不是{body}的人员", deputy=deputy.id, body=BODIES[role]),
            say("请指定{body}的人员代办（Q52）。", body=BODIES[role]),
        )
    place = outside(role, deputy, principal.district, principal.credit_code)
    if place == Outside.DISTRICT:
        raise NotEntitledError(
            WHAT,
            say(
                "{principal} 的辖区是{theirs}，{deputy} 的辖区是{other}",
                principal=principal.id,
                theirs=principal.district or UNKNOWN,
                deputy=deputy.id,
                other=deputy.district or UNKNOWN,
            ),
            say("请指定同一辖区的人员代办（Q01）。"),
        )
    if place == Outside.OPERATOR:
        raise NotEntitledError(
            WHAT, say("{deputy} 不属于同一运营机构", deputy=deputy.id), say("请指定本单位的人员代办。")
        )


def fits(role: Role, principal: Person, deputy: Person) -> bool:
    """Say whether this deputy can stand in for this principal in this role at all."""
    try:
        check_fit(role, principal, deputy)
    except NotEntitledError:
        return False
    return True


def check_appointment(
    asked: Deputyship,
    principal: Person,
    deputy: Person,
    recorder: Person,
    standing: Iterable[Deputyship],
    today: date,
    edition: Edition,
) -> None:
    """Raise a RefusedError unless this deputyship may be recorded today by this person (Q52)."""
    check_fit(asked.role, principal, deputy)
    if not _records(recorder, asked):
        raise NotEntitledError(
            WHAT,
            say(
                "账号 {recorder} 不能为 {principal} 登记代办", recorder=recorder.id, principal=asked.principal
            ),
            say("请由被代办人本人、市人社局负责人（限市人社局角色）或系统管理员登记。"),
        )
    _check_days(asked, today, edition.number("deputies.max_days"))
    if any(asked.meets(other) for other in standing):
        raise AlreadyDoneError(
            WHAT, say("同一代办关系在这段时间内已经登记"), say("请先终止原登记，或改填起止日期。")
        )


def _records(recorder: Person, asked: Deputyship) -> bool:
    """The principal themself, the leader for the city bureau's roles, or an administrator."""
    leads = Role.CITY_HRSS_LEADER in recorder.roles and asked.role in CITY_ROLES
    return recorder.id == asked.principal or leads or Role.ADMINISTRATOR in recorder.roles


def may_end(person: Person, deputyship: Deputyship) -> bool:
    """Say whether a person may end a deputyship: whoever may record it, and the deputy."""
    return person.id == deputyship.deputy or _records(person, deputyship)


def _check_days(asked: Deputyship, today: date, most: int) -> None:
    if asked.starts_on < today:
        raise FormError(
            WHAT,
            say("「--from」首日{first}早于今天（{today}）", first=asked.starts_on, today=today),
            say("代办不能倒填，请更正。"),
        )
    days = (asked.ends_on - asked.starts_on).days + 1
    if days < 1:
        raise FormError(
            WHAT,
            say("「--until」末日{last}早于首日{first}", last=asked.ends_on, first=asked.starts_on),
            say("请更正起止日期。"),
        )
    if days > most:
        raise FormError(
            WHAT,
            say("「--until」代办 {days} 天，超过一次最长 {most} 天（Q52）", days=days, most=most),
            say("请缩短期限，期满后可再登记。"),
        )
