"""Results of what was played: worked out from what the player's page has sent in."""

from playwright.sync_api import Frame

from hornbook_server.domain.progress import Completion, Progress, Success, progress_of
from hornbook_server.services.launches import find_launch
from tests.browser.lessons import FRAMED, lesson, press
from tests.conftest import Service
from tests.fixtures import playable
from tests.fixtures.waiting import until

FLOW = '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>'


def results(service: Service, url: str) -> Progress:
    launch = find_launch(service.hornbook, url.rstrip("/").rpartition("/")[2])
    with service.hornbook.database.read() as stored:
        course = stored.courses.get_version(launch.app_id, launch.course_id, launch.version)
        states = stored.runs.states(launch.id)
    assert course.root is not None
    return progress_of(course.root, course.standard, {}, states)


def set_all(shown: Frame, values: dict[str, str]) -> None:
    shown.evaluate("all => Object.entries(all).forEach(([name, value]) => sco.SetValue(`cmi.${name}`, value))", values)


def verdicts(found: Progress) -> list[tuple[Completion, Success, float | None, int, bool]]:
    """Of the course and its lessons."""
    every = [one.result for one in (found.root, *found.root.children)]
    return [(one.completion, one.success, _rounded(one.score), one.attempts, one.suspended) for one in every]


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 6)


def test_a_scorm_2004_course_has_the_results_that_its_lessons_set(page, preview, service):
    page.goto(preview(playable.scorm2004(scos=3, sequencing=FLOW), FRAMED))
    set_all(
        lesson(page, "Lesson 1"), {"completion_status": "completed", "success_status": "passed", "score.scaled": "0.9"}
    )
    press(page, "Next")
    lesson(page, "Lesson 2")
    press(page, "Next")
    set_all(lesson(page, "Lesson 3"), {"completion_status": "incomplete", "score.scaled": "0.3", "exit": "suspend"})

    expected = [
        (Completion.INCOMPLETE, Success.UNKNOWN, 0.4, 1, True),
        (Completion.COMPLETED, Success.PASSED, 0.9, 1, False),
        (Completion.COMPLETED, Success.PASSED, None, 1, False),
        (Completion.INCOMPLETE, Success.UNKNOWN, 0.3, 1, True),
    ]
    until(lambda: verdicts(results(service, page.url))[3] == expected[3])
    assert verdicts(results(service, page.url)) == expected


def test_a_scorm_12_course_has_the_results_that_its_lessons_set(page, preview, service):
    page.goto(preview(playable.scorm12(scos=2), FRAMED))
    first = {"core.lesson_status": "passed", "core.score.raw": "90", "core.session_time": "00:01:30"}
    set_all(lesson(page, "Lesson 1"), first | {"objectives.0.id": "rules"})
    press(page, "Next")
    set_all(lesson(page, "Lesson 2"), {"core.lesson_status": "incomplete"})

    expected = [
        (Completion.INCOMPLETE, Success.UNKNOWN, 0.9, 1, False),
        (Completion.COMPLETED, Success.PASSED, 0.9, 1, False),
        (Completion.INCOMPLETE, Success.UNKNOWN, None, 1, False),
    ]
    until(lambda: verdicts(results(service, page.url))[2] == expected[2])
    found = results(service, page.url)
    assert verdicts(found) == expected
    assert (found.result.seconds, [one.id for one in found.root.children[0].objectives]) == (90.0, ["", "rules"])
