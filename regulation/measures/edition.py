"""Editions read from their files: validated all at once, and known by id and digest."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import ValidationError

from regulation.measures.model import (
    PROVISION_ID,
    READING_ID,
    Article,
    Edition,
    EditionError,
    EditionStatus,
    Head,
    Parameter,
    Provision,
    ProvisionKind,
    Reading,
    place,
)
from regulation.measures.parameters import EXPECTED, faults
from regulation.measures.scorecard import card as scorecard
from regulation.words.wording import Frozen, Words

__all__ = [
    "Article",
    "Edition",
    "EditionError",
    "EditionStatus",
    "Parameter",
    "Provision",
    "ProvisionKind",
    "Reading",
    "Words",
    "current_edition",
    "edition",
    "known_editions",
    "load",
    "parse",
    "register",
    "validate_folder",
]

M = TypeVar("M", bound=Frozen)

SECTIONS: Mapping[str, type[Frozen]] = {
    "articles": Article,
    "provisions": Provision,
    "readings": Reading,
    "parameters": Parameter,
}
KEYS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "articles": (re.compile(r"[1-9]\d*"), "not an article number; write digits, such as 4"),
    "provisions": (PROVISION_ID, "not a provision id; write R<article>.<item>-<word>"),
    "readings": (READING_ID, "not a reading id; write Q and two digits"),
    "parameters": (re.compile(r"[a-z0-9_.]+"), "not a parameter key; use small letters, digits, _ and ."),
}


def parse(text: str, name: str) -> Edition:
    """Read an edition from TOML; `name` is the file in the message.

    Raises EditionError with every fault of the text at once; a text that is not TOML has only that fault.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(name, [_syntax(error, text)]) from error
    errors: list[str] = []
    head = {key: value for key, value in raw.items() if key not in {*SECTIONS, "scorecard"}}
    _made(Head, head, (), errors)
    parts = {section: _section(raw, section, errors) for section in SECTIONS}
    errors += _articles_missing(raw.get("articles"), parts["provisions"])
    errors += _bases_missing(raw, parts["parameters"])
    errors += _parameters_wrong(raw.get("parameters"), parts["parameters"])
    card = _card(raw, errors)
    if errors:
        raise EditionError(name, errors)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Edition.model_validate({**head, **parts, "scorecard": card, "digest": digest})


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Say where the text stops being TOML, and which id stands twice if that is why."""
    found = re.search(r"at line (\d+)", str(error))
    line = text.splitlines()[int(found[1]) - 1].split("=")[0].strip() if found else ""
    if found and re.search("twice|overwrite", str(error)):
        return f"line {found[1]}: {line} stands twice; keep one of them"
    return f"not TOML: {error}; correct it there"


def _path(*keys: object) -> str:
    """Write a key path as TOML does."""
    plain = re.compile(r"[A-Za-z0-9_-]+")
    return ".".join(str(key) if plain.fullmatch(str(key)) else f'"{key}"' for key in keys)


def _made(
    model: type[M],
    given: Any,
    path: tuple[str, ...],
    errors: list[str],
    context: Mapping[str, Any] | None = None,
) -> M | None:
    """Make one entry, or add its faults to `errors`."""
    try:
        return model.model_validate(given, context=context)
    except ValidationError as invalid:
        for fault in invalid.errors():
            reason = {
                "missing": "missing; add it",
                "extra_forbidden": "unknown key; remove it, or check its spelling",
                "value_error": str(fault.get("ctx", {}).get("error")),
            }.get(fault["type"], f"{fault['msg']}; correct the value")
            where = _path(*path, *_keys(fault["loc"]))
            errors.append(f"{where}: {reason}")
        return None


def _keys(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Give the keys as the file has them; pydantic puts the kind of a rule between a rule and its argument."""
    return tuple(key for before, key in zip(("", *loc), loc, strict=False) if before != "rule")


def _card(raw: Mapping[str, Any], errors: list[str]) -> scorecard.Scorecard | None:
    """Make the scorecard; what cannot be made, or does not add up, is in `errors`."""
    given = raw.get("scorecard")
    if not isinstance(given, dict):
        errors.append("scorecard: missing or not a table; add [scorecard] with its entries")
        return None
    before, context = len(errors), scorecard.context(raw)
    head_given = {key: value for key, value in given.items() if key not in scorecard.PARTS}
    head = _made(scorecard.CardHead, head_given, ("scorecard",), errors, context)
    parts: dict[str, dict[str, Any]] = {}
    broken: set[str] = set()
    for part, model in scorecard.PARTS.items():
        entries = _table(given.get(part))
        if not entries:
            errors.append(f"scorecard.{part}: missing, empty or not a table; add its entries")
        made = {key: _made(model, e, ("scorecard", part, key), errors, context) for key, e in entries.items()}
        parts[part] = {key: entry for key, entry in made.items() if entry is not None}
        broken |= entries.keys() - parts[part].keys()
    wrong = scorecard.faults(head, parts["dimensions"], parts["indicators"], broken)
    errors += [f"{_path('scorecard', *path)}: {complaint}" for path, complaint in wrong]
    if head is None or errors[before:]:
        return None
    return scorecard.Scorecard.model_validate({**dict(head), **parts}, context=context)


