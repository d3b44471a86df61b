"""Encodings that documents declare: which they are, and whether they can be true."""

import codecs
import re

from hornbook_server.packages import chunks
from hornbook_server.packages.chunks import Chunks

_FAMILIES = re.compile(r"utf-(8|16|32)(-[bl]e)?|utf-8-sig|ascii|(iso8859|cp|koi8|mac|euc|iso2022)[-_].+|cp\d+")
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
}
_OTHERS = {"gb18030", "big5hkscs", "cp932", "cp949", "johab", "shift_jisx0213", "shift_jis_2004", "hz", "utf-7"}
_SINGLE_BYTE = re.compile(r"(iso8859|cp125|koi8|mac)[-_]?.+|cp(437|8\d\d)|tis-620")
# Names that browsers and Windows know (WHATWG Encoding, 4.2) and Python does not.
_ALIASES = {
    "x-gbk": "gbk",
    "gb_2312-80": "gbk",
    "gb_2312": "gbk",
    "x-x-big5": "big5",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "unicode-1-1-utf-8": "utf-8",
}
_THREE_BYTES = re.compile(rb"[\xe0-\xef]")


def known(name: str) -> str | None:
    """The codec for a declared encoding, its common superset where browsers take that; None if it is no charset."""
    name = name.strip().lower()
    try:
        canonical = codecs.lookup(_ALIASES.get(name, name)).name
    except (LookupError, ValueError):
        return None
    canonical = _SUPERSETS.get(canonical, canonical)
    families = _FAMILIES.fullmatch(canonical) or _SINGLE_BYTE.fullmatch(canonical)
    return canonical if families or canonical in _OTHERS else None


def is_utf8_after_all(content: Chunks, declared: str) -> bool:
    """Whether text that is declared otherwise is UTF-8.

    Bytes beyond ASCII are hardly ever UTF-8 by chance. Pairs of them can be where the declared encoding has pairs too,
    so there a character of three bytes has to be among them.
    """
    if declared == "utf-8" or all(chunk.isascii() for chunk in content()):
        return False
    if first_invalid(content, "utf-8") is not None:
        return False
    return _SINGLE_BYTE.fullmatch(declared) is not None or any(_THREE_BYTES.search(chunk) for chunk in content())


def is_mostly(data: bytes, encoding: str) -> bool:
    """Whether of the characters beyond ASCII no more than a third cannot be read."""
    text = data.decode(encoding, errors="replace")
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    return 3 * text.count("\N{REPLACEMENT CHARACTER}") <= foreign


def first_invalid(content: Chunks, encoding: str) -> int | None:
    """Where the first byte is that cannot be read, found without holding the text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    start = kept = 0
    try:
        for piece in chunks.pieces(content):
            decoder.decode(piece)
            start += len(piece)
            kept = len(decoder.getstate()[0])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return start - kept + error.start
    return None
