"""Two releases of the official Python SDK, unmodified, call every operation of courses and registrations.

What they got stands in `sdk_matrix.json`, which `WRITE_COVERAGE=1` writes anew, and from there in docs/coverage.md.
"""

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.fixtures import packages
from tests.fixtures.web import response, serving

HERE = Path(__file__).parent
MATRIX = HERE / "sdk_matrix.json"
CONTRACT = HERE.parent / "contract"
PYTHONS = {
    "1.0.2": HERE.parents[1] / "build" / "venvs" / "compat-1.0.2" / "bin" / "python",
    "5.0.0": Path(sys.executable),
}


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "golf course.zip"
    path.write_bytes(packages.scorm12("Golf Explained", scos=2))
    return path


@pytest.fixture
def package_url(package):
    """The package where the service can fetch it."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=package.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as files:
        thread = threading.Thread(target=files.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{files.server_port}/golf%20course.zip"
        files.shutdown()
        thread.join()


@pytest.fixture
def places(package, package_url):
    """The package, where the service can fetch it, and where it can post to."""
    with serving(lambda _: response(204)) as site:
        yield str(package), package_url, f"{site.url}/progress"


def answers(release: str, *arguments: str) -> dict[str, int]:
    python = PYTHONS[release]
    if not python.exists():
        message = f"SDK {release} has no environment: make compat"
        assert not os.environ.get("CI"), message
        pytest.skip(message)
    command = [python, HERE / "sdk_calls.py", *arguments]
    called = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert called.returncode == 0, called.stderr
    return json.loads(called.stdout)


@pytest.mark.parametrize("release", PYTHONS)
def test_a_release_of_the_sdk_calls_every_operation(release, service, tenant, places):
    got = answers(release, service.api, tenant.id, tenant.secret, *places)
    matrix = json.loads(MATRIX.read_text())
    if os.environ.get("WRITE_COVERAGE"):
        matrix[release] = dict(sorted(got.items()))
        MATRIX.write_text(json.dumps(matrix, indent=2) + "\n")
    assert got == matrix[release], f"{MATRIX.name} is stale: WRITE_COVERAGE=1 pytest tests/compat tests/contract"


@pytest.mark.parametrize("release", PYTHONS)
def test_the_matrix_has_the_reference_operations_and_no_refusal(release):
    reference, neighbours = (
        json.loads((CONTRACT / f"reference_{name}.json").read_text()) for name in ("operations", "neighbours")
    )
    called = reference + [each for each in neighbours if each["path"].startswith("/registrations")]
    expected = {each["operationId"]: int(min(each["responses"])) for each in called}
    assert json.loads(MATRIX.read_text())[release] == expected
