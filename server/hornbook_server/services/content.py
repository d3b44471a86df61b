"""The files of a launch, and their bytes out of the upload that holds them."""

import struct
from collections.abc import Iterator, Sequence

from isal import isal_zlib

from hornbook_server.domain.package import Member
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.storage.blobs import Blobs

CHUNK = 2**19
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_TRAILER = struct.Struct("<II")
GZIP_FRAME = len(_HEADER) + _TRAILER.size


def find_file(hornbook: Hornbook, blob: str, paths: Sequence[str]) -> Member | None:
    """The file of the first of these paths that leads to one."""
    with hornbook.database.read() as stored:
        found = (stored.package_files.find(blob, path) for path in paths)
        return next(filter(None, found), None)


def gzipped(blobs: Blobs, blob: str, member: Member) -> Iterator[bytes]:
    """A deflated member as a gzip file (RFC 1952) of GZIP_FRAME bytes more, without packing it again."""
    trailer = _TRAILER.pack(member.crc, member.size & 0xFFFFFFFF)
    if member.compressed <= CHUNK:
        yield b"".join((_HEADER, blobs.read_at(blob, member.offset, member.compressed), trailer))
        return
    yield _HEADER
    yield from packed(blobs, blob, member, 0, member.compressed)
    yield trailer


def packed(blobs: Blobs, blob: str, member: Member, start: int, stop: int) -> Iterator[bytes]:
    """The member's bytes from `start` to `stop` as they lie in the upload."""
    for position in range(start, stop, CHUNK):
        yield blobs.read_at(blob, member.offset + position, min(CHUNK, stop - position))


def inflated(blobs: Blobs, blob: str, member: Member, start: int, stop: int) -> Iterator[bytes]:
    """The same of what a deflated member holds; what lies before `start` is inflated too, and dropped."""
    position = 0
    for data in _inflate(packed(blobs, blob, member, 0, member.compressed)):
        end = position + len(data)
        if end > start:
            yield data[max(start - position, 0) : stop - position]
        if end >= stop:
            return
        position = end
    if position < stop:
        raise EOFError(f"{member.path} in {blob} ends at {position}, before {stop}")


def _inflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    inflater = isal_zlib.decompressobj(wbits=-15)
    for chunk in chunks:
        data = inflater.decompress(chunk, CHUNK)
        while data:
            yield data
            data = inflater.decompress(inflater.unconsumed_tail, CHUNK)
