"""AICC's .crs file, sections of keys and text, and the text of all its files (CMI001)."""

import codecs
import re
from collections.abc import Iterable, Mapping

from hornbook_server.packages import charset
from hornbook_server.packages.content import Content
from hornbook_server.packages.findings import refusal
from hornbook_server.packages.texts import LONGEST_TEXT, collapse

EXTENSIONS = ("crs", "au", "des", "cst", "pre", "ort", "cmp")
# As many units as a course may have, at 200 bytes each; real courses have dozens.
MOST_BYTES = 4 * 2**20
MOST_IN_ALL = 2 * MOST_BYTES
MOST_LINES = 250_000

_SPLIT = "Split the course into several packages."
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SECTION = re.compile(r"\[([^\[\]]+)\]")
_QUOTED = re.compile(r'"(.*)"')
_LINE_END = re.compile(r"\r\n?|\n")
_NAME = re.compile(r"[^a-z0-9]")
# What DOS editors put at the end of a file.
_END_OF_FILE = "\x1a"


class Files:
    """The descriptors of a course, decoded one at a time; `paths` has them by extension.

    AICC declares no encoding, so those without a mark of it share the likeliest.
    """

    def __init__(self, content: Content, paths: Mapping[str, str]) -> None:
        self._paths = paths
        self._data = {extension: content.read(path, most=MOST_BYTES) for extension, path in paths.items()}
        if sum(map(len, self._data.values())) > MOST_IN_ALL:
            message = f"The AICC descriptors have more than {MOST_IN_ALL} bytes together."
            raise refusal("AICC_TOO_LARGE", message, _SPLIT, file=content.descriptor)
        self._marked = {extension: _marked(raw) for extension, raw in self._data.items()}
        rest = (raw for extension, raw in self._data.items() if self._marked[extension] is None)
        self._encoding = charset.guess(*rest, fallback="cp1252")

    def text(self, extension: str) -> str:
        """Empty if there is no such file."""
        raw = self._data.get(extension, b"")
        text = raw.decode(self._marked.get(extension) or self._encoding, errors="replace")
        return text.removeprefix("\ufeff").replace("\0", "").rstrip(_END_OF_FILE)

    def path(self, extension: str) -> str:
        return self._paths.get(extension, "")


def name(text: str) -> str:
    """A key or column in one spelling: `Course_Title`, `COURSE TITLE` and `coursetitle` are the same."""
    return _NAME.sub("", text.lower())


def lines(text: str, file: str) -> list[str]:
    """Lines whatever ends them; unlike str.splitlines, not at separators that are text here."""
    found = _LINE_END.split(text, maxsplit=MOST_LINES)
    if len(found) > MOST_LINES:
        message = f"The file has more than {MOST_LINES} lines."
        raise refusal("AICC_TOO_LARGE", message, _SPLIT, file=file)
    return found


def sections(text: str, file: str) -> dict[str, list[str]]:
    """Lines by the section's name; those before the first section are in one without a name."""
    section: list[str] = []
    found = {"": section}
    for line in lines(text, file):
        stripped = line.strip()
        heading = _SECTION.fullmatch(stripped)
        if heading:
            section = found.setdefault(name(heading[1]), [])
        else:
            section.append(stripped)
    return found


def keys(section: Iterable[str]) -> dict[str, str]:
    """Values by key, without the quotes around them; of several the first that says something counts."""
    found: dict[str, str] = {}
    for line in section:
        key, equals, value = line.partition("=")
        if equals and not line.startswith(";"):
            quoted = _QUOTED.fullmatch(collapse(value))
            text = (quoted[1].replace('""', '"').strip() if quoted else collapse(value))[:LONGEST_TEXT]
            found[name(key)] = found.get(name(key)) or text
    return found


def _marked(raw: bytes) -> str | None:
    """The encoding that a byte order mark or, in UTF-16, the zeros beside ASCII tell."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding
    if len(raw) % 2 == 0 and raw.count(0) * 4 > len(raw):
        return "utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"
    return None
