"""What each act of a voluntary exit adds to its file (Q34)."""

from regulation.casework.entry import Entry
from regulation.casework.fold import reasons_given
from regulation.casework.rules import Changes, Fold
from regulation.procedures.exit.file import ExitFile
from regulation.procedures.exit.forms import Support
from regulation.vocabulary.act import Act


def _supported(_: ExitFile, form: Support, __: Entry) -> Changes:
    return {"government": form.government}


FOLDS: dict[Act, Fold] = {Act.SUPPORT_EXIT: _supported, Act.REFUSE_EXIT: reasons_given}
