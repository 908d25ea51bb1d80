"""Keep the catalogues: gather what the code says, keep its translations, compile; --check tells what is amiss.

    python docs/catalogues.py                     gather, write the .po anew, compile
    python docs/catalogues.py --check             write nothing; list what is amiss, and fail if anything is
    python docs/catalogues.py --import FILE.json  bring in translations, {sentence: translation}, then the same

Gathered are the first words of `say(…)`, those of `words(…)` (which have no places), and the Chinese `title=` and
`description=` of pydantic's `Field(…)`.
`en.po` has every sentence; `zh.po` only those that are worded otherwise than where they are said. `kept.pot`
has the sentences that stand in a ledger and are said by no code any more: whoever takes one out of the code puts
it there by hand. The compiled files are committed, so that nothing is built or installed before a program starts.

After a merge conflict: leave both sides in the .po, take any side of the .mo, run this tool; where both sides
translate a sentence, the later translation stands. `.gitattributes` makes git take both sides of a .po by itself.
"""

import argparse
import ast
import gettext
import json
import re
import string
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "desk" / "words" / "catalogues"
ROOMS = (
    "regulation",
    "records",
    "activities",
    "workflows",
    "running",
    "proof",
    "desk",
    "simulation",
    "embedded",
    "console",
)
SAYING = {"say": "regulation.words.message", "words": "desk.words.catalogue"}
TOOL = "python docs/catalogues.py"
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
ENTRY = re.compile(r'^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)', re.MULTILINE)
MARKS = re.compile(r"^(<{7}|\|{7}|={7}|>{7}).*\n", re.MULTILINE)
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {code}\\n"\n\n'


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and where it is said; `amiss` tells what is wrong with how it is said, if anything."""

    sentence: str
    where: str
    amiss: str = ""


def places(sentence: str) -> set[str]:
    """Name the places of a sentence; a place with anything but a name in it is named as it stands."""
    found = string.Formatter().parse(sentence)
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
        for _, name, spec, conversion in found
        if name is not None
    }


def gather(source: str, where: str) -> Iterator[Said]:
    """Find what a file says, by whatever name it imports `say`."""
    nodes = list(ast.walk(ast.parse(source)))
    ours = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if SAYING.get(alias.name) == node.module
    }
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in ours:
            yield _said(node, f"{where}:{node.lineno}")
        elif called.rpartition(".")[2] == "Field":
            yield from _field(node, f"{where}:{node.lineno}")


def _said(call: ast.Call, where: str) -> Said:
    """Read one `say(…)` or `words(…)`: it is written out, and a value is given for each place."""
    first = call.args[0] if call.args else None
    if len(call.args) != 1 or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        amiss = f"the first and only argument of {ast.unparse(call.func)}() is a sentence that is written out"
        return Said("", where, amiss)
    given = {keyword.arg or "**" for keyword in call.keywords}
    if given != places(first.value):
        return Said(first.value, where, f"places {sorted(places(first.value))}, but values {sorted(given)}")
    return Said(first.value, where)


def _field(call: ast.Call, where: str) -> Iterator[Said]:
    """Read the titles and descriptions of a field; what has no Chinese in it is for developers."""
    for keyword in call.keywords:
        words = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if keyword.arg in {"title", "description"} and isinstance(words, str) and CHINESE.search(words):
            yield Said(words, where)


def gathered() -> list[Said]:
    """Find what the whole program says."""
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [
        said
        for path in paths
        for said in gather(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    ]


def read(text: str) -> dict[str, str]:
    """Read the translations of a .po, also of one with both sides of a conflict in it."""
    found: dict[str, str] = {}
    for entry in ENTRY.finditer(MARKS.sub("", text)):
        sentence, translation = (pofile.denormalize(lines.strip()) for lines in entry.groups())
        found[sentence] = translation or found.get(sentence, "")
    return {sentence: translation for sentence, translation in found.items() if sentence}


def _catalog(code: str, translations: Mapping[str, str]) -> Catalog:
    catalog = Catalog(locale=code)
    for sentence, translation in sorted(translations.items()):
        catalog.add(sentence, translation)
    return catalog


def written(code: str, translations: Mapping[str, str]) -> str:
    """Write a .po: in order, one line for each sentence, nothing that changes by itself."""
    file = BytesIO()
    pofile.write_po(file, _catalog(code, translations), width=0, omit_header=True)
    return HEADER.format(code=code) + file.getvalue().decode("utf-8")


def compiled(path: Path) -> dict[str, str]:
    """Read a compiled file; nothing where there is none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        words: dict[str, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    return {sentence: translation for sentence, translation in words.items() if sentence}


def faults(code: str, said: Mapping[str, str], text: str, machine: Mapping[str, str]) -> list[str]:
    """Tell what is amiss with a catalogue, given what is said and where, its text and its compiled sentences."""
    has = read(text)
    found = [
        f"{where}: not translated: {words}"
        for words, where in said.items()
        if code == "en" and not has.get(words)
    ]
    for words, translation in has.items():
        if words not in said:
            found.append(f"{code}.po: said nowhere: {words}")
        elif translation and places(words) != places(translation):
            found.append(
                f"{code}.po: places {sorted(places(words))} and {sorted(places(translation))}: {words}"
            )
    if text != written(code, has):
        found.append(f"{code}.po: not as the tool writes it; run {TOOL}")
    if machine != {words: translation for words, translation in has.items() if translation}:
        found.append(f"{code}.mo: stale; run {TOOL}")
    return found


def known(said: list[Said]) -> dict[str, str]:
    """Give the sentences that a catalogue has, and where they are said; one without Chinese is its own translation."""
    kept = read((CATALOGUES / "kept.pot").read_text(encoding="utf-8"))
    return {
        **dict.fromkeys(kept, "kept.pot"),
        **{one.sentence: one.where for one in said if CHINESE.search(one.sentence)},
    }


def update(code: str, said: Mapping[str, str], more: Mapping[str, str]) -> None:
    """Write a catalogue anew with what is said now, keep what is translated, and compile it."""
    path = CATALOGUES / f"{code}.po"
    has = {**read(path.read_text(encoding="utf-8") if path.exists() else ""), **more}
    wanted = said if code == "en" else {words: "" for words in said if has.get(words)}
    has = {words: has.get(words, "") for words in wanted}
    path.write_text(written(code, has), encoding="utf-8")
    machine = path.with_suffix(".mo")
    if compiled(machine) != {words: translation for words, translation in has.items() if translation}:
        with machine.open("wb") as file:  # its header has the hour: written only when a sentence changed
            write_mo(file, _catalog(code, has))


def main() -> int:
    """Check or write the catalogues."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; list what is amiss")
    parser.add_argument(
        "--import", dest="file", type=Path, help="translations to bring in, {sentence: translation}"
    )
    asked = parser.parse_args()
    said = gathered()
    sentences = known(said)
    found = [f"{one.where}: {one.amiss}" for one in said if one.amiss]
    if not asked.check:
        more: dict[str, str] = json.loads(asked.file.read_text(encoding="utf-8")) if asked.file else {}
        found += [
            f"{asked.file}: said nowhere, left out: {words}" for words in more if words not in sentences
        ]
        for code in ("zh", "en"):
            update(code, sentences, more if code == "en" else {})
    for code in ("zh", "en"):
        text = (CATALOGUES / f"{code}.po").read_text(encoding="utf-8")
        found += faults(code, sentences, text, compiled(CATALOGUES / f"{code}.mo"))
    print("\n".join(found) if found else f"{len(sentences)} sentences, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
