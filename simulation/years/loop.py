"""An event loop for work that waits for nothing: it looks for news from outside only now and then."""

import asyncio
import selectors
from selectors import SelectorKey

GLANCE = 64  # turns of the loop between two looks at the outside, as long as there is work inside


class BusySelector(selectors.DefaultSelector):
    """Asks the operating system only when the loop would wait, and at every so many turns.

    A simulation turns its loop some hundred times for each entry of its ledger, and each look is a system call.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns = 0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Give what has happened outside; nothing, mostly, while the loop is busy."""
        self._turns += 1
        if timeout == 0 and self._turns % GLANCE:
            return []
        return super().select(timeout)


def busy_loop() -> asyncio.AbstractEventLoop:
    """Make such a loop."""
    return asyncio.SelectorEventLoop(BusySelector())
