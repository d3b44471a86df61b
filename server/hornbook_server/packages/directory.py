"""A zip's central directory (APPNOTE 4.3.12 to 4.3.16), found and read whatever stands before or after it."""

import struct
from collections.abc import Iterator
from typing import BinaryIO
from zlib import crc32

from msgspec import Struct, structs

from hornbook_server.domain.package import PackageError
from hornbook_server.packages.findings import refusal
from hornbook_server.packages.limits import Limits

_END = struct.Struct("<4s4H2IH")
_LOCATOR = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQ2H2I4Q")
_ENTRY = struct.Struct("<4sBB5H3I5H2I")
_LONGEST_COMMENT = 0xFFFF
_WHOLE = (0, 0xFFFF)
_IN_ZIP64 = 0xFFFFFFFF
_WRAP = 2**32
_ZIP64, _UNICODE_PATH = 0x0001, 0x7075
_ZIPS = {
    b"PK\x07\x08": "one part of a split archive, or cut off",
    b"PK": "a zip archive that is cut off or damaged: it has no directory at its end",
}


class Entry(Struct, frozen=True, gc=False):
    """A file or folder as the directory has it; `offset` is that of its local header, `mode` the external attributes.

    `unicode` is the name that a Unicode Path field gives (APPNOTE 4.6.9).
    """

    name: bytes
    unicode: bytes | None
    system: int
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    mode: int
    offset: int


class Directory(Struct, frozen=True):
    """`start` is where the directory lies: all files end before it."""

    entries: list[Entry]
    start: int


class _Place(Struct, frozen=True):
    """Where the directory lies, and how many bytes stand before the archive."""

    start: int
    size: int
    count: int
    before: int


def read(file: BinaryIO, limits: Limits) -> Directory:
    """Raises PackageError for what is no zip, or has a directory that is damaged or beyond the limits."""
    place = _place(file)
    if place.size > limits.directory:
        raise refusal("LIMIT_DIRECTORY", "The archive's directory is too large.", "Put fewer files in the package.")
    file.seek(place.start)
    entries: list[Entry] = []
    for entry in _entries(file.read(place.size)):
        entries.append(entry)
        if len(entries) > limits.members:
            message = f"The archive has more than {limits.members} files."
            raise refusal("LIMIT_MEMBERS", message, "Split the course.")
    if (len(entries) - place.count) % 0x10000:
        raise _damaged()
    if place.before and place.before % _WRAP == 0:
        return Directory(_unwrapped(entries), place.start)
    return Directory(_shifted(file, entries, place), place.start)


def _place(file: BinaryIO) -> _Place:
    """By the last end record that points to a directory, or else by one of no files; a comment may hold either."""
    length = file.seek(0, 2)
    first = max(0, length - _END.size - _LONGEST_COMMENT)
    file.seek(first)
    tail = file.read()
    at, is_split, empty = len(tail), False, None
    while (at := tail.rfind(b"PK\x05\x06", 0, at + 3)) >= 0:
        if len(record := tail[at : at + _END.size]) < _END.size:
            continue
        place = _pointed(file, first + at, record)
        if place and place.size:
            return place
        empty = empty or place
        is_split = is_split or _is_part(record)
    if empty:
        return empty
    if is_split:
        raise refusal("MULTI_DISK", "The file is one part of a split archive.", "Zip the package into one file.")
    raise _no_zip(file)


def _pointed(file: BinaryIO, at: int, record: bytes) -> _Place | None:
    """The directory of an end record, None if there is none where it says."""
    count, size, offset, _ = _END.unpack(record)[4:]
    if end64 := _end64(file, at):
        at, count, size, offset = end64
    elif _is_part(record):
        return None
    if not count and not size:
        return _Place(at, 0, 0, 0)
    for start in (at - size, offset):
        if 0 <= start <= at - size and _starts(file, start, b"PK\x01\x02"):
            return _Place(start, size, count, start - offset)
    return None


def _is_part(record: bytes) -> bool:
    """Whether an end record is that of an archive on several disks."""
    disks = _END.unpack(record)[1:3]
    return any(disk not in _WHOLE for disk in disks)


