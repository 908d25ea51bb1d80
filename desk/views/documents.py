"""The official documents of a case."""

from datetime import date
from pathlib import Path

from activities.files.store import Store
from desk.finding import known_case
from desk.people import Desk
from desk.words.text import Text
from records.reading import queries
from regulation.documents.document import DocumentKind
from regulation.words.message import as_said
from regulation.words.values import Strict

KINDS = {kind.value: kind for kind in DocumentKind}


class Document(Strict):
    """An official document: without a digest it is not typeset yet; `file` is where it was saved."""

    number: str
    kind: str
    kind_zh: Text
    dated: date
    sha256: str | None
    file: str | None


async def documents(desk: Desk, case_id: str, save: Path | None) -> list[Document]:
    """List the official documents of a case, and save those that are typeset; StoreError for a lost one."""
    await known_case(desk, case_id)
    shown = []
    for row in await queries.documents(desk.db, case_id):
        file = _saved(desk, row.number, row.sha256, save) if save is not None and row.sha256 else None
        shown.append(
            Document(
                number=row.number,
                kind=row.kind,
                kind_zh=as_said(KINDS[row.kind]),
                dated=row.dated,
                sha256=row.sha256,
                file=str(file) if file else None,
            )
        )
    return shown


def _saved(desk: Desk, number: str, sha256: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{number.replace('/', '-')}.pdf"
    file.write_bytes(Store(desk.settings.materials_dir).read(sha256))
    return file
