"""Every order and filter of the list of courses, against the same done in Python."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook_server.domain.course_listing import CourseField, CourseOrder, CourseQuery
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.listing import DateField
from hornbook_server.storage.database import Database
from tests.fixtures.databases import an_application
from tests.fixtures.listed import TIMES, a_time, meant, walked
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


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def listed(request, migrated, tmp_path_factory):
    """A database with forty courses of APP and some of OTHER, and APP's courses in the order of their row keys."""
    with migrated.url(request.param, tmp_path_factory.mktemp("listing")) as url:
        database = Database(url)
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
    """The ids of what the query means, spelled out."""
    texts = {
        CourseField.COURSE_ID: lambda course: (course.id,),
        CourseField.TITLE: lambda course: (course.title,),
        CourseField.TAGS: lambda course: course.tags,
    }
    found = meant(courses, query, texts=texts, keys={"title": lambda course: course.title.casefold()[:200]})
    return [course.id for course in found]


def walk(database, query, limit):
    """The ids on all pages, one page after the other."""
    with database.read() as stored:

        def page(after):
            found = stored.courses.page("APP", query, after=after, limit=limit)
            return [course.id for course in found.courses], found.next

        return walked(page, limit)


queries = st.builds(
    CourseQuery,
    since=TIMES,
    until=TIMES,
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

    assert walk(database, query, limit) == meant
    with database.read() as stored:
        assert stored.courses.count("APP", query) == len(meant)


@pytest.mark.parametrize(("order", "limit"), list(product(CourseOrder, [1, 3, 40, 41])))
def test_pages_meet_without_gap_or_overlap_when_the_order_ties(listed, order, limit):
    database, courses = listed
    query = CourseQuery(order=order)

    assert walk(database, query, limit) == expected(courses, query)


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

    assert walk(database, hundred, 7) == expected(courses, CourseQuery(tags=("grün",)))
    with database.read() as stored, pytest.raises(Invalid, match="101 were given, at most 100"):
        stored.courses.count("APP", CourseQuery(tags=(*hundred.tags, "one more")))
