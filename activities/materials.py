"""The activity that receives the materials of an application: verified, counted, and checked for gaps."""

import asyncio
from collections.abc import Callable

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities import contracts
from activities.contracts import MaterialsReceipt, ReceiveMaterials
from activities.files.inspection import CASE_BYTES_MAX, Scanner, inspect, slot_faults
from activities.files.media import Fault, MaterialError
from activities.files.store import Store
from activities.files.tables.tenant_list import TenantListError, read_tenants
from regulation.conditions.checklist import missing
from regulation.conditions.dossier import Material, Scan, Slot, TenantSummary
from regulation.conditions.tenants import summarise
from regulation.measures.model import Edition
from regulation.words.message import say


class MaterialsActivities:
    """Receives materials from the store; it only reads, so it can be repeated at any time."""

    def __init__(self, store: Store, scanner: Scanner | None, edition_of: Callable[[str], Edition]) -> None:
        self._store = store
        self._scanner = scanner
        self._edition_of = edition_of

    @activity.defn(name=contracts.RECEIVE_MATERIALS)
    async def receive_materials(self, order: ReceiveMaterials) -> MaterialsReceipt:
        """Verify each file against its digest, size and type, count the tenants, and name the missing slots.

        A refused file or list ends the activity for good (ApplicationError "MaterialError"); a store that
        lacks an object or a failing disk is tried again.
        """
        edition = self._edition_of(order.edition)
        try:
            _check_case_size(order.materials)
            materials = [await self._verified(material) for material in order.materials]
            tenants = await asyncio.to_thread(self._counted, order.materials, edition)
        except (MaterialError, TenantListError) as error:
            raise ApplicationError(
                str(error),
                error.said.model_dump(mode="json"),
                type=contracts.MATERIAL_ERROR,
                non_retryable=True,
            ) from error
        facts = order.facts.model_copy(update={"tenants": tenants})
        gaps = missing(order.materials, edition, facts)
        return MaterialsReceipt(materials=tuple(materials), tenants=tenants, missing=gaps)

    async def _verified(self, material: Material) -> Material:
        await asyncio.to_thread(self._verify, material)
        if material.scan is not Scan.NOT_SCANNED or self._scanner is None:
            return material
        verdict = await self._scanner(self._store.path_of(material.sha256))
        return material.model_copy(update={"scan": verdict})

    def _verify(self, material: Material) -> None:
        found = inspect(self._store.read(material.sha256), material.name)
        faults = list(slot_faults(material.slot, found.media_type))
        if (material.size_bytes, material.media_type) != (found.size_bytes, found.media_type):
            faults.append(
                Fault(
                    say(
                        "登记为 {stated}、{stated_bytes} 字节，实为 {found}、{found_bytes} 字节",
                        stated=material.media_type,
                        stated_bytes=material.size_bytes,
                        found=found.media_type,
                        found_bytes=found.size_bytes,
                    ),
                    say("请重新提交该文件"),
                )
            )
        if faults:
            raise MaterialError(material.name, faults)

    def _counted(self, materials: tuple[Material, ...], edition: Edition) -> TenantSummary | None:
        lists = [material for material in materials if material.slot is Slot.TENANT_LIST]
        if not lists:
            return None
        tenants = tuple(
            tenant
            for material in lists
            for tenant in read_tenants(self._store.read(material.sha256), material.media_type)
        )
        return summarise(tenants, edition)


def _check_case_size(materials: tuple[Material, ...]) -> None:
    """Refuse a case that weighs too much as a whole; the sizes stated are proved file by file."""
    total = sum(material.size_bytes for material in materials)
    if total > CASE_BYTES_MAX:
        limit = CASE_BYTES_MAX // 1024**2
        raise MaterialError(
            say("全部材料"),
            [Fault(say("共 {total} 字节，超过 {limit} MiB", total=total, limit=limit), say("请压缩图片"))],
        )
