"""The text of XML documents, a piece at a time: by byte order mark, declaration, or what its bytes are likely to be."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from hornbook_server.packages import charset, chunks, encodings
from hornbook_server.packages.chunks import Chunks
from hornbook_server.packages.findings import Findings

# From the first byte that is not of the encoding on: plenty to tell which it is.
_SAMPLE = 2**18
_TEXTS = 200
_FOREIGN = re.compile(rb"[\x80-\xff][^<>]{0,500}")
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
# Byte order marks, and what the first character is without one (XML 1.0, F.1).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def pieces(content: Chunks, file: str, findings: Findings) -> Iterator[str]:
    """The text without white space before it and NUL after it; what is not of its encoding is replaced."""
    encoding = _encoding(content, file, findings)
    content = _without_padding(content, encoding)
    if (place := encodings.first_invalid(content, encoding)) is not None:
        sample = chunks.window(content, max(0, place - chunks.SIZE), _SAMPLE)
        encoding, declared = encoding if encodings.is_mostly(sample, encoding) else _likely(content), encoding
        findings.warn(
            "ENCODING_INVALID",
            f"Byte {place} is not {declared}; the file is read as {encoding},"
            " and what that cannot be is shown as \N{REPLACEMENT CHARACTER}.",
            "Save the file in the encoding that it declares.",
            file=file,
        )
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    decoded = (decoder.decode(piece, final=last) for piece, last in _to_the_end(content))
    begun = False
    for text in decoded:
        kept = text if begun else text.lstrip("\ufeff \t\r\n")
        if kept:
            begun = True
            yield kept


def _to_the_end(content: Chunks) -> Iterator[tuple[bytes, bool]]:
    """Pieces, and whether it is the end that comes, without bytes of its own."""
    for piece in chunks.pieces(content):
        yield piece, False
    yield b"", True


def _without_padding(content: Chunks, encoding: str) -> Chunks:
    """Without NULs after the last character, whose own may be among them."""
    unit = 2 if encoding.startswith("utf-16") else 4 if encoding.startswith("utf-32") else 1
    size = end = 0
    for chunk in content():
        if rest := chunk.rstrip(b"\0"):
            end = size + len(rest)
        size += len(chunk)
    return chunks.until(content, -(-end // unit) * unit)


def _likely(content: Chunks) -> str:
    """By the first texts between tags that are not ASCII, each as a line."""
    found = (match[0] for chunk in content() for match in _FOREIGN.finditer(chunk))
    return charset.guess(*islice(found, _TEXTS), fallback="cp1252")


def _encoding(content: Chunks, file: str, findings: Findings) -> str:
    head = chunks.window(content, 0, chunks.SIZE)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    match = _DECLARED.match(head)
    if match is None:
        return "utf-8"
    name = match[1].decode("ascii", errors="replace")
    declared = encodings.known(name)
    if declared is None or declared.startswith(("utf-16", "utf-32")) or encodings.is_utf8_after_all(content, declared):
        findings.warn(
            "ENCODING_MISDECLARED",
            f"The file declares the encoding {name}, but is not in it; it is read as UTF-8.",
            "Declare the encoding in which the file is saved.",
            file=file,
        )
        return "utf-8"
    return declared
