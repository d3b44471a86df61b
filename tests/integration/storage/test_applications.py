"""Applications, and which of their secrets are live."""

from datetime import timedelta

from hornbook_server.domain.application import Application, ApplicationKind
from tests.fixtures.values import START


def application(app_id, kind=ApplicationKind.NORMAL):
    return Application(id=app_id, name=app_id.title(), kind=kind, created=START)


def test_an_application_reads_back_as_it_was_written(database):
    ours = application("OURS", ApplicationKind.MANAGEMENT)
    with database.write() as stored:
        stored.applications.create(ours)

    with database.read() as stored:
        assert stored.applications.get("OURS") == ours
        assert stored.applications.get("ours") is None
        assert stored.applications.all() == [application("APP"), application("OTHER"), ours]


def test_an_id_that_is_taken_changes_nothing(database):
    with database.write() as stored:
        assert stored.applications.create(application("APP", ApplicationKind.MANAGEMENT)) is False

    with database.read() as stored:
        assert stored.applications.get("APP") == application("APP")


def test_every_secret_is_live_until_it_is_revoked(database):
    with database.write() as stored:
        first = stored.applications.add_secret("APP", b"1" * 32, name="first", now=START)
        stored.applications.add_secret("APP", b"2" * 32, name="second", now=START)
        stored.applications.add_secret("OTHER", b"3" * 32, name="first", now=START)
    with database.read() as stored:
        kind, digests = stored.applications.live_digests("APP")
        assert (kind, sorted(digests)) == (ApplicationKind.NORMAL, [b"1" * 32, b"2" * 32])

    with database.write() as stored:
        stored.applications.revoke_secret("APP", first, START + timedelta(days=1))
    with database.read() as stored:
        assert stored.applications.live_digests("APP") == (ApplicationKind.NORMAL, [b"2" * 32])


def test_an_application_cannot_revoke_the_secret_of_another(database):
    with database.write() as stored:
        theirs = stored.applications.add_secret("OTHER", b"3" * 32, name="first", now=START)
        stored.applications.revoke_secret("APP", theirs, START)

    with database.read() as stored:
        assert stored.applications.live_digests("OTHER") == (ApplicationKind.NORMAL, [b"3" * 32])


def test_an_application_without_secrets_differs_from_none(database):
    with database.read() as stored:
        assert stored.applications.live_digests("APP") == (ApplicationKind.NORMAL, [])
        assert stored.applications.live_digests("NOBODY") is None
