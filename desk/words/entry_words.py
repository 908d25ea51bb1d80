"""What an entry of the ledger says beside who did what: its words, and which case of a park it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.people import sees_experts
from desk.words.field_names import title_of
from records.people.directory import Account
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.procedures.park import OPENS, ParkFile, fold_park, opened_park
from regulation.procedures.park.forms import FORMS
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import kind_of
from regulation.vocabulary.role import Role
from regulation.words.sentences import written

# The fields in which people give their words; never a score, a judgement, an expert or who objected.
WORDS = frozenset(
    {
        "opinion",
        "reasons",
        "provisions",
        "reason",
        "grounds",
        "ground",
        "external_basis",
        "note",
        "items",
        "repeat_reason",
        "text",
        "findings",
        "conditions",
        "evidence",
        "what",
        "statement",
        "answers",
        "record",
        "report",
        "summary",
        "vote",
        "override_minute",
        "proposal",
        "done",
        "explanation",
    }
)
NAMING = frozenset({Act.RECUSE})  # acts of others whose words may name an expert (Q10)


def concerned(entries: Sequence[Entry]) -> dict[int, str]:
    """Give the case that each opening and each closing of a park is about, by the number of its entry."""
    found: dict[int, str] = {}
    park: ParkFile | None = None
    for entry in entries:
        before = park or opened_park(entry)
        park = fold_park(before, entry)
        begun = [case for case in park.open if case not in before.open] if entry.act in OPENS else []
        case = begun[0] if begun else entry.form.get("case")
        if isinstance(case, str):
            found[entry.seq] = case
    return found


def said(entry: Entry, file: CaseFile | None, viewer: Account | None) -> dict[str, Any]:
    """Give the words of an entry that this viewer may read (Q10, Q11, Q12)."""
    if _sealed(entry, file, viewer):
        return {}
    return {key: written(value) for key, value in entry.form.items() if key in WORDS and value}


def _sealed(entry: Entry, file: CaseFile | None, viewer: Account | None) -> bool:
    """Say whether words are kept: a member's before all are collated, and what may tell who sits or objected."""
    if entry.act == Act.FILE_OBJECTION:
        return not (entry.form.get("name") and entry.form.get("contact")) and not sees_experts(viewer)
    if entry.act in NAMING:
        return not sees_experts(viewer)
    if entry.actor.role != Role.EXPERT or (viewer is not None and viewer.id == entry.actor.person):
        return False
    if "opinion" not in entry.form:
        return not sees_experts(viewer)
    sheets = file.signed_sheets() if file else ()
    return not sheets or any(sheet.sealed for sheet in sheets)


def in_words(words: Mapping[str, Any], entry: Entry) -> str:
    """Write words of an entry for people, each field by its title."""
    kind = kind_of(entry.case)
    form = (PROCEDURES[kind].forms if kind else FORMS).get(entry.act)
    return "\n".join(f"{title_of(form, key)}：{_plain(value)}" for key, value in words.items())


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "，".join(_plain(part) for part in value.values() if part is not None)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "；".join(_plain(item) for item in value)
    return str(value)
