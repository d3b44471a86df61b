"""Which form of a file answers a request: as it is, gzipped, a part of it, or none (RFC 9110, 13 and 14)."""

from collections.abc import Mapping

from msgspec import Struct

from hornbook_server.domain.package import Member
from hornbook_server.player.conditions import lists_tag, range_of, takes_gzip
from hornbook_server.player.media_types import media_type
from hornbook_server.services.content import GZIP_FRAME

Headers = tuple[tuple[bytes, bytes], ...]
Whole = tuple[int, Headers, bytes]  # an answer: status, headers, body

# Courses use inline script, eval and media of other sites, and may be shown within an application's own page. A
# referrer beyond this origin would give the launch away; some players of other sites insist on the bare origin.
SAFE: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src * data: blob: 'unsafe-inline' 'unsafe-eval'; frame-ancestors *"),
)
_SHARED: Headers = (
    (b"vary", b"accept-encoding"),
    (b"cache-control", b"private, max-age=3600"),
    (b"accept-ranges", b"bytes"),
    *SAFE,
)
_EMPTY = (b"content-length", b"0")


class File(Struct, frozen=True):
    """A file of the upload `blob`, with the entity tags of its two forms."""

    blob: str
    member: Member
    tag: bytes
    gzip_tag: bytes
    kind: bytes


class Representation(Struct, frozen=True):
    """`part` and `gzipped` say which bytes follow the headers, if the status is 200 or 206."""

    status: int
    headers: Headers
    length: int = 0
    part: range | None = None
    gzipped: bool = False


def file_of(blob: str, member: Member) -> File:
    """What is at one address of a launch never changes, so that checksum and size tell its forms apart."""
    tag = f"{member.crc:08x}-{member.size:x}"
    kind = media_type(member.path).encode()
    return File(blob, member, f'"{tag}"'.encode(), f'"{tag}-gzip"'.encode(), kind)


def represent(file: File, wanted: Mapping[bytes, bytes]) -> Representation:
    """`wanted` are the headers of a GET, or those of a HEAD without its Range."""
    if b"if-match" in wanted and not lists_tag(wanted[b"if-match"], (file.tag, file.gzip_tag)):
        return Representation(412, (_EMPTY, *_SHARED))
    part = _part(file, wanted)
    gzipped = part is None and file.member.deflated and takes_gzip(wanted.get(b"accept-encoding", b""))
    tag = file.gzip_tag if gzipped else file.tag
    if b"if-none-match" in wanted and lists_tag(wanted[b"if-none-match"], (tag,), weak=True):
        return Representation(304, ((b"etag", tag), *_SHARED))
    if part is not None and not part:
        return Representation(416, ((b"content-range", b"bytes */%d" % file.member.size), _EMPTY, *_SHARED))
    if part is not None:
        of = b"bytes %d-%d/%d" % (part.start, part.stop - 1, file.member.size)
        return _with_body(206, file, len(part), (b"etag", tag), (b"content-range", of), part=part)
    if gzipped:
        length = file.member.compressed + GZIP_FRAME
        return _with_body(200, file, length, (b"etag", tag), (b"content-encoding", b"gzip"), gzipped=True)
    return _with_body(200, file, file.member.size, (b"etag", tag))


def _part(file: File, wanted: Mapping[bytes, bytes]) -> range | None:
    """The range that is asked for; If-Range makes it depend on the form without coding, whose bytes it counts."""
    if b"range" not in wanted or wanted.get(b"if-range", file.tag) != file.tag:
        return None
    return range_of(wanted[b"range"], file.member.size)


def _with_body(
    status: int,
    file: File,
    length: int,
    *headers: tuple[bytes, bytes],
    part: range | None = None,
    gzipped: bool = False,
) -> Representation:
    own = ((b"content-type", file.kind), (b"content-length", b"%d" % length))
    return Representation(status, (*own, *headers, *_SHARED), length, part, gzipped)
