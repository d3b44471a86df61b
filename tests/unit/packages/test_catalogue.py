"""The catalogue of findings and the sources agree: every code is explained, and every explanation is of a code."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

import hornbook_server.packages
from hornbook_server.domain.package import Severity
from hornbook_server.packages import check_package
from hornbook_server.packages.catalogue import CATALOGUE
from hornbook_server.packages.findings import Findings, refusal
from tests.fixtures.packages import archive, course_structure

SOURCES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(Path(hornbook_server.packages.__path__[0]).glob("*.py"))
}
FUNCTIONS = [
    (path.stem, function)
    for path, tree in SOURCES.items()
    for function in ast.walk(tree)
    if isinstance(function, ast.FunctionDef)
]


def position(function: ast.FunctionDef) -> int | None:
    """Which argument of a call is the code: methods are called without their self."""
    names = [argument.arg for argument in function.args.args if argument.arg != "self"]
    return names.index("code") if "code" in names else None


Taker = tuple[str, str]  # a function that takes a code: its module and name
TAKERS: dict[Taker, int] = {
    (module, function.name): place for module, function in FUNCTIONS if (place := position(function)) is not None
}


def taker(module: str, call: ast.Call) -> Taker | None:
    """What the call calls, if that takes a code: a function of its own module, of one it names, or of findings.py."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    named = ast.unparse(call.func).rpartition(".")[0]
    return next((one for one in ((module, name), (named, name), ("findings", name)) if one in TAKERS), None)


def raised() -> Iterator[tuple[str, Taker, ast.expr]]:
    """Where a code is given away: the place in the sources, the function that takes it, and the code."""
    for path, tree in SOURCES.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and (one := taker(path.stem, call)):
                yield f"{path.name}:{call.lineno}", one, call.args[TAKERS[one]]


def literals(code: ast.expr) -> list[str]:
    return [node.value for node in ast.walk(code) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_every_code_is_written_where_it_is_raised_or_handed_on_under_its_name():
    unclear = [place for place, _, code in raised() if not literals(code) and ast.unparse(code) != "code"]
    assert unclear == []


def test_every_code_is_in_the_catalogue_and_every_entry_is_raised():
    assert {code for _, _, given in raised() for code in literals(given)} == CATALOGUE.keys()


def reaching(end: str) -> set[Taker]:
    """The functions that hand their code on to this one of findings.py, and it."""
    found = {("findings", end)}
    while True:
        more = {
            (module, function.name)
            for module, function in FUNCTIONS
            if (module, function.name) in TAKERS
            and any(isinstance(call, ast.Call) and taker(module, call) in found for call in ast.walk(function))
        }
        if more <= found:
            return found
        found |= more


def test_an_error_is_never_a_warning_and_a_warning_that_refuses_says_when():
    warned = {code for _, one, given in raised() if one in reaching("warn") for code in literals(given)}
    refused = {code for _, one, given in raised() if one in reaching("refusal") for code in literals(given)}
    errors = {code for code, one in CATALOGUE.items() if one.severity is Severity.ERROR}
    assert warned & errors == set()
    assert refused == errors | {code for code, one in CATALOGUE.items() if one.refuses}


def test_what_refuses_is_an_error_and_what_is_only_noticed_is_what_the_catalogue_says():
    findings = Findings()
    findings.warn("HREF_MISSING_FILE", "It is not there.", "Add it.")
    findings.warn("JUNK_FILES", "Two of them.", "Leave them out.")
    refused = refusal("HREF_MISSING_FILE", "It is not there.", "Add it.")
    severities = [one.severity for one in (*findings.all(), refused.finding)]
    assert severities == [Severity.WARNING, Severity.NOTE, Severity.ERROR]


def test_an_unknown_code_cannot_be_raised():
    with pytest.raises(KeyError):
        Findings().warn("NO_SUCH_CODE", "What?", "Nothing.")
    with pytest.raises(KeyError):
        refusal("NO_SUCH_CODE", "What?", "Nothing.")


def test_explanations_are_made_of_sentences():
    texts = [
        (code, text)
        for code, one in CATALOGUE.items()
        for text in (one.means, one.why, one.fix, one.rule, one.refuses)
        if text and not text.endswith((".", ".`"))
    ]
    assert texts == []


def test_an_error_without_a_fix_of_its_own_has_the_catalogues():
    text = course_structure(urls=[""])
    report = check_package(io.BytesIO(archive({"cmi5.xml": text})), filename="golf.zip")
    assert [(one.code, one.fix) for one in report.findings] == [("URL_MISSING", CATALOGUE["URL_MISSING"].fix)]
