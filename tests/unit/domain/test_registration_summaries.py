"""How far an instance has come, as its results change."""

from datetime import UTC, datetime

from hornbook_server.domain.progress import Completion, Result, Success
from hornbook_server.domain.registration import Summary, reached

FIRST = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 10, tzinfo=UTC)
DONE = Result(completion=Completion.COMPLETED, success=Success.PASSED, score=0.8, amount=1.0, seconds=60, attempts=1)


def test_a_summary_has_what_the_course_has_reached_and_when():
    assert reached(Summary(), DONE, FIRST) == Summary(
        completion=Completion.COMPLETED,
        success=Success.PASSED,
        score=0.8,
        completion_amount=1.0,
        seconds_tracked=60,
        first_access=FIRST,
        last_access=FIRST,
        completed=FIRST,
    )


def test_completion_keeps_its_time_until_it_is_lost():
    summary = reached(reached(Summary(), DONE, FIRST), DONE, LATER)
    assert (summary.first_access, summary.last_access, summary.completed) == (FIRST, LATER, FIRST)
    again = reached(summary, Result(completion=Completion.INCOMPLETE), LATER)
    assert (again.completed, reached(again, DONE, LATER).completed) == (None, LATER)
