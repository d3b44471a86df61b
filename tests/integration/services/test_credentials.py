"""Secrets open their own application, and nothing else does."""

import re

import pytest

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.errors import Invalid
from hornbook_server.services.applications import create_application, ensure_application
from hornbook_server.services.credentials import add_secret, authenticate, change_credential, digest
from tests.fixtures.values import START


def test_a_new_application_opens_with_the_secret_shown_once(database):
    application, secret = create_application(database, name="Ours", kind=ApplicationKind.MANAGEMENT, now=START)

    assert re.fullmatch("[A-Z0-9]{10}", application.id)
    assert re.fullmatch("[A-Za-z0-9]{40}", secret)
    assert authenticate(database, application.id, secret) is ApplicationKind.MANAGEMENT
    with database.read() as stored:
        assert stored.applications.get(application.id) == application
        assert stored.credentials.live_digests(application.id) == (ApplicationKind.MANAGEMENT, [digest(secret)])


@pytest.mark.parametrize(
    ("app_id", "secret"),
    [("first", "second's"), ("first", ""), ("first", "FIRST'S"), ("nobody", "first's"), ("", ""), ("APP", "")],
)
def test_what_is_not_the_secret_of_the_application_opens_nothing(database, app_id, secret):
    for name in ("first", "second"):
        create_application(database, name=name, kind=ApplicationKind.NORMAL, now=START, app_id=name, secret=f"{name}'s")

    assert authenticate(database, app_id, secret) is None


def test_a_revoked_secret_opens_nothing_while_another_still_does(database):
    create_application(database, name="Ours", kind=ApplicationKind.NORMAL, now=START, app_id="OURS", secret="old")
    with database.write() as stored:
        new = add_secret(stored, "OURS", "new", name="new", now=START)
    assert authenticate(database, "OURS", "old") is authenticate(database, "OURS", "new") is ApplicationKind.NORMAL

    change_credential(database, "OURS", new.id, name=None, active=False, now=START)
    assert authenticate(database, "OURS", "old") is ApplicationKind.NORMAL
    assert authenticate(database, "OURS", "new") is None


def test_an_id_that_is_taken_is_refused_and_its_secret_stays_what_it_was(database):
    create_application(database, name="Ours", kind=ApplicationKind.NORMAL, now=START, app_id="OURS", secret="first")

    with pytest.raises(Invalid, match=r"Application \[OURS\] already exists: choose another id"):
        create_application(database, name="", kind=ApplicationKind.NORMAL, now=START, app_id="OURS", secret="second")
    assert authenticate(database, "OURS", "second") is None


@pytest.mark.parametrize("app_id", ["with:colon", "with space", "x" * 65, "ünï"])
def test_an_id_that_basic_credentials_cannot_carry_is_refused(database, app_id):
    with pytest.raises(Invalid, match="use 1 to 64 letters"):
        create_application(database, name="", kind=ApplicationKind.NORMAL, now=START, app_id=app_id)


def test_an_application_of_the_environment_is_made_once_and_gains_its_secrets(database):
    for secret in ("first", "first", "second", "first"):
        ensure_application(database, "ENV", secret, START)

    assert authenticate(database, "ENV", "first") is authenticate(database, "ENV", "second") is ApplicationKind.NORMAL
    with database.read() as stored:
        _, digests = stored.credentials.live_digests("ENV")
    assert sorted(digests) == sorted([digest("first"), digest("second")])
