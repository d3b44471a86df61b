"""Packages as they came, in a folder or an object store.

All calls block: none belongs on an event loop but read_at() of a store that is `local`.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url
from ulid import ULID

from hornbook_server.domain.errors import StorageFull
from hornbook_server.settings import SettingsError
from hornbook_server.storage.descriptors import Descriptors

if TYPE_CHECKING:
    from obstore import ReadableFile, WritableFile

_SCHEMES = ("file", "s3", "gs", "az")
_READ_AHEAD = 1 << 20

STORE_FAULTS = (OSError, BaseError)


class Staged(ABC):
    """A blob on its way in; nobody sees it before commit(). `size` and `sha256` are of what was written so far."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Raises StorageFull, or one of STORE_FAULTS."""
        self._write(data)
        self._digest.update(data)
        self.size += len(data)

    @abstractmethod
    def _write(self, data: bytes | bytearray | memoryview) -> None: ...

    @abstractmethod
    def commit(self) -> str:
        """The blob's key. It is durable now; unless a row names it within the hour, the sweep removes it."""

    @abstractmethod
    def discard(self) -> None:
        """Leave nothing behind; after commit() this does nothing."""


class Blobs(ABC):
    """`local`: read_at() costs microseconds, as a folder's does."""

    local = False

    @staticmethod
    def from_url(url: str) -> Blobs:
        """file:///folder, s3://bucket/prefix, gs://bucket/prefix or az://account/container/prefix.

        Credentials of object stores come from their own environment variables (AWS_*, GOOGLE_*, AZURE_*).
        """
        scheme, host, path, *_ = urlsplit(url)
        if scheme not in _SCHEMES or (scheme == "file" and (host or not path.startswith("/"))):
            raise SettingsError(
                f"HORNBOOK_STORE_URL={url!r} names no store: write file:///folder, s3://bucket, gs://bucket "
                "or az://account/container"
            )
        try:
            return FolderBlobs(Path(url2pathname(path))) if scheme == "file" else ObjectBlobs(from_url(url))
        except (OSError, BaseError) as error:
            reason = str(error).partition("\n")[0]
            raise SettingsError(
                f"HORNBOOK_STORE_URL={url!r} cannot be opened: {reason}; name a store that this user may write to"
            ) from error

    @abstractmethod
    def stage(self) -> Staged: ...

    @abstractmethod
    def open(self, key: str) -> BinaryIO:
        """Seekable; a folder's are real files, with a descriptor. Raises FileNotFoundError."""

    @abstractmethod
    def read_at(self, key: str, offset: int, size: int) -> bytes:
        """So many bytes from there on; raises EOFError where the blob ends within them, and FileNotFoundError."""

    @abstractmethod
    def delete(self, key: str) -> None:
        """Deleting what is gone already is no error."""

    @abstractmethod
    def list_older(self, than: datetime) -> Iterator[str]:
        """Keys of all that was last written before `than`, abandoned uploads of a folder included."""


class FolderBlobs(Blobs):
    local = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptors = Descriptors(folder)
        for name in ("packages", "staged"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for made in (folder, folder.parent):
            _fsync(made)

    def stage(self) -> Staged:
        return _StagedFile(self._folder, str(ULID()))

    def open(self, key: str) -> BinaryIO:
        return (self._folder / key).open("rb")

    def read_at(self, key: str, offset: int, size: int) -> bytes:
        return _whole(self._descriptors.read_at(key, offset, size), key, offset, size)

    def delete(self, key: str) -> None:
        (self._folder / key).unlink(missing_ok=True)

    def list_older(self, than: datetime) -> Iterator[str]:
        for name in ("packages", "staged"):
            with os.scandir(self._folder / name) as entries:
                yield from (f"{name}/{entry.name}" for entry in entries if _written_before(entry, than))


def _whole(data: bytes, key: str, offset: int, size: int) -> bytes:
    if len(data) != size:
        raise EOFError(f"{key} ends at {offset + len(data)}, before {offset + size}")
    return data


def _written_before(entry: os.DirEntry[str], than: datetime) -> bool:
    with suppress(FileNotFoundError):  # committed or discarded while the folder is read
        return entry.stat().st_mtime < than.timestamp()
    return False


def _fsync(folder: Path) -> None:
    """What the folder names is found again after a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from error
        raise


class _StagedFile(Staged):
    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        self._key = f"packages/{name}"
        self._staged, self._committed = folder / "staged" / name, folder / self._key
        with _room():
            self._file = self._staged.open("xb")

    def _write(self, data: bytes | bytearray | memoryview) -> None:
        with _room():
            self._file.write(data)

    def commit(self) -> str:
        with _room():
            with self._file as file:
                file.flush()
                os.fsync(file.fileno())
            self._staged.rename(self._committed)
            _fsync(self._committed.parent)
        return self._key

    def discard(self) -> None:
        with suppress(OSError):  # what is still in its buffer finds no room either
            self._file.close()
        self._staged.unlink(missing_ok=True)


class ObjectBlobs(Blobs):
    """An upload that dies half-way leaves parts which only the bucket's own lifecycle rule can remove."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def stage(self) -> Staged:
        return _StagedObject(self._store, f"packages/{ULID()}")

    def open(self, key: str) -> BinaryIO:
        reader = obstore.open_reader(self._store, key, buffer_size=_READ_AHEAD)
        return io.BufferedReader(_RawReader(reader), _READ_AHEAD)

    def read_at(self, key: str, offset: int, size: int) -> bytes:
        data = bytes(obstore.get_range(self._store, key, start=offset, length=size)) if size else b""
        return _whole(data, key, offset, size)

    def delete(self, key: str) -> None:
        with suppress(FileNotFoundError):
            obstore.delete(self._store, key)

    def list_older(self, than: datetime) -> Iterator[str]:
        for batch in obstore.list(self._store, "packages"):
            yield from (found["path"] for found in batch if found["last_modified"] < than.astimezone(UTC))


class _StagedObject(Staged):
    def __init__(self, store: ObjectStore, key: str) -> None:
        super().__init__()
        self._key = key
        self._writer: WritableFile | None = obstore.open_writer(store, key)

    def _write(self, data: bytes | bytearray | memoryview) -> None:
        if self._writer is None:
            raise ValueError("this upload was discarded or committed")
        self._writer.write(data)

    def commit(self) -> str:
        if self._writer is None:
            raise ValueError("this upload was discarded or committed")
        self._writer.close()
        self._writer = None
        return self._key

    def discard(self) -> None:
        self._writer = None  # dropped without close() it never makes an object, and aborts its parts


class _RawReader(io.RawIOBase):
    """What zipfile and io.BufferedReader need of obstore's reader."""

    def __init__(self, reader: ReadableFile) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer type is private
        data = self._reader.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        return self._reader.tell()
