"""The content-addressed store: each object lies under the SHA-256 of its own bytes and never changes."""

import contextlib
import hashlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from regulation.words.message import Message, say

CHUNK_BYTES = 1024 * 1024
OBJECT_BYTES_MAX = 50 * 1024 * 1024  # ours, not the Measures': a scan of some hundred pages fits
DIGEST = re.compile(r"[0-9a-f]{64}")


class StoreError(Exception):
    """The store cannot give or take an object: what, why, what now, for people. Retrying may help."""

    def __init__(self, what: Message, why: Message, now: Message) -> None:
        super().__init__(f"{what}：{why}。{now}")
        self.what, self.why, self.now = what, why, now


class Store:
    """Objects on disk at `ab/cd/<digest>` under `root`; safe for several writers and for a crash."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, digest: str) -> Path:
        """Say where the object of a digest lies, whether it is there or not.

        Raises StoreError if the text is not a digest, so that no path can be smuggled in.
        """
        if not DIGEST.fullmatch(digest):
            raise StoreError(
                say("对象 {digest}", digest=digest),
                say("不是 64 位小写十六进制的 SHA-256 摘要"),
                say("请核对摘要。"),
            )
        return self.root / digest[:2] / digest[2:4] / digest

    def put(self, source: bytes | Path | BinaryIO, limit_bytes: int = OBJECT_BYTES_MAX) -> str:
        """Keep the bytes and return their SHA-256; bytes kept before stay, a damaged copy is replaced.

        When it returns, the object survives a power cut. Raises StoreError above `limit_bytes`, and OSError
        when the disk fails.
        """
        incoming = self.root / "incoming"
        _make_folder(incoming)
        handle, name = tempfile.mkstemp(dir=incoming)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as target, _opened(source) as stream:
                digest = _copy(stream, target, limit_bytes)
                os.fsync(target.fileno())
            place = self.path_of(digest)
            _make_folder(place.parent)
            if not self._holds(digest):
                draft.chmod(0o440)
                draft.replace(place)
            _sync_folder(place.parent)
        finally:
            draft.unlink(missing_ok=True)
        return digest

    def read(self, digest: str) -> bytes:
        """Give the bytes of an object, proved by its digest.

        Raises StoreError when the object is missing or damaged.
        """
        place = self.path_of(digest)
        try:
            data = place.read_bytes()
        except FileNotFoundError as error:
            raise StoreError(
                say("对象 {digest}", digest=digest),
                say("存储中没有这个对象"),
                say("请从备份恢复该文件，或由申报方重新提交。"),
            ) from error
        if digest != hashlib.sha256(data).hexdigest():
            raise StoreError(
                say("对象 {digest}", digest=digest),
                say("存储中的内容与摘要不符，文件已损坏"),
                say("请从备份恢复该文件，或由申报方重新提交。"),
            )
        return data

    def _holds(self, digest: str) -> bool:
        """Tell whether the object lies there unharmed."""
        try:
            with self.path_of(digest).open("rb") as stream:
                return digest == hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            return False


def _opened(source: bytes | Path | BinaryIO) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open a source for reading; a stream of the caller stays the caller's to close."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    return contextlib.nullcontext(source)


def _copy(stream: BinaryIO, target: BinaryIO, limit_bytes: int) -> str:
    """Copy chunk by chunk, never more than the limit, and return the digest."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK_BYTES):
        size += len(chunk)
        if size > limit_bytes:
            raise StoreError(
                say("存入文件"),
                say("超过 {most} 字节的上限", most=limit_bytes),
                say("请压缩图片或拆分文件后重新提交。"),
            )
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, each one durable in its own parent."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; a file that is synced but not named is lost in a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
