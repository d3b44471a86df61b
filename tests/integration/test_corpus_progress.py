"""Results of real packages' trees: everything in them taken, or nothing."""

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.player import keys
from hornbook_server.domain.progress import Completion, Success, progress_of
from hornbook_server.domain.progress.progress import SCORM_2004, WITH_SCORM12_ELEMENTS
from tests.fixtures.taken import reported, scorm12, scorm2004, state
from tests.integration import corpus

ROWS = [
    pytest.param(row, id=row["file"]) for row in corpus.rows() if row["expected"] == "ok" and int(row["launchable"]) > 1
] or [pytest.param({}, marks=pytest.mark.skip(reason="the corpus is not beside this checkout"))]

DONE = {
    **dict.fromkeys(SCORM_2004, scorm2004("completed", "passed", "1", "1")),
    **dict.fromkeys(WITH_SCORM12_ELEMENTS, scorm12("passed", "100")),
    LearningStandard.CMI5: reported("completed", "passed", "1"),
    LearningStandard.XAPI: reported("completed", "passed", "1"),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_package_taken_in_full_has_its_course_done_and_an_untouched_one_is_unknown(row):
    package = corpus.read(row)
    named = keys(package.root)
    stored = DONE[package.standard]
    everything = {named[id(one)]: stored for one in package.root.walk() if one.href}
    done = progress_of(package.root, package.standard, {}, everything).result
    assert (done.completion, done.success, done.amount) == (Completion.COMPLETED, Success.PASSED, 1.0)
    assert done.score is None or 0 < done.score <= 1
    untouched = progress_of(package.root, package.standard, {}, {"": state({})}).result
    assert (untouched.completion, untouched.success, untouched.score, untouched.attempts) == (
        Completion.UNKNOWN,
        Success.UNKNOWN,
        None,
        0,
    )
