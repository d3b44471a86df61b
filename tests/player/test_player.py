"""The player's own tests, which Node runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.player.assets import STATIC, modules
from tests.fixtures import node

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not node.has_npm(), reason=node.MISSING)
def test_the_player_passes_its_own_tests():
    done = subprocess.run(
        (sys.executable, ROOT / "hatch_build.py", "test"),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )

    assert done.returncode == 0, done.stdout


def test_the_script_that_plays_scorm12_is_small():
    files = modules(LearningStandard.SCORM12)

    assert sum((STATIC / f"{file}.gz").stat().st_size for file in files) < 60_000  # bytes
