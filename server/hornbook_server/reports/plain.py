"""Reports for people: what the package is, then what was found, the worst first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console

from hornbook_server.packages import CATALOGUE, Finding, Package, Severity
from hornbook_server.packages.findings import shown
from hornbook_server.reports import Checked

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def show(checked: Sequence[Checked], console: Console) -> None:
    """Print the reports, and how many findings of each kind there are."""
    for one in checked:
        _show_one(one, console)
    console.print(_summary(checked), style="bold")
    if any(one.report.findings for one in checked):
        console.print("More of a code: hornbook check --explain CODE, or docs/warnings.md.", style="dim")


def explain(code: str, console: Console) -> None:
    """Print what the catalogue has of a code, which it must know."""
    explanation = CATALOGUE[code]
    console.print(code, style="bold")
    for name, text in explanation.parts():
        console.print(f"  {name:<9} {text}")


def _show_one(checked: Checked, console: Console) -> None:
    package = checked.report.package
    console.print(shown(checked.path), style="bold", end=" ")
    if package is None:
        console.print("cannot be imported", style="red")
    else:
        console.print("can be imported", style="green")
        for name, value in _facts(package):
            console.print(f"  {name:<11}{shown(value)}")
    for severity in Severity:
        for finding in checked.report.findings:
            if finding.severity is severity:
                _show_finding(finding, console)
    console.print()


def _facts(package: Package) -> Iterator[tuple[str, str]]:
    activities, launchable = sum(1 for _ in package.root.walk()), len(package.root.launchable())
    yield "standard", package.standard.label
    yield "title", package.title
    yield "activities", f"{launchable} to launch ({activities} in the tree)"
    yield "entry", package.entry.href


def _show_finding(finding: Finding, console: Console) -> None:
    place = f"{finding.file}:{finding.line}" if finding.file and finding.line else finding.file
    console.print()
    console.print(f"  {finding.severity}", style=_STYLES[finding.severity], end=" ")
    console.print(finding.code, style="bold", end=" " if place else "\n")
    if place:
        console.print(place)
    console.print(f"    {finding.message}")
    console.print(f"    Fix: {finding.fix}")
    console.print(f"    docs/warnings.md#{finding.code.lower()}", style="dim")


def _summary(checked: Sequence[Checked]) -> str:
    found = Counter(finding.severity for one in checked for finding in one.report.findings)
    packages = f"{len(checked)} package{'s' if len(checked) != 1 else ''}"
    counts = ", ".join(f"{found[kind]} {kind}{'s' if found[kind] != 1 else ''}" for kind in Severity)
    return f"{packages}: {counts}"
