"""The file formats of AICC: sections of keys, and tables of comma-separated values."""

import csv
from collections.abc import Mapping

from hornbook_server.packages import charset
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import collapse
from hornbook_server.packages.findings import refusal

Row = dict[str, str]
EXTENSIONS = ("crs", "au", "des", "cst")
MOST_ROWS = 50_000


def texts(content: Content, paths: Mapping[str, str]) -> dict[str, str]:
    """The descriptors as text. AICC declares no encoding, so all files of a course share the likeliest."""
    data = {extension: content.read(path).lstrip(b"\xef\xbb\xbf") for extension, path in paths.items()}
    encoding = charset.guess(b"\n".join(data.values()), fallback="cp1252")
    return {extension: raw.decode(encoding, errors="replace") for extension, raw in data.items()}


def sections(text: str) -> dict[str, dict[str, str]]:
    """Keys and values by section, names in lower case; a line that is no key stands under its own number."""
    found: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    for number, line in enumerate(text.splitlines()):
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            section = found.setdefault(stripped[1:-1].strip().lower(), {})
        elif "=" in stripped and not stripped.startswith(";"):
            key, _, value = stripped.partition("=")
            section.setdefault(key.strip().lower(), collapse(value))
        elif stripped:
            section[str(number)] = stripped
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
        for row in csv.reader(text.splitlines(keepends=True), skipinitialspace=True):
            cells = [collapse(cell) for cell in row]
            if any(cells):
                found.append(cells)
            if len(found) > MOST_ROWS:
                raise refusal("AICC_TOO_LARGE", f"The file has more than {MOST_ROWS} rows.", "Split it.", file=file)
    except csv.Error as error:
        message = f"The file is not a table of comma-separated values: {error}."
        raise refusal("AICC_TABLE", message, "Quote values that hold quotes or line breaks.", file=file) from error
    return found
