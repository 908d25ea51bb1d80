"""A dossier as a folder: dossier.toml with the facts, and the material files it names."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path, PurePosixPath

from activities.files.dossier_file import DossierError, Entry, Flaw, FlawKind, flaw, read_keys
from activities.files.inspection import (
    CASE_BYTES_MAX,
    CASE_FILES_MAX,
    FILE_BYTES_MAX,
    Inspected,
    Scanner,
    inspect,
    slot_faults,
)
from activities.files.media import Fault, MaterialError
from activities.files.store import Store
from activities.files.tables.sheet import RowFault
from activities.files.tables.tenant_list import TenantListError, read_tenants
from regulation.conditions.checklist import missing
from regulation.conditions.conditions import examine
from regulation.conditions.dossier import Facts, Material, Scan, Site, Slot, TenantSummary
from regulation.conditions.tenants import Tenant, summarise
from regulation.conditions.waivers import unmet
from regulation.measures.model import Edition
from regulation.words.message import Message, say
from regulation.words.values import Strict

_UNREAD = "0" * 64
# Unreadable facts must not hide a missing material: the list is counted, and no other fact excuses a slot.
_NO_FACTS = Facts(
    park_name="未知",
    district="未知",
    sites=(Site(address="未知", area_m2=Decimal(1)),),
    investor=None,
    operator=None,
    plan_basis="未知",
    market="未知",
    plan_topics=(),
    plan_report_is_development_plan=True,
    tenants=TenantSummary(counted=0, signed_only=0, without_licence=0, public_bodies=0, serious_violations=0),
)


class Draft(Strict):
    """A sound dossier.toml: its facts, the tenants not yet counted, and its files, not yet opened."""

    facts: Facts
    entries: tuple[Entry, ...]


class Report(Strict):
    """What one run over a folder found; conditions are examined if the required facts can be read."""

    flaws: tuple[Flaw, ...]
    facts: Facts | None
    conditions_examined: bool

    @property
    def blocking(self) -> tuple[Flaw, ...]:
        """Give the flaws that keep the dossier out."""
        return tuple(flaw for flaw in self.flaws if flaw.kind is not FlawKind.CONDITION)


def read_folder(folder: Path) -> Draft:
    """Read dossier.toml; DossierError with every flaw of its keys, and nothing of the files is opened."""
    facts, entries, flaws = read_keys(folder)
    if facts is None or flaws:
        raise DossierError(tuple(flaws))
    return Draft(facts=facts, entries=entries)


def check_folder(folder: Path, edition: Edition) -> Report:
    """Find every flaw of a dossier in one run: keys, files, rows, missing materials, unmet conditions."""
    facts, entries, flaws = read_keys(folder)
    materials: list[Material] = []
    tenants: list[Tenant] = []
    sizes: list[int] = []
    for entry in entries:
        found, data, file_flaws = _open(folder, entry)
        flaws += file_flaws
        materials.append(_claimed(entry, found))
        sizes.append(len(data))
        if entry.slot is Slot.TENANT_LIST:
            rows, row_flaws = _tenants(entry, found, data)
            tenants += rows
            flaws += row_flaws
    flaws += _case_limits(sizes)
    if facts is None:
        flaws += _missing(tuple(materials), edition, None)
        return Report(flaws=tuple(flaws), facts=None, conditions_examined=False)
    if any(entry.slot is Slot.TENANT_LIST for entry in entries):
        facts = facts.model_copy(update={"tenants": summarise(tenants, edition)})
    flaws += _missing(tuple(materials), edition, facts)
    flaws += _conditions(facts, tuple(materials), edition)
    return Report(flaws=tuple(flaws), facts=facts, conditions_examined=True)


async def take_in(
    folder: Path, store: Store, edition: Edition, scanner: Scanner | None = None
) -> tuple[Facts, tuple[Material, ...]]:
    """Keep the files of a dossier and give its facts with the tenants counted, and its materials.

    DossierError when a key, file, row or slot stands in the way; unmet conditions do not (R4-principle, Q04).
    MaterialError when the scanner finds something, StoreError when the store fails.
    """
    report = await asyncio.to_thread(check_folder, folder, edition)
    if report.facts is None or report.blocking:
        raise DossierError(report.blocking)
    materials = []
    for entry in read_folder(folder).entries:
        # Read once: what is inspected is what is kept, even if someone writes to the folder meanwhile.
        data = await asyncio.to_thread(_bytes, _located(folder, entry.file))
        found = await asyncio.to_thread(inspect, data, PurePosixPath(entry.file).name)
        sha256 = await asyncio.to_thread(store.put, data)
        verdict = Scan.NOT_SCANNED if scanner is None else await scanner(store.path_of(sha256))
        materials.append(
            Material(
                slot=entry.slot,
                name=found.name,
                sha256=sha256,
                size_bytes=found.size_bytes,
                media_type=found.media_type,
                scan=verdict,
                policy_kind=entry.policy_kind,
            )
        )
    return report.facts, tuple(materials)


def _open(folder: Path, entry: Entry) -> tuple[Inspected | None, bytes, list[Flaw]]:
    where = say("材料「{file}」", file=entry.file)
    try:
        path = _located(folder, entry.file)
        data = _bytes(path)
        found = inspect(data, path.name)
        faults = tuple(slot_faults(entry.slot, found.media_type))
    except MaterialError as error:
        faults = error.faults
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return (
            None,
            b"",
            [
                flaw(
                    FlawKind.FILE,
                    where,
                    say("打不开"),
                    say("系统答复「{reason}」", reason=reason),
                    say("请核对文件名与权限"),
                )
            ],
        )
    if faults:
        return (
            None,
            b"",
            [flaw(FlawKind.FILE, where, say("不能接受"), fault.why, fault.now) for fault in faults],
        )
    return found, data, []


def _bytes(path: Path) -> bytes:
    """Read a file no further than it takes to see that it is too big."""
    with path.open("rb") as stream:
        return stream.read(FILE_BYTES_MAX + 1)


def _located(folder: Path, file: str) -> Path:
    """Give the file inside the folder; MaterialError when the path leaves it or goes through a link."""
    plain = PurePosixPath(file)
    if plain.is_absolute() or ".." in plain.parts or "\\" in file or "\0" in file:
        raise MaterialError(
            file, [Fault(say("路径指向文件夹之外"), say("请把文件放进本文件夹，只写相对路径"))]
        )
    path = folder.joinpath(*plain.parts)
    steps = [path, *path.parents][: len(plain.parts)]
    if any(step.is_symlink() for step in steps):
        raise MaterialError(file, [Fault(say("路径经过符号链接"), say("请放入文件本身"))])
    if not path.exists():
        raise MaterialError(
            file, [Fault(say("文件夹中没有此文件"), say("请放入文件，或改正 dossier.toml 中的文件名"))]
        )
    if not path.is_file():
        raise MaterialError(file, [Fault(say("不是普通文件"), say("请放入文件本身"))])
    return path


def _claimed(entry: Entry, found: Inspected | None) -> Material:
    """Give the material for counting slots only: a bad file is one flaw, not also a missing one."""
    return Material(
        slot=entry.slot,
        name=PurePosixPath(entry.file).name or entry.file,
        sha256=_UNREAD,
        size_bytes=found.size_bytes if found else 1,
        media_type=found.media_type if found else "unread",
        policy_kind=entry.policy_kind,
    )


def _tenants(entry: Entry, found: Inspected | None, data: bytes) -> tuple[tuple[Tenant, ...], list[Flaw]]:
    if found is None:
        return (), []
    try:
        return read_tenants(data, found.media_type), []
    except TenantListError as error:
        return error.sound, [
            flaw(
                FlawKind.TENANTS,
                _place(entry, row),
                row.why,
                say("名单不能据此计数"),
                row.now,
            )
            for row in error.faults
        ]


def _place(entry: Entry, fault: RowFault) -> Message:
    if not fault.row:
        return say("材料「{file}」{column}", file=entry.file, column=fault.column)
    return say("材料「{file}」第 {row} 行「{column}」", file=entry.file, row=fault.row, column=fault.column)


def _case_limits(sizes: list[int]) -> Iterator[Flaw]:
    if len(sizes) > CASE_FILES_MAX:
        yield flaw(
            FlawKind.FILE,
            say("全部材料"),
            say("共 {number} 份", number=len(sizes)),
            say("超过 {most} 份", most=CASE_FILES_MAX),
            say("请合并附件"),
        )
    if sum(sizes) > CASE_BYTES_MAX:
        limit = CASE_BYTES_MAX // 1024 // 1024
        yield flaw(
            FlawKind.FILE,
            say("全部材料"),
            say("共 {total} 字节", total=sum(sizes)),
            say("超过 {limit} MiB", limit=limit),
            say("请压缩图片"),
        )


def _missing(materials: tuple[Material, ...], edition: Edition, facts: Facts | None) -> Iterator[Flaw]:
    for gap in missing(materials, edition, facts or _NO_FACTS):
        where = say("材料清单 {number}「{label}」", number=gap.number, label=gap.label)
        yield flaw(
            FlawKind.MISSING,
            where,
            say("缺少此项材料"),
            say("依据 {basis}", basis=gap.basis),
            gap.what_to_do,
        )


def _conditions(facts: Facts, materials: tuple[Material, ...], edition: Edition) -> Iterator[Flaw]:
    for finding in unmet(examine(facts, materials, edition)):
        now = say("请补正；确有理由的，由市级依 R4-principle 书面豁免") if finding.waivable else say("请补正")
        yield flaw(
            FlawKind.CONDITION,
            say("条件 {condition}", condition=finding.condition),
            say("不符合"),
            finding.evidence,
            now,
        )
