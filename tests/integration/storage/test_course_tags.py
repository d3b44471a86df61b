"""Tags of courses, on both databases: in the course, and wherever courses are found by them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hornbook_server.domain.course_listing import CourseField, CourseOrder, CourseQuery
from hornbook_server.domain.errors import NotFound
from tests.fixtures.values import START, STORED, package

LATER = START + timedelta(hours=1)


@pytest.fixture
def courses(database):
    """Courses golf (a, b), chess (b), darts (no tags) of APP; golf (a) of OTHER."""
    with database.write() as stored:
        for app_id, course_id, tags in [
            ("APP", "golf", ("a", "b")),
            ("APP", "chess", ("b",)),
            ("APP", "darts", ()),
            ("OTHER", "golf", ("a",)),
        ]:
            stored.courses.add_version(app_id, course_id, package(course_id), **STORED, tags=tags, now=START)
    return database


def found(database, app_id="APP", **query):
    with database.read() as stored:
        listed = stored.courses.page(app_id, CourseQuery(order=CourseOrder.TITLE_ASC, **query), after=None, limit=9)
        assert len(listed.courses) == stored.courses.count(app_id, CourseQuery(**query))
    return [(course.id, course.tags) for course in listed.courses]


def test_tags_are_replaced_in_the_order_given(courses):
    with courses.write() as stored:
        stored.course_tags.set("APP", ["golf"], ("z", "b", "Ä"), LATER)

    with courses.read() as stored:
        assert stored.course_tags.get("APP", "golf") == ("z", "b", "Ä")
        assert stored.courses.get("APP", "golf").updated == LATER
        assert stored.courses.get_version("APP", "golf", 0).updated == START
        assert stored.course_tags.get("OTHER", "golf") == ("a",)


def test_courses_are_found_by_the_tags_they_have_now(courses):
    with courses.write() as stored:
        stored.course_tags.set("APP", ["golf", "darts"], ("c", "d"), LATER)

    both = [("darts", ("c", "d")), ("golf", ("c", "d"))]
    assert found(courses, tags=("a",)) == []
    assert found(courses, tags=("c",)) == both
    assert found(courses, tags=("c", "d")) == both
    assert found(courses, tags=("b", "d")) == [("chess", ("b",)), *both]
    assert found(courses, tags=("c",), since=LATER, until=LATER) == both
    assert found(courses, filter="C", filter_by=CourseField.TAGS) == both
    assert found(courses, "OTHER", tags=("a",)) == [("golf", ("a",))]


def test_a_new_title_moves_a_course_among_those_with_its_tag(courses):
    with courses.write() as stored:
        stored.course_tags.set("APP", ["golf", "darts"], ("c",), LATER)
        stored.courses.set_title("APP", "golf", "A title", LATER)

    assert [course_id for course_id, _ in found(courses, tags=("c",))] == ["golf", "darts"]


def test_no_tags_remove_all(courses):
    with courses.write() as stored:
        stored.course_tags.set("APP", ["golf", "chess"], (), LATER)

    assert found(courses) == [("chess", ()), ("darts", ()), ("golf", ())]
    assert found(courses, tags=("a", "b")) == []


def test_named_tags_are_removed_and_unknown_ones_are_no_error(courses):
    with courses.write() as stored:
        stored.course_tags.remove("APP", "golf", ["none", "a"], LATER)

    with courses.read() as stored:
        assert stored.course_tags.get("APP", "golf") == ("b",)
        assert stored.courses.get("APP", "golf").updated == LATER
    assert found(courses, tags=("a",)) == []


def test_removing_only_tags_that_a_course_lacks_leaves_it_untouched(courses):
    with courses.write() as stored:
        stored.course_tags.remove("APP", "golf", ["none"], LATER)

    with courses.read() as stored:
        assert stored.course_tags.get("APP", "golf") == ("a", "b")
        assert stored.courses.get("APP", "golf").updated == START


@pytest.mark.parametrize("ids", [["golf", "none", "nor"], ["none", "golf"]])
def test_one_unknown_course_is_named_and_nothing_changes(courses, ids):
    with pytest.raises(NotFound) as raised, courses.write() as stored:
        stored.course_tags.set("APP", ids, ("c",), LATER)

    assert str(raised.value) == "Could not find course [none]"
    with courses.read() as stored:
        assert stored.course_tags.get("APP", "golf") == ("a", "b")
        assert stored.courses.get("APP", "golf").updated == START


@pytest.mark.parametrize(
    "operation",
    [
        lambda tags: tags.get("OTHER", "chess"),
        lambda tags: tags.set("OTHER", ["golf", "chess"], ("c",), LATER),
        lambda tags: tags.add("OTHER", "chess", ("c",), LATER),
        lambda tags: tags.remove("OTHER", "chess", ["b"], LATER),
    ],
)
def test_the_course_of_another_application_cannot_be_found(courses, operation):
    with pytest.raises(NotFound) as raised, courses.write() as stored:
        operation(stored.course_tags)

    assert str(raised.value) == "Could not find course [chess]"
    assert found(courses) == [("chess", ("b",)), ("darts", ()), ("golf", ("a", "b"))]


def test_the_longest_tag_can_be_stored_and_found(courses):
    longest = "\U0001f3cc" * 255
    with courses.write() as stored:
        stored.course_tags.set("APP", ["golf"], (longest,), LATER)

    assert found(courses, tags=(longest,)) == [("golf", (longest,))]


def test_batches_in_any_order_wait_for_each_other_without_deadlock(courses):
    def tag(ids: list[str]) -> None:
        for number in range(20):
            with courses.write() as stored:
                stored.course_tags.set("APP", ids, (str(number),), LATER)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(tag, [["golf", "chess", "darts"], ["darts", "chess", "golf"]]))

    assert found(courses) == [("chess", ("19",)), ("darts", ("19",)), ("golf", ("19",))]


def test_added_tags_stand_behind_those_that_are_there(courses):
    with courses.write() as stored:
        stored.course_tags.add("APP", "golf", ("c", "a"), LATER)

    with courses.read() as stored:
        assert stored.course_tags.get("APP", "golf") == ("a", "b", "c")
        assert stored.courses.get("APP", "golf").updated == LATER
    assert found(courses, tags=("c",)) == [("golf", ("a", "b", "c"))]


def test_adding_tags_that_a_course_has_leaves_it_untouched(courses):
    with courses.write() as stored:
        stored.course_tags.add("APP", "golf", ("b",), LATER)
        assert stored.courses.get("APP", "golf").updated == START
