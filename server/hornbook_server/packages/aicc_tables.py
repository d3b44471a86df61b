"""AICC's tables: .au, .des, .cst, .pre, .ort and .cmp, whose first record names the columns (CMI001)."""

import csv
import re
from collections.abc import Iterable, Iterator

from hornbook_server.packages.aicc_files import lines, name
from hornbook_server.packages.findings import refusal
from hornbook_server.packages.texts import LONGEST_TEXT, collapse

# Both are enough for as many units as a course may have: rows of one table, and cells of all, with every column that
# CMI001 knows.
MOST_ROWS = 25_000
MOST_CELLS = 500_000

_DELIMITERS = ",;\t"
_COMMENT = ";"
_QUOTED = re.compile(r'"[^"]*"')
# How a record begins where cells are quoted.
_RECORD = re.compile(r'\s*"[^"]*"\s*[,;\t]')


class Row(dict[str, str]):
    """Values by the names of the columns; `line` is where the record begins."""

    __slots__ = ("line",)

    def __init__(self, names: Iterable[str], cells: Iterable[str], line: int) -> None:
        super().__init__(reversed(list(zip(names, cells, strict=False))))
        self.line = line


class Tables:
    """Reads the tables of one course, which share what they may hold."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def rows(self, text: str, file: str) -> list[Row]:
        """Rows by the names of the first one; of two columns of one name the first counts."""
        table = self._numbered(text, file)
        names = [name(cell) for cell in table[0][1]] if table else []
        return [Row(names, cells, line) for line, cells in table[1:]]

    def member_lists(self, text: str, file: str, *, headings: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        """The first cell of each record and those after it; without the record of names, which some tools leave out."""
        table = self.cells(text, file)
        if table and name(table[0][0]).startswith(headings):
            table = table[1:]
        return [(collapse(first), [collapse(cell) for cell in rest]) for first, *rest in table]

    def cells(self, text: str, file: str) -> list[list[str]]:
        """Records that say anything, white space at the edges of their cells removed."""
        return [cells for _, cells in self._numbered(text, file)]

    def _numbered(self, text: str, file: str) -> list[tuple[int, list[str]]]:
        """These records, each with the line where it begins."""
        found: list[tuple[int, list[str]]] = []
        every = lines(text, file)
        delimiter = _delimiter(every)
        for line, record in _records(every):
            row = self._row(record, delimiter, file)
            if any(row) and not (row[0].startswith(_COMMENT) and delimiter != _COMMENT):
                found.append((line, row))
            if len(found) > MOST_ROWS:
                raise refusal("AICC_TOO_LARGE", f"The file has more than {MOST_ROWS} rows.", "Split it.", file=file)
        return found

    def _row(self, record: str, delimiter: str, file: str) -> list[str]:
        self._left -= record.count(delimiter) + 1
        if self._left < 0:
            message = f"With this file, the tables have more than {MOST_CELLS} values."
            raise refusal("AICC_TOO_LARGE", message, "Split the course into several packages.", file=file)
        row = [cell.strip() for cell in _split(record, delimiter)]
        if any(len(cell) > LONGEST_TEXT for cell in row):
            message = f"A value has more than {LONGEST_TEXT} characters."
            raise refusal("AICC_TABLE", message, "Close the quotes that it opens.", file=file)
        return row


def _delimiter(every: list[str]) -> str:
    """The comma, or what stands between the columns' names in tables that a spreadsheet wrote."""
    first = next((line for line in every if line.strip() and not line.lstrip().startswith(_COMMENT)), "")
    bare = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=bare.count)


def _records(left: list[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines, joined where a quoted cell goes on; a quote that none closes before the next record is text."""
    at = 0
    while at < len(left):
        end = at + 1
        if left[at].count('"') % 2:
            end = _closing(left, end) or end
        yield at + 1, "\n".join(left[at:end])
        at = end


def _closing(left: list[str], start: int) -> int | None:
    """Where the record ends whose quotes are open before the line `start`, None if they are never closed."""
    for at in range(start, len(left)):
        if left[at].count('"') % 2:
            return at + 1
        if _RECORD.match(left[at]):
            return None
    return None


def _split(record: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([record], delimiter=delimiter, skipinitialspace=delimiter != "\t", strict=True), [])
    except csv.Error:
        return list(_split_loosely(record, delimiter))


def _split_loosely(record: str, delimiter: str) -> Iterator[str]:
    """Cells as tools write them that do not double the quotes inside: one ends at a quote before a delimiter."""
    opening = re.compile(rf'[^\S{delimiter}]*"')
    closing = re.compile(rf'"[^\S{delimiter}]*(?:{delimiter}|\Z)')
    at, may_close = 0, True
    while at <= len(record):
        quote = opening.match(record, at)
        end = closing.search(record, quote.end()) if quote and may_close else None
        if quote and end:
            yield record[quote.end() : end.start()].replace('""', '"')
            at = end.end() if record[end.end() - 1] == delimiter else len(record) + 1
        else:
            may_close = may_close and not quote  # nothing further on closes a quote either
            comma = record.find(delimiter, at)
            after = comma if comma >= 0 else len(record)
            yield record[at:after].lstrip().removeprefix('"')
            at = after + 1
