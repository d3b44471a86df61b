"""Without credentials nothing happens, whatever the method and however the path is spelt."""

import re
import socket

import pytest

from hornbook_contract import openapi_document
from hornbook_server import app as composition
from hornbook_server import routes
from hornbook_server.opening import open_hornbook
from tests.conftest import listening
from tests.fixtures.waiting import WITHIN

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"]


def spellings(path: str) -> list[str]:
    plain = "/api/v2" + re.sub(r"\{\w+\}", "1", path)
    return [
        plain,
        plain + "/",
        plain.replace("/api/v2/", "/api/v2//"),
        "/" + plain,
        plain.replace("/v2", "/v%32"),
        plain.replace("/api/", "/api//"),
        plain.replace("/courses", "/%63ourses"),
        plain.replace("/", "%2F"),
        plain + "?x=1",
        plain.replace("/1", "/a%2Fb"),
    ]


@pytest.fixture(scope="module")
def guarded(service):
    """The real application, with handlers that record that they ran."""
    ran: list[str] = []
    patch = pytest.MonkeyPatch()
    for name in routes.OPERATIONS:
        patch.setitem(routes.OPERATIONS, name, lambda *_, name=name, **__: ran.append(name))
    app = composition.create_app(open_hornbook(service.settings), validate_responses=False)
    with listening(app) as url:
        yield url, ran
    patch.undo()


def ask(url: str, method: str, target: str) -> int:
    """One request as raw bytes: HTTP libraries tidy up paths."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=WITHIN) as sock:
        request = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        sock.sendall(request.encode())
        answer = sock.makefile("rb").readline()
    return int(answer.split()[1])


@pytest.mark.parametrize("path", sorted(openapi_document()["paths"]))
def test_no_method_on_no_spelling_of_a_path_runs_a_handler(guarded, path):
    url, ran = guarded
    answers = {(method, target): ask(url, method, target) for method in METHODS for target in spellings(path)}
    assert {key: status for key, status in answers.items() if status not in (400, 401, 404, 405)} == {}
    assert ran == []
    assert answers["GET", "/api/v2" + re.sub(r"\{\w+\}", "1", path)] in (401, 405)
