"""Which language a reader gets."""

import pytest

from desk.words.choice import UnknownLanguageError, chosen


@pytest.mark.parametrize(
    ("lang", "environment", "expected"),
    [
        (None, {}, "zh"),
        ("en", {"PARKLIFE_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"PARKLIFE_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (None, {"PARKLIFE_LANG": "", "LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "en.UTF-8"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "zh"),
    ],
)
def test_who_asks_first_is_heard_first(lang: str | None, environment: dict[str, str], expected: str) -> None:
    """`--lang` before PARKLIFE_LANG before the locale; nothing that is known gives Chinese."""
    assert expected == chosen(lang, environment)


@pytest.mark.parametrize(
    ("lang", "environment", "expected"),
    [("de", {}, ("--lang", "de")), (None, {"PARKLIFE_LANG": "english"}, ("PARKLIFE_LANG", "english"))],
)
def test_a_language_that_is_not_there_is_a_mistake(
    lang: str | None, environment: dict[str, str], expected: tuple[str, str]
) -> None:
    """It names where it was asked for, and what was asked."""
    with pytest.raises(UnknownLanguageError) as refused:
        chosen(lang, environment)

    assert expected == (refused.value.source, refused.value.asked)
