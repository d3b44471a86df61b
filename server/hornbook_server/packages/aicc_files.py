"""The file formats of AICC: sections of keys, and tables of comma-separated values."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping

from hornbook_server.packages import charset
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import LONGEST_TEXT, collapse
from hornbook_server.packages.findings import refusal

Row = dict[str, str]
_QUOTED = re.compile(r'^"(.*)"$')
EXTENSIONS = ("crs", "au", "des", "cst")
MOST_ROWS = 50_000
MOST_BYTES = 8 * 2**20


def texts(content: Content, paths: Mapping[str, str]) -> dict[str, str]:
    """The descriptors as text. AICC declares no encoding, so all files of a course share the likeliest."""
    data = {
        extension: content.read(path, most=MOST_BYTES).removeprefix(codecs.BOM_UTF8)
        for extension, path in paths.items()
    }
    encoding = charset.guess(b"\n".join(data.values()), fallback="cp1252")
    return {extension: raw.decode(encoding, errors="replace").replace("\0", "") for extension, raw in data.items()}


def sections(text: str) -> dict[str, list[str]]:
    """Lines by section, whose names are in lower case."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in io.StringIO(text, newline=None):
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            lines = found.setdefault(stripped[1:-1].strip().lower(), [])
        else:
            lines.append(stripped)
    return found


def keys(lines: Iterable[str]) -> dict[str, str]:
    """Values by key in lower case, without the quotes around them; of several the first counts."""
    found: dict[str, str] = {}
    for line in lines:
        key, equals, value = line.partition("=")
        if equals and not line.startswith(";"):
            found.setdefault(key.strip().lower(), _QUOTED.sub(r"\1", collapse(value))[:LONGEST_TEXT])
    return found


def rows(text: str, file: str) -> list[Row]:
    """Rows by the names of the first one, in lower case."""
    table = _table(text, file)
    names = [name.lower() for name in table[0]] if table else []
    return [dict(zip(names, row, strict=False)) for row in table[1:]]


def blocks(text: str, file: str) -> dict[str, list[str]]:
    """The members of each block, in lower case; a block may take several rows."""
    found: dict[str, list[str]] = {}
    for block, *members in _table(text, file)[1:]:
        found.setdefault(block.lower(), []).extend(member for member in members if member)
    return found


def _table(text: str, file: str) -> list[list[str]]:
    """Rows that say anything, white space at the edges of cells removed."""
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), skipinitialspace=True):
            cells = [collapse(cell) for cell in row]
            if any(cells):
                found.append(cells)
            if len(found) > MOST_ROWS:
                raise refusal("AICC_TOO_LARGE", f"The file has more than {MOST_ROWS} rows.", "Split it.", file=file)
    except csv.Error as error:
        message = f"The file is not a table of comma-separated values: {error}."
        raise refusal("AICC_TABLE", message, "Quote values that hold quotes or line breaks.", file=file) from error
    return found
