"""What has come so far of one file, over as many answers as it takes."""

import re
import zlib
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime

import httpcore
from werkzeug.http import parse_options_header

from hornbook_server.domain.errors import DomainError
from hornbook_server.services.outgoing import Unanswered, header
from hornbook_server.storage.blobs import Staged

Reach = Callable[[int, int | None], None]

_OK = (200, 203)
_PARTIAL = 206
_RANGE_NOT_SATISFIABLE = 416
_LOCKED = "; write a user name and password that it takes into the URL"
_GONE = "; check the URL"
_LATER = "; try again later"
_ADVICE = {401: _LOCKED, 403: _LOCKED, 404: _GONE, 410: _GONE, 429: _LATER, 503: _LATER}
_PASSING = frozenset({408, 425, 429, *range(500, 600)})
_CONTENT_RANGE = re.compile(r"bytes (\d{1,19})-\d{1,19}/(\d{1,19}|\*)", re.ASCII)
_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS
_GZIP = 0x1F  # how a member begins
_CODINGS = re.compile(r"br|zstd|(x-)?compress|.*,.*", re.DOTALL)
_AS_IT_IS = "; have it sent as it is"
_INFLATED_AT_ONCE = 1 << 20  # bytes
_PAGES = ("text/html", "application/xhtml+xml")


class NotTheFile(DomainError):
    """An answer that no further try would mend; the message goes on after the name of what was asked for."""


class Download:
    """A file that has changed meanwhile begins again, and so does one whose server cannot go on where it broke off.

    `came` counts bytes as they travel. `reach` is told of them, and of how many it will be, None if the server does
    not say; after a new beginning they count from 0. `filename` is the one that the server gives, empty without.
    """

    def __init__(self, stage: Callable[[], Staged], *, limit: int, reach: Reach) -> None:
        self._stage = stage
        self._limit = limit
        self._reach = reach
        self._staged: Staged | None = None
        self._validator = ""
        self._total: int | None = None
        self._inflater: _Inflater | None = None
        self._maybe_page = False
        self.begun = False
        self.came = 0
        self.filename = ""

    def range_headers(self) -> list[tuple[str, str]]:
        """What asks for the rest, and only of the very file that has come so far (RFC 9110, 13.1.5)."""
        if not self.came or not self._validator:
            return []
        return [("Range", f"bytes={self.came}-"), ("If-Range", self._validator)]

    def take(self, answer: httpcore.Response) -> None:
        """Raises Unanswered if the file has not come whole, NotTheFile if it never will."""
        if self._staged is not None and answer.status == _PARTIAL:
            self._go_on(answer)
        elif answer.status in _OK:
            self._begin(answer)
        elif self.begun and answer.status == _RANGE_NOT_SATISFIABLE:
            self.discard()
            raise Unanswered("its server has less of it than before")
        elif self.begun and answer.status in _PASSING:
            raise Unanswered(f"its server answered {answer.status}")
        else:
            advice = _ADVICE.get(answer.status, "")
            raise NotTheFile(f"could not be downloaded: its server answered {answer.status}{advice}")
        for chunk in answer.iter_stream():
            self._add(chunk)
        self._check_whole()

    @property
    def staged(self) -> Staged:
        """The file, or what there is of it; raises ValueError if that is nothing."""
        if self._staged is None:
            raise ValueError("nothing has come")
        return self._staged

    def discard(self) -> None:
        self.came = 0
        if self._staged is not None:
            self._staged.discard()
            self._staged = None

    def _begin(self, answer: httpcore.Response) -> None:
        self.discard()
        self.begun = True
        self._validator = _validator(answer)
        self._total = _length(answer)
        self._inflater = _inflater(header(answer, "Content-Encoding"))
        self._maybe_page = parse_options_header(header(answer, "Content-Type"))[0].lower() in _PAGES
        self.filename = _filename(answer)
        if self._inflater is None:
            self._check_size(self._total or 0)
        self._staged = self._stage()

    def _go_on(self, answer: httpcore.Response) -> None:
        shown = _CONTENT_RANGE.fullmatch(header(answer, "Content-Range"))
        changed = header(answer, "ETag") and _validator(answer) != self._validator
        if shown is None or int(shown[1]) != self.came or changed:
            self.discard()
            raise Unanswered("its server sent another part of it than it was asked for")
        if shown[2] != "*":
            self._total = int(shown[2])

    def _add(self, chunk: bytes) -> None:
        if self._maybe_page and not self.came and chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise NotTheFile(
                "is a web page (text/html), not a package: the link may lead to a page about the file, "
                "or its server may want a login"
            )
        self.came += len(chunk)
        for piece in (chunk,) if self._inflater is None else self._inflater.inflate(chunk):
            self._write(piece)
        self._reach(self.came, self._total)

    def _write(self, data: bytes) -> None:
        self.staged.write(data)
        self._check_size(self.staged.size)

    def _check_size(self, size: int) -> None:
        if size > self._limit:
            raise NotTheFile(f"is larger than {self._limit} bytes (HORNBOOK_MAX_UPLOAD)")

    def _check_whole(self) -> None:
        cut_off = self._inflater is not None and self.came and not self._inflater.is_whole
        if cut_off or (self._total is not None and self.came != self._total):
            raise Unanswered(f"only {self.came} of its bytes came")
        if self.staged.size == 0:
            raise NotTheFile("is empty")


def _validator(answer: httpcore.Response) -> str:
    """What names this file and no other: a strong ETag, or the time of its last change if that is long enough ago.

    A change within the second would not show (RFC 9110, 8.8.2.2). Empty if there is neither.
    """
    etag = header(answer, "ETag")
    if etag.startswith('"'):
        return etag
    try:
        changed = parsedate_to_datetime(header(answer, "Last-Modified"))
        settled = parsedate_to_datetime(header(answer, "Date")) > changed
    except (ValueError, TypeError, OverflowError):
        return ""
    return header(answer, "Last-Modified") if settled else ""


def _length(answer: httpcore.Response) -> int | None:
    length = header(answer, "Content-Length")
    return int(length) if length.isascii() and length.isdigit() else None


def _inflater(encoding: str) -> "_Inflater | None":
    """For what was not asked for, and comes all the same. Where it names no coding at all, the file is as it is."""
    coding = encoding.strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        return _Inflater(coding)
    if _CODINGS.fullmatch(coding):
        reason = f'its server sends it encoded ("{coding[:60]}"), though asked not to'
        raise NotTheFile(f"could not be downloaded: {reason}{_AS_IT_IS}")
    return None


class _Inflater:
    """Of gzip one member after another (RFC 1952, 2.2)."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._stream = zlib.decompressobj(_ZLIB_OR_GZIP)

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    def inflate(self, chunk: bytes) -> Iterator[bytes]:
        """Raises NotTheFile. What follows the last member and is none is passed over."""
        try:
            while chunk:
                if self._stream.eof and chunk[0] != _GZIP:
                    return
                if self._stream.eof:
                    self._stream = zlib.decompressobj(_ZLIB_OR_GZIP)
                yield self._stream.decompress(chunk, _INFLATED_AT_ONCE)
                chunk = self._stream.unconsumed_tail or self._stream.unused_data
        except zlib.error:
            reason = f"it is not encoded as its server says ({self._coding})"
            raise NotTheFile(f"could not be downloaded: {reason}{_AS_IT_IS}") from None


def _filename(answer: httpcore.Response) -> str:
    """RFC 6266; of a path only its end."""
    name = parse_options_header(header(answer, "Content-Disposition"))[1].get("filename", "")
    return name.replace("\\", "/").rpartition("/")[2]
