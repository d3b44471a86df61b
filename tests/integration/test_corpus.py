"""The corpus, where there is one beside the checkout: what its INDEX.tsv says is what is read."""

import csv
from pathlib import Path

import pytest

from hornbook_server.domain.course import ActivityType
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
INDEX = CORPUS / "INDEX.tsv"


def rows() -> list[dict[str, str]]:
    if not INDEX.exists():
        return []
    with INDEX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def expecting(*verdicts: str) -> list[object]:
    """The rows with these verdicts, or one that skips with the reason."""
    found = [pytest.param(row, id=row["file"]) for row in rows() if row["expected"] in verdicts]
    return found or [pytest.param({}, marks=pytest.mark.skip(reason="the corpus is not beside this checkout"))]


def read(row: dict[str, str]) -> Package:
    with (CORPUS / row["file"]).open("rb") as file:
        return read_package(file, filename=row["file"])


def standard(row: dict[str, str]) -> str:
    """The wire's word for the index's."""
    if row["standard"].startswith("MEDIA_"):
        return "CMI5"
    return row["standard"].replace("_", "")


def seen(package: Package) -> tuple[str, str, int, int, str]:
    scos = [activity for activity in package.root.walk() if activity.type is ActivityType.SCO]
    return package.standard, package.title, len(package.root.launchable()), len(scos), package.entry.href


@pytest.mark.parametrize("row", expecting("ok"))
def test_a_good_package_is_read_as_the_index_has_it(row):
    expected = (standard(row), row["title"], int(row["launchable"]), int(row["scos"]), row["entry_href"])
    assert seen(read(row)) == expected


@pytest.mark.parametrize("row", expecting("error"))
def test_a_package_that_is_none_is_refused_with_a_code_a_sentence_and_a_fix(row):
    with pytest.raises(PackageError) as refused:
        read(row)
    finding = refused.value.finding
    assert all((finding.code, finding.message, finding.fix))


@pytest.mark.parametrize("row", expecting("either"))
def test_a_disputed_package_is_refused_or_opens_within_itself(row):
    try:
        package = read(row)
    except PackageError:
        return
    assert len(package.root.launchable()) == int(row["launchable"])
    assert not any(href.startswith(("/", "../")) for href in (one.href for one in package.root.launchable()))
