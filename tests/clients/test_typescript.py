"""A TypeScript client, generated from the contract, compiles under `strict` and does the main job."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.clients.generate import GENERATOR, generate
from tests.fixtures import node, packages

HERE = Path(__file__).parent / "typescript"


@pytest.fixture
def workshop(tmp_path):
    """A folder with the generated client, the program and the compiler."""
    missing = (
        node.MISSING if not node.has_npm() else "there is no generator: make tools" if not GENERATOR.exists() else ""
    )
    assert not (missing and os.environ.get("CI")), missing
    if missing:
        pytest.skip(missing)
    node.install(HERE)
    for name in ("main_job.ts", "package.json", "tsconfig.json"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    generate("typescript", tmp_path / "client")
    return tmp_path


def test_the_generated_client_does_the_main_job(workshop, service, tenant):
    package = workshop / "golf.zip"
    package.write_bytes(packages.scorm12("Golf Explained"))
    node.run(workshop / "node_modules" / ".bin" / "tsc", "--project", workshop, cwd=workshop)
    program = workshop / "built" / "main_job.js"
    printed = node.run("node", program, service.api, tenant.id, tenant.secret, package, cwd=workshop)
    assert json.loads(printed) == {
        "imported": {"id": "golf/é 1", "title": "Golf Explained", "version": 0},
        "read": {"standard": "SCORM12", "registrations": 0},
        "listed": ["golf/é 1"],
        "gone": 404,
    }
