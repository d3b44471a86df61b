"""The corpus beside the checkout, or at CORPUS: what its INDEX.tsv says of each package, and where we read otherwise.

`python -m tests.integration.corpus` prints the rows met by standard and expectation, and what differs in the others.
"""

import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from hornbook_server.domain.course import ActivityType
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import Limits, detect, documents, open_archive, read_package
from hornbook_server.packages.findings import Findings

CORPUS = Path(os.environ.get("CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
INDEX = CORPUS / "INDEX.tsv"
VERDICTS = ("ok", "either", "error")
Row = dict[str, str]

# What a disputed package must be warned of where it is imported, by the reason for which it is disputed.
WARNINGS = (
    (r"not in the archive", "HREF_MISSING_FILE"),
    (r"refers to a missing resource", "IDENTIFIERREF_UNKNOWN"),
    (r"symlink|skip the entry", "MEMBER_SKIPPED"),
    (r"take one, by a rule", "SEVERAL_STANDARDS"),
    (r"one level down", "WRAPPING_FOLDER"),
    (r"without title", "TITLE_MISSING"),
    (r"two entries named", "MEMBER_TWICE"),
    (r"is named IMSMANIFEST", "DESCRIPTOR_NAME"),
)
# Columns of single rows in which the index errs, and why.
ERRATA = {("hostile-nested-root.zip", "scos"): 'the one resource of its manifest is adlcp:scormtype="sco"'}


def rows() -> list[Row]:
    if not INDEX.exists():
        return []
    with INDEX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(row: Row) -> Package:
    with (CORPUS / row["file"]).open("rb") as file:
        return read_package(file, filename=row["file"])


def differences(row: Row) -> list[str]:
    """How a row is not met, each a sentence; empty where it is."""
    try:
        package = read(row)
    except PackageError as error:
        return _of_refusal(row, error)
    if row["expected"] == "error":
        return [f'is imported as "{package.title}", though {row["why"]}']
    found = _found(package)
    wrong = [
        f"{column} is {found[column]!r}, not {row[column]!r}"
        for column in found
        if not _agrees(row, column, found[column]) and (row["file"], column) not in ERRATA
    ]
    return wrong + _of_reason(row, package) + _of_schema_version(row)


def _of_refusal(row: Row, error: PackageError) -> list[str]:
    finding = error.finding
    if row["expected"] == "ok":
        return [f"is refused: {error}"]
    return [] if finding.code and finding.message and finding.fix else [f"is refused without a reason: {finding}"]


def _found(package: Package) -> Row:
    scos = [activity for activity in package.root.walk() if activity.type is ActivityType.SCO]
    return {
        "standard": package.standard.value,
        "title": package.title,
        "launchable": str(len(package.root.launchable())),
        "scos": str(len(scos)),
        "entry_href": package.entry.href,
    }


def _agrees(row: Row, column: str, value: str) -> bool:
    disputed = row["expected"] == "either"
    match column:
        case "standard":
            wanted = "CMI5" if row["standard"].startswith("MEDIA_") else row["standard"].replace("_", "")
            return fnmatchcase(value, wanted)
        case "title" if disputed and (not row["title"] or "whichever wins" in row["why"]):
            return bool(value)
    return value == row[column]


def _of_reason(row: Row, package: Package) -> list[str]:
    """What holds of every import, and what the reason of a dispute demands of this one."""
    outside = [one.href for one in package.root.launchable() if one.href.startswith(("/", "../"))]
    wrong = [f"{href} leads out of the package" for href in outside]
    told = {warning.code for warning in package.warnings}
    if row["expected"] == "either":
        wrong += [f"there is no {code}" for why, code in WARNINGS if re.search(why, row["why"]) and code not in told]
    return wrong


def _of_schema_version(row: Row) -> list[str]:
    stated = row.get("schemaversion_exact", "(n/a)")
    if stated == "(n/a)":
        return []
    with (CORPUS / row["file"]).open("rb") as file:
        archive = open_archive(file, Limits(), Findings())
        path = detect.descriptors(archive, detect.folder_of(archive, Findings()))["imsmanifest.xml"]
        root = documents.parse(partial(archive.content, path), file=path, findings=Findings()).root
    version = root.value("metadata", "schemaversion")
    wanted = "" if stated == "(absent)" else stated.strip('"')
    return [] if version == wanted else [f'schemaversion is "{version}", not "{wanted}"']


def main() -> int:
    """0 if every row is met, 1 if not or if there is no corpus."""
    met: Counter[tuple[str, str]] = Counter()
    of: Counter[tuple[str, str]] = Counter()
    unmet: list[str] = []
    for row in rows():
        wrong = differences(row)
        of.update([(row["standard"], row["expected"])])
        met.update([(row["standard"], row["expected"])] if not wrong else [])
        unmet += [f"{row['file']}: {difference}" for difference in wrong]
    sys.stdout.write("\n".join([*_table(met, of), f"{met.total()} / {of.total()} rows are met.", *unmet, ""]))
    return 0 if of and met == of else 1


def _table(met: Counter[tuple[str, str]], of: Counter[tuple[str, str]]) -> Iterator[str]:
    yield f"{'':<24}" + "".join(f"{verdict:>12}" for verdict in VERDICTS)
    for standard in sorted({standard for standard, _ in of}):
        cells = ((met[standard, verdict], of[standard, verdict]) for verdict in VERDICTS)
        yield f"{standard:<24}" + "".join(f"{f'{good} / {every}' if every else '':>12}" for good, every in cells)


if __name__ == "__main__":
    sys.exit(main())
