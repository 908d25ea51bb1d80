"""Who may know what, until when: who sits on a panel, what its members wrote, who objected (Q10, Q11, Q12, Q42).

Names are sealed until the determination, and then open to everybody; which member wrote what stays without a
name. Whoever draws the panel, audits, or must name a member to send them away, sees them before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table

# Who draws the panel and rules on objections, and who audits both.
ORGANISERS = frozenset({Role.CITY_HRSS, Role.AUDITOR})

# The acts with which what a panel was asked about is decided (R5.3-determine, Q12b, Q16, Q28).
DETERMINATIONS = frozenset({Act.DESIGNATE, Act.REFUSE, Act.UPHOLD_AND_END, Act.CONFIRM_RESULT})

# Fields in which people give their words; never a score, a judgement, an expert or who objected.
WORDS = frozenset(
    {
        "opinion",
        "reasons",
        "provisions",
        "reason",
        "grounds",
        "ground",
        "external_basis",
        "note",
        "items",
        "repeat_reason",
        "text",
        "findings",
        "conditions",
        "evidence",
        "what",
        "statement",
        "answers",
        "record",
        "report",
        "summary",
        "vote",
        "override_minute",
        "proposal",
        "done",
        "explanation",
    }
)


class Viewer(Protocol):
    """Who looks: a person of the directory."""

    @property
    def id(self) -> str:
        """The account."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """What they act as."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What is kept of a case at a moment: who names members now, whether names are open, whether sheets are."""

    naming: frozenset[Role] = frozenset()
    names_open: bool = False
    collated: bool = False


def seal(table: Table, stage: Stage, acted: Collection[Act], edition: Edition, *, collated: bool) -> Seal:
    """Say what is kept of a case that walks this table, stands at this stage and has seen these acts."""
    assert edition.text("privacy.expert_names_sealed_until") == "determination", "the only choice (Q42)"
    return Seal(naming(table, stage), names_open=not DETERMINATIONS.isdisjoint(acted), collated=collated)


def naming(table: Table, stage: Stage) -> frozenset[Role]:
    """Give the roles that may send a member of the panel away at a stage: they must know who sits (Q10)."""
    move = table.find(stage, Act.RECUSE)
    return frozenset(move.by) if move is not None else frozenset()


def organises(viewer: Viewer | None) -> bool:
    """Say whether a person draws panels and rules on objections, or audits; nobody else learns who objected (Q12)."""
    return viewer is not None and not ORGANISERS.isdisjoint(viewer.roles)


def sees_names(viewer: Viewer | None, kept: Seal) -> bool:
    """Say whether a person may know who sits on the panel (Q10, Q42)."""
    return (
        kept.names_open
        or organises(viewer)
        or (viewer is not None and not kept.naming.isdisjoint(viewer.roles))
    )


def sees_member(viewer: Viewer | None, member: str | None, kept: Seal) -> bool:
    """Say whether a person may know that this member sits: it may be themselves."""
    return sees_names(viewer, kept) or _is(viewer, member)


def sees_author(viewer: Viewer | None, member: str | None) -> bool:
    """Say whether a person may know that this member wrote a sheet or an opinion; determined or not (Q42)."""
    return organises(viewer) or _is(viewer, member)


def sees_sheet(viewer: Viewer | None, member: str, kept: Seal) -> bool:
    """Say whether a person may read a sheet: one's own, the others once all are collated (Q11)."""
    return kept.collated or _is(viewer, member)


def words(
    viewer: Viewer | None, act: Act, actor: Actor, form: Mapping[str, Any], kept: Seal
) -> dict[str, Any]:
    """Give the words of an act that a person may read (Q10, Q11, Q12)."""
    if not _reads(viewer, act, actor, form, kept):
        return {}
    return {key: value for key, value in form.items() if key in WORDS and value}


def _reads(viewer: Viewer | None, act: Act, actor: Actor, form: Mapping[str, Any], kept: Seal) -> bool:
    """A member's words wait until all are collated; what may tell who sits or who objected, for whoever may know."""
    if act == Act.FILE_OBJECTION:
        return bool(form.get("name") and form.get("contact")) or organises(viewer)
    if act == Act.RECUSE:
        return sees_names(viewer, kept)
    if actor.role != Role.EXPERT or _is(viewer, actor.person):
        return True
    return kept.collated if "opinion" in form else sees_names(viewer, kept)


def _is(viewer: Viewer | None, person: str | None) -> bool:
    return viewer is not None and viewer.id == person
