"""What is kept of a release: packed small, unpacked to go on with, and compared row by row."""

import hashlib
import json
import lzma
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples"
EDITION = ROOT / "regulation" / "measures" / "editions" / "jilin-city-draft.toml"
DATABASES = ("records.db", "temporal.db")
FOLDERS = "folders.tar.xz"  # accounts/ and materials/, without the files of samples/


def folder(version: str) -> Path:
    """Say where a release is kept."""
    return HERE / version


def manifest(version: str) -> Any:
    """Give what was written down about a release."""
    return json.loads((folder(version) / "manifest.json").read_text(encoding="utf-8"))


def seeds(version: str) -> Any:
    """Give the acts that the time machine of a release played, by seed."""
    return json.loads(lzma.decompress((folder(version) / "seeds.json.xz").read_bytes()))


def sha256(data: bytes) -> str:
    """Give the digest of bytes."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> str:
    """Write a value in the one way in which equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# --- Pack and unpack ---------------------------------------------------------------------------------------------


def squeezed(data: bytes) -> bytes:
    """Compress as far as it goes."""
    return lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)


def pack(var: Path, target: Path) -> None:
    """Keep the folder of a system that is stopped; the files of samples/ are left out of the materials."""
    target.mkdir(exist_ok=True)
    for name in DATABASES:
        with closing(sqlite3.connect(var / name)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("VACUUM")
        (target / f"{name}.xz").write_bytes(squeezed(without_path((var / name).read_bytes(), str(var))))
    samples = _samples()
    with tarfile.open(target / FOLDERS, "w:xz", preset=9) as tar:
        for file in _files(var, "accounts", "materials"):
            if file.name not in samples:
                tar.add(file, str(file.relative_to(var)), filter=_anonymous)


def without_path(data: bytes, path: str) -> bytes:
    """Put another path of the same length in its place: Temporal names its search attributes by that of its file."""
    return data.replace(path.encode(), f"/{'recorded' * len(path)}"[: len(path)].encode())


def _files(var: Path, *folders: str) -> Iterator[Path]:
    for name in folders:
        yield from sorted(file for file in (var / name).rglob("*") if file.is_file())


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who packed it, and when."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def _samples() -> dict[str, Path]:
    return {sha256(file.read_bytes()): file for file in SAMPLES.rglob("*") if file.is_file()}


def unpack(version: str, var: Path, databases: tuple[str, ...] = DATABASES) -> None:
    """Put back the folder of a kept system, the files of samples/ under their digests too."""
    var.mkdir(parents=True)
    for name in databases:
        (var / name).write_bytes(lzma.decompress((folder(version) / f"{name}.xz").read_bytes()))
    with tarfile.open(folder(version) / FOLDERS) as tar:
        tar.extractall(var, filter="data")
    for digest in manifest(version)["samples"]:
        place = var / "materials" / digest[:2] / digest[2:4] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_samples()[digest].read_bytes())


def samples_in(var: Path) -> list[str]:
    """Name the materials of a system that are files of samples/."""
    samples = _samples()
    return [file.name for file in _files(var, "materials") if file.name in samples]


# --- Compare -----------------------------------------------------------------------------------------------------


def rows(database: Path, table: str) -> list[dict[str, Any]]:
    """Give the rows of a table, its JSON as values, in an order that does not depend on how they were written."""
    with closing(sqlite3.connect(database)) as records:
        records.row_factory = sqlite3.Row
        found = records.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 -- a name of ours
    return sorted(({key: _value(row[key]) for key in row.keys()} for row in found), key=canonical)  # noqa: SIM118


def _value(cell: Any) -> Any:
    """Give the value of a JSON column; other text may begin like JSON and is none."""
    if isinstance(cell, str) and cell[:1] in {"[", "{"}:
        with suppress(ValueError):
            return json.loads(cell)
    return cell


def digest(found: list[dict[str, Any]]) -> str:
    """Sum up the rows of a table."""
    return sha256("\n".join(map(canonical, found)).encode())


def table_facts(database: Path, table: str) -> dict[str, Any]:
    """Say how many rows a table has, by which columns they are told apart, and what they sum up to."""
    found = rows(database, table)
    with closing(sqlite3.connect(database)) as records:
        told = records.execute(f'PRAGMA table_info("{table}")').fetchall()
    return {"rows": len(found), "key": [row[1] for row in told if row[5]], "sha256": digest(found)}


def shaped_like(present: Any, kept: Any) -> Any:
    """Give a present value with the fields that the kept one has, and no others.

    So a later release may add columns and fields; it may not lose or change one.
    """
    if isinstance(present, dict) and isinstance(kept, dict):
        return {key: shaped_like(present[key], kept[key]) for key in kept if key in present}
    if isinstance(present, list) and isinstance(kept, list) and len(present) == len(kept):
        return [shaped_like(*pair) for pair in zip(present, kept, strict=True)]
    return present


def rows_shaped_like(database: Path, table: str, kept: list[dict[str, Any]], key: list[str]) -> Any:
    """Give the rows of a table in the shape of the kept ones, each beside the one of its key."""
    before = {canonical([row[name] for name in key]): row for row in kept}
    found = [
        shaped_like(row, before.get(canonical([row[name] for name in key]), row))
        for row in rows(database, table)
    ]
    return sorted(found, key=canonical)
