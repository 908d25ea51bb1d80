"""What every case of a designated park begins with, taken from its opening entry into its file."""

from typing import Any

from regulation.case import Entry
from regulation.forms import Opening


def opened_with(form: Opening, entry: Entry) -> dict[str, Any]:
    """Give the fields that the files of all procedures share, as the opening sets them."""
    return {
        "id": entry.case,
        "park": form.park_id,
        "edition": form.edition,
        "edition_digest": form.edition_digest,
        "opened_at": entry.at,
        "late": form.late,
        "facts": form.facts,
        "materials": form.materials,
    }
