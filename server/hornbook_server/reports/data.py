"""Reports as JSON; docs/check.md documents the shape, which only grows."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from hornbook_server.packages import Finding, Severity
from hornbook_server.reports import Checked


class _Finding(Struct, frozen=True, kw_only=True):
    code: str
    severity: Severity
    message: str
    fix: str
    file: str | None
    line: int | None


class _Package(Struct, frozen=True, kw_only=True):
    path: str
    importable: bool
    standard: str | None
    title: str | None
    activities: int | None
    launchable: int | None
    entry: str | None
    findings: list[_Finding]


class _Document(Struct, frozen=True, kw_only=True):
    version: int
    hornbook: str
    packages: list[_Package]


def render(checked: Sequence[Checked], *, version: str) -> bytes:
    """One JSON document; `version` is Hornbook's."""
    document = _Document(version=1, hornbook=version, packages=[_package(one) for one in checked])
    return msgspec.json.format(msgspec.json.encode(document)) + b"\n"


def _package(checked: Checked) -> _Package:
    package = checked.report.package
    return _Package(
        path=checked.path,
        importable=package is not None,
        standard=package.standard if package else None,
        title=package.title if package else None,
        activities=sum(1 for _ in package.root.walk()) if package else None,
        launchable=len(package.root.launchable()) if package else None,
        entry=package.entry.href if package else None,
        findings=[_finding(one) for one in checked.report.findings],
    )


def _finding(finding: Finding) -> _Finding:
    return _Finding(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        fix=finding.fix,
        file=finding.file or None,
        line=finding.line,
    )
