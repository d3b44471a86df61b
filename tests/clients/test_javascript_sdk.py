"""The official JavaScript SDK, unmodified, does what its README does with courses and registrations."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.fixtures import node, packages

HERE = Path(__file__).parent / "javascript"


@pytest.fixture
def workshop(tmp_path):
    """A folder with the program and the SDK."""
    missing = "" if node.has_npm() else node.MISSING
    assert not (missing and os.environ.get("CI")), missing
    if missing:
        pytest.skip(missing)
    node.install(HERE)
    shutil.copy(HERE / "registrations.cjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    return tmp_path


def test_the_javascript_sdk_goes_from_import_to_progress(workshop, service, tenant):
    package = workshop / "golf.zip"
    package.write_bytes(packages.scorm12("Golf Explained", scos=2))
    program = workshop / "registrations.cjs"
    printed = node.run("node", program, service.api, tenant.id, tenant.secret, package, cwd=workshop)
    got = json.loads(printed)
    children = got.pop("children")
    assert len(children) == 2
    assert got == {
        "imported": "golf/é 1",
        "created": 204,
        "exists": 204,
        "progress": ["ada in golf/é", "UNKNOWN", "Ada", "golf/é 1"],
        "dated": True,
        "courses": ["golf/é 1"],
        "registrations": ["ada in golf/é"],
        "statements": [],
        "gone": 404,
    }
