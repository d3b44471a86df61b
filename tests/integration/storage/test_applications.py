"""Applications: written, listed, and deleted with all that they have."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.application_listing import ApplicationField, ApplicationOrder, ApplicationQuery
from hornbook_server.domain.errors import DeletionForbidden, NotFound
from hornbook_server.domain.listing import DateField
from hornbook_server.domain.settings_catalogue.scope import ApplicationScope, CourseScope, VersionScope
from hornbook_server.storage.database import Database
from hornbook_server.storage.tables import metadata
from tests.fixtures.databases import database_url
from tests.fixtures.values import START, STORED, a_credential, job, package

NAMES = ["Golf", "golf", "Äpfel", "STRASSE", "straße", "100%", "a_b", ""]


def application(app_id, kind=ApplicationKind.NORMAL, **values):
    return Application(
        **{"id": app_id, "name": app_id.title(), "kind": kind, "created": START, "updated": START} | values
    )


def a_time(number: int):
    return START + timedelta(milliseconds=number)


def test_an_application_reads_back_as_it_was_written(database):
    ours = application("OURS", ApplicationKind.MANAGEMENT, updated=a_time(7), allow_delete=False)
    with database.write() as stored:
        stored.applications.create(ours)

    with database.read() as stored:
        assert stored.applications.get("OURS") == ours
        assert stored.applications.get("ours") is None
        assert stored.applications.all() == [application("APP"), application("OTHER"), ours]
        assert stored.applications.all_normal() == [application("APP"), application("OTHER")]


def test_an_id_that_is_taken_changes_nothing(database):
    with database.write() as stored:
        assert stored.applications.create(application("APP", ApplicationKind.MANAGEMENT)) is False

    with database.read() as stored:
        assert stored.applications.get("APP") == application("APP")


def test_a_changed_application_reads_back_and_the_others_stay(database):
    changed = application("APP", name="Tennis", updated=a_time(9), allow_delete=False)
    with database.write() as stored:
        stored.applications.update(changed)

    with database.read() as stored:
        assert stored.applications.all() == [changed, application("OTHER")]
        assert stored.applications.named("Tennis") == [changed]
        with pytest.raises(DeletionForbidden, match=r"\[APP\] does not allow deletion"):
            stored.applications.check_allows_deletion("APP")
        stored.applications.check_allows_deletion("OTHER")


def test_only_normal_applications_can_be_managed(database):
    with database.write() as stored:
        stored.applications.create(application("BOSS", ApplicationKind.MANAGEMENT))
        assert stored.applications.get_normal("APP") == stored.applications.lock_normal("APP") == application("APP")
        for app_id in ("BOSS", "NOBODY"):
            for read in (stored.applications.get_normal, stored.applications.lock_normal):
                with pytest.raises(NotFound, match=rf"Could not find application \[{app_id}\]"):
                    read(app_id)


def rows(database) -> dict[str, int]:
    """How many rows every table has."""
    with database._transaction() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables
        }


def test_an_application_goes_with_all_that_it_has_and_leaves_the_others(database):
    with database.write() as stored:
        for app_id in ("APP", "OTHER"):
            stored.credentials.add(app_id, a_credential(f"first of {app_id}"), b"1" * 32)
            stored.courses.add_version(app_id, "golf", package(), **STORED, tags=("sport",), now=START)
            stored.courses.add_version(app_id, "golf", package(), **STORED, tags=(), now=START)
            for scope in (ApplicationScope(), CourseScope("golf"), VersionScope("golf", 1)):
                stored.settings.set(app_id, scope, {"PlayerLaunchType": "FRAMESET"})
            stored.jobs.add(job(f"job of {app_id}", app_id))
        assert stored.applications.course_counts(["APP", "OTHER", "NOBODY"]) == {"APP": 1, "OTHER": 1}
    both = rows(database)
    with database.write() as stored:
        stored.applications.delete("APP")

    assert [name for name, count in both.items() if count == 0] == []
    assert rows(database) == {name: count / 2 for name, count in both.items()}
    with database.read() as stored:
        assert stored.applications.all() == [application("OTHER")]
        assert stored.credentials.all("OTHER") == [a_credential("first of OTHER")]
        assert stored.courses.get("OTHER", "golf").tags == ("sport",)
        assert stored.settings.get("OTHER", ApplicationScope()) == {"PlayerLaunchType": "FRAMESET"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def listed(request, tmp_path_factory):
    """A database of 24 applications, and those, in the order of their ids."""
    with database_url(request.param, tmp_path_factory.mktemp("listing")) as url:
        database = Database(url)
        database.migrate()
        applications = [
            application(
                f"{'xY'[number % 2]}{number:02}",
                name=NAMES[number % 8],
                created=a_time(number // 5),
                updated=a_time(6 - number // 4),
            )
            for number in range(24)
        ]
        with database.write() as stored:
            for each in applications:
                stored.applications.create(each)
            stored.applications.create(application("BOSS", ApplicationKind.MANAGEMENT))
            applications = [each for each in stored.applications.all() if each.id != "BOSS"]
        yield database, applications
        database.close()


def expected(applications, query):
    """What the query means, spelled out."""

    def matches(each):
        time = each.created if query.date_field is DateField.CREATED else each.updated
        text = each.id if query.filter_by is ApplicationField.APP_ID else each.name
        return (
            (query.since is None or time >= query.since)
            and (query.until is None or time <= query.until)
            and query.filter.casefold() in text.casefold()
        )

    keys = {"created": lambda a: a.created, "updated": lambda a: a.updated, "name": lambda a: a.name.casefold()}
    field, direction = query.order.value.split("_")
    places = sorted(
        enumerate(applications), key=lambda pair: (keys[field](pair[1]), pair[0]), reverse=direction == "desc"
    )
    return [each for _, each in places if matches(each)]


def walked(database, query, limit):
    """The applications on all pages, one page after the other."""
    found, after = [], None
    with database.read() as stored:
        while True:
            page = stored.applications.page(query, after=after, limit=limit)
            assert len(page.applications) == limit or page.next is None
            found += page.applications
            if page.next is None:
                return found
            after = page.next


times = st.none() | st.integers(-2, 8).map(a_time)
queries = st.builds(
    ApplicationQuery,
    since=times,
    until=times,
    date_field=st.sampled_from(DateField),
    filter=st.sampled_from(["", "", "Ä", "STRASSE", "%", "_", "x1", "Y", "GOLF", "nothing"]),
    filter_by=st.sampled_from(ApplicationField),
    order=st.sampled_from(ApplicationOrder),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, limit=st.integers(1, 9))
def test_every_query_lists_and_counts_what_it_means(listed, query, limit):
    database, applications = listed
    meant = expected(applications, query)

    assert walked(database, query, limit) == meant
    with database.read() as stored:
        assert stored.applications.count(query) == len(meant)


@pytest.mark.parametrize(("order", "limit"), list(product(ApplicationOrder, [1, 5, 24, 25])))
def test_pages_meet_without_gap_or_overlap_when_the_order_ties(listed, order, limit):
    database, applications = listed
    query = ApplicationQuery(order=order)

    assert walked(database, query, limit) == expected(applications, query)
