"""Applications: written, listed, and deleted with all that they have."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.documents import Document, DocumentKey, DocumentKind
from hornbook_server.domain.errors import DeletionForbidden, NotFound
from hornbook_server.domain.launch import Preview
from hornbook_server.domain.listing import DateField
from hornbook_server.domain.named_listing import NamedField, NamedOrder, NamedQuery
from hornbook_server.domain.postback import Postback
from hornbook_server.domain.presence import Presence
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.run import ActivityState, begun
from hornbook_server.domain.session import Exchange, Session
from hornbook_server.domain.settings_catalogue.scope import (
    ApplicationScope,
    CourseScope,
    RegistrationScope,
    VersionScope,
)
from hornbook_server.domain.xapi import Attribution, lrs_of_application
from hornbook_server.services import documents, statements
from hornbook_server.services.statements import keep
from hornbook_server.storage.database import Database
from hornbook_server.storage.record_tables import contents, forgotten_instances, metadata
from hornbook_server.storage.tables import package_files
from tests.fixtures.records import ADA, GOLF, attached, described, statement
from tests.fixtures.values import START, STORED, a_credential, an_xapi_credential, job, package

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
    """How many rows every table has, but for what uploads and records hold, which the sweep removes."""
    with database._transaction() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
            if table not in (package_files, contents, forgotten_instances)
        }


def postback(postback_id, app_id):
    return Postback(
        id=postback_id,
        app_id=app_id,
        topic="import",
        subject="job",
        destination="https://a.example",
        url="https://a.example/",
        content_type="application/json",
        body=b"{}",
        created=START,
    )


def keep_records(database, lrs):
    """One of each kind."""
    data = b"certificate"
    attachment = attached(data)
    said = statement(
        object=GOLF | {"definition": {"name": {"en": "Golf"}}}, attachments=[described(data, sha2=attachment.sha2)]
    )
    statements.store(
        database, lrs, [said], authority=ADA, version="1.0.3", now=START, attached={attachment.sha2: attachment}
    )
    key = DocumentKey(lrs=lrs, kind=DocumentKind.STATE, activity=GOLF["id"], agent=ADA["mbox"], id="one")
    document = Document(content_type="text/plain", updated=START, data=data)
    documents.replace(database, key, document, check=lambda _: None)


AN_EXCHANGE = Exchange(at=0, method="GET", resource="hacp", sent="", status=200, answered="", took=1.0)


def begin_anew(database, app_id):
    """A registration that has brought a statement, which is now forgotten, and is launched once more."""
    with database.write() as stored:
        instance = stored.registrations.get(app_id, "r").instance
        by = Attribution(instance=instance.key, course=1, version=1, learner_id="ada")
        keep(stored, lrs_of_application(app_id), [statement()], authority=ADA, now=START, brought_by=by)
        stored.instances.reset(app_id, "r", START)
        registration = stored.registrations.get(app_id, "r")
        stored.launch_history.begin(f"entry of {app_id}", registration, START)


def test_an_application_goes_with_all_that_it_has_and_leaves_the_others(database):
    with database.write() as stored:
        for app_id in ("APP", "OTHER"):
            stored.credentials.add(app_id, a_credential(f"first of {app_id}"), b"1" * 32)
            stored.xapi_credentials.put(app_id, an_xapi_credential("dashboard"))
            stored.courses.add_version(app_id, "golf", package(), **STORED, tags=("sport",), now=START)
            stored.courses.add_version(app_id, "golf", package(), **STORED, tags=(), now=START)
            for scope in (ApplicationScope(), CourseScope("golf"), VersionScope("golf", 1)):
                stored.settings.set(app_id, scope, {"PlayerLaunchType": "FRAMESET"})
            stored.jobs.add(job(f"job of {app_id}", app_id))
            preview = Preview(app_id=app_id, course_id="golf", version=1, expires=START)
            stored.launches.add(f"launch of {app_id}", preview, now=START, expires=START)
            run = begun(f"launch of {app_id}", opening=1, earlier=0, now=START)
            stored.runs.add(run, launch_id=f"launch of {app_id}")
            stored.runs.save_states(run.id, {"item_1": ActivityState(1, {})}, now=START)
            stored.presences.save(run.id, {"item_1": Presence(seconds=1.0)})
            session = Session(id=f"session of {app_id}", run=run.id, activity="item_1", secret="s", started=START)
            stored.sessions.add(session)
            stored.sessions.note(run.id, AN_EXCHANGE)
            stored.postbacks.add(postback(f"postback of {app_id}", app_id))
            new = NewRegistration(id="r", course_id="golf", learner=Learner(id="ada"), tags=("autumn",))
            stored.registrations.add(app_id, new, START)
            stored.settings.set(app_id, RegistrationScope("r"), {"PlayerLaunchType": "FRAMESET"})
    for app_id in ("APP", "OTHER"):
        keep_records(database, lrs_of_application(app_id))
        begin_anew(database, app_id)
    with database.read() as stored:
        assert stored.applications.course_counts(["APP", "OTHER", "NOBODY"]) == {"APP": 1, "OTHER": 1}
        assert stored.applications.registration_counts(["APP", "OTHER", "NOBODY"]) == {"APP": 1, "OTHER": 1}
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
def listed(request, migrated, tmp_path_factory):
    """A database of 24 applications, and those, in the order of their ids."""
    with migrated.url(request.param, tmp_path_factory.mktemp("listing")) as url:
        database = Database(url)
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
        text = each.id if query.filter_by is NamedField.ID else each.name
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
            assert len(page.items) == limit or page.next is None
            found += page.items
            if page.next is None:
                return found
            after = page.next


times = st.none() | st.integers(-2, 8).map(a_time)
queries = st.builds(
    NamedQuery,
    since=times,
    until=times,
    date_field=st.sampled_from(DateField),
    filter=st.sampled_from(["", "", "Ä", "STRASSE", "%", "_", "x1", "Y", "GOLF", "nothing"]),
    filter_by=st.sampled_from(NamedField),
    order=st.sampled_from(NamedOrder),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, limit=st.integers(1, 9))
def test_every_query_lists_and_counts_what_it_means(listed, query, limit):
    database, applications = listed
    meant = expected(applications, query)

    assert walked(database, query, limit) == meant
    with database.read() as stored:
        assert stored.applications.count(query) == len(meant)


@pytest.mark.parametrize(("order", "limit"), list(product(NamedOrder, [1, 5, 24, 25])))
def test_pages_meet_without_gap_or_overlap_when_the_order_ties(listed, order, limit):
    database, applications = listed
    query = NamedQuery(order=order)

    assert walked(database, query, limit) == expected(applications, query)
