"""The store keeps bytes under their digest, whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from activities.files.store import Store, StoreError

DATA = "材料".encode()
DIGEST = hashlib.sha256(DATA).hexdigest()


def files_in(root: Path) -> list[Path]:
    """List every file under a folder."""
    return [path for path in root.rglob("*") if path.is_file()]


def test_put_names_the_object_by_its_digest(tmp_path: Path) -> None:
    """Bytes and a file of the same bytes are one object, at ab/cd/<digest>, and nothing else is left behind."""
    source = tmp_path / "source.pdf"
    source.write_bytes(DATA)
    store = Store(tmp_path / "store")
    assert store.put(DATA) == DIGEST
    assert store.put(source) == DIGEST
    assert files_in(tmp_path / "store") == [tmp_path / "store" / DIGEST[:2] / DIGEST[2:4] / DIGEST]
    assert store.read(DIGEST) == DATA


def test_limit_is_inclusive(tmp_path: Path) -> None:
    """A file of exactly the limit is kept; one byte more is refused and leaves nothing."""
    store = Store(tmp_path)
    store.put(b"1234", limit_bytes=4)
    with pytest.raises(StoreError, match="超过 4 字节"):
        store.put(b"12345", limit_bytes=4)
    assert len(files_in(tmp_path)) == 1


def test_missing_object_is_told(tmp_path: Path) -> None:
    """Reading what was never kept names the digest and what to do."""
    with pytest.raises(StoreError, match=DIGEST) as refused:
        Store(tmp_path).read(DIGEST)
    assert "备份" in str(refused.value)


def test_damage_is_found_and_healed(tmp_path: Path) -> None:
    """A changed object is never given out, and handing the bytes in again repairs it."""
    store = Store(tmp_path)
    store.put(DATA)
    store.path_of(DIGEST).chmod(0o640)
    store.path_of(DIGEST).write_bytes(b"changed")
    with pytest.raises(StoreError, match="已损坏"):
        store.read(DIGEST)
    store.put(DATA)
    assert store.read(DIGEST) == DATA


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", DIGEST.upper(), DIGEST + "0", DIGEST + "\n"])
def test_only_digests_have_a_path(tmp_path: Path, digest: str) -> None:
    """Text that is no digest cannot become a path."""
    with pytest.raises(StoreError, match="SHA-256"):
        Store(tmp_path).path_of(digest)
