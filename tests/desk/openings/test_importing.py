"""Importing at the command line: who may, and which parks stand in the records already (Q40)."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from console.app import main
from desk.openings.importing import read
from records import ledger
from regulation.casework.entry import Entry
from regulation.procedures.park import PARK
from regulation.procedures.park.forms import Import
from regulation.procedures.park.imported import ImportedPark
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import park_case
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION
from tests.entries import actor

SAMPLES = Path(__file__).parents[3] / "samples"
CSV, XLSX = (SAMPLES / f"existing-parks.{suffix}" for suffix in ("csv", "xlsx"))


def _entered(office: Any, *parks: ImportedPark) -> None:
    move = PARK.find(Stage.CANDIDATE, Act.IMPORT_PARK)
    assert move is not None
    for park in parks:
        form = Import(edition=EDITION.id, edition_digest=EDITION.digest, park=park)
        first = Entry(
            case=park_case(park.id),
            seq=1,
            stage=Stage.CANDIDATE,
            act=Act.IMPORT_PARK,
            next=move.next,
            basis=move.basis,
            at=datetime.now(UTC),
            actor=actor("city"),
            key=park.id,
            form=form.model_dump(mode="json"),
        )
        office.run(lambda db, first=first: ledger.record(db, first))


def test_the_same_table_as_another_file_is_known(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Entered from the XLSX, the CSV of the same parks enters nothing, and says whence they are known."""
    _entered(office, *read(XLSX, EDITION, datetime.now(UTC).date()).parks)
    for file, done in ((CSV, "此前已登记（来自另一文件）"), (XLSX, "此前已登记")):
        assert 0 == main(["import", str(file), "--as", "city", "--json"])
        assert {done} == {row["done"] for row in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("changes", [{"name": "另一产业园"}, {"designated_on": date(2020, 1, 2)}])
def test_another_park_under_a_known_id_is_a_conflict(
    changes: dict[str, Any], office: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A different name or designation is not the same park; who may not import is told only that."""
    _entered(office, read(XLSX, EDITION, datetime.now(UTC).date()).parks[0].model_copy(update=changes))
    assert 1 == main(["import", str(CSV), "--as", "city"])
    assert "已登记为" in capsys.readouterr().err
    assert 1 == main(["import", str(CSV), "--as", "op"])
    told = capsys.readouterr().err
    assert "无权" in told
    assert "已登记为" not in told
