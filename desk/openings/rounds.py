"""Opening a city-wide round of evaluations: one act calls every municipal park (R8-central, Q25)."""

from desk.acts import submission
from desk.openings.begin import begin
from desk.people import Desk, actor_for
from records.reading import files
from regulation.casework.entry import Receipt
from regulation.measures.edition import current_edition
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import OpenRound
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act


async def open_round(at: Desk, year: int, name: str | None, note: str | None, key: str | None) -> Receipt:
    """Open the round of a year for all municipal parks; RefusedError says why it is not opened (R8-central)."""
    account = await at.account(name)
    under = current_edition()
    fresh = RoundFile(year=year, edition=under.id, edition_digest=under.digest)
    round_ = await files.round_file(at.db, year) or fresh
    form = OpenRound(year=year, edition=under.id, edition_digest=under.digest, note=note)
    actor = await actor_for(at, account, round_.stage, Act.OPEN_ROUND, ROUND)
    return await begin(at, round_, submission(Act.OPEN_ROUND, actor, key, 0, form.model_dump(mode="json")))
