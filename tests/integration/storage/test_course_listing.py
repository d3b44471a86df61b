"""Every order and filter of the list of courses, against the same done in Python."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.listing import CourseField, CourseOrder, CourseQuery, DateField
from hornbook_server.storage.database import Database
from tests.fixtures.databases import an_application, database_url
from tests.fixtures.values import START, STORED, package

TITLES = [
    "Zebra",
    "apple",
    "Äpfel",
    "äpfel",
    "STRASSE",
    "straße",
    "100%",
    "a_b",
    "axb",
    "",
    "x" * 400 + "b",
    "x" * 400 + "a",
]
TAGS = ["Red", "red", "grün", "a,b", "50%_"]
IDS = ["Course-{}", "kurs/{}", "%{}", "ÄÖ_{}"]


def a_time(number):
    """Few different ones, so that they tie."""
    return START + timedelta(milliseconds=number % 5)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def listed(request, tmp_path_factory):
    """A database with forty courses of APP and some of OTHER, and APP's courses in the order of their row keys."""
    with database_url(request.param, tmp_path_factory.mktemp("listing")) as url:
        database = Database(url)
        database.migrate()
        with database.write() as stored:
            for app_id in ("APP", "OTHER"):
                stored.applications.create(an_application(app_id))
            for number in range(40):
                tags = tuple(tag for place, tag in enumerate(TAGS) if number >> place & 1)
                course_id = IDS[number % 4].format(number)
                of = package(TITLES[number % len(TITLES)])
                stored.courses.add_version("APP", course_id, of, **STORED, tags=tags, now=a_time(number))
                if number % 3 == 0:
                    stored.courses.set_title(
                        "APP", course_id, TITLES[number % 7], a_time(number * 2) + timedelta(seconds=1)
                    )
                if number % 5 == 0:
                    stored.courses.add_version("OTHER", course_id, of, **STORED, tags=tags, now=a_time(number))
        with database.read() as stored:
            courses = stored.courses.page("APP", CourseQuery(), after=None, limit=100).courses
        numbers = {IDS[number % 4].format(number): number for number in range(40)}
        yield database, sorted(courses, key=lambda course: numbers[course.id])
        database.close()


def expected(courses, query):
    """What the query means, spelled out."""

    def matches(course):
        time = course.created if query.date_field is DateField.CREATED else course.updated
        texts = {
            CourseField.COURSE_ID: (course.id,),
            CourseField.TITLE: (course.title,),
            CourseField.TAGS: course.tags,
        }[query.filter_by]
        return (
            (query.since is None or time >= query.since)
            and (query.until is None or time <= query.until)
            and (not query.filter or any(query.filter.casefold() in text.casefold() for text in texts))
            and (not query.tags or bool(set(query.tags) & set(course.tags)))
        )

    keys = {"created": lambda c: c.created, "updated": lambda c: c.updated, "title": lambda c: c.title.casefold()[:200]}
    field, direction = query.order.value.split("_")
    keyed = sorted(enumerate(courses), key=lambda pair: (keys[field](pair[1]), pair[0]), reverse=direction == "desc")
    return [course.id for _, course in keyed if matches(course)]


def walked(database, query, limit):
    """The ids on all pages, one page after the other."""
    ids, after = [], None
    with database.read() as stored:
        while True:
            page = stored.courses.page("APP", query, after=after, limit=limit)
            assert len(page.courses) == limit or page.next is None
            ids += [course.id for course in page.courses]
            if page.next is None:
                return ids
            after = page.next


times = st.none() | st.integers(-2, 7).map(a_time) | st.integers(0, 5).map(lambda n: a_time(n) + timedelta(seconds=1))
queries = st.builds(
    CourseQuery,
    since=times,
    until=times,
    date_field=st.sampled_from(DateField),
    filter=st.sampled_from(["", "", "Ä", "STRASSE", "%", "_", "xxx", "RED", "a,B", "kurs/", "1", "nothing"]),
    filter_by=st.sampled_from(CourseField),
    order=st.sampled_from(CourseOrder),
    tags=st.lists(st.sampled_from([*TAGS, "none"]), max_size=4).map(tuple),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, limit=st.integers(1, 12))
def test_every_query_lists_and_counts_what_it_means(listed, query, limit):
    database, courses = listed
    meant = expected(courses, query)

    assert walked(database, query, limit) == meant
    with database.read() as stored:
        assert stored.courses.count("APP", query) == len(meant)


@pytest.mark.parametrize(("order", "limit"), list(product(CourseOrder, [1, 3, 40, 41])))
def test_pages_meet_without_gap_or_overlap_when_the_order_ties(listed, order, limit):
    database, courses = listed
    query = CourseQuery(order=order)

    assert walked(database, query, limit) == expected(courses, query)


def test_a_filter_has_no_wildcards_and_ignores_case_in_every_alphabet(listed):
    database, _ = listed
    titles = {}
    with database.read() as stored:
        for needle in ("%", "_", "ÄPFEL", "strasse"):
            query = CourseQuery(filter=needle, filter_by=CourseField.TITLE)
            page = stored.courses.page("APP", query, after=None, limit=100)
            titles[needle] = {course.title for course in page.courses}

    assert titles == {"%": {"100%"}, "_": {"a_b"}, "ÄPFEL": {"Äpfel", "äpfel"}, "strasse": {"STRASSE", "straße"}}


def test_a_page_holds_its_place_when_courses_come_and_go(database):
    with database.write() as stored:
        for number in range(6):
            stored.courses.add_version("APP", f"c{number}", package(), **STORED, tags=(), now=a_time(number))
        query = CourseQuery(order=CourseOrder.CREATED_ASC)
        first = stored.courses.page("APP", query, after=None, limit=3)
        stored.courses.delete("APP", first.courses[-1].id)
        stored.courses.add_version("APP", "early", package(), **STORED, tags=(), now=START - timedelta(days=1))
        rest = stored.courses.page("APP", query, after=first.next, limit=9)

    assert [course.id for course in first.courses] == ["c0", "c5", "c1"]
    assert [course.id for course in rest.courses] == ["c2", "c3", "c4"]


def test_a_hundred_tags_can_be_asked_for_and_no_more(listed):
    database, courses = listed
    hundred = CourseQuery(tags=("grün", *(f"tag {number}" for number in range(99))))

    assert walked(database, hundred, 7) == expected(courses, CourseQuery(tags=("grün",)))
    with database.read() as stored, pytest.raises(Invalid, match="101 were given, at most 100"):
        stored.courses.count("APP", CourseQuery(tags=(*hundred.tags, "one more")))
