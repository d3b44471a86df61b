"""Real packages, played to their end; `make browser` plays all of the corpus."""

import pytest

from tests.browser.corpus import Outcome, linking, play, playable_rows
from tests.integration import corpus

# One of each kind: a runtime of 1.2, several SCOs, assets alone, HACP, cmi5's own example.
FILES = (
    "scorm12-golf-runtimebasic.zip",
    "scorm12-moodle-runtime-mini-2sco.zip",
    "scorm12-golf-onefilepersco.zip",
    "aicc-ispring-stktech.zip",
    "cmi5-catapult-single-framed.zip",
)

pytestmark = pytest.mark.skipif(not corpus.rows(), reason="the corpus is not beside this checkout")


@pytest.fixture(scope="module")
def link():
    with linking() as link:
        yield link


@pytest.mark.parametrize("file", FILES)
def test_a_real_package_is_played_to_its_end(chromium, link, file):
    row = next(row for row in playable_rows() if row["file"] == file)

    outcome = play(chromium, link(file), Outcome(file=file, standard=row["standard"]))

    assert (outcome.launched, outcome.ended, outcome.failures) == (True, True, ())
    assert outcome.steps == int(row["launchable"])
