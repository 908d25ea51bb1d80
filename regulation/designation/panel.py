"""The panel of Article 5 item 2: who may sit, how it is drawn, who steps in (R5.2-panel, Q10)."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection

from pydantic import Field

from regulation.conditions.dossier import Facts
from regulation.measures.model import Edition
from regulation.words.labels import Labelled
from regulation.words.message import say, series
from regulation.words.refusals import UnsoundError
from regulation.words.values import Identifier, Line, Strict


class PanelError(UnsoundError):
    """No lawful panel can be drawn; the message says how many are missing and what to do."""


class RelationKind(Labelled):
    """The grounds for recusal (Q10)."""

    KIN = "kin", "近亲属关系", "kinship"
    EMPLOYER = "employer", "任职单位关系", "employment"
    FINANCIAL = "financial", "经济利益关系", "financial interest"
    PAST3Y = "past3y", "近三年内有过任职或合作", "employment or cooperation within three years"


class Relation(Strict):
    """A declared tie of an expert to a body, named by its credit code or its name."""

    kind: RelationKind
    to: Line


class Expert(Strict):
    """A possible member: `external` for an expert of the trade, otherwise of a department."""

    id: Identifier
    name: Line
    field: Line
    external: bool
    employer: Line
    credit_code: Line | None = None
    relations: tuple[Relation, ...] = ()
    region: Line


class Panel(Strict):
    """A drawn panel; `excluded` keeps each recused or excluded expert with the ground."""

    members: tuple[Expert, ...]
    reserve: tuple[Expert, ...]
    seed: str
    size: int = Field(ge=1)
    external_min: int = Field(ge=0)
    excluded: tuple[tuple[str, str], ...] = ()
    basis: str = "R5.2-panel, Q10"

    @property
    def vacancies(self) -> int:
        """How many seats are empty."""
        return self.size - len(self.members)

    @property
    def member_ids(self) -> tuple[str, ...]:
        """The ids of those who sit."""
        return tuple(member.id for member in self.members)


def relations_of(
    expert: Expert,
    facts: Facts,
    tenants_codes: Collection[str],
    kinds: Collection[str] = tuple(RelationKind),
) -> tuple[str, ...]:
    """Give the grounds for recusal: ties to the investor, the operator or a tenant (Q10).

    `tenants_codes` may hold credit codes or names; `kinds` are the grounds that the edition knows.
    """
    parties = {_key(code): "入驻企业" for code in tenants_codes}
    for role, body in (("运营机构", facts.operator), ("投资主体", facts.investor)):
        if body is not None:
            parties |= {_key(body.name): role, _key(body.credit_code): role}
    ties = [(RelationKind.EMPLOYER, expert.employer)]
    if expert.credit_code is not None:
        ties.append((RelationKind.EMPLOYER, expert.credit_code))
    ties += [(relation.kind, relation.to) for relation in expert.relations]
    grounds = (
        f"与{parties[_key(to)]}存在{kind.zh}" for kind, to in ties if kind in kinds and _key(to) in parties
    )
    return tuple(dict.fromkeys(grounds))


def draw(
    pool: Collection[Expert],
    facts: Facts,
    edition: Edition,
    seed: int | str,
    *,
    exclude: Collection[str] = (),
    tenants_codes: Collection[str] = (),
) -> Panel:
    """Draw a panel and its reserve at random by the seed; raises PanelError when the pool is too small.

    The order of the draw is the SHA-256 of "seed:id" of each expert, so that anyone who holds the seed
    can repeat it, and neither the order of the pool nor an unrelated expert changes it. `exclude` are
    ids that the applicant or the organiser ruled out. Departments fill the seats beyond the external
    minimum first, since the article names both departments and experts.
    """
    size, external_min = _shape(edition)
    _no_twins(pool)
    order = sorted(pool, key=lambda expert: _lot(str(seed), expert.id))
    kinds = edition.texts("panel.recusal")
    excluded = {e.id: _ground(e, facts, tenants_codes, kinds, exclude) for e in order}
    eligible = [e for e in order if not excluded[e.id]]
    _enough(eligible, size, external_min)
    members = _spread([], eligible, external_min, lambda e: e.external)
    members = _spread(members, eligible, size - len(members), lambda e: not e.external)
    members = _spread(members, eligible, size - len(members), lambda _: True)
    rest = [e for e in eligible if e not in members]
    return Panel(
        members=tuple(members),
        reserve=tuple(_spread([], rest, edition.number("panel.reserve"), lambda _: True)),
        seed=str(seed),
        size=size,
        external_min=external_min,
        excluded=tuple(sorted((key, ground) for key, ground in excluded.items() if ground)),
    )


def substitute(panel: Panel, leaving_id: str, ground: str) -> Panel:
    """Let the first fitting reserve take the seat of a member, or leave it vacant (Q10).

    Fitting means that the external minimum still holds; raises PanelError if nobody of that id sits.
    """
    if leaving_id not in panel.member_ids:
        raise PanelError(say("{member} 不是本评审组成员，无法替换", member=leaving_id), say("请核对成员编号"))
    if not ground.strip():
        raise PanelError(say("未说明替换理由"), say("请填写回避或退出的理由"))
    stay = tuple(member for member in panel.members if member.id != leaving_id)
    short = sum(member.external for member in stay) < panel.external_min
    stand_in = next((expert for expert in panel.reserve if expert.external or not short), None)
    return panel.model_copy(
        update={
            "members": stay if stand_in is None else (*stay, stand_in),
            "reserve": tuple(expert for expert in panel.reserve if expert != stand_in),
            "excluded": (*panel.excluded, (leaving_id, ground.strip())),
        }
    )


def _key(name: str) -> str:
    """Compare names and codes without regard to case, spaces and full-width forms (as of brackets)."""
    return "".join(unicodedata.normalize("NFKC", name).split()).upper()


def _lot(seed: str, expert_id: str) -> str:
    """Give the lot of an expert under a seed."""
    return hashlib.sha256(f"{seed}:{expert_id}".encode()).hexdigest()


def _shape(edition: Edition) -> tuple[int, int]:
    """Read size and external minimum; a panel has an odd number of members."""
    size, external_min = edition.number("panel.size"), edition.number("panel.external_min")
    if size % 2 == 0:
        raise PanelError(say("评审组人数 {size} 为偶数，应为单数", size=size), say("请修改规则版本参数"))
    if external_min > size:
        raise PanelError(
            say(
                "行业专家人数下限 {least} 大于评审组人数 {size}",
                least=external_min,
                size=size,
            ),
            say("请修改规则版本参数"),
        )
    return size, external_min


def _no_twins(pool: Collection[Expert]) -> None:
    """Refuse a pool that lists one id twice."""
    twice = sorted(key for key, times in Counter(e.id for e in pool).items() if times > 1)
    if twice:
        raise PanelError(say("专家编号 {twice} 重复", twice=series(twice)), say("请先合并专家库中的重复记录"))


def _ground(
    expert: Expert, facts: Facts, codes: Collection[str], kinds: Collection[str], exclude: Collection[str]
) -> str:
    """Say why an expert may not sit, empty if there is nothing against it."""
    grounds = relations_of(expert, facts, codes, kinds)
    if expert.id in exclude:
        grounds = (*grounds, "已声明不参加本次评审")
    return "；".join(grounds)


def _enough(eligible: list[Expert], size: int, external_min: int) -> None:
    """Refuse a pool that cannot seat the panel."""
    external = sum(expert.external for expert in eligible)
    if external < external_min:
        raise PanelError(
            say(
                "可用行业专家 {external} 名，至少需要 {least} 名，缺 {lacking} 名",
                external=external,
                least=external_min,
                lacking=external_min - external,
            ),
            say("请补充行业专家后重新抽取"),
        )
    if len(eligible) < size:
        raise PanelError(
            say(
                "可用专家 {eligible} 名，评审组需要 {size} 名，缺 {lacking} 名",
                eligible=len(eligible),
                size=size,
                lacking=size - len(eligible),
            ),
            say("请补充专家库后重新抽取"),
        )


def _spread(
    chosen: list[Expert], order: list[Expert], seats: int, fits: Callable[[Expert], bool]
) -> list[Expert]:
    """Add up to `seats` experts in the order of the draw, always from the field that has fewest so far."""
    result = list(chosen)
    for _ in range(seats):
        fields = Counter(expert.field for expert in result)
        left = [expert for expert in order if expert not in result and fits(expert)]
        if not left:
            break
        result.append(min(left, key=lambda expert: fields[expert.field]))
    return result
