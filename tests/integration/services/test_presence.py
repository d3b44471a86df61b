"""How long a learner has been in a registration, and the sessions that are told of, however they end."""

import json

import pytest
from msgspec import UNSET

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.launch import LaunchKind, RegistrationLink
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.run import Batch, Commit
from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.services.importing import sweep
from hornbook_server.services.launches import open_registration
from hornbook_server.services.registering import register
from hornbook_server.services.results import Results
from hornbook_server.services.running import commit, open_run
from hornbook_server.services.sessions import end_session, open_session
from tests.fixtures.taken import block, sco
from tests.fixtures.values import START, STORED, package

COURSE = block("root", sco("a"), sco("b"))
BEGUN = {"cmi.core.lesson_status": "incomplete"}
ENDED = {"hornbook.ended": "true"}


@pytest.fixture
def golf(hornbook):
    """A registration r, and what launches it."""
    return registered(hornbook, LearningStandard.SCORM12)


def registered(hornbook, standard):
    with hornbook.database.write() as stored:
        tree = package(root=COURSE, standard=standard)
        stored.courses.add_version("APP", "golf", tree, tags=(), now=START, **(STORED | {"blob": ""}))
    register(hornbook, "APP", NewRegistration(id="r", course_id="golf", learner=Learner(id="anna")))
    return lambda: open_registration(hornbook, RegistrationLink(app_id="APP", registration_id="r", expires=START))


def sent(hornbook, launch, *changes, first=1, opening=1, activity="a", last=UNSET):
    """What a page sends of (activity, elements)."""
    commits = tuple(Commit(number, key, 1, elements) for number, (key, elements) in enumerate(changes, first))
    return commit(hornbook, launch, Batch(opening=opening, commits=commits, activity=activity, last=last))


def results(hornbook):
    """Seconds of the course, the service's sum of them, and those of its units."""
    with hornbook.database.read() as stored:
        registration = stored.registrations.get("APP", "r")
        root = Results(stored).of(registration)[1].root
        units = {child.key: child.result.seconds for child in root.children}
        return root.result.seconds, registration.instance.summary.seconds_tracked, units


def history(hornbook):
    with hornbook.database.read() as stored:
        return stored.launch_history.all("APP", "r")


def told(hornbook):
    """Verb, activity and time of each statement about a unit, in order."""
    query = {"since": None, "until": None, "beyond": None, "ascending": True, "limit": 50}
    with hornbook.database.read() as stored:
        found = [json.loads(one.body) for one in stored.statements.page(lrs_of_application("APP"), (), **query)]
    return [
        (one["verb"]["display"]["en"], one["object"]["id"].rpartition("/")[2], one["timestamp"][14:19]) for one in found
    ]


def test_time_is_what_lies_between_signs_of_life(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    clock.pass_(seconds=5)
    sent(hornbook, launch, ("a", BEGUN | {"cmi.core.session_time": "09:00:00"}))
    clock.pass_(seconds=30)
    sent(hornbook, launch)
    clock.pass_(seconds=20)
    sent(hornbook, launch, ("b", BEGUN), first=2, activity="b")
    clock.pass_(seconds=10)
    sent(hornbook, launch, activity="", last=2)

    assert results(hornbook) == (65, 65, {"a": 35, "b": 20})
    assert [one.seconds for one in history(hornbook)] == [65]


def test_signs_of_life_change_nothing_but_the_time(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    clock.pass_(seconds=1)
    sent(hornbook, launch, ("a", BEGUN), activity="a")
    before = history(hornbook)[0]
    for _ in range(3):
        clock.pass_(seconds=30)
        sent(hornbook, launch)
    (after,) = history(hornbook)

    assert results(hornbook) == (91, 91, {"a": 91, "b": 0})
    assert (after.seconds, after.updated, after.completion) == (91, clock(), before.completion)
    assert [verb for verb, *_ in told(hornbook)] == ["initialized"]


def test_silence_and_the_time_between_launches_are_no_presence(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    clock.pass_(seconds=10)
    sent(hornbook, launch, ("a", BEGUN))
    clock.pass_(hours=8)
    sent(hornbook, launch)
    clock.pass_(hours=8)
    launch = golf()
    open_run(hornbook, launch)
    clock.pass_(seconds=7)
    sent(hornbook, launch, opening=2)

    assert results(hornbook)[:2] == (137, 137)
    assert [one.seconds for one in history(hornbook)] == [130, 7]


def test_a_page_can_be_in_no_activity_that_the_course_does_not_have(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    clock.pass_(seconds=5)
    sent(hornbook, launch, activity="x")
    with hornbook.database.read() as stored:
        kept = stored.presences.all(launch.run)

    assert {key: one.seconds for key, one in kept.items()} == {"": 5}


def test_nothing_counts_once_the_page_has_closed(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN), last=1)
    clock.pass_(seconds=60)
    sent(hornbook, launch, last=1)

    assert results(hornbook)[0] == 0


def test_content_that_nobody_saw_open_counts_its_own_time(hornbook, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN | {"cmi.core.session_time": "00:01:00"}))

    assert results(hornbook)[0] == 60


def test_each_unit_that_was_left_without_an_end_is_told_to_have_ended(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN))
    clock.pass_(seconds=10)
    sent(hornbook, launch, ("b", BEGUN), first=2, activity="b")
    clock.pass_(seconds=10)
    sent(hornbook, launch, activity="b", last=2)

    assert told(hornbook) == [
        ("initialized", "a", "00:00"),
        ("initialized", "b", "00:10"),
        ("terminated", "a", "00:10"),
        ("terminated", "b", "00:20"),
    ]


def test_a_browser_that_was_killed_is_told_of_by_the_next_launch(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN))
    clock.pass_(seconds=40)
    sent(hornbook, launch)
    clock.pass_(minutes=10)
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", {"cmi.suspend_data": "hole 7"}), opening=2)
    sent(hornbook, launch, ("a", ENDED), first=2, opening=2)

    assert told(hornbook) == [
        ("initialized", "a", "00:00"),
        ("terminated", "a", "00:40"),
        ("resumed", "a", "10:40"),
        ("terminated", "a", "10:40"),
    ]


