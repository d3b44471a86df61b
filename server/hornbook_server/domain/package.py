"""What reading a package yields."""

import unicodedata
from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.course import Activity, LearningStandard, Metadata
from hornbook_server.domain.errors import DomainError

_MOST_MARKS = 256


class Severity(StrEnum):
    """What a finding does to the course.

    An `error` ends the reading: there is no course. A `warning` means that something of the course may not work, or was
    guessed; a `note` that it works as it is.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Struct, frozen=True, kw_only=True):
    """Something odd or wrong in a package.

    `code` is stable (`HREF_MISSING_FILE`), `file` the member it is about, `line` counts from 1, `fix` says what its
    author can do.
    """

    code: str
    severity: Severity
    message: str
    fix: str
    file: str = ""
    line: int | None = None

    def sentence(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        return f"{place}{self.message} {self.fix}".strip()


class PackageError(DomainError):
    """A package that cannot be imported; the message says what is wrong, where, and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.sentence())
        self.finding = finding


class Member(Struct, frozen=True, kw_only=True, gc=False):
    """A file of an upload: its `compressed` bytes begin at `offset` and are deflated, or are the file itself.

    `size` is the file's own, `crc` its CRC-32. A media file is an upload with one member, from 0 to its end.
    """

    path: str
    offset: int
    compressed: int
    size: int
    deflated: bool
    crc: int


class Package(Struct, frozen=True, kw_only=True):
    """A package as read. `activity_id` is the IRI the package gives itself, empty if it gives none."""

    standard: LearningStandard
    title: str
    root: Activity
    activity_id: str = ""
    languages: tuple[str, ...] = ()
    metadata: Metadata = Metadata()
    warnings: tuple[Finding, ...] = ()
    members: Collection[Member] = ()

    @property
    def entry(self) -> Activity:
        """The activity that a launch opens first."""
        return self.root.launchable()[0]


def likeness(path: str) -> str:
    """What paths share that differ in case or Unicode form alone.

    A heap of combining marks, which would be sorted in quadratic time, stays as it is.
    """
    marks = 0 if path.isascii() else sum(1 for character in path if unicodedata.combining(character))
    return (path if marks > _MOST_MARKS else unicodedata.normalize("NFC", path)).casefold()
