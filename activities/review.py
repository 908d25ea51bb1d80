"""Convene the experts (Article 5 item 2, Q10). Idempotency key: the order's key, which is also the seed."""

import asyncio

from temporalio import activity

from activities import contracts
from activities.files.store import Store
from activities.files.tables.tenant_list import read_tenants
from records.database import Database
from records.people import directory
from regulation.conditions.dossier import Slot
from regulation.designation.panel import Expert, Panel, PanelError, draw
from regulation.measures.edition import edition
from regulation.vocabulary.role import Role
from regulation.words.message import say
from regulation.words.refusals import ConditionError


class ReviewActivities:
    """Draws panels from the directory of experts."""

    def __init__(self, db: Database, store: Store) -> None:
        self.db, self.store = db, store

    @activity.defn(name=contracts.CONVENE_PANEL)
    async def convene_panel(self, order: contracts.Convene) -> Panel:
        """Draw a panel by seed from the experts of the directory, without those who have a relation.

        Members who sit already keep their seats; only empty ones are filled. A pool that is too small is a
        final answer that says how many are missing.
        """
        case = order.case
        pool = [
            Expert.model_validate({**(p.expert or {}), "id": p.id, "name": p.name})
            for p in await self.experts()
            if p.expert
        ]
        tenants = await self.tenants(order)
        gone = (
            {*order.exclude, *(who for who, _ in case.panel.excluded)} if case.panel else set(order.exclude)
        )
        try:
            drawn = draw(
                pool,
                case.facts,
                edition(case.edition, case.edition_digest),
                order.key,
                exclude=gone,
                tenants_codes=tenants,
            )
        except PanelError as error:
            refusal = ConditionError(say("抽取评审组"), error.said, say("请补充评审专家库后重试。"))
            raise contracts.refused(refusal) from error
        return drawn if case.panel is None else _completed(case.panel, drawn)

    async def experts(self) -> tuple[directory.Account, ...]:
        """Give everybody who may be drawn."""
        return await directory.people(self.db, Role.EXPERT)

    async def tenants(self, order: contracts.Convene) -> tuple[str, ...]:
        """Name every tenant of the lists in the dossier."""
        return await asyncio.to_thread(self._tenants, order)

    def _tenants(self, order: contracts.Convene) -> tuple[str, ...]:
        """Name every tenant by code and by name: an expert's relation may be on record under either."""
        return tuple(
            named
            for material in order.case.materials
            if material.slot == Slot.TENANT_LIST
            for tenant in read_tenants(self.store.read(material.sha256), material.media_type)
            for named in (tenant.credit_code, tenant.name)
        )


def _completed(panel: Panel, drawn: Panel) -> Panel:
    """Fill the empty seats of a panel with the newly drawn, in the order of the draw, external ones first."""
    seated = set(panel.member_ids)
    fresh = [e for e in (*drawn.members, *drawn.reserve) if e.id not in seated]
    fresh.sort(key=lambda expert: not expert.external)
    taken = tuple(fresh[: panel.vacancies])
    return panel.model_copy(
        update={"members": (*panel.members, *taken), "reserve": tuple(fresh[panel.vacancies :])}
    )
