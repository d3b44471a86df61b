"""The corpus, where there is one beside the checkout: reports agree with the verdicts of its INDEX.tsv."""

import json

import pytest

from hornbook_server.packages import Severity, check_package
from hornbook_server.reports import Checked, data, sarif
from tests.fixtures.sarif import objections
from tests.integration import corpus
from tests.integration.test_corpus import ROWS

VERDICTS = {"ok": (True,), "error": (False,), "either": (True, False)}


@pytest.mark.parametrize("row", ROWS)
def test_a_report_agrees_with_the_verdict_and_can_be_written_in_every_form(row):
    with (corpus.CORPUS / row["file"]).open("rb") as file:
        checked = Checked(path=row["file"], report=check_package(file, filename=row["file"]))
    report = checked.report

    assert (report.package is not None) in VERDICTS[row["expected"]]
    errors = [one for one in report.findings if one.severity is Severity.ERROR]
    assert errors == ([report.findings[-1]] if report.package is None else [])
    assert all((one.message, one.fix) for one in report.findings)
    shown = json.loads(data.render([checked], version="0"))["packages"][0]
    assert (shown["importable"], len(shown["findings"])) == (report.package is not None, len(report.findings))
    assert objections(json.loads(sarif.render([checked], version="0"))) == []
