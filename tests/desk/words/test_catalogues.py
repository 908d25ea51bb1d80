"""What is said is written out where it is said, and comes in both languages."""

import re

import pytest

from desk.words.catalogue import language
from docs import catalogues
from regulation.words.message import Message, say

SAID = catalogues.gathered()
SENTENCES = catalogues.known(SAID)
# Words of the machine that have no Chinese: commands, formats, units, identifiers.
TECHNICAL = re.compile(
    r"「\w+」|--?[\w-]+( [a-z]+=)?|PARKLIFE_\w+|[A-Z]{2,}\w*\b|\w+[_.-][\w-]+|[QR]\d\w*|m²|MiB|\.doc|\.xls"
    r"|\b(zh|en|English|consent|refuse|agree|disagree|reserve|true|false)\b"  # what is typed as it stands
    r"|\b(tasks|case|up|make up|migrate|people deputy (list|add)|round( show| open)?|parks|history|parklife)\b"
    r"|\b(edition check|resume|temporal|worker|python|pip install|postgresql|asyncpg)\b"  # commands, programs
    r"|\b(samples|source|workdays|year|materials|facts|sites|opinion|corrects|id)\b"  # fields
    r"|(\bpark/jiangbei(/application/1)?|\bjiangbei|\.toml|\.csv|\.venv/bin/python|\bdocs/)"
    r"|\b(Excel|Office|JavaScript|Temporal|iCalendar|Tab|shell)\b"
)
CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
IMPORT = "from regulation.words.message import say\n"


def test_every_sentence_is_written_out_with_a_value_for_each_place() -> None:
    """A sentence that is put together by code can be found by nobody who translates it."""
    assert [] == [f"{said.where}: {said.amiss}" for said in SAID if said.amiss]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_catalogue_is_in_order(code: str) -> None:
    """Nothing is missing, unused, stale or has other places; `python docs/catalogues.py` says how."""
    path = catalogues.CATALOGUES / f"{code}.po"
    machine = catalogues.compiled(path.with_suffix(".mo"))

    assert [] == catalogues.faults(code, SENTENCES, path.read_text(encoding="utf-8"), machine)


def test_english_has_no_chinese() -> None:
    """Every sentence written in English is English; Chinese is only in the values."""
    english = language("en")
    found = [english.write(_filled(sentence)) for sentence in SENTENCES]

    assert [] == [sentence for sentence in found if CJK.search(sentence)]


def test_chinese_has_no_english() -> None:
    """Every sentence written in Chinese is Chinese, but for the words of the machine."""
    chinese = language("zh")
    found = [TECHNICAL.sub("", chinese.write(_filled(sentence))) for sentence in SENTENCES]

    assert [] == [sentence for sentence in found if re.search("[A-Za-z]{2,}", sentence)]


def _filled(sentence: str) -> Message:
    """Put a sign that belongs to no language into every place."""
    return Message(id=sentence, values=dict.fromkeys(catalogues.places(sentence), "0"))


def test_a_sentence_is_read_from_the_compiled_catalogue() -> None:
    """English is another sentence; one that no catalogue has stands as it was said."""
    assert "year" == language("en").write(say("年度"))
    assert "没有译文 3" == language("en").write(Message(id="没有译文 {n}", values={"n": 3}))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (IMPORT + "say('共 {n} 条', n=3)", [("共 {n} 条", "")]),
        (
            IMPORT + "say(f'共 {n} 条')",
            [("", "the first and only argument of say() is a sentence that is written out")],
        ),
        (IMPORT + "say('共 {n} 条', m=3)", [("共 {n} 条", "places ['n'], but values ['m']")]),
        (IMPORT + "say('共 {n} 条', **more)", [("共 {n} 条", "places ['n'], but values ['**']")]),
        (IMPORT + "say('共 {n:>3} 条', n=3)", [("共 {n:>3} 条", "places ['n:>3'], but values ['n']")]),
        ("say('某命令的输出')", []),
        (IMPORT.replace("say\n", "say as message\n") + "say(f'{n}')\nmessage('无')", [("无", "")]),
        ("from desk.words.catalogue import words\nwords('列出待办')", [("列出待办", "")]),
        (
            "from desk.words.catalogue import words\nwords('共 {n} 条')",
            [("共 {n} 条", "places ['n'], but values []")],
        ),
        ("Field(title='年度', description='a year')", [("年度", "")]),
    ],
)
def test_what_code_says_is_found(source: str, expected: list[tuple[str, str]]) -> None:
    """Messages and titles are gathered, and how they are said is judged; another `say` is not ours."""
    assert expected == [(said.sentence, said.amiss) for said in catalogues.gather(source, "a.py")]


SAYS = {"共 {n} 条": "a.py:1", "无": "a.py:2"}
GOOD = {"共 {n} 条": "{n} in all", "无": "none"}


@pytest.mark.parametrize(
    ("has", "machine", "expected"),
    [
        (GOOD, GOOD, []),
        (GOOD | {"无": ""}, {"共 {n} 条": "{n} in all"}, ["a.py:2: not translated: 无"]),
        (GOOD | {"有": "some"}, GOOD | {"有": "some"}, ["en.po: said nowhere: 有"]),
        (
            GOOD | {"共 {n} 条": "{m} in all"},
            GOOD | {"共 {n} 条": "{m} in all"},
            ["en.po: places ['n'] and ['m']: 共 {n} 条"],
        ),
        (GOOD, GOOD | {"无": "nothing"}, ["en.mo: stale; run python docs/catalogues.py"]),
    ],
)
def test_each_fault_of_a_catalogue_is_told(
    has: dict[str, str], machine: dict[str, str], expected: list[str]
) -> None:
    """One that is missing, unused, with other places, or compiled before it was changed."""
    assert expected == catalogues.faults("en", SAYS, catalogues.written("en", has), machine)


def test_a_merge_conflict_is_put_in_order_by_the_tool() -> None:
    """With both sides of it in the file, both translations are kept, and the check asks for the tool."""
    ours, theirs = 'msgid "共 {n} 条"\nmsgstr "{n} in all"\n', 'msgid "无"\nmsgstr "none"\n'
    text = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"

    assert GOOD == catalogues.read(text)
    assert ["en.po: not as the tool writes it; run python docs/catalogues.py"] == catalogues.faults(
        "en", SAYS, text, GOOD
    )


def test_a_sentence_survives_the_file() -> None:
    """Quotes, line ends and backslashes come back as they were."""
    has = {"「{a}」\n第二行": 'a "quoted" line\nand\\another'}

    assert has == catalogues.read(catalogues.written("en", has))
