"""Handing in a dossier: checked in one run, its files kept, its application opened on the park."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from activities.files.dossier_folder import Report, check_folder, take_in
from activities.files.store import Store
from desk.acts import submission
from desk.openings.begin import begin
from desk.people import Desk, actor_for, desk
from desk.usage import UsageMistakeError
from records.reading import files, lists
from regulation.calendar.working_days import local_day
from regulation.casework.entry import Receipt
from regulation.conditions.dossier import Facts, Material
from regulation.measures.edition import current_edition, edition
from regulation.measures.model import Edition
from regulation.procedures.park import PARK, ParkFile
from regulation.procedures.park.forms import OpenApplication
from regulation.procedures.park.reapplying import check_register
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name, park_case
from regulation.words.message import say
from regulation.words.refusals import RefusedError
from regulation.words.values import Identifier

if TYPE_CHECKING:
    from running.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "jiangbei"
SAMPLE_PARK, SAMPLE_ACCOUNT = "jiangbei", "op-jiangbei"
WAIT_S = 20
POLL_S = 0.2


def check(folder: Path) -> Report:
    """Find every flaw of a dossier in one run."""
    return check_folder(existing(folder), current_edition())


def existing(folder: Path) -> Path:
    """Give the folder; UsageMistakeError when it is none."""
    if not folder.is_dir():
        raise UsageMistakeError(
            say("材料文件夹 {folder}", folder=str(folder)),
            say("没有这个文件夹"),
            say("请给出含 dossier.toml 的文件夹。"),
        )
    return folder


def park_id(folder: Path, given: str | None) -> str:
    """Give the park's id: the one given, or the folder's name; UsageMistakeError if it cannot be an id."""
    name = given or folder.resolve().name
    try:
        return str(TypeAdapter(Identifier).validate_python(name))
    except ValidationError as error:
        raise UsageMistakeError(
            say("园区编号 {name}", name=name),
            say("只能用小写字母、数字和连字符"),
            say("请用 --park 指明，例如 --park jiangbei。"),
        ) from error


async def kept(settings: "Settings", folder: Path, under: Edition) -> tuple[Facts, tuple[Material, ...]]:
    """Keep the files of a dossier; DossierError when something stands in the way."""
    return await take_in(existing(folder), Store(settings.materials_dir), under)


async def as_fields(settings: "Settings", folder: Path, under: Edition) -> dict[str, Any]:
    """Keep the files of a dossier and give it as the fields of a form."""
    facts, materials = await kept(settings, folder, under)
    return {
        "facts": facts.model_dump(mode="json"),
        "materials": [material.model_dump(mode="json") for material in materials],
    }


async def apply(at: Desk, folder: Path, park: str, name: str | None) -> str:
    """Open an application and give its case id once it is in the records.

    Raises DossierError for a flawed dossier and RefusedError for a refused application.
    """
    account = await at.account(name)
    file = await files.park(at.db, park_case(park))
    under = edition(file.edition, file.edition_digest) if file else current_edition()
    facts, materials = await kept(at.settings, folder, under)
    form = OpenApplication(
        edition=under.id, edition_digest=under.digest, facts=facts, materials=materials
    ).model_dump(mode="json")
    fresh = ParkFile(
        id=park,
        name=facts.park_name,
        district=facts.district,
        edition=under.id,
        edition_digest=under.digest,
    )
    start = file or fresh
    check_register(start.case, facts, await files.register(at.db), local_day(at.clock()))
    actor = await actor_for(at, account, start.stage, Act.OPEN_APPLICATION, PARK)
    receipt = await begin(at, start, submission(Act.OPEN_APPLICATION, actor, None, 0, form))
    return await _in_records(at, park, receipt)


async def _in_records(at: Desk, park: str, receipt: Receipt) -> str:
    """Wait until the application that a receipt answers stands in the records."""
    entries = await files.ledger(at.db, park_case(park))
    number = sum(e.act == Act.OPEN_APPLICATION and e.seq <= receipt.seq for _, e in entries)
    case = case_name(park, Kind.APPLICATION, number)
    for _ in range(int(WAIT_S / POLL_S)):
        if await files.case_file(at.db, case) is not None:
            return case
        await asyncio.sleep(POLL_S)
    raise RefusedError(
        say("案件 {case}", case=case),
        say("申报已记录，但 {seconds} 秒内未见立案", seconds=WAIT_S),
        say("请确认 worker 运行，稍后用 case {case} 查看。", case=case),
    )


async def start_sample(settings: "Settings") -> str | None:
    """Apply with the sample park if there is no case yet; give its case id, or None."""
    async with desk(settings) as at:
        if await lists.any_case(at.db):
            return None
        return await apply(at, SAMPLE, SAMPLE_PARK, SAMPLE_ACCOUNT)
