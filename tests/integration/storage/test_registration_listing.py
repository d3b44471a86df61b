"""Every order and filter of the list of registrations, against the same done in Python."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from hornbook_server.domain.listing import DateField
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.registration_listing import RegistrationField, RegistrationOrder, RegistrationQuery
from hornbook_server.storage.database import Database
from hornbook_server.storage.listing import page_statement, shape_of
from hornbook_server.storage.registration_listing import REGISTRATIONS
from tests.fixtures.databases import an_application
from tests.fixtures.listed import TIMES, a_time, meant, walked
from tests.fixtures.values import START, STORED, package

TITLES = {"golf": "Äpfel", "kurs/1": "STRASSE", "empty": "x"}
NAMES = ["Zebra", "apple", "Äpfel", "äpfel", "STRASSE", "straße", "100%", ""]
TAGS = ["Red", "red", "grün", "a,b"]
IDS = ["Reg-{}", "%{}", "ÄÖ_{}"]
COUNT = 30


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def listed(request, migrated, tmp_path_factory):
    """A database with thirty registrations of APP and some of OTHER, and APP's in the order of their row keys."""
    with migrated.url(request.param, tmp_path_factory.mktemp("listing")) as url:
        database = Database(url)
        with database.write() as stored:
            for app_id in ("APP", "OTHER"):
                stored.applications.create(an_application(app_id))
                for course_id, title in TITLES.items():
                    stored.courses.add_version(app_id, course_id, package(title), **STORED, tags=(), now=START)
            for number in range(COUNT):
                learner = Learner(
                    id=f"l{number % 3}", first_name=NAMES[number % len(NAMES)], last_name=NAMES[number // 5]
                )
                new = NewRegistration(
                    id=IDS[number % 3].format(number),
                    course_id=["golf", "kurs/1"][number % 2],
                    learner=learner,
                    tags=tuple(tag for place, tag in enumerate(TAGS) if number >> place & 1),
                )
                stored.registrations.add("APP", new, a_time(number))
                if number % 4 == 0:
                    stored.registration_tags.remove("APP", new.id, ["red"], a_time(number) + timedelta(seconds=1))
                if number % 5 == 0:
                    stored.registrations.add(
                        "OTHER", NewRegistration(id=new.id, course_id="golf", learner=learner), START
                    )
        with database.read() as stored:
            everything = [stored.registrations.get("APP", IDS[number % 3].format(number)) for number in range(COUNT)]
        yield database, everything
        database.close()


def expected(registrations, query):
    """What the query means, spelled out."""
    asked = (("course_id", lambda each: each.course_id), ("learner_id", lambda each: each.learner.id))
    chosen = [
        each for each in registrations if all(getattr(query, name) in (None, value(each)) for name, value in asked)
    ]
    return meant(
        chosen,
        query,
        texts={
            RegistrationField.REGISTRATION_ID: lambda each: (each.id,),
            RegistrationField.COURSE_TITLE: lambda each: (TITLES[each.course_id],),
            RegistrationField.FIRST_NAME: lambda each: (each.learner.first_name,),
            RegistrationField.LAST_NAME: lambda each: (each.learner.last_name,),
            RegistrationField.TAGS: lambda each: each.tags,
        },
        keys={
            "course_title": lambda each: TITLES[each.course_id].casefold(),
            "learner_first_name": lambda each: each.learner.first_name.casefold(),
            "learner_last_name": lambda each: each.learner.last_name.casefold(),
        },
    )


def walk(database, query, limit):
    """What is on all pages, one page after the other."""
    with database.read() as stored:

        def page(after):
            found = stored.registrations.page("APP", query, after=after, limit=limit)
            return found.registrations, found.next

        return walked(page, limit)


queries = st.builds(
    RegistrationQuery,
    course_id=st.none() | st.sampled_from([*TITLES, "none"]),
    learner_id=st.none() | st.sampled_from(["l0", "l1", "L1"]),
    since=TIMES,
    until=TIMES,
    date_field=st.sampled_from(DateField),
    filter=st.sampled_from(["", "", "Ä", "STRASSE", "%", "_", "RED", "a,B", "reg-", "1", "nothing"]),
    filter_by=st.sampled_from(RegistrationField),
    order=st.sampled_from(RegistrationOrder),
    tags=st.lists(st.sampled_from([*TAGS, "none"]), max_size=4).map(tuple),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, limit=st.integers(1, 12))
def test_every_query_lists_and_counts_what_it_means(listed, query, limit):
    database, registrations = listed
    meant = expected(registrations, query)

    assert walk(database, query, limit) == meant
    with database.read() as stored:
        assert stored.registrations.count("APP", query) == len(meant)


@pytest.mark.parametrize(("order", "limit"), list(product(RegistrationOrder, [1, 7, COUNT])))
def test_pages_meet_without_gap_or_overlap_when_the_order_ties(listed, order, limit):
    database, registrations = listed
    query = RegistrationQuery(order=order)

    assert walk(database, query, limit) == expected(registrations, query)


def plan_of(database, shape):
    statement = page_statement(REGISTRATIONS, shape, after=False)
    text = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}))
    with database._transaction() as connection:
        return connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", (None,) * text.count("?")).all()[0][3]


@pytest.mark.parametrize("order", RegistrationOrder)
def test_the_registrations_of_a_learner_are_found_by_the_learner_whatever_the_order(tmp_path, order):
    database = Database(f"sqlite:///{tmp_path / 'hornbook.db'}")
    database.migrate()
    shape = shape_of(RegistrationQuery(order=order), equal=("learner_id",))
    assert "(app_id=? AND learner_id=?)" in plan_of(database, shape)
    database.close()


@pytest.mark.parametrize("order", RegistrationOrder)
def test_few_registrations_of_a_course_are_found_by_the_course_whatever_the_order(tmp_path, order):
    database = Database(f"sqlite:///{tmp_path / 'hornbook.db'}")
    database.migrate()
    shape = shape_of(RegistrationQuery(order=order), equal=("course",))._replace(few_equal=True)
    assert "(app_id=? AND course=?)" in plan_of(database, shape)
    database.close()
