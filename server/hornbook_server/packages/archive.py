"""A package's zip, read in place: its limits hold before anything else looks inside."""

import io
import stat
import struct
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import BinaryIO

from isal import isal_zlib

from hornbook_server.domain.package import Member, PackageError
from hornbook_server.packages import directory, names, packing
from hornbook_server.packages.directory import Entry
from hornbook_server.packages.findings import Findings, refusal
from hornbook_server.packages.limits import Limits
from hornbook_server.packages.members import Members
from hornbook_server.packages.names import Decode

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 2**18
_UNIX = 3
_DOS_FOLDER = 0x10

Reach = Callable[[int], None]


def unwatched(_position: int) -> None:
    """Nobody wants to know."""


class Archive:
    """The members that a package may use, by path; `__MACOSX` and the like are left out.

    `encoding` is that of names that have no mark of UTF-8.
    """

    def __init__(self, file: BinaryIO, members: Members, encoding: str) -> None:
        self.members = members
        self.encoding = encoding
        self._file = file

    def find(self, path: str) -> str | None:
        """The member of this path, or else one that differs in case or Unicode form alone."""
        return self.members.find(path)

    def read(self, path: str) -> bytes:
        whole = io.BytesIO()
        whole.writelines(self.content(path))
        return whole.getvalue()

    def content(self, path: str) -> Iterator[bytes]:
        """The member's bytes a chunk at a time; raises PackageError where they are not what the archive says."""
        return self._content(self.members[path])

    def verify(self, reach: Reach = unwatched) -> None:
        """Read every member once; raises PackageError where content, size or CRC is not what the archive says.

        `reach` hears how many bytes of the file lie behind, again and again.
        """
        for member in self.members.by_offset():
            for _ in self._content(member):
                reach(self._file.tell())

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
                if inflater.eof:
                    raise _corrupt(member, "is followed by other bytes")
                data = inflater.decompress(chunk, _CHUNK)
                while data:
                    yield data
                    data = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
        except isal_zlib.IsalError as error:  # type: ignore[misc]  # its stub declares an instance
            raise _corrupt(member, "cannot be unpacked") from error
        if not inflater.eof:
            raise _corrupt(member, "is cut off")
        if inflater.unused_data:
            raise _corrupt(member, "is followed by other bytes")


def open_archive(file: BinaryIO, limits: Limits, findings: Findings, spelled: Collection[str] = ()) -> Archive:
    """Read the central directory; raises PackageError for what is no zip, breaks a limit, or cannot be served.

    `spelled` are parts of paths, by which names of unknown encoding are read.
    """
    found = directory.read(file, limits)
    encoding = names.encoding_of(found.entries, spelled)
    decode = names.decoder(encoding)
    packing.check(found.entries, decode, limits)
    offsets = _data_offsets(file, found, decode, findings)
    return Archive(file, _members(found.entries, decode, offsets, limits, findings), encoding)


def _members(
    entries: Sequence[Entry], decode: Decode, offsets: Sequence[int], limits: Limits, findings: Findings
) -> Members:
    """Members in the order of the directory; of two with one name the last counts, as it does when unpacked."""
    members = Members()
    backslashes, junk = False, 0
    rooted = names.are_rooted(map(decode, entries))
    for entry, offset in zip(entries, offsets, strict=True):
        name = decode(entry)
        path = names.normalised(name)
        if len(path.encode(errors="replace")) > limits.path:
            raise refusal("LIMIT_PATH", f"The path {path}... is too long.", "Shorten folder and file names.")
        backslashes = backslashes or "\\" in name
        reason = names.objection(name[1:] if rooted else name) or _special(entry)
        if reason:
            findings.warn("MEMBER_SKIPPED", f"The file is left out: {reason}.", "Zip plain files only.", file=path)
        elif names.is_junk(path):
            junk += 1
        elif not path or names.is_folder(name) or _is_folder(entry):
            continue
        elif members.add(_member(path, entry, offset), name=entry.name):
            findings.warn("MEMBER_TWICE", "Two files have this name; the last one counts.", "Keep one.", file=path)
    if rooted:
        message, fix = "All file names begin with a slash; it is left out.", "Zip with names that begin at the course."
        findings.warn("NAMES_ROOTED", message, fix)
    _warn_of_oddities(members, findings, backslashes=backslashes, junk=junk)
    return members


def _member(path: str, entry: Entry, offset: int) -> Member:
    return Member(
        path=path,
        offset=offset,
        compressed=entry.compressed,
        size=entry.size,
        deflated=entry.method == packing.DEFLATED,
        crc=entry.crc,
    )


def _data_offsets(file: BinaryIO, found: directory.Directory, decode: Decode, findings: Findings) -> Sequence[int]:
    """Where each member's bytes begin; raises PackageError if two share any, the trick of small bombs."""
    offsets = array("Q", bytes(8 * len(found.entries)))
    free = 0
    for index in sorted(range(len(found.entries)), key=lambda index: found.entries[index].offset):
        entry = found.entries[index]
        if entry.offset < free:
            raise refusal("OVERLAPPING", "The file shares bytes with another.", "Zip again.", file=decode(entry))
        offsets[index], local = _local(file, entry, found.start, decode)
        if local.replace(b"\\", b"/") != entry.name.replace(b"\\", b"/"):
            message = "The file has another name in its own header; that of the archive's directory counts."
            findings.warn("MEMBER_NAMES_DIFFER", message, "Zip the package again.", file=decode(entry))
        free = offsets[index] + entry.compressed
    if free > found.start:
        raise refusal("CORRUPT", "The archive's files run into its directory.", "Zip the package again.")
    return offsets


def _local(file: BinaryIO, entry: Entry, end: int, decode: Decode) -> tuple[int, bytes]:
    """Past the local header, whose name and extra field have lengths of their own (APPNOTE 4.3.7); and that name."""
    header = b""
    if entry.offset < end:
        file.seek(entry.offset)
        header = file.read(_LOCAL_HEADER.size + len(entry.name))
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise refusal("CORRUPT", "The file is not where the archive says.", "Zip again.", file=decode(entry))
    _, length, extra = _LOCAL_HEADER.unpack_from(header)
    own = header[_LOCAL_HEADER.size :][:length] if length == len(entry.name) else b""
    return entry.offset + _LOCAL_HEADER.size + int(length) + int(extra), own


def _special(entry: Entry) -> str | None:
    kind = stat.S_IFMT(entry.mode >> 16) if entry.system == _UNIX else 0
    return None if kind in (0, stat.S_IFREG, stat.S_IFDIR) else "it is a link or a device"


def _is_folder(entry: Entry) -> bool:
    """By its attributes, DOS's or Unix's; what holds bytes is a file all the same."""
    return not entry.size and bool(entry.mode & _DOS_FOLDER or stat.S_ISDIR(entry.mode >> 16))


def _warn_of_oddities(members: Members, findings: Findings, *, backslashes: bool, junk: int) -> None:
    if backslashes:
        findings.warn("BACKSLASHES", "File names hold backslashes; they are read as slashes.", "Zip with slashes.")
    if junk:
        findings.warn("JUNK_FILES", f"Files of Finder or Explorer are left out ({junk}).", "Leave them out of the zip.")
    for path, twin in members.twins():
        findings.warn(
            "MEMBER_TWINS",
            f"The name differs from {twin} in case or Unicode form alone.",
            "Rename one: many file systems hold only one of them.",
            file=path,
        )


def _corrupt(member: Member, what: str) -> PackageError:
    return refusal("CORRUPT", f"The file {what}.", "Zip the package again.", file=member.path)
