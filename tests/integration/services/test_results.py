"""What a learner has done, as the registration's progress tells it."""

import pytest
from msgspec import to_builtins
from sqlalchemy import insert, update

from hornbook_server.domain.application import ApplicationKind, Caller
from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.registration_listing import Detail, RegistrationQuery
from hornbook_server.domain.run import begun
from hornbook_server.domain.settings_catalogue.scope import RegistrationScope
from hornbook_server.handlers import registrations
from hornbook_server.handlers.progress import progress as shown
from hornbook_server.services.registering import register
from hornbook_server.storage.registration_tables import registration_instances
from hornbook_server.storage.runs import _columns
from hornbook_server.storage.tables import runs
from tests.fixtures.taken import block, sco, scorm12
from tests.fixtures.values import START, STORED, package

CALLER = Caller(app_id="APP", kind=ApplicationKind.NORMAL)
COURSE = block("root", sco("a"), sco("b"))
SWITCHES = ("include_child_results", "include_interactions_and_objectives", "include_runtime")


@pytest.fixture
def taken(hornbook):
    """A registration r whose learner has passed the first of two SCOs."""
    with hornbook.database.write() as stored:
        tree = package(root=COURSE, standard=LearningStandard.SCORM12)
        stored.courses.add_version("APP", "golf", tree, tags=(), now=START, **STORED)
    register(hornbook, "APP", NewRegistration(id="r", course_id="golf", learner=Learner(id="anna")))
    with hornbook.database.write() as stored:
        key = stored.registrations.get("APP", "r").instance.key
        run, connection = begun("run", opening=1, earlier=0, now=START), stored.runs._connection
        connection.execute(insert(runs), {"id": "run", "instance": key, **_columns(run)})
        connection.execute(update(registration_instances).values(run="run"))
        stored.runs.save_states("run", {"a": scorm12("passed", "80", session_time="00:01:00")}, now=START)


def progress(hornbook, *asked):
    switches = {switch: switch in asked for switch in SWITCHES}
    return to_builtins(registrations.get(hornbook, CALLER, "r", **switches))


def details(hornbook, *asked):
    return progress(hornbook, *asked)["activityDetails"]


def test_the_course_has_the_results_of_its_units(hornbook, taken):
    found = details(hornbook)
    assert {name: found[name] for name in ("activityCompletion", "score", "timeTracked", "attempts", "children")} == {
        "activityCompletion": "INCOMPLETE",
        "score": {"scaled": 80.0},
        "timeTracked": "0000:01:00.00",
        "attempts": 1,
        "children": [],
    }
    assert not {"objectives", "runtime"} & found.keys()


def test_units_have_their_own_with_the_switches(hornbook, taken):
    first, second = details(hornbook, *SWITCHES)["children"]
    assert (first["activitySuccess"], first["objectives"][0]["objectiveSuccess"], first["runtime"]["scoreRaw"]) == (
        "PASSED",
        "PASSED",
        "80",
    )
    assert (second["activitySuccess"], second["attempts"], second["runtime"]["completionStatus"]) == ("UNKNOWN", 0, "")


def test_the_registrations_own_settings_count(hornbook, taken):
    with hornbook.database.write() as stored:
        stored.settings.set("APP", RegistrationScope("r"), {"PlayerFirstScoIsPretest": "true"})
    assert details(hornbook)["activityCompletion"] == "COMPLETED"


def test_a_list_is_as_it_was_whatever_is_deleted_while_it_is_read(hornbook, taken):
    with hornbook.database.snapshot() as seen:
        listed = seen.registrations.page("APP", RegistrationQuery(), after=None, limit=9).registrations
        with hornbook.database.write() as stored:
            stored.courses.delete("APP", "golf")
        (found,) = shown(seen, listed, Detail())

    assert (found.id, found.registration_completion) == ("r", "UNKNOWN")
