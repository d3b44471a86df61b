"""A package's zip, read in place: its limits hold before anything else looks inside."""

import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from isal import isal_zlib
from msgspec import Struct

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import names
from hornbook_server.packages.findings import Findings, refusal
from hornbook_server.packages.limits import Limits, check

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 2**18
_UNIX = 3


class Member(Struct, frozen=True, kw_only=True):
    """A file of the archive; `offset` is where its `compressed` bytes begin, deflated unless stored."""

    path: str
    offset: int
    compressed: int
    size: int
    deflated: bool
    crc: int


class Archive:
    """The members that a package may use, by path; `__MACOSX` and the like are left out."""

    def __init__(self, file: BinaryIO, members: dict[str, Member]) -> None:
        self.members: Mapping[str, Member] = members
        self._file = file
        self._alike = {_likeness(path): path for path in reversed(members)}

    def find(self, path: str) -> str | None:
        """The member of this path, or else one that differs in case or Unicode form alone."""
        return path if path in self.members else self._alike.get(_likeness(path))

    def read(self, path: str) -> bytes:
        return b"".join(self._content(self.members[path]))

    def verify(self) -> None:
        """Read every member once; raises PackageError where content, size or CRC is not what the archive says."""
        for member in sorted(self.members.values(), key=lambda member: member.offset):
            for _ in self._content(member):
                pass

    def _content(self, member: Member) -> Iterator[bytes]:
        """The member's bytes, never more than it declares."""
        crc = size = 0
        chunks = self._inflated(member) if member.deflated else self._packed(member)
        for chunk in chunks:
            crc, size = isal_zlib.crc32(chunk, crc), size + len(chunk)
            if size > member.size:
                raise _corrupt(member, "holds more than its header says")
            yield chunk
        if (size, crc) != (member.size, member.crc):
            raise _corrupt(member, "is not what its checksum says")

    def _packed(self, member: Member) -> Iterator[bytes]:
        position, end = member.offset, member.offset + member.compressed
        while position < end:
            self._file.seek(position)
            chunk = self._file.read(min(_CHUNK, end - position))
            if not chunk:
                raise _corrupt(member, "is cut off")
            position += len(chunk)
            yield chunk

    def _inflated(self, member: Member) -> Iterator[bytes]:
        inflater = isal_zlib.decompressobj(wbits=-15)
        try:
            for chunk in self._packed(member):
                data = inflater.decompress(chunk, _CHUNK)
                while data:
                    yield data
                    data = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
        except isal_zlib.IsalError as error:  # type: ignore[misc]  # its stub declares an instance
            raise _corrupt(member, "cannot be unpacked") from error
        if not inflater.eof or inflater.unused_data:
            raise _corrupt(member, "is cut off")


def open_archive(file: BinaryIO, limits: Limits, findings: Findings) -> Archive:
    """Read the central directory; raises PackageError for what is no zip, breaks a limit, or cannot be served."""
    try:
        with zipfile.ZipFile(_Bounded(file, limits.directory)) as directory:
            infos, end = directory.infolist(), directory.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise refusal(
            "NOT_A_ZIP",
            f"The file is not a zip archive that can be read: {error}.",
            "Zip the package again, and check that the upload was complete.",
        ) from error
    check(infos, limits)
    members = _members(file, infos, end, limits, findings)
    return Archive(file, members)


class _Bounded:
    """The file as zipfile sees it: a central directory too large to hold is refused before it is read."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise refusal("LIMIT_DIRECTORY", "The archive's directory is too large.", "Put fewer files in the package.")
        return self._file.read(size)


def _members(
    file: BinaryIO, infos: list[zipfile.ZipInfo], end: int, limits: Limits, findings: Findings
) -> dict[str, Member]:
    """Members in the order of the directory; of two with one name the last counts, as it does when unpacked."""
    members: dict[str, Member] = {}
    offsets = _data_offsets(file, infos, end)
    backslashes, junk = False, 0
    for info, name, offset in zip(infos, names.decoded(infos), offsets, strict=True):
        reason = names.objection(name) or _special(info)
        path = names.normalised(name)
        if len(path.encode(errors="replace")) > limits.path:
            raise refusal("LIMIT_PATH", f"The path {path}... is too long.", "Shorten folder and file names.")
        backslashes = backslashes or "\\" in name
        if reason:
            findings.warn("MEMBER_SKIPPED", f"The file is left out: {reason}.", "Zip plain files only.", file=path)
        elif names.is_junk(path):
            junk += 1
        elif path and not names.is_folder(name):
            if members.pop(path, None):
                findings.warn("MEMBER_TWICE", "Two files have this name; the last one counts.", "Keep one.", file=path)
            members[path] = _member(path, info, offset)
    _warn_of_oddities(members, findings, backslashes=backslashes, junk=junk)
    return members


def _member(path: str, info: zipfile.ZipInfo, offset: int) -> Member:
    return Member(
        path=path,
        offset=offset,
        compressed=info.compress_size,
        size=info.file_size,
        deflated=info.compress_type == zipfile.ZIP_DEFLATED,
        crc=info.CRC,
    )


def _data_offsets(file: BinaryIO, infos: list[zipfile.ZipInfo], end: int) -> list[int]:
    """Where each member's bytes begin; raises PackageError if two share any, the trick of small bombs."""
    offsets = {info.header_offset: _data_offset(file, info, end) for info in infos}
    free = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < free:
            raise refusal("OVERLAPPING", "The file shares bytes with another.", "Zip again.", file=info.filename)
        free = offsets[info.header_offset] + info.compress_size
    if free > end:
        raise refusal("CORRUPT", "The archive's files run into its directory.", "Zip the package again.")
    return [offsets[info.header_offset] for info in infos]


def _data_offset(file: BinaryIO, info: zipfile.ZipInfo, end: int) -> int:
    """Past the local header, whose name and extra field have lengths of their own (APPNOTE 4.3.7)."""
    header = b""
    if 0 <= info.header_offset < end:
        file.seek(info.header_offset)
        header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise refusal("CORRUPT", "The file is not where the archive says.", "Zip again.", file=info.filename)
    _, name, extra = _LOCAL_HEADER.unpack(header)
    return info.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


def _special(info: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == _UNIX else 0
    return None if kind in (0, stat.S_IFREG, stat.S_IFDIR) else "it is a link or a device"


def _warn_of_oddities(members: Mapping[str, Member], findings: Findings, *, backslashes: bool, junk: int) -> None:
    if backslashes:
        findings.warn("BACKSLASHES", "File names hold backslashes; they are read as slashes.", "Zip with slashes.")
    if junk:
        findings.warn("JUNK_FILES", f"{junk} files of Finder or Explorer are left out.", "Leave them out of the zip.")
    seen: dict[str, str] = {}
    for path in members:
        twin = seen.setdefault(_likeness(path), path)
        if twin != path:
            findings.warn(
                "MEMBER_TWINS",
                f"The name differs from {twin} in case or Unicode form alone.",
                "Rename one: many file systems hold only one of them.",
                file=path,
            )


def _likeness(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _corrupt(member: Member, what: str) -> PackageError:
    return refusal("CORRUPT", f"The file {what}.", "Zip the package again.", file=member.path)
