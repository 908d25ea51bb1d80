"""How the rules say no: what was asked, why it is refused, and what can be done now."""

from typing import ClassVar

from regulation.words.labels import Labelled
from regulation.words.message import Message, as_said, say

Said = str | Message | Labelled


class RefusedError(Exception):
    """An act that the procedure does not take; nothing has changed.

    `what` names the act, `why` the reason with its basis, `now` the next step; all three are for people, and
    messages until an entrance writes them in the reader's language. As a text it is Chinese.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, what: Said, why: Said, now: Said) -> None:
        self.what, self.why, self.now = as_said(what), as_said(why), as_said(now)
        super().__init__(f"{self.what}：{self.why}。{self.now}")


class UnsoundError(ValueError):
    """A value that the rules cannot work with: why not, and what to do now; as a text it is Chinese.

    Whoever knows the act makes a refusal of it.
    """

    def __init__(self, why: Said, now: Said) -> None:
        self.why, self.now = as_said(why), as_said(now)
        super().__init__(str(self.said))

    @property
    def said(self) -> Message:
        """Both in one sentence, for a list of faults."""
        return say("{why}；{now}", why=self.why, now=self.now)


class ActNotAllowedError(RefusedError):
    """The procedure has no such act at this stage."""

    code = "act_not_allowed"


class NotEntitledError(RefusedError):
    """This person may not do it: role, district, organisation, assignment, recusal or four eyes."""

    code = "not_entitled"


class StaleError(RefusedError):
    """The person saw an older state of the case than the one that stands."""

    code = "stale"


class AlreadyDoneError(RefusedError):
    """It was done before; an official act is done once."""

    code = "already_done"


class TooEarlyError(RefusedError):
    """A period has not expired yet, or a step before this one is missing."""

    code = "too_early"


class TooLateError(RefusedError):
    """The period for this act has expired."""

    code = "too_late"


class FormError(RefusedError):
    """The form is not sound; every bad field is named."""

    code = "bad_form"


class ConditionError(RefusedError):
    """A rule of the Measures (or a reading) is not met."""

    code = "condition"


REFUSALS: dict[str, type[RefusedError]] = {
    kind.code: kind
    for kind in (
        RefusedError,
        ActNotAllowedError,
        NotEntitledError,
        StaleError,
        AlreadyDoneError,
        TooEarlyError,
        TooLateError,
        FormError,
        ConditionError,
    )
}
