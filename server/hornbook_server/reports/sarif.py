"""Reports as SARIF 2.1.0 (OASIS, errata 01), which code hosts and editors show beside the files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from hornbook_server.packages import CATALOGUE, Explanation, Finding
from hornbook_server.reports import Checked

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(checked: Sequence[Checked], *, version: str) -> bytes:
    """One log of one run, with the rules that it speaks of; `version` is Hornbook's."""
    codes = sorted({finding.code for one in checked for finding in one.report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "Hornbook",
                "version": version,
                "rules": [_rule(code, CATALOGUE[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(one.path, finding, codes.index(finding.code)) for one in checked for finding in one.report.findings
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log)) + b"\n"


def _rule(code: str, explanation: Explanation) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": explanation.means},
        "fullDescription": {"text": f"{explanation.means} {explanation.why}"},
        "help": {
            "text": "\n".join(f"{name}: {text}" for name, text in explanation.parts()),
            "markdown": "\n".join(f"- **{name}:** {text}" for name, text in explanation.parts()),
        },
        "defaultConfiguration": {"level": explanation.severity},
    }


def _result(path: str, finding: Finding, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path, finding.file)}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message} {finding.fix}"},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str, file: str) -> str:
    """The file in a folder where it lies; in an archive the archive's path, which goes on inside of it."""
    given = Path(path)
    package = given.as_uri() if given.is_absolute() else quote(given.as_posix())
    if not file or file == given.name:
        return package
    return quote(file) if package == "." else f"{package}/{quote(file)}"
