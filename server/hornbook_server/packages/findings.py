"""What is noticed while a package is read."""

from hornbook_server.domain.package import Finding, PackageError, Severity
from hornbook_server.packages.catalogue import CATALOGUE

MOST = 100
LONGEST = 1000
# Among them those that turn the direction of text, and the separators of lines.
_CONTROL = dict.fromkeys(
    (*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}"
)


class Findings:
    """Warnings in the order they were met; past the first hundred they are only counted."""

    def __init__(self) -> None:
        self._warnings: list[Finding] = []
        self._left_out = 0

    def warn(self, code: str, message: str, fix: str, *, file: str = "", line: int | None = None) -> None:
        if len(self._warnings) == MOST:
            self._left_out += 1
            return
        self._warnings.append(_finding(code, message, fix, file, line))

    def mark(self) -> tuple[int, int]:
        """Where they stand now, to be gone back to."""
        return len(self._warnings), self._left_out

    def forget(self, mark: tuple[int, int]) -> None:
        """Go back to where they stood: what was noticed since is about something that does not count."""
        kept, self._left_out = mark
        del self._warnings[kept:]

    def all(self) -> tuple[Finding, ...]:
        if not self._left_out:
            return tuple(self._warnings)
        message = f"{self._left_out} more findings were left out."
        return (*self._warnings, _finding("MORE_WARNINGS", message, "Mend those listed and check again.", "", None))


def refusal(code: str, message: str, fix: str, *, file: str = "", line: int | None = None) -> PackageError:
    return PackageError(_finding(code, message, fix, file, line, refuses=True))


def _finding(code: str, message: str, fix: str, file: str, line: int | None, *, refuses: bool = False) -> Finding:
    """What a package says of itself is quoted in findings: cut where it is endless, without control characters."""
    noticed = CATALOGUE[code].severity
    return Finding(
        code=code,
        severity=Severity.ERROR if refuses else noticed,
        message=shown(message),
        fix=fix,
        file=shown(file),
        line=line,
    )


def shown(text: str) -> str:
    """What a package says, fit for a terminal and a line of a report."""
    return (text if len(text) <= LONGEST else text[:LONGEST] + "...").translate(_CONTROL)