def _end64(file: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    """Place, count, size and offset by the ZIP64 end record before an end record, None if there is none."""
    at = end - _LOCATOR.size
    if not _starts(file, at, b"PK\x06\x07"):
        return None
    file.seek(at)
    offset = _LOCATOR.unpack(file.read(_LOCATOR.size))[2]
    for start in (at - _END64.size, offset):
        if start <= at - _END64.size and _starts(file, start, b"PK\x06\x06"):
            file.seek(start)
            count, size, offset = _END64.unpack(file.read(_END64.size))[7:]
            return start, count, size, offset
    return None


def _starts(file: BinaryIO, at: int, mark: bytes) -> bool:
    if at < 0:
        return False
    file.seek(at)
    return file.read(len(mark)) == mark


def _entries(data: bytes) -> Iterator[Entry]:
    at = 0
    while at < len(data):
        if not data.startswith(b"PK\x01\x02", at) or len(data) - at < _ENTRY.size:
            raise _damaged()
        _, _, system, _, flags, method, _, _, crc, compressed, size, *lengths, _, _, mode, offset = _ENTRY.unpack_from(
            data, at
        )
        name_end = at + _ENTRY.size + lengths[0]
        extra_end = name_end + lengths[1]
        name, extra = data[at + _ENTRY.size : name_end], dict(_fields(data[name_end:extra_end]))
        at = extra_end + lengths[2]
        if at > len(data):
            raise _damaged()
        size, compressed, offset = _wide(extra.get(_ZIP64, b""), size, compressed, offset)
        yield Entry(name, _unicode(extra, name), system, flags, method, crc, compressed, size, mode, offset)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Fields of an extra field by number, as far as they are whole: some tools pad it with anything."""
    at = 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<HH", extra, at)
        at += 4 + length
        if at <= len(extra):
            yield number, extra[at - length : at]


def _wide(field: bytes, *values: int) -> Iterator[int]:
    """Size, packed size and offset, those from the ZIP64 field that have no room beside it (APPNOTE 4.5.3)."""
    wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
    return (next(wide, value) if value == _IN_ZIP64 else value for value in values)


def _unicode(extra: dict[int, bytes], name: bytes) -> bytes | None:
    field = extra.get(_UNICODE_PATH, b"")
    return field[5:] if field[:5] == b"\x01" + crc32(name).to_bytes(4, "little") else None


def _shifted(file: BinaryIO, entries: list[Entry], place: _Place) -> list[Entry]:
    """Entries with their places in the file, which may begin with a program that unpacks it."""
    first = entries[0].offset + place.before if entries else 0
    if not place.before or first >= place.start or not _starts(file, first, b"PK\x03\x04"):
        return entries
    if _starts(file, 0, b"PK\x03\x04"):
        message = "The file holds two archives, of which the first is cut off or lies before the other."
        raise refusal("TWO_ARCHIVES", message, "Upload the package's zip alone, and check that it came whole.")
    return [structs.replace(entry, offset=entry.offset + place.before) for entry in entries]


def _unwrapped(entries: list[Entry]) -> list[Entry]:
    """Entries with their whole offsets, of which macOS's Archive Utility writes 32 bits beyond 4 GiB too.

    It lists files as they lie, so an offset below the last one is of the next 4 GiB; a file may hold less than that.
    """
    found: list[Entry] = []
    beyond = last = 0
    for entry in entries:
        beyond += _WRAP * (entry.offset < last)
        last = entry.offset
        found.append(structs.replace(entry, offset=entry.offset + beyond))
    return found


def _damaged() -> PackageError:
    return refusal("CORRUPT", "The archive's directory is damaged.", "Zip the package again.")


def _no_zip(file: BinaryIO) -> PackageError:
    file.seek(0)
    head = file.read(4)
    what = next((what for mark, what in _ZIPS.items() if head.startswith(mark)), "not a zip archive")
    fix = "Zip the package again, and check that the upload was complete."
    return refusal("NOT_A_ZIP", f"The file is {what}.", fix)