def test_a_browser_that_was_killed_is_told_of_where_nobody_launches_again(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN))
    sweep(hornbook)
    before = told(hornbook)
    clock.pass_(minutes=11)
    for _ in range(2):
        sweep(hornbook)

    assert (before, told(hornbook)[1:]) == ([("initialized", "a", "00:00")], [("terminated", "a", "00:00")])


def test_one_that_cannot_be_ended_keeps_neither_others_nor_the_sweep_waiting(hornbook, clock, golf, monkeypatch):
    register(hornbook, "APP", NewRegistration(id="s", course_id="golf", learner=Learner(id="ben")))
    other = open_registration(hornbook, RegistrationLink(app_id="APP", registration_id="s", expires=START))
    launches = [golf(), other]
    for launch in launches:
        open_run(hornbook, launch)
        sent(hornbook, launch, ("a", BEGUN))
    clock.pass_(minutes=11)
    first, ended = min(launch.run for launch in launches), []

    def end(_hornbook, _stored, launch, _last):
        if launch.run == first:
            raise ValueError
        ended.append(launch.run)

    monkeypatch.setattr("hornbook_server.services.forsaken.end_sessions", end)
    sweep(hornbook)
    assert ended == [max(launch.run for launch in launches)]


def test_a_page_that_was_asleep_goes_on_with_a_session_of_its_own(hornbook, clock, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN))
    clock.pass_(hours=1)
    sweep(hornbook)
    sent(hornbook, launch, ("a", ENDED), first=2)

    assert [verb for verb, *_ in told(hornbook)] == ["initialized", "terminated", "resumed", "terminated"]


def test_the_end_of_a_unit_is_told_once(hornbook, golf):
    launch = golf()
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN), ("a", ENDED))
    sent(hornbook, launch, activity="", last=2)
    sent(hornbook, launch, activity="", last=2)
    open_run(hornbook, golf())

    assert [verb for verb, *_ in told(hornbook)] == ["initialized", "terminated"]


def test_a_lesson_of_aicc_ends_with_its_session(hornbook, clock):
    launch = registered(hornbook, LearningStandard.AICC)()
    open_run(hornbook, launch)
    page = f"http://127.0.0.1:8081/play/{launch.id}/"
    sent(hornbook, launch, ("", {"hornbook.activity": "a"}))
    session = open_session(hornbook, launch, "a", page).session
    sent(hornbook, launch, activity="")
    clock.pass_(seconds=10)
    open_session(hornbook, launch, "b", page)
    end_session(hornbook, launch, session)
    open_run(hornbook, launch)

    assert told(hornbook) == [
        ("initialized", "a", "00:00"),
        ("terminated", "a", "00:10"),
        ("initialized", "b", "00:10"),
        ("terminated", "b", "00:10"),
    ]


def test_a_lesson_of_aicc_may_take_its_leave_after_the_page_has_closed(hornbook, clock):
    launch = registered(hornbook, LearningStandard.AICC)()
    open_run(hornbook, launch)
    open_session(hornbook, launch, "a", f"http://127.0.0.1:8081/play/{launch.id}/")
    sent(hornbook, launch, last=0)
    sweep(hornbook)
    before = told(hornbook)
    clock.pass_(minutes=1)
    sweep(hornbook)

    assert (before, told(hornbook)[1:]) == ([("initialized", "a", "00:00")], [("terminated", "a", "00:00")])


def test_nothing_is_counted_of_a_launch_without_tracking(hornbook, clock, golf):
    link = RegistrationLink(app_id="APP", registration_id="r", expires=START, tracked=False)
    launch = open_registration(hornbook, link)
    open_run(hornbook, launch)
    sent(hornbook, launch, ("a", BEGUN))
    clock.pass_(minutes=30)
    sweep(hornbook)

    assert (launch.kind, results(hornbook)[0], told(hornbook)) == (LaunchKind.UNTRACKED, 0, [])
