"""The directory of people is fed from a file that is checked as a whole."""

from pathlib import Path

import pytest

from desk.usage import UsageMistakeError
from desk.views.accounts import read_people


def test_every_bad_field_of_every_person_is_named_at_once(tmp_path: Path) -> None:
    """An unknown role, a missing name and an expert without a field are all in one message."""
    file = tmp_path / "people.toml"
    file.write_text(
        '[[people]]\nid = "a"\nname = "甲"\nroles = ["king"]\n'
        '[[people]]\nid = "b"\nroles = ["drc"]\n'
        '[[people]]\nid = "c"\nname = "丙"\nroles = ["expert"]\n',
        encoding="utf-8",
    )
    with pytest.raises(UsageMistakeError) as caught:
        read_people(file)

    assert all(part in str(caught.value) for part in ("第 1 人「roles", "第 2 人「name", "第 3 人「field"))


def test_a_fault_is_told_in_chinese_and_a_missing_file_plainly(tmp_path: Path) -> None:
    """Neither the validator's nor the operating system's English reaches people."""
    file = tmp_path / "people.toml"
    file.write_text('[[people]]\nid = "a"\nname = 1\nroles = ["king"]\n', encoding="utf-8")
    with pytest.raises(UsageMistakeError) as caught:
        read_people(file)
    assert "第 1 人「name」应填文字" in str(caught.value)
    assert "只能填 'operator'、" in str(caught.value)
    with pytest.raises(UsageMistakeError, match="没有这个文件"):
        read_people(tmp_path / "nobody.toml")


def test_a_sound_file_gives_its_people(tmp_path: Path) -> None:
    """Roles and district come from the file."""
    file = tmp_path / "people.toml"
    file.write_text('[[people]]\nid = "a"\nname = "甲"\nroles = ["drc"]\n', encoding="utf-8")

    assert ["a"] == [person.id for person in read_people(file)]