def _section(raw: Mapping[str, Any], section: str, errors: list[str]) -> dict[str, Any]:
    """Make all entries of one section; what cannot be made is in `errors`."""
    entries = raw.get(section)
    if not isinstance(entries, dict) or not entries:
        errors.append(f"{section}: missing, empty or not a table; add [{section}] with its entries")
        return {}
    pattern, complaint = KEYS[section]
    errors += [f"{_path(section, key)}: {complaint}" for key in entries if not pattern.fullmatch(key)]
    made = {key: _made(SECTIONS[section], entry, (section, key), errors) for key, entry in entries.items()}
    return {key: entry for key, entry in made.items() if entry is not None}


def _table(section: Any) -> dict[str, Any]:
    """Give a section's entries; a section that is no table was complained of before."""
    return section if isinstance(section, dict) else {}


def _articles_missing(articles: Any, provisions: Mapping[str, Provision]) -> Iterator[str]:
    """Name the provisions whose article the edition does not have; article 0 is the title."""
    known = {"0", *_table(articles)}
    for key in filter(PROVISION_ID.fullmatch, provisions):
        article = str(place(key)[0])
        if article not in known:
            yield f"{_path('provisions', key)}: there is no article {article}; add it, or correct the id"


def _bases_missing(raw: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> Iterator[str]:
    """Name the parameters that rest on nothing in this edition."""
    known = _table(raw.get("provisions")).keys() | _table(raw.get("readings")).keys()
    for key, parameter in parameters.items():
        if parameter.basis not in known:
            what = "reading" if parameter.basis.startswith("Q") else "provision"
            yield (
                f"{_path('parameters', key, 'basis')}: {parameter.basis} is not a {what} of this edition; "
                "cite an existing R or Q id"
            )


def _parameters_wrong(entries: Any, parameters: Mapping[str, Parameter]) -> Iterator[str]:
    """Name the parameters that a rule needs and does not find, or cannot use."""
    for key in sorted(EXPECTED.keys() - _table(entries).keys()):
        yield f"{_path('parameters', key)}: missing; a rule needs it"
    for path, complaint in faults({key: (p.value, p.unit) for key, p in parameters.items()}):
        yield f"{path}: {complaint}"


def load(path: Traversable) -> Edition:
    """Read an edition from its file, which is named after its id; EditionError as for `parse`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(path.name, [f"cannot be read: {error}; give a UTF-8 file"]) from error
    found = parse(text, path.name)
    if path.name != f"{found.id}.toml":
        raise EditionError(
            path.name, [f"id: is {found.id}; name the file {found.id}.toml, or correct the id"]
        )
    return found


def validate_folder(folder: Traversable) -> tuple[Edition, ...]:
    """Read every edition of a folder; EditionError with the faults of all files at once."""
    paths = [path for path in folder.iterdir() if path.name.endswith(".toml")] if folder.is_dir() else []
    found, errors = [], []
    for path in sorted(paths, key=lambda path: path.name):
        try:
            found.append(load(path))
        except EditionError as error:
            errors += [f"{path.name}: {line}" for line in error.errors]
    if not paths:
        errors.append("no edition here; give a folder with <id>.toml files")
    if errors:
        raise EditionError(str(folder), errors)
    return tuple(found)


_KNOWN: dict[str, Edition] = {}


def register(new: Edition) -> None:
    """Make an edition known; EditionError if its id already stands for another text."""
    _load_packaged()
    _add(new)


def _add(new: Edition) -> None:
    known = _KNOWN.setdefault(new.id, new)
    if known.digest != new.digest:
        why = f"digest: {new.digest} differs from {known.digest}, the text in use; give the new text a new id"
        raise EditionError(new.id, [why])


def current_edition() -> Edition:
    """Give the edition for what begins today: the youngest in force, or else a draft (R10-effective, Q40)."""
    usable = [known for known in known_editions().values() if known.status != EditionStatus.SUPERSEDED]
    return max(
        usable, key=lambda known: (known.status == EditionStatus.IN_FORCE, known.effective_from or date.min)
    )


def edition(edition_id: str, digest: str | None = None) -> Edition:
    """Give the edition that a case names; EditionError if it is unknown or its text has changed since."""
    known = known_editions().get(edition_id)
    if known is None:
        why = f"id: no such edition; put back its file, or choose from: {', '.join(known_editions())}"
        raise EditionError(edition_id, [why])
    if digest is not None and known.digest != digest:
        why = f"digest: the case began under {digest}, the file is now {known.digest}; put back the old text"
        raise EditionError(edition_id, [why])
    return known


@cache
def _load_packaged() -> None:
    for packaged in validate_folder(files("regulation.measures") / "editions"):
        _add(packaged)


def known_editions() -> Mapping[str, Edition]:
    """Give every known edition by its id: those of the release, read when somebody first asks, and those registered."""
    _load_packaged()
    return _KNOWN
