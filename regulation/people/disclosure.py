"""Who may know what, until when: one rule for every view, list, feed and export (Q10, Q11, Q12, Q42)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from regulation.measures.model import Edition
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role

# Who draws the panel and rules on objections, and who inspects how that was done.
INSIDERS = frozenset({Role.CITY_HRSS, Role.AUDITOR})

# The acts by which a matter that a panel reviewed is determined.
DETERMINING = frozenset({Act.DESIGNATE, Act.REFUSE, Act.CONFIRM_RESULT})

# An edition's choices for the day on which the names of the experts are open, and the acts that bring it.
UNSEALED_BY: Mapping[str, frozenset[Act]] = {"determination": DETERMINING}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may know of one case.

    `panel`: who sits on it. `authors`: which member did what, which outlasts the determination as a secret, since
    opinions stay anonymous (Q42). `objectors`: who objected without giving a name for the file (Q12).
    """

    person: str | None
    panel: bool
    authors: bool
    objectors: bool

    def knows_member(self, member: str | None) -> bool:
        """Say whether the name of a panel member may be told: everybody knows their own."""
        return self.panel or self._own(member)

    def knows_author(self, actor: str | None, role: Role) -> bool:
        """Say whether the name of who did an act may be told; only a panel member's is ever kept."""
        return role != Role.EXPERT or self.authors or self._own(actor)

    def hears(self, act: Act, role: Role, form: Mapping[str, Any], actor: str, *, collated: bool) -> bool:
        """Say whether the words of an act may be told.

        An objector's are told with their name (Q12); those of a recusal name a member; a member's opinion is told,
        without a name, once all sheets are `collated` (Q11), their other words might tell who they are.
        """
        if act == Act.FILE_OBJECTION:
            return self.objectors or bool(form.get("name") and form.get("contact"))
        if act == Act.RECUSE:
            return self.panel
        if role != Role.EXPERT or self._own(actor):
            return True
        return collated if "opinion" in form else self.authors

    def reads_sheet(self, member: str, *, sealed: bool) -> bool:
        """Say whether the points of a sheet may be read: one's own, and all of them once they are collated (Q11)."""
        return not sealed or self._own(member)

    def _own(self, person: str | None) -> bool:
        return person is not None and person == self.person


def sight(
    person: str | None,
    roles: Collection[Role],
    edition: Edition,
    *,
    done: Collection[Act] = (),
    recused_by: Collection[Role] = (),
) -> Sight:
    """Say what a person in these roles may know of a case; nobody who is not signed in has a `person`.

    `done` are the acts that the case has seen: its determination opens the names (`privacy.expert_names_sealed_until`).
    `recused_by` are the roles that may send a member away at its stage: whoever must name one sees who sits (Q10).
    """
    inside = bool(INSIDERS & set(roles))
    opens = UNSEALED_BY[edition.text("privacy.expert_names_sealed_until")]
    panel = inside or bool(opens & set(done)) or bool(set(roles) & set(recused_by))
    return Sight(person=person, panel=panel, authors=inside, objectors=inside)
