"""What people see before anything is done: help and mistakes, in the language of the run."""

import re
from pathlib import Path

import pytest

from console import speech
from console.app import app, main
from console.commands.system.completion import walked
from console.manual import GROUPS, PAGES

ROOT = Path(__file__).parents[2]
CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# What is typed and named alike in both languages.
TYPED = re.compile(
    r"--?[a-z][\w-]*( zh\|en)?|\b[A-Z]{2,}\b|[\w.-]*[/_.][\w/.-]*|[a-z]+=\S+"
    r"|\b(parklife|python|Temporal|Tab|shell|bash|zsh|fish|iCalendar|Ctrl|facts|materials|jilin-city-draft|eval)\b"
)
ENGLISH = re.compile("[A-Za-z]{2,}")
NAMES = ["", *GROUPS, *(page.name for page in PAGES)]


def helped(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Give the help of a command without its examples, which are typed alike in both languages."""
    assert 0 == main([*name.split(), "--help", "--lang", lang])
    told = capsys.readouterr().out
    return re.split("\n\n(例：|Examples:)\n", told)[0]


def test_every_command_has_its_page() -> None:
    """What can be typed is what the manual tells, and the reverse."""
    assert {page.name for page in PAGES} | set(GROUPS) == {name for name, _ in walked(app)}


@pytest.mark.parametrize("name", NAMES)
def test_help_is_in_the_language_of_the_reader(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """English help has no Chinese in it; Chinese help has no English but what is typed."""
    english, chinese = helped(name, "en", capsys), helped(name, "zh", capsys)
    typed = "|".join(sorted({word for one in NAMES for word in one.split()}, key=len, reverse=True))

    assert english.startswith("Usage: parklife")
    assert [] == CJK.findall(english)
    assert [] == ENGLISH.findall(re.sub(rf"\b({typed})\b", "", TYPED.sub("", chinese)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_parameter_is_explained(page: object, capsys: pytest.CaptureFixture[str]) -> None:
    """No parameter stands in a help page without a word about it."""
    name = getattr(page, "name", "")
    _, apps, _ = app.parse_commands(name.split())

    assert [] == [one.name for one in apps[-1].assemble_argument_collection() if not one.parameter.help]


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (["case"], "缺少 CASE", "CASE is missing"),
        (["case", "park/a", "--as"], "--as 后面没有值", "--as has no value"),
        (["parks", "--jsno"], "没有选项 --jsno", "there is no option --jsno"),
        (["park"], "没有命令 park", "there is no command park"),
        (["round", "shew"], "没有命令 shew", "there is no command shew"),
        (["parks", "more"], "多出 more", "more: nothing takes this"),
        (["parks", "--json", "--json"], "--json 写了不止一次", "--json is given more than once"),
        (["parks", "--json=perhaps"], "--json 不取值", "--json takes no value"),
        (["round", "show", "1.5"], "YEAR 1.5 不是整数", "YEAR 1.5 is not a whole number"),
        (["people", "deputy", "end", "x"], "NUMBER x 不是整数", "NUMBER x is not a whole number"),
        (["act", "a", "b", "--seen", "1.5"], "--seen 1.5 不是整数", "--seen 1.5 is not a whole number"),
        (["digest", "--days", "0"], "--days 0 超出范围", "--days 0 is out of range"),
        (["completion", "tcsh"], "SHELL 不能是 tcsh", "SHELL cannot be tcsh"),
        (["--lang"], "--lang 后面没有值", "--lang has no value"),
        (["parks", "--lang=de"], "--lang de 没有这种语言", "--lang de: there is no such language"),
    ],
)
def test_a_mistake_is_told_in_the_language_of_the_reader(
    words: list[str],
    chinese: str,
    english: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What, why and what now; nothing is printed as a result, and the exit code is 2."""
    told = []
    for lang in ("zh", "en"):
        monkeypatch.setenv("PARKLIFE_LANG", lang)
        monkeypatch.setenv("LC_ALL", lang)  # speaks where --lang itself is the mistake
        assert 2 == main(words)
        printed = capsys.readouterr()
        assert "" == printed.out
        told.append(re.split("(?:何事：|What: |\n原因：|\nWhy: |\n办法：|\nNow: )", printed.err.strip())[1:])

    assert [3, 3] == [len(parts) for parts in told]
    assert [chinese, english] == [parts[1] for parts in told]
    assert [] == [part for part in told[1] if CJK.search(part)]


def test_a_slip_of_the_keyboard_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """What is nearly right names what was meant."""
    main(["taks"])
    main(["tasks", "--rolle", "x"])
    main(["round", "xxx"])

    told = capsys.readouterr().err

    assert ["您是不是要写：tasks。", "您是不是要写：--role。", "可用：open、show。"] == [
        line.removeprefix("办法：") for line in told.splitlines() if line.startswith("办法：")
    ]


def test_the_language_may_stand_anywhere_before_what_is_protected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before the command or after it; what follows `--` is not ours."""
    for words in (["--lang", "en", "parks", "--help"], ["parks", "--help", "--lang=en"]):
        assert 0 == main(words)
        assert "List the parks and their open procedures" in capsys.readouterr().out
    assert ["parks", "--", "--lang", "en"] == speech.listen(["parks", "--", "--lang", "en"], {"LANG": "C"})
    assert "zh" == speech.code()


def test_help_folds_at_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a narrow terminal the text of an option goes on under itself, and no line is too wide."""
    monkeypatch.setenv("COLUMNS", "60")

    told = helped("digest", "en", capsys).splitlines()

    at = next(number for number, line in enumerate(told) if "--send" in line)
    assert told[at].index("send it") == len(told[at + 1]) - len(told[at + 1].lstrip())
    assert 60 >= max(len(line) for line in told[4:])
