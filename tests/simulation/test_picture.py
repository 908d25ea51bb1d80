"""The picture is sound SVG, shows every mark once, and lets no text out of its place."""

from datetime import date
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from simulation.years.outcome import Life, Mark, Outcome, Proof, What
from simulation.years.picture import LOOKS, picture

SVG = "{http://www.w3.org/2000/svg}"
BEGINS = date(2027, 1, 4)


def _mark(what: What, day: str) -> Mark:
    on = date.fromisoformat(day)
    return Mark(year=on.year, on=on, what=what)


def _told(*marks: Mark, name: str = "某园") -> Outcome:
    life = Life(park="sim-01", name=name, marks=marks)
    return Outcome(lives=(life,), proofs=(Proof(entries=1, head="a"),))


def _drawn(*told: Outcome, heading: str = "版本") -> Element:
    root: Element = fromstring(picture([(heading, one) for one in told], BEGINS, 10))
    return root


def _titles(root: Element) -> list[str]:
    return [str(title.text) for title in root.iter(f"{SVG}title")]


@pytest.mark.parametrize("what", LOOKS)
def test_a_mark_is_drawn_with_its_day(what: What) -> None:
    """Once in the park's line, with the day for who points at it, and once in the legend."""
    titles = _titles(_drawn(_told(_mark(what, "2030-05-06"))))

    assert 1 == titles.count(f"2030-05-06 {what.zh}")
    assert 1 == titles.count(what.zh)


def test_the_status_is_a_band_from_designation_to_its_end() -> None:
    """Revoked and designated again: two bands, the second to the end of the picture; before, none."""
    told = _told(
        _mark(What.APPLIED, "2027-02-01"),
        _mark(What.DESIGNATED, "2028-01-01"),
        _mark(What.REVOKED, "2030-01-01"),
        _mark(What.DESIGNATED, "2033-01-01"),
    )

    bands = [float(r.get("width", 0)) for r in _drawn(told).iter(f"{SVG}rect") if r.get("fill") == "#dafbe1"]
    assert 2 == len(bands)
    assert 60.0 == pytest.approx(bands[0], abs=0.2)
    assert 150.0 == pytest.approx(bands[1], abs=0.2)
    assert 0 == sum(r.get("fill") == "#dafbe1" for r in _drawn(_told()).iter(f"{SVG}rect"))


def test_text_is_escaped() -> None:
    """A name with the signs of the format stays a name."""
    name = "<script>&\"'</text>"

    texts = [text.text for text in _drawn(_told(name=name), heading="a<b&c").iter(f"{SVG}text")]
    assert name in texts
    assert "a<b&c" in texts


def test_two_editions_stand_under_one_another() -> None:
    """Both headings, twice the parks, and one legend."""
    root = _drawn(_told(), _told())

    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert (2, 2, 1) == (texts.count("版本"), texts.count("某园"), texts.count("取消资格"))
