"""Courses and their versions, on both databases."""

from datetime import timedelta

import pytest

from hornbook_server.domain.course import Course
from hornbook_server.domain.course_listing import CourseQuery
from hornbook_server.domain.errors import NotFound
from tests.fixtures.values import START, STORED, package

LATER = START + timedelta(hours=1)
LAST = START + timedelta(hours=2)


def added(stored, course_id="golf", of=None, *, app_id="APP", tags=(), now=START, blob="packages/first"):
    return stored.courses.add_version(app_id, course_id, of or package(), **STORED | {"blob": blob}, tags=tags, now=now)


def course(of, **values):
    """The course that a package becomes."""
    return Course(
        **{
            "id": "golf",
            "version": 0,
            "title": of.title,
            "standard": of.standard,
            "activity_id": of.activity_id,
            "created": START,
            "updated": START,
            "languages": of.languages,
            "metadata": of.metadata,
            "root": of.root,
        }
        | values
    )


def refusal(call, *arguments, **options):
    with pytest.raises(NotFound) as raised:
        call(*arguments, **options)
    return str(raised.value)


def test_a_new_course_is_version_0_and_reads_back_whole(database):
    expected = course(package(), tags=("b", "a"))
    with database.write() as stored:
        assert added(stored, tags=("b", "a", "b")) == expected

    with database.read() as stored:
        assert stored.courses.get("APP", "golf") == expected
        assert stored.courses.get_version("APP", "golf", 0) == expected
        assert stored.courses.exists("APP", "golf")


@pytest.mark.parametrize("course_id", ["a/b", "ünï çødé", "%2F", "x" * 255, "..", "' OR 1=1", "\U0001f3cc", "a\nb"])
def test_any_text_is_a_course_id(database, course_id):
    with database.write() as stored:
        added(stored, course_id)

    with database.read() as stored:
        assert stored.courses.get("APP", course_id) == course(package(), id=course_id)


def test_the_newest_version_is_shown_with_the_times_of_the_course(database):
    first, second = package("First"), package("Second", languages=("fr",), activity_id="")
    with database.write() as stored:
        added(stored, of=first, tags=("a", "b"))
        added(stored, of=second, tags=("b", "c"), now=LATER)

    tags = ("a", "b", "c")
    with database.read() as stored:
        assert stored.courses.get("APP", "golf") == course(second, version=1, tags=tags, updated=LATER)
        assert stored.courses.get_version("APP", "golf", 0) == course(first, tags=tags)
        assert stored.courses.get_version("APP", "golf", 1) == course(
            second, version=1, tags=tags, created=LATER, updated=LATER
        )
        assert stored.courses.page("APP", CourseQuery(), after=None, limit=9).courses == [
            course(second, version=1, tags=tags, updated=LATER, root=None)
        ]


def test_versions_are_listed_oldest_first_with_inclusive_bounds(database):
    with database.write() as stored:
        for now in (START, LATER, LAST):
            added(stored, now=now)

    versions = [
        course(package(), version=number, created=now, updated=now, root=None)
        for number, now in enumerate((START, LATER, LAST))
    ]
    with database.read() as stored:
        assert stored.courses.versions("APP", "golf") == versions
        assert stored.courses.versions("APP", "golf", since=LATER) == versions[1:]
        assert stored.courses.versions("APP", "golf", until=LATER) == versions[:2]
        assert stored.courses.versions("APP", "golf", since=LATER, until=LATER) == versions[1:2]
        tick = timedelta(microseconds=1)
        assert stored.courses.versions("APP", "golf", since=LATER + tick, until=LAST - tick) == []


def test_versions_have_no_pages(database):
    with database.write() as stored:
        for _ in range(101):
            added(stored)
        versions = stored.courses.versions("APP", "golf")
    assert [course.version for course in versions] == list(range(101))


