"""The comparison with an index finds what is wrong."""

import pytest

from tests.fixtures import packages
from tests.integration import corpus

GOOD = {
    "file": "golf.zip",
    "standard": "SCORM_12",
    "title": "Golf",
    "launchable": "2",
    "scos": "2",
    "entry_href": "content/1.html",
    "expected": "ok",
    "why": "",
    "schemaversion_exact": '"1.2"',
}


@pytest.fixture
def differences(tmp_path, monkeypatch):
    (tmp_path / "golf.zip").write_bytes(packages.scorm12("Golf", scos=2))
    (tmp_path / "none.zip").write_bytes(packages.archive({}))
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    return corpus.differences


def test_a_row_that_is_met_differs_in_nothing(differences):
    refused = GOOD | {"file": "none.zip", "expected": "error"}
    disputed = GOOD | {"expected": "either", "title": ""}
    assert [differences(row) for row in (GOOD, refused, disputed)] == [[], [], []]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"standard": "SCORM_11"}, ["standard is 'SCORM12', not 'SCORM_11'"]),
        ({"title": "Tennis", "scos": "1"}, ["title is 'Golf', not 'Tennis'", "scos is '2', not '1'"]),
        ({"schemaversion_exact": "(absent)"}, ['schemaversion is "1.2", not ""']),
        ({"expected": "error", "why": "it is empty"}, ['is imported as "Golf", though it is empty']),
        ({"expected": "either", "why": "launch file not in the archive"}, ["there is no HREF_MISSING_FILE"]),
        ({"file": "none.zip"}, ["is refused: The archive holds no files. Zip the package again."]),
    ],
)
def test_a_row_that_is_not_met_says_how(differences, wrong, told):
    assert differences(GOOD | wrong) == told
