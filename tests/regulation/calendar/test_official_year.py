"""An official year is checked as it is typed in: what cannot be right is named with the next step (Q41)."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from regulation.calendar.official_year import OfficialYear
from regulation.words.message import Message


def days(month: int, first: int, last: int | None = None) -> tuple[date, ...]:
    """Give some days of 2027."""
    return tuple(date(2027, month, day) for day in range(first, (last or first) + 1))


STATUTORY = {
    day: Message(id=name)
    for name, listed in {
        "元旦": days(1, 1),
        "农历除夕": days(2, 5),
        "春节": days(2, 6, 8),
        "清明节": days(4, 5),
        "劳动节": days(5, 1, 2),
        "端午节": days(6, 9),
        "中秋节": days(9, 15),
        "国庆节": days(10, 1, 3),
    }.items()
    for day in listed
}
OFF = (
    *days(1, 1, 3),
    *days(2, 5, 11),
    *days(4, 3, 5),
    *days(5, 1, 5),
    *days(6, 9),
    *days(9, 15),
    *days(10, 1, 7),
)
WORKED = (*days(2, 20), *days(5, 8), *days(9, 26), *days(10, 9))
SOURCE = "虚构〔2026〕0号"


def text(**changes: Any) -> OfficialYear:
    """Give a sound year with some changes."""
    return OfficialYear.model_validate(
        {"year": 2027, "source": SOURCE, "days_off": OFF, "workdays": WORKED} | changes
    )


@pytest.mark.provision("Q41")
def test_a_sound_year_has_no_faults() -> None:
    """Weekends within a holiday may be listed or left out, and New Year may reach into December."""
    assert () == text().faults(STATUTORY)
    without = tuple(d for d in OFF if d.weekday() < 5 or d in STATUTORY)
    assert () == text(days_off=without).faults(STATUTORY)
    assert () == text(days_off=(date(2026, 12, 31), *OFF), workdays=(date(2026, 12, 26), *WORKED)).faults(
        STATUTORY
    )


@pytest.mark.provision("Q41")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"source": "某网站通知"}, "source「某网站通知」没有发文字号"),
        ({"source": f"{SOURCE} https://a.invalid"}, "source 含网址"),
        ({"days_off": (*OFF, date(2028, 1, 1))}, "days_off 中2028年1月1日不属于 2027 年"),
        ({"days_off": (*OFF, date(2026, 11, 30))}, "days_off 中2026年11月30日不属于 2027 年"),
        ({"workdays": (*WORKED, date(2028, 1, 8))}, "workdays 中2028年1月8日不属于 2027 年"),
        ({"days_off": (*OFF, date(2027, 10, 2))}, "days_off 中2027年10月2日重复列出"),
        ({"workdays": (*WORKED, date(2027, 5, 8))}, "workdays 中2027年5月8日重复列出"),
        ({"workdays": (*WORKED, date(2027, 5, 7))}, "workdays 中2027年5月7日本来就是工作日"),
        ({"workdays": (*WORKED, date(2027, 10, 3))}, "workdays 与 days_off 同时列有2027年10月3日"),
        (
            {"days_off": tuple(d for d in OFF if d.month != 6)},
            "days_off 缺少端午节（2027年6月9日）",
        ),
        ({"days_off": tuple(STATUTORY)[:12]}, "days_off 只有 12 天，少于"),
        (
            {"days_off": tuple(d for d in OFF if d != date(2027, 10, 6))},
            "days_off 在2027年10月6日中断",
        ),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], told: str) -> None:
    """The field, the day, the reason and what to do."""
    faults = [fault for fault in text(**changes).faults(STATUTORY) if told in str(fault)]
    assert 1 == len(faults)
    assert "请" in str(faults[0])


def test_thirteen_days_are_enough() -> None:
    """The statutory days alone are a year, one fewer is not."""
    assert () == text(days_off=tuple(STATUTORY)).faults(STATUTORY)


def test_all_faults_come_at_once() -> None:
    """Whoever corrects the file corrects it once."""
    faults = text(source="x", days_off=OFF[1:], workdays=days(5, 7)).faults(STATUTORY)
    assert 3 == len(faults)


@pytest.mark.parametrize(("year", "sound"), [(2024, False), (2025, True), (2100, True), (2101, False)])
def test_years_before_the_regulation_are_refused(year: int, sound: bool) -> None:
    """The thirteen days apply from 2025."""
    if sound:
        assert year == text(year=year).year
    else:
        with pytest.raises(ValidationError, match="year"):
            text(year=year)


def test_the_digest_follows_what_is_said() -> None:
    """The order of the days says nothing; a day, the source and what is corrected do."""
    same = text(days_off=OFF[::-1], workdays=WORKED[::-1])
    others = (text(workdays=WORKED[1:]), text(source="虚构〔2026〕1号"), text(corrects="0" * 64))
    assert text().digest == same.digest
    assert 4 == len({text().digest, *(other.digest for other in others)})
