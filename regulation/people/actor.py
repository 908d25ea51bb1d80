"""A person in the role in which they act."""

from regulation.vocabulary.role import Role
from regulation.words.values import Line, Strict


class Actor(Strict):
    """A person in the role in which they act, as the entrance authenticated them.

    A deputy acts in the role of the principal whom `acting_for` names (Q52).
    """

    person: Line
    name: Line
    role: Role
    district: Line | None = None
    credit_code: Line | None = None
    acting_for: Line | None = None

    @property
    def holder(self) -> str:
        """Whose role it is: the principal's, or one's own."""
        return self.acting_for or self.person

    @property
    def persons(self) -> frozenset[str]:
        """Give all whose act it counts as, where two pairs of eyes are asked for."""
        return frozenset({self.person, self.holder})


SYSTEM = Actor(person="system", name="系统", role=Role.SYSTEM)
