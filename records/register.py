"""The register of parks as an application meets it: what one park cannot know of another (Q36)."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from records.tables import ParkRow
from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import OpenApplication
from regulation.procedures.park.reapplying import check_register
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage


async def check_entry(session: AsyncSession, entry: Entry) -> None:
    """Check an application against the other parks, in the transaction that records it.

    Raises TooEarlyError and AlreadyDoneError, as `check_register` does; any other act passes.
    """
    if entry.act != Act.OPEN_APPLICATION:
        return
    query = select(ParkRow).where(ParkRow.stage != Stage.CANDIDATE.value).order_by(col(ParkRow.id))
    register = [ParkFile.model_validate(row.file) for row in (await session.exec(query)).all()]
    facts = OpenApplication.model_validate(entry.form).facts
    check_register(entry.case, facts, register, local_day(entry.at))
