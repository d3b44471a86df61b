"""What a player's page sends in: applied once, in order; and what did not arrive is reported."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from msgspec import UNSET
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from hornbook_server.domain.course import Activity, ActivityType
from hornbook_server.domain.errors import Invalid, NotFound
from hornbook_server.domain.launch import Preview
from hornbook_server.domain.run import ActivityState, Batch, Commit, Left, Loss, Splice
from hornbook_server.services import running
from hornbook_server.services.running import commit, open_run
from hornbook_server.storage.tables import activity_states, runs
from tests.fixtures.values import START, STORED, package


@pytest.fixture
def launch(hornbook, clock):
    """A launch of a version that is there."""
    with hornbook.database.write() as stored:
        items = [
            Activity(title=f"Lesson {n}", type=ActivityType.SCO, href=f"{n}.html", item_identifier=f"i{n}")
            for n in (1, 2)
        ]
        root = Activity(title="Golf", type=ActivityType.AGGREGATION, children=tuple(items))
        stored.courses.add_version("APP", "golf", package(root=root), tags=(), now=START, **STORED)
        preview = Preview(app_id="APP", course_id="golf", version=0, expires=clock.pass_(seconds=10))
        return stored.launches.add("a launch", preview, now=START, expires=START + timedelta(days=1))


def batch(*commits, opening=1, last=UNSET, left=(), running=True):
    return Batch(opening=opening, commits=commits, running=running, last=last, left=left)


def change(number, attempt=1, activity="i1", **changes):
    return Commit(number, activity, attempt, changes)


def state(hornbook, launch):
    """What the next opening begins with."""
    return open_run(hornbook, launch).stored


def test_the_first_opening_begins_with_nothing(hornbook, launch):
    opened = open_run(hornbook, launch)

    assert (opened.opening, opened.stored, opened.losses) == (1, {}, ())


def test_changes_add_up_and_are_there_for_the_next_opening(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1", b="2"), change(2, activity="i2", a="3")))
    commit(hornbook, launch, batch(change(3, a="4", b=None)))

    assert state(hornbook, launch) == {"i1": ActivityState(1, {"a": "4"}), "i2": ActivityState(1, {"a": "3"})}


def test_a_number_is_applied_once(hornbook, launch):
    open_run(hornbook, launch)
    once = batch(change(1, a="x"))
    splice = batch(change(2, a=Splice(1, 0, "y")))

    answers = [commit(hornbook, launch, one) for one in (once, splice, splice, once)]

    assert (answers, state(hornbook, launch)["i1"].elements) == ([1, 2, 2, 2], {"a": "xy"})


def test_nothing_is_applied_after_a_gap(hornbook, launch):
    open_run(hornbook, launch)

    answers = [
        commit(hornbook, launch, one) for one in (batch(change(2, a="2")), batch(change(1, a="1"), change(3, a="3")))
    ]

    assert (answers, state(hornbook, launch)["i1"].elements) == ([0, 1], {"a": "1"})


def test_a_new_attempt_begins_with_nothing(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1", b="2"), change(2, attempt=2, a="3")))

    assert state(hornbook, launch)["i1"] == ActivityState(2, {"a": "3"})


def test_a_splice_counts_in_utf_16_as_browsers_do(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="\N{GRINNING FACE}b"), change(2, a=Splice(2, 1, "\N{GRINNING FACE}"))))

    assert state(hornbook, launch)["i1"].elements == {"a": "\N{GRINNING FACE}\N{GRINNING FACE}"}


@pytest.mark.parametrize("splice", [Splice(2, 1, ""), Splice(-1, 0, ""), Splice(0, 1, "x" * 9 * 2**20)])
def test_a_change_that_cannot_be_is_refused_whole(hornbook, launch, splice):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="b")))
    with pytest.raises(Invalid, match=r"^changes: "):
        commit(hornbook, launch, batch(change(2, a="c"), change(3, a=splice)))

    assert state(hornbook, launch)["i1"].elements == {"a": "b"}


def test_only_activities_of_the_course_are_kept(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, activity="", a="of the course"), change(2, a="b")))
    with pytest.raises(Invalid, match=r"^activity: the course has none that is called 'i9' \(commit 4\)"):
        commit(hornbook, launch, batch(change(3, a="c"), change(4, activity="i9", a="planted")))

    assert state(hornbook, launch).keys() == {"", "i1"}
    assert state(hornbook, launch)["i1"].elements == {"a": "b"}


def test_names_of_elements_count_as_their_values_do(hornbook, launch):
    open_run(hornbook, launch)
    names = {f"{number:0>900}": "" for number in range(9 * 2**20 // 900)}
    with pytest.raises(Invalid, match=r"^changes: the state of 'i1' is longer"):
        commit(hornbook, launch, batch(Commit(1, "i1", 1, names)))


def test_a_run_holds_so_much_and_no_more(hornbook, launch, monkeypatch):
    monkeypatch.setattr("hornbook_server.services.run_states.MOST_OF_RUN", 10_000)
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="x" * 6_000)))
    with pytest.raises(Invalid, match=r"^changes: the states of all activities together are longer than"):
        commit(hornbook, launch, batch(change(2, activity="i2", a="x" * 6_000)))

    commit(hornbook, launch, batch(change(2, a="x" * 9_000), change(3, activity="i2", a="small")))
    assert {key: len(one.elements["a"]) for key, one in state(hornbook, launch).items()} == {"i1": 9_000, "i2": 5}


def test_what_an_earlier_opening_still_sends_is_lost_and_reported(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1"), running=False))
    open_run(hornbook, launch)

    answer = commit(hornbook, launch, batch(change(1, a="1"), change(2, a="late")))

    lost = Loss(opening=1, kind="left", activity="i1", element="a", characters=4)
    opened = open_run(hornbook, launch)
    assert (answer, opened.stored["i1"].elements, opened.losses) == (None, {"a": "1"}, (lost,))


def test_values_that_did_not_fit_into_the_farewell_are_reported_once(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1"), last=2, left=(Left("i1", "cmi.suspend_data", 10**6),)))

    lost = Loss(opening=1, kind="left", activity="i1", element="cmi.suspend_data", characters=10**6)
    assert [open_run(hornbook, launch).losses for _ in range(2)] == [(lost,), ()]


def test_nothing_is_reported_after_a_farewell_with_everything(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1"), last=1))

    assert open_run(hornbook, launch).losses == ()


def test_a_page_that_went_without_a_word_while_content_ran_is_reported(hornbook, launch):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1")))

    assert open_run(hornbook, launch).losses == (Loss(opening=1, kind="ended"),)


def test_an_opening_waits_for_the_farewell_of_the_one_before(hornbook, launch):
    open_run(hornbook, launch)
    early = open_run(hornbook, launch, after=1)
    commit(hornbook, launch, batch(change(1, a="1"), last=1))
    then = open_run(hornbook, launch, after=1)
    stale = open_run(hornbook, launch, after=1)

    assert early is None
    assert (then.opening, then.stored["i1"].elements, then.losses) == (2, {"a": "1"}, ())
    assert stale.opening == 3


def test_a_run_goes_with_its_launch(hornbook, launch, clock):
    open_run(hornbook, launch)
    commit(hornbook, launch, batch(change(1, a="1")))
    with hornbook.database.write() as stored:
        stored.launches.purge(clock.pass_(days=2))
        left = [
            stored.runs._connection.scalar(select(func.count()).select_from(table)) for table in (runs, activity_states)
        ]

    assert left == [0, 0]
    with pytest.raises(NotFound):
        commit(hornbook, launch, batch(change(2, a="2")))


def test_a_page_that_opens_once_its_launch_has_ended_is_told(hornbook, launch, clock):
    with hornbook.database.write() as stored:
        stored.launches.purge(clock.pass_(days=2))
    with pytest.raises(NotFound, match=r"^this launch has ended"):
        open_run(hornbook, launch)


def test_pages_that_open_at_once_for_the_first_time_follow_each_other(hornbook, launch):
    with hornbook.database.write() as stored:
        several = [stored.launches.add(f"l{n}", launch.manner, now=START, expires=launch.expires) for n in range(10)]
    with ThreadPoolExecutor(2) as pool:
        openings = [
            sorted(one.opening for one in pool.map(partial(open_run, hornbook), [each] * 2)) for each in several
        ]
    assert openings == [[1, 2]] * 10


def test_an_opening_is_there_where_another_server_takes_a_position_meanwhile(hornbook, launch, monkeypatch):
    open_run(hornbook, launch)
    failures = [IntegrityError("insert", {}, ValueError("position"))]

    def end_sessions(*_):
        if failures:
            raise failures.pop()

    monkeypatch.setattr(running, "end_sessions", end_sessions)
    assert (open_run(hornbook, launch).opening, failures) == (2, [])


def test_a_commit_is_applied_where_another_server_takes_a_position_meanwhile(hornbook, launch, monkeypatch):
    open_run(hornbook, launch)
    failures = [IntegrityError("insert", {}, ValueError("position")) for _ in range(2)]

    def record(*_, **__):
        if failures:
            raise failures.pop()

    monkeypatch.setattr(running, "record", record)
    answer = commit(hornbook, launch, batch(change(1, a="1")))

    assert (answer, failures, state(hornbook, launch)["i1"].elements) == (1, [], {"a": "1"})
