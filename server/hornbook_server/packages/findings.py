"""What is noticed while a package is read."""

from hornbook_server.domain.package import PackageError, PackageWarning

MOST = 100
LONGEST = 1000
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


class Findings:
    """Warnings in the order they were met; past the first hundred they are only counted."""

    def __init__(self) -> None:
        self._warnings: list[PackageWarning] = []
        self._left_out = 0

    def warn(self, code: str, message: str, fix: str, *, file: str = "", line: int | None = None) -> None:
        if len(self._warnings) == MOST:
            self._left_out += 1
            return
        self._warnings.append(_finding(code, message, fix, file, line))

    def all(self) -> tuple[PackageWarning, ...]:
        if not self._left_out:
            return tuple(self._warnings)
        more = PackageWarning(
            code="MORE_WARNINGS",
            message=f"{self._left_out} more findings were left out.",
            fix="Mend those listed and import again.",
        )
        return (*self._warnings, more)


def refusal(code: str, message: str, fix: str, *, file: str = "", line: int | None = None) -> PackageError:
    return PackageError(_finding(code, message, fix, file, line))


def _finding(code: str, message: str, fix: str, file: str, line: int | None) -> PackageWarning:
    """What a package says of itself is quoted in findings: cut where it is endless, without control characters."""
    return PackageWarning(code=code, message=_shown(message), fix=fix, file=_shown(file), line=line)


def _shown(text: str) -> str:
    return (text if len(text) <= LONGEST else text[:LONGEST] + "...").translate(_CONTROL)
