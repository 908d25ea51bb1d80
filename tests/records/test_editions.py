"""An edition that a case rests on is immutable."""

import pytest

from records import editions
from records.database import Database
from records.tables import EditionRow
from regulation.edition import edition


@pytest.mark.provision("Q40")
async def test_a_changed_text_under_a_used_id_is_refused(db: Database) -> None:
    """Unused or unchanged passes; changed is refused with the id and the way out."""
    draft = edition("jilin-city-draft")
    await editions.check(db, [draft])
    async with db.transaction() as session:
        session.add(EditionRow(id=draft.id, digest=draft.digest))
    await editions.check(db, [draft])
    changed = draft.model_copy(update={"digest": "0" * 64})
    with pytest.raises(editions.EditionChangedError, match=draft.id):
        await editions.check(db, [changed])
