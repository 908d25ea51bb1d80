"""What a viewer may know of what the records have: the one rule, asked for a case, a park, a round or a task."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from records.database import Database
from records.people.directory import Account
from records.people.worklist import Item
from records.reading import queries
from regulation.measures.edition import edition
from regulation.people.disclosure import Sight, sight
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import kind_of
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

if TYPE_CHECKING:
    from records.reading.files import File


def of_file(viewer: Account | None, file: "File") -> Sight:
    """Say what somebody may know of a case, a park or a round; nobody who is not signed in is a `viewer`."""
    from regulation.casework.file import CaseFile

    person, roles = (viewer.id, viewer.roles) if viewer else (None, ())
    under = edition(file.edition, file.edition_digest)
    if not isinstance(file, CaseFile):
        return sight(person, roles, under)
    return sight(person, roles, under, done=file.acted, recused_by=recusing(file.id, file.stage))


async def of_items(db: Database, viewer: Account | None, items: Iterable[Item]) -> dict[str, Sight]:
    """Say what somebody may know of the cases in which panel members have tasks: no case of those is determined."""
    asked = {item.case: item.stage for item in items if item.role == Role.EXPERT}
    grounds = await queries.grounds(db, set(asked)) if asked else {}
    person, roles = (viewer.id, viewer.roles) if viewer else (None, ())
    # Whoever is in no role sends nobody away: the tables of the procedures need not be loaded to say so.
    return {
        case: sight(person, roles, ground.edition, recused_by=recusing(case, asked[case]) if roles else ())
        for case, ground in grounds.items()
    }


def recusing(case: str, stage: Stage) -> tuple[Role, ...]:
    """Give the roles that may send a member of the panel away at a stage of a case, and must know who sits (Q10)."""
    from regulation.procedures.registry import PROCEDURES

    kind = kind_of(case)
    move = PROCEDURES[kind].table.find(stage, Act.RECUSE) if kind is not None else None
    return move.by if move is not None else ()


def collated(file: "File") -> bool:
    """Say whether all sheets of a case are signed and counted (Q11)."""
    from regulation.casework.file import CaseFile

    sheets = file.signed_sheets() if isinstance(file, CaseFile) else ()
    return bool(sheets) and not any(sheet.sealed for sheet in sheets)
