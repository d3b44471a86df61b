"""Secrets as digests, and which of them are live."""

from datetime import timedelta

import pytest
from msgspec import structs

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.errors import NotFound
from tests.fixtures.values import START, a_credential

FIRST, SECOND = b"1" * 32, b"2" * 32


def test_every_secret_is_live_while_it_is_active(database):
    first, second = a_credential("1"), a_credential("2", created=START + timedelta(seconds=1))
    with database.write() as stored:
        stored.credentials.add("APP", second, SECOND)
        stored.credentials.add("APP", first, FIRST)
        stored.credentials.add("OTHER", a_credential("3"), b"3" * 32)
        stored.credentials.add("OTHER", a_credential("4", active=False), b"4" * 32)
    with database.read() as stored:
        assert stored.credentials.all("APP") == [first, second]
        kind, digests = stored.credentials.live_digests("APP")
        assert (kind, sorted(digests)) == (ApplicationKind.NORMAL, [FIRST, SECOND])
        assert stored.credentials.live_digests("OTHER") == (ApplicationKind.NORMAL, [b"3" * 32])


def test_a_revoked_secret_is_live_again_when_it_is_restored(database):
    revoked = a_credential("1", name="old", active=False, updated=START + timedelta(days=1))
    with database.write() as stored:
        stored.credentials.add("APP", a_credential("1"), FIRST)
        stored.credentials.update("APP", revoked)
        assert stored.credentials.lock("APP", "1") == revoked
        assert stored.credentials.live_digests("APP") == (ApplicationKind.NORMAL, [])

        stored.credentials.update("APP", structs.replace(revoked, active=True))
        assert stored.credentials.live_digests("APP") == (ApplicationKind.NORMAL, [FIRST])


def test_a_deleted_secret_is_gone_and_the_others_stay(database):
    with database.write() as stored:
        stored.credentials.add("APP", a_credential("1"), FIRST)
        stored.credentials.add("APP", a_credential("2"), SECOND)
        stored.credentials.delete("APP", "1")

        assert stored.credentials.all("APP") == [a_credential("2")]
        assert stored.credentials.live_digests("APP") == (ApplicationKind.NORMAL, [SECOND])


def test_an_application_cannot_touch_the_secret_of_another(database):
    with database.write() as stored:
        stored.credentials.add("OTHER", a_credential("1"), FIRST)
        for touch in (stored.credentials.lock, stored.credentials.delete):
            with pytest.raises(NotFound, match=r"Could not find credential \[1\]"):
                touch("APP", "1")
        stored.credentials.update("APP", a_credential("1", active=False))

        assert stored.credentials.live_digests("OTHER") == (ApplicationKind.NORMAL, [FIRST])


def test_an_application_without_secrets_differs_from_none(database):
    with database.read() as stored:
        assert stored.credentials.live_digests("APP") == (ApplicationKind.NORMAL, [])
        assert stored.credentials.live_digests("NOBODY") is None
