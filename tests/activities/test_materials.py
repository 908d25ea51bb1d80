"""Receiving materials: verified against the store, counted, and checked for gaps."""

from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.files.dossier_folder import take_in
from activities.files.inspection import CASE_BYTES_MAX
from activities.files.media import Fault, MaterialError
from activities.files.store import Store, StoreError
from activities.materials import MaterialsActivities, MaterialsReceipt, ReceiveMaterials
from regulation.conditions.dossier import Facts, Material, Scan, Slot
from regulation.measures.edition import edition

EDITION = edition("jilin-city-draft")
JIANGBEI = Path(__file__).parents[2] / "samples" / "jiangbei"

Dossier = tuple[Store, Facts, tuple[Material, ...]]


@pytest.fixture
async def dossier(tmp_path: Path) -> Dossier:
    """Keep the good sample in a store of its own."""
    store = Store(tmp_path)
    return (store, *await take_in(JIANGBEI, store, EDITION))


async def clean(_: Path) -> Scan:
    """Find nothing."""
    return Scan.CLEAN


async def infected(path: Path) -> Scan:
    """Find something."""
    raise MaterialError(path.name, [Fault("查出病毒", "请杀毒后重新提交")])


async def received(
    dossier: Dossier, materials: tuple[Material, ...] | None = None, scanner: object = None
) -> MaterialsReceipt:
    """Run the activity as a worker would."""
    store, facts, kept = dossier
    order = ReceiveMaterials(
        edition=EDITION.id, facts=facts, materials=kept if materials is None else materials
    )
    activities = MaterialsActivities(store, scanner, edition)
    return await ActivityEnvironment().run(activities.receive_materials, order)


@pytest.mark.provision("R5.1-doc1", "R5.1-doc5", "Q05")
async def test_a_complete_dossier_has_no_gaps(dossier: Dossier) -> None:
    """The good sample is complete, its tenants are counted again, and unscanned files say so."""
    receipt = await received(dossier)
    assert receipt.missing == ()
    assert receipt.tenants == dossier[1].tenants
    assert receipt.materials == dossier[2]
    assert {material.scan for material in receipt.materials} == {Scan.NOT_SCANNED}


@pytest.mark.provision("R5.1-doc5")
async def test_gaps_are_findings_not_failures(dossier: Dossier) -> None:
    """Without its list the dossier is received all the same, and the list is named as missing."""
    rest = tuple(material for material in dossier[2] if material.slot is not Slot.TENANT_LIST)
    receipt = await received(dossier, rest)
    assert [gap.slot for gap in receipt.missing] == [Slot.TENANT_LIST]
    assert receipt.tenants is None


async def test_the_scanner_is_asked_once(dossier: Dossier) -> None:
    """A verdict is recorded, and a file that has one is not scanned again."""
    receipt = await received(dossier, scanner=clean)
    assert {material.scan for material in receipt.materials} == {Scan.CLEAN}
    again = await received(dossier, receipt.materials, scanner=infected)
    assert again == receipt


async def test_a_find_ends_the_activity(dossier: Dossier) -> None:
    """A virus is not tried again."""
    with pytest.raises(ApplicationError, match="查出病毒") as failed:
        await received(dossier, scanner=infected)
    assert (failed.value.type, failed.value.non_retryable) == ("MaterialError", True)


@pytest.mark.parametrize(
    "claim",
    [{"size_bytes": 1}, {"media_type": "image/png"}, {"name": "报告.docx"}, {"slot": Slot.TENANT_LIST}],
)
async def test_claims_are_proved(dossier: Dossier, claim: dict[str, object]) -> None:
    """A record that disagrees with the bytes is refused for good."""
    with pytest.raises(ApplicationError, match="材料") as failed:
        await received(dossier, (dossier[2][0].model_copy(update=claim),))
    assert failed.value.non_retryable is True


async def test_a_store_without_the_object_is_tried_again(dossier: Dossier) -> None:
    """A missing object may come back from a backup, so the failure stays retryable."""
    dossier[0].path_of(dossier[2][0].sha256).unlink()
    with pytest.raises(StoreError, match="没有这个对象"):
        await received(dossier)


async def test_a_case_has_a_weight_limit(dossier: Dossier) -> None:
    """Files that pass one by one are refused when they exceed the limit of a case together."""
    heavy = tuple(material.model_copy(update={"size_bytes": CASE_BYTES_MAX}) for material in dossier[2][:2])
    with pytest.raises(ApplicationError, match=r"全部材料.*超过 300 MiB") as failed:
        await received(dossier, heavy)
    assert failed.value.non_retryable is True
