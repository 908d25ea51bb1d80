"""Typeset and store official documents. Idempotency key: the number, given out when the act was recorded."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from temporalio import activity

from activities import contracts
from activities.files.store import Store
from activities.typesetting.typesetter import typeset
from regulation.documents.document import OfficialDocument
from regulation.documents.letters import Occasion
from regulation.measures.edition import edition


def compose(order: contracts.Publish) -> OfficialDocument:
    """Give the document that an order asks for. Pure: same order, same document."""
    case, issue = order.case, order.issue
    occasion = Occasion(
        number=issue.number,
        dated=issue.dated,
        facts=case.facts,
        edition=edition(case.edition, case.edition_digest),
    )
    return case.rules.letters[issue.kind](case, occasion, issue)


class PublicationActivities:
    """Turns recorded acts into official documents."""

    def __init__(self, store: Store, font_dirs: Sequence[Path] = ()) -> None:
        self.store, self.font_dirs = store, font_dirs

    @activity.defn(name=contracts.PUBLISH)
    async def publish(self, order: contracts.Publish) -> contracts.Published:
        """Typeset a document and store it; the same order gives the same bytes and so the same object."""
        data = await asyncio.to_thread(typeset, compose(order), self.font_dirs)
        digest = await asyncio.to_thread(self.store.put, data)
        return contracts.Published(number=order.issue.number, sha256=digest, size_bytes=len(data))
