"""Typeset and store official documents. Idempotency key: the number, given out when the act was recorded."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from temporalio import activity

from activities import orders
from activities.store import Store
from activities.typesetting import typeset
from regulation import letters
from regulation.case import CaseFile
from regulation.documents import ISSUER, DocumentKind, OfficialDocument
from regulation.edition import edition

WHERE_TO_OBJECT = "吉林市人力资源和社会保障局"


def _supplement(case: CaseFile, occasion: letters.Occasion, order: orders.Publish) -> OfficialDocument:
    answer_by = next(d.answer_by for d in case.documents if d.number == order.number)
    assert answer_by is not None
    operator = case.facts.operator.name if case.facts.operator else case.facts.park_name
    addressee = case.applicant or operator
    issuer = ISSUER if case.applicant else f"{case.facts.district}人力资源和社会保障局"
    return letters.supplement_notice(occasion, addressee, case.supplement_items, answer_by, issuer=issuer)


def _notice(case: CaseFile, occasion: letters.Occasion, order: orders.Publish) -> OfficialDocument:
    assert order.last_day is not None
    score = case.result.mean if case.result else None
    return letters.public_notice(occasion, order.dated, order.last_day, WHERE_TO_OBJECT, score)


def _reply(case: CaseFile, occasion: letters.Occasion, order: orders.Publish) -> OfficialDocument:
    return letters.approval_reply(
        occasion,
        case.applicant or case.facts.district,
        case.opinions,
        case.waivers,
        next_evaluation_year=order.dated.year + occasion.edition.number("evaluation.every_years"),
        override_minute=case.override_minute,
    )


def _refusal(case: CaseFile, occasion: letters.Occasion, _: orders.Publish) -> OfficialDocument:
    return letters.refusal_letter(occasion, case.applicant or case.facts.district, case.reasons)


def _result(case: CaseFile, occasion: letters.Occasion, _: orders.Publish) -> OfficialDocument:
    reply = next(d.number for d in case.documents if d.kind == DocumentKind.APPROVAL_REPLY)
    return letters.result_notice(occasion, reply)


COMPOSE: dict[DocumentKind, Callable[[CaseFile, letters.Occasion, orders.Publish], OfficialDocument]] = {
    DocumentKind.SUPPLEMENT_NOTICE: _supplement,
    DocumentKind.PUBLIC_NOTICE: _notice,
    DocumentKind.APPROVAL_REPLY: _reply,
    DocumentKind.REFUSAL_LETTER: _refusal,
    DocumentKind.RESULT_NOTICE: _result,
}


def compose(order: orders.Publish) -> OfficialDocument:
    """Give the document that an order asks for. Pure: same order, same document."""
    case = order.case
    occasion = letters.Occasion(
        number=order.number,
        dated=order.dated,
        facts=case.facts,
        edition=edition(case.edition, case.edition_digest),
    )
    return COMPOSE[order.kind](case, occasion, order)


class PublicationActivities:
    """Turns recorded acts into official documents."""

    def __init__(self, store: Store, font_dirs: Sequence[Path] = ()) -> None:
        self.store, self.font_dirs = store, font_dirs

    @activity.defn(name=orders.PUBLISH)
    async def publish(self, order: orders.Publish) -> orders.Published:
        """Typeset a document and store it; the same order gives the same bytes and so the same object."""
        data = await asyncio.to_thread(typeset, compose(order), self.font_dirs)
        digest = await asyncio.to_thread(self.store.put, data)
        return orders.Published(number=order.number, sha256=digest, size_bytes=len(data))
