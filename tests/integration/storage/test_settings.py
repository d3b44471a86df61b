"""Values of settings, on both databases: each scope its own, and gone with what it hangs on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.errors import NotFound
from hornbook_server.domain.settings_catalogue import CourseKind
from hornbook_server.domain.settings_catalogue.scope import ApplicationScope, CourseScope, VersionScope
from tests.fixtures.values import START, STORED, package

SCOPES = [
    ApplicationScope(),
    ApplicationScope(CourseKind(LearningStandard.SCORM12, single_sco=True)),
    ApplicationScope(CourseKind(LearningStandard.SCORM12, single_sco=False)),
    ApplicationScope(CourseKind(LearningStandard.AICC, single_sco=False)),
    CourseScope("golf"),
    CourseScope("chess"),
    VersionScope("golf", 0),
    VersionScope("golf", 1),
]


@pytest.fixture
def courses(database):
    """Courses golf (versions 0 and 1) and chess of APP, golf (version 0) of OTHER."""
    with database.write() as stored:
        for app_id, course_id in [("APP", "golf"), ("APP", "golf"), ("APP", "chess"), ("OTHER", "golf")]:
            stored.courses.add_version(app_id, course_id, package(), **STORED, tags=(), now=START)
    return database


def refusal(call, *arguments):
    with pytest.raises(NotFound) as raised:
        call(*arguments)
    return str(raised.value)


def rows(database) -> int:
    tables = ("application_settings", "course_settings", "version_settings")
    with database._transaction() as connection:
        return sum(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables)


def test_every_scope_has_values_of_its_own(courses):
    with courses.write() as stored:
        for number, scope in enumerate(SCOPES):
            stored.settings.set("APP", scope, {"A": str(number), "B": ""})

    with courses.read() as stored:
        assert [stored.settings.get("APP", scope) for scope in SCOPES] == [
            {"A": str(number), "B": ""} for number in range(len(SCOPES))
        ]


def test_what_is_not_named_stays_and_what_is_set_again_changes(courses):
    for scope in SCOPES:
        with courses.write() as stored:
            stored.settings.set("APP", scope, {"A": "1", "B": "2"})
            stored.settings.set("APP", scope, {"B": "3", "C": "☃" * 65535})
            stored.settings.set("APP", scope, {})

        with courses.read() as stored:
            assert stored.settings.get("APP", scope) == {"A": "1", "B": "3", "C": "☃" * 65535}


def test_a_value_is_cleared_where_it_was_set_and_nowhere_else(courses):
    with courses.write() as stored:
        for scope in SCOPES:
            stored.settings.set("APP", scope, {"A": "1", "B": "2"})
        for cleared, scope in enumerate(SCOPES, 1):
            stored.settings.clear("APP", scope, "A")
            stored.settings.clear("APP", scope, "A")
            left = [stored.settings.get("APP", each) for each in SCOPES]
            assert left == [{"B": "2"}] * cleared + [{"A": "1", "B": "2"}] * (len(SCOPES) - cleared)


def test_another_application_has_settings_of_its_own(courses):
    shared = [ApplicationScope(), SCOPES[1], CourseScope("golf"), VersionScope("golf", 0)]
    with courses.write() as stored:
        for scope in shared:
            stored.settings.set("APP", scope, {"A": "1"})
            assert stored.settings.get("OTHER", scope) == {}
            stored.settings.clear("OTHER", scope, "A")
            assert stored.settings.get("APP", scope) == {"A": "1"}


@pytest.mark.parametrize(
    ("app_id", "scope", "message"),
    [
        ("APP", CourseScope("none"), "Could not find course [none]"),
        ("OTHER", CourseScope("chess"), "Could not find course [chess]"),
        ("APP", VersionScope("golf", 2), "Could not find course [golf], versionid [2]"),
        ("OTHER", VersionScope("golf", 1), "Could not find course [golf], versionid [1]"),
        ("OTHER", VersionScope("chess", 0), "Could not find course [chess], versionid [0]"),
    ],
)
def test_what_the_application_has_not_is_refused_by_name(courses, app_id, scope, message):
    with courses.write() as stored:
        assert refusal(stored.settings.get, app_id, scope) == message
        assert refusal(stored.settings.set, app_id, scope, {"A": "1"}) == message
        assert refusal(stored.settings.clear, app_id, scope, "A") == message
    assert rows(courses) == 0


def test_a_version_takes_its_settings_along_and_a_course_all(courses):
    with courses.write() as stored:
        for scope in SCOPES:
            stored.settings.set("APP", scope, {"A": "1"})
    assert rows(courses) == 8

    with courses.write() as stored:
        stored.courses.delete_version("APP", "golf", 1)
    assert rows(courses) == 7

    with courses.write() as stored:
        stored.courses.delete_version("APP", "golf", 0)
    assert rows(courses) == 5

    with courses.write() as stored:
        stored.courses.delete("APP", "chess")
        assert stored.settings.get("APP", ApplicationScope()) == {"A": "1"}
    assert rows(courses) == 4


def test_a_course_made_anew_has_none_of_the_old_settings(courses):
    with courses.write() as stored:
        stored.settings.set("APP", CourseScope("chess"), {"A": "1"})
        stored.settings.set("APP", VersionScope("chess", 0), {"A": "1"})
        stored.courses.delete("APP", "chess")
        stored.courses.add_version("APP", "chess", package(), **STORED, tags=(), now=START)
        assert stored.settings.get("APP", CourseScope("chess")) == {}
        assert stored.settings.get("APP", VersionScope("chess", 0)) == {}


def test_a_course_may_be_deleted_while_its_settings_change(courses):
    def configure(_: int) -> None:
        for _ in range(20):
            try:
                with courses.write() as stored:
                    stored.settings.set("APP", VersionScope("golf", 1), {"A": "1"})
            except NotFound:
                return

    def delete(_: int) -> None:
        with courses.write() as stored:
            stored.courses.delete("APP", "golf")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda call: call(0), [configure, delete]))
    assert rows(courses) == 0
