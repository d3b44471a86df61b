"""What reading a package yields."""

from msgspec import Struct

from hornbook_server.domain.course import Activity, LearningStandard, Metadata
from hornbook_server.domain.errors import DomainError


class PackageWarning(Struct, frozen=True, kw_only=True):
    """Something odd in a package that imports all the same.

    `code` is stable (`HREF_MISSING_FILE`), `file` the member it is about, `line` counts from 1, `fix` says what its
    author can do.
    """

    code: str
    message: str
    fix: str
    file: str = ""
    line: int | None = None

    def sentence(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        return f"{place}{self.message} {self.fix}".strip()


class PackageError(DomainError):
    """A package that cannot be imported; the message says what is wrong, where, and what to do."""

    def __init__(self, warning: PackageWarning) -> None:
        super().__init__(warning.sentence())
        self.finding = warning


class Package(Struct, frozen=True, kw_only=True):
    """A package as read. `activity_id` is the IRI the package gives itself, empty if it gives none."""

    standard: LearningStandard
    title: str
    root: Activity
    activity_id: str = ""
    languages: tuple[str, ...] = ()
    metadata: Metadata = Metadata()
    warnings: tuple[PackageWarning, ...] = ()

    @property
    def entry(self) -> Activity:
        """The activity that a launch opens first."""
        return self.root.launchable()[0]
