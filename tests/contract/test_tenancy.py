"""Who may do what: every operation with every kind of credential, and with the ids of another application.

Operations, examples and scopes come from the contract and the vocabulary of scopes; nothing is listed here.
"""

from datetime import timedelta

import httpx
import pytest
from msgspec import structs

from hornbook_contract import openapi_document
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.tokens import SCOPES
from hornbook_server.services import tokens
from hornbook_server.services.credentials import add_secret, new_secret
from tests.conftest import running_service
from tests.contract.examples import request
from tests.contract.walk import Operation, operations
from tests.fixtures import values

DOCUMENT = openapi_document()
OPERATIONS = list(operations(DOCUMENT))
KINDS = {f"APP_{kind}": kind for kind in ApplicationKind}
IDS_OF_AN_APPLICATION = {"courseId", "importJobId", "registrationId", "xapiCredentialId"}
MINUTE = timedelta(minutes=1)


def listed_scopes(operation: Operation) -> set[str]:
    return {scope for alternative in operation.node["security"] for scope in alternative.get("OAUTH", [])}


def kinds(operation: Operation) -> list[ApplicationKind]:
    """The kinds of application that may call the operation."""
    return [KINDS[name] for alternative in operation.node["security"] for name in alternative if name in KINDS]


def over(some: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", some, ids=[operation.id for operation in some])


ALL = over(OPERATIONS)
TAKING_TOKENS = over([operation for operation in OPERATIONS if listed_scopes(operation)])
TAKING_NO_TOKENS = over([operation for operation in OPERATIONS if not listed_scopes(operation)])
OF_ONE_KIND = over([operation for operation in OPERATIONS if len(kinds(operation)) == 1])
OF_NORMAL = [operation for operation in OPERATIONS if ApplicationKind.NORMAL in kinds(operation)]
NAMING = [each for each in OF_NORMAL if any(f"{{{name}}}" in each.path for name in IDS_OF_AN_APPLICATION)]
FINDING = over([each for each in NAMING if "404" in each.node["responses"]])  # the others make what they do not find


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """Without a worker: jobs stay as they are."""
    with running_service(tmp_path_factory.mktemp("tenancy") / "home", worker=False) as service:
        yield service


@pytest.fixture(scope="module")
def credentials(service):
    """An application of each kind: its id and secret."""
    return {kind: service.new_application(kind) for kind in ApplicationKind}


@pytest.fixture(scope="module")
def http(service):
    with httpx.Client(base_url=service.api) as http:
        yield http


@pytest.fixture(scope="module")
def bearer(service):
    def make(app_id: str, scopes, *, age: timedelta = timedelta()) -> dict[str, str]:
        """A header with a token that lasts a minute from its beginning, `age` ago."""
        key, now = service.hornbook.secret_key, service.hornbook.now()
        token = tokens.issue(key, app_id, sorted(scopes), lifetime=MINUTE, now=now - age)
        return {"Authorization": f"Bearer {token}"}

    return make


@pytest.fixture
def call(http, operation):
    """Calls the operation with its examples, as whoever `as_` says."""

    def call(**as_) -> int:
        return http.request(**request(DOCUMENT, operation), **as_).status_code

    return call


@ALL
def test_without_credentials_nothing_is_done(call, operation):
    assert call() == 401


@ALL
def test_a_secret_opens_until_it_is_revoked(service, credentials, call, operation):
    app_id, _ = credentials[kinds(operation)[0]]
    secret = new_secret()
    with service.hornbook.database.write() as stored:
        credential = add_secret(stored, app_id, secret, name="", now=service.hornbook.now())
    assert call(auth=(app_id, secret)) not in (401, 403)
    with service.hornbook.database.write() as stored:
        stored.credentials.update(app_id, structs.replace(credential, active=False))
    assert call(auth=(app_id, secret)) == 401


@TAKING_TOKENS
def test_a_token_with_every_scope_opens_until_it_expires(credentials, bearer, call, operation):
    app_id, _ = credentials[kinds(operation)[0]]
    assert call(headers=bearer(app_id, SCOPES)) not in (401, 403)
    assert call(headers=bearer(app_id, SCOPES, age=2 * MINUTE)) == 401


@TAKING_TOKENS
def test_each_scope_that_the_operation_lists_suffices_and_no_other(credentials, bearer, call, operation):
    app_id, _ = credentials[kinds(operation)[0]]
    listed = listed_scopes(operation)
    sufficing = listed | ({"admin"} if listed & {"read", "write"} else set())
    answers = {scope: call(headers=bearer(app_id, [scope])) for scope in SCOPES}
    assert {scope for scope, status in answers.items() if status not in (401, 403)} == sufficing
    assert {answers[scope] for scope in SCOPES - sufficing} == {403}


@TAKING_NO_TOKENS
def test_an_operation_that_lists_no_scope_takes_no_token(credentials, bearer, call, operation):
    for kind in kinds(operation):
        assert call(headers=bearer(credentials[kind][0], SCOPES)) == 401


@OF_ONE_KIND
def test_an_application_of_the_other_kind_is_refused(credentials, bearer, call, operation):
    (other,) = set(ApplicationKind) - set(kinds(operation))
    assert call(auth=credentials[other]) == 403
    assert call(headers=bearer(credentials[other][0], SCOPES)) == (403 if listed_scopes(operation) else 401)


@pytest.fixture
def owner(service, http):
    """An application with a course of two versions, a registration, all that can be set on them, and a job.

    Credentials and ids.
    """
    app_id, secret = service.new_application()
    ids = {name: f"{name}-of-{app_id}" for name in sorted(IDS_OF_AN_APPLICATION)}
    with service.hornbook.database.write() as stored:
        for _ in range(2):
            stored.courses.add_version(
                app_id,
                ids["courseId"],
                values.package(f"Title of {app_id}"),
                **values.STORED,
                tags=(),
                now=values.START,
            )
        stored.jobs.add(values.job(ids["importJobId"], app_id))
        new = NewRegistration(id=ids["registrationId"], course_id=ids["courseId"], learner=Learner(id="ada"))
        stored.registrations.add(app_id, new, values.START)
    for operation in OF_NORMAL:
        if operation in NAMING and operation.method in ("PUT", "POST"):
            answer = http.request(**request(DOCUMENT, operation, ids), auth=(app_id, secret))
            assert answer.is_success, answer.text
    return (app_id, secret), ids


@pytest.fixture
def stranger(service):
    return service.new_application()


def seen(http, auth, ids) -> dict[str, str]:
    """All that an application can read."""
    return {
        operation.id: http.request(**request(DOCUMENT, operation, ids), auth=auth).raise_for_status().text
        for operation in OF_NORMAL
        if operation.method == "GET" and operation.id != "pingAppId"  # which tells the time
    }


@FINDING
def test_what_belongs_to_another_application_is_404_as_if_it_were_absent(http, owner, stranger, operation):
    auth, ids = owner
    absent = {name: f"absent-{name}" for name in ids}
    refused = http.request(**request(DOCUMENT, operation, ids), auth=stranger)
    unknown = http.request(**request(DOCUMENT, operation, absent), auth=stranger)
    text = refused.text
    for name, value in ids.items():
        text = text.replace(value, absent[name])
    assert (refused.status_code, text) == (404, unknown.text)
    assert http.request(**request(DOCUMENT, operation, ids), auth=auth).is_success


def test_a_stranger_changes_nothing_with_any_operation_and_reads_nothing_of_another_s(http, owner, stranger):
    auth, ids = owner
    before = seen(http, auth, ids)
    for operation in OF_NORMAL:
        answer = http.request(**request(DOCUMENT, operation, ids), auth=stranger)
        text = answer.text
        for value in ids.values():
            text = text.replace(value, "")
        assert auth[0] not in text
    assert seen(http, auth, ids) == before


@over([operation for operation in OF_NORMAL if operation.method == "GET" and "{" not in operation.path])
def test_a_list_shows_nothing_of_another_application(http, owner, stranger, operation):
    (app_id, _), _ = owner
    answer = http.request(**request(DOCUMENT, operation), auth=stranger)
    assert answer.status_code == 200
    assert app_id not in answer.text
