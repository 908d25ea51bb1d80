"""A deployment's own editions: known to worker and commands alike, or nothing starts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from regulation.measures.edition import known_editions
from running.editions import load_editions
from running.settings import Settings, SettingsError

DRAFT = "jilin-city-draft"
NEXT = "jilin-city-next"
PACKAGED = Path(__file__).resolve().parents[2] / "regulation" / "measures" / "editions" / f"{DRAFT}.toml"


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with patch.dict(known_editions()):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty folder for editions."""
    made = tmp_path / "editions"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str) -> None:
    """Write an edition's file."""
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def settings(tmp_path: Path, folder: Path | None) -> Settings:
    """Give settings with a folder of editions."""
    return Settings(var=tmp_path / "var", editions_dir=folder)


@pytest.mark.provision("Q40")
def test_a_further_edition_is_known_beside_the_packaged_one(tmp_path: Path, folder: Path) -> None:
    """Without a folder only the packaged one is known; with it both are, however often it is read."""
    load_editions(settings(tmp_path, None))
    assert NEXT not in known_editions()
    put(folder, NEXT, PACKAGED.read_text(encoding="utf-8").replace(DRAFT, NEXT, 1))
    for _ in range(2):
        load_editions(settings(tmp_path, folder))
    assert {DRAFT, NEXT} <= known_editions().keys()


@pytest.mark.provision("Q40")
def test_another_text_under_a_known_id_is_refused(tmp_path: Path, folder: Path) -> None:
    """The packaged text may lie in the folder too; changed by one word, it needs an id of its own."""
    text = PACKAGED.read_text(encoding="utf-8")
    put(folder, DRAFT, text)
    load_editions(settings(tmp_path, folder))
    put(folder, DRAFT, f"{text}# more\n")
    with pytest.raises(SettingsError, match="give the new text a new id"):
        load_editions(settings(tmp_path, folder))


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path, folder: Path) -> None:
    """A path with a slip of the pen must not pass for a deployment without editions."""
    for wrong in (folder, folder / "nowhere"):
        with pytest.raises(SettingsError, match="no edition here"):
            load_editions(settings(tmp_path, wrong))


def test_wrong_editions_start_nothing(system: Any, folder: Path) -> None:
    """Worker and commands name every file with its faults and the next step; nothing is written."""
    put(folder, "broken", "scale = ")
    put(folder, "empty", 'title = "x"')
    system.env["PARKLIFE_EDITIONS_DIR"] = str(folder)
    for told in (system.refused(1, program=system.worker), system.refused(2, "parks")):
        assert all(word in told for word in ("PARKLIFE_EDITIONS_DIR", "edition check"))
        assert all(word in told for word in ("broken.toml: not TOML", "empty.toml: id: missing"))
    assert [] == list(system.var.iterdir())
