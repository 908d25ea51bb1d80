"""What an entry of the ledger says beside who did what: its words, and which case of a park it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.words.field_names import title_of
from regulation.casework.entry import Entry
from regulation.people.disclosure import Sight
from regulation.procedures.park import OPENS, ParkFile, fold_park, opened_park
from regulation.procedures.park.forms import FORMS
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.kind import kind_of
from regulation.words.message import Message, say, series
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


def said(entry: Entry, sight: Sight, *, collated: bool) -> dict[str, Any]:
    """Give the words of an entry that a viewer may read (Q10, Q11, Q12)."""
    by = entry.actor
    if not sight.hears(entry.act, by.role, entry.form, by.person, collated=collated):
        return {}
    return {key: written(value) for key, value in entry.form.items() if key in WORDS and value}


def in_words(words: Mapping[str, Any], entry: Entry) -> Message:
    """Put words of an entry together for people, each field by its title."""
    kind = kind_of(entry.case)
    form = (PROCEDURES[kind].forms if kind else FORMS).get(entry.act)
    told = (
        say("{title}：{words}", title=Message(id=title_of(form, key)), words=_plain(value))
        for key, value in words.items()
    )
    return say("{words}", words=series(told, "\n"))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return series((_plain(part) for part in value.values() if part is not None), "，")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return series((_plain(item) for item in value), "；")
    return value if isinstance(value, bool) else str(value)