def test_a_new_title_is_the_newest_versions_and_the_courses(database):
    with database.write() as stored:
        added(stored, tags=("a",))
        added(stored, now=LATER)
        stored.courses.set_title("APP", "golf", "Überarbeitet", LAST)

    with database.read() as stored:
        newest = course(package(), version=1, title="Überarbeitet", tags=("a",), updated=LAST)
        assert stored.courses.get("APP", "golf") == newest
        assert stored.courses.get_version("APP", "golf", 1) == course(
            package(), version=1, title="Überarbeitet", tags=("a",), created=LATER, updated=LAST
        )
        assert stored.courses.get_version("APP", "golf", 0).title == "Golf"


def test_numbers_of_deleted_versions_are_not_given_again(database):
    with database.write() as stored:
        for title in ("First", "Second", "Third"):
            added(stored, of=package(title))
        stored.courses.delete_version("APP", "golf", 2)
        assert stored.courses.get("APP", "golf") == course(package("Second"), version=1)
        stored.courses.delete_version("APP", "golf", 0)
        assert stored.courses.get("APP", "golf") == course(package("Second"), version=1)
        assert added(stored, of=package("Fourth")) == course(package("Fourth"), version=3)


def test_the_last_version_takes_the_course_and_its_tags_along(database):
    with database.write() as stored:
        added(stored, tags=("a",))
        stored.courses.delete_version("APP", "golf", 0)

    with database.read() as stored:
        assert not stored.courses.exists("APP", "golf")
        assert stored.courses.count("APP", CourseQuery(tags=("a",))) == 0
        assert refusal(stored.courses.versions, "APP", "golf") == "Could not find course [golf]"


def test_a_course_made_anew_begins_at_0_without_the_old_tags(database):
    with database.write() as stored:
        added(stored, tags=("a",))
        added(stored)
        stored.courses.delete("APP", "golf")
        assert added(stored, now=LATER) == course(package(), created=LATER, updated=LATER)


def test_what_is_not_there_is_refused_by_name(database):
    with database.write() as stored:
        added(stored)
        courses = stored.courses
        assert refusal(courses.get, "APP", "tennis") == "Could not find course [tennis]"
        assert refusal(courses.set_title, "APP", "tennis", "T", START) == "Could not find course [tennis]"
        assert refusal(courses.delete, "APP", "tennis") == "Could not find course [tennis]"
        assert refusal(courses.delete_version, "APP", "tennis", 0) == "Could not find course [tennis]"
        assert refusal(courses.get_version, "APP", "golf", 1) == "Could not find course [golf], versionid [1]"
        assert refusal(courses.delete_version, "APP", "golf", 1) == "Could not find course [golf], versionid [1]"


@pytest.mark.parametrize(
    "operation",
    [
        lambda courses: courses.get("OTHER", "golf"),
        lambda courses: courses.get_version("OTHER", "golf", 0),
        lambda courses: courses.versions("OTHER", "golf"),
        lambda courses: courses.set_title("OTHER", "golf", "Theirs", LATER),
        lambda courses: courses.delete("OTHER", "golf"),
        lambda courses: courses.delete_version("OTHER", "golf", 0),
    ],
)
def test_the_course_of_another_application_cannot_be_found(database, operation):
    with database.write() as stored:
        added(stored, tags=("a",))
        assert refusal(operation, stored.courses).startswith("Could not find course [golf]")
        assert not stored.courses.exists("OTHER", "golf")
        assert stored.courses.count("OTHER", CourseQuery(tags=("a",))) == 0
        assert stored.courses.page("OTHER", CourseQuery(), after=None, limit=9).courses == []
        assert stored.courses.get("APP", "golf") == course(package(), tags=("a",))


def test_applications_may_use_the_same_course_id(database):
    with database.write() as stored:
        added(stored, of=package("Ours"))
        added(stored, of=package("Theirs"), app_id="OTHER")
        stored.courses.delete("OTHER", "golf")
        assert stored.courses.get("APP", "golf") == course(package("Ours"))


def test_an_error_undoes_the_whole_unit_of_work(database):
    def add_and_fail():
        with database.write() as stored:
            added(stored)
            stored.courses.get("APP", "tennis")

    assert refusal(add_and_fail) == "Could not find course [tennis]"
    with database.read() as stored:
        assert not stored.courses.exists("APP", "golf")
