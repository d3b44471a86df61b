"""A file that is read from its beginning as often as need be, and never held whole."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

Chunks = Callable[[], Iterator[bytes]]
SIZE = 2**16


def of(data: bytes) -> Chunks:
    """What is in memory already."""
    return lambda: iter((data,))


def of_file(file: BinaryIO) -> Chunks:
    """A whole file, which nobody else reads meanwhile."""

    def read() -> Iterator[bytes]:
        file.seek(0)
        while chunk := file.read(SIZE):
            yield chunk

    return read


def exceed(chunks: Chunks, most: int) -> bool:
    """Whether there are more than `most` bytes, found without reading on behind those."""
    size = 0
    for chunk in chunks():
        size += len(chunk)
        if size > most:
            return True
    return False


def window(chunks: Chunks, start: int, size: int) -> bytes:
    """At most `size` bytes from `start` on."""
    found, at = bytearray(), 0
    for chunk in chunks():
        if at + len(chunk) > start:
            found += chunk[max(0, start - at) :][: size - len(found)]
        at += len(chunk)
        if at >= start + size:
            break
    return bytes(found)


def until(chunks: Chunks, end: int) -> Chunks:
    """The first `end` bytes."""

    def read() -> Iterator[bytes]:
        left = end
        for chunk in chunks():
            if left <= 0:
                break
            yield chunk[:left]
            left -= len(chunk)

    return read


def pieces(chunks: Chunks) -> Iterator[bytes]:
    """The chunks in pieces of SIZE at most."""
    for chunk in chunks():
        for start in range(0, len(chunk), SIZE):
            yield chunk[start : start + SIZE]
