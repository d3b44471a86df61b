from base64 import b64encode
from datetime import timedelta

import httpx
import pytest

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.services import credentials, tokens

UNAUTHORIZED = {"message": "Authorization Required.", "error": "Authorization Required."}


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


@pytest.fixture
def anonymous(service):
    with httpx.Client(base_url=service.api) as client:
        yield client


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic Og==", "Basic !", "Basic YXBw", "Basic " + "A" * 20_000, "Digest x", "Basic \u00e9"],
)
def test_what_is_no_credential_is_401_with_a_challenge(anonymous, authorization):
    headers = {"Authorization": authorization.encode("latin1")} if authorization else {}
    answer = anonymous.get("/courses", headers=headers)
    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)
    assert answer.headers.get_list("www-authenticate") == [
        'Basic realm="Hornbook", charset="UTF-8"',
        'Bearer realm="Hornbook"',
    ]


def test_without_credentials_the_sentence_is_the_one_that_clients_know(anonymous):
    answer = anonymous.get("/ping")
    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)


def test_a_wrong_secret_is_401(anonymous, tenant):
    answer = anonymous.get("/ping", headers=basic(tenant.id, "wrong"))
    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)


def test_the_secret_of_another_application_is_401(anonymous, new_tenant):
    one, other = new_tenant(), new_tenant()
    assert anonymous.get("/ping", headers=basic(one.id, other.secret)).status_code == 401


def test_two_authorization_headers_are_401(anonymous, tenant):
    good = basic(tenant.id, tenant.secret)["Authorization"]
    answer = anonymous.get("/ping", headers=[("Authorization", good), ("Authorization", good)])
    assert answer.status_code == 401


def test_several_secrets_live_side_by_side_until_one_is_revoked(service, anonymous, tenant):
    database, now = service.hornbook.database, service.hornbook.now()
    credential, second = credentials.create_credential(database, tenant.id, name="second", active=True, now=now)
    assert anonymous.get("/ping", headers=basic(tenant.id, tenant.secret)).status_code == 200
    assert anonymous.get("/ping", headers=basic(tenant.id, second)).status_code == 200
    credentials.change_credential(database, tenant.id, credential.id, name=None, active=False, now=now)
    assert anonymous.get("/ping", headers=basic(tenant.id, tenant.secret)).status_code == 200
    assert anonymous.get("/ping", headers=basic(tenant.id, second)).status_code == 401


def test_a_management_application_may_not_use_the_services(service, anonymous):
    app_id, secret = service.new_application(ApplicationKind.MANAGEMENT)
    answer = anonymous.get("/courses", headers=basic(app_id, secret))
    assert (answer.status_code, answer.json()["message"]) == (
        403,
        f"Application {app_id} is a management application; this needs a normal one.",
    )


def token(tenant, scope: str, **form: object) -> dict:
    answer = tenant.http.post("/oauth/authenticate/application/token", data={"scope": scope, **form})
    assert answer.status_code == 200
    return answer.json()


def test_a_token_lasts_five_minutes_unless_told_otherwise(tenant):
    assert token(tenant, "read") | {"access_token": "..."} == {
        "access_token": "...",
        "expires_in": 300,
        "token_type": "Bearer",
    }
    assert token(tenant, "read write:course", expiration=3600)["expires_in"] == 3600


@pytest.mark.parametrize(
    ("scope", "get", "put"),
    [
        ("read", 404, 403),
        ("read:course", 404, 403),
        ("write:course", 403, 404),
        ("read:course write:course", 404, 404),
        ("admin", 404, 404),
        ("delete", 403, 403),
        ("read:registration", 403, 403),
    ],
)
def test_any_one_scope_that_the_operation_lists_suffices(anonymous, tenant, scope, get, put):
    bearer = {"Authorization": f"Bearer {token(tenant, scope)['access_token']}"}
    assert anonymous.get("/courses/none", headers=bearer).status_code == get
    assert anonymous.put("/courses/none/title", headers=bearer, json={"title": "x"}).status_code == put


def test_a_missing_scope_is_403_and_says_which(anonymous, tenant):
    bearer = {"Authorization": f"Bearer {token(tenant, 'read:course')['access_token']}"}
    answer = anonymous.delete("/courses/none", headers=bearer)
    assert (answer.status_code, answer.json()["message"]) == (
        403,
        "The token lacks a scope; any one of these suffices: delete delete:course",
    )
    assert answer.headers["www-authenticate"] == (
        'Bearer realm="Hornbook", error="insufficient_scope", scope="delete delete:course"'
    )


def test_expired_foreign_and_forged_tokens_are_401(service, anonymous, tenant):
    key, now = service.hornbook.secret_key, service.hornbook.now()
    minute = timedelta(minutes=1)
    expired = tokens.issue(key, tenant.id, ["read"], lifetime=minute, now=now - 2 * minute)
    foreign = tokens.issue("another key of a fair length, forty", tenant.id, ["read"], lifetime=minute, now=now)
    orphan = tokens.issue(key, "NOBODY", ["read"], lifetime=minute, now=now)
    unsigned = "eyJhbGciOiJub25lIn0." + expired.split(".")[1] + "."
    for bad in (expired, foreign, orphan, unsigned, "", "x", "a.b.c"):
        answer = anonymous.get("/courses", headers={"Authorization": f"Bearer {bad}".strip()})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (
            401,
            'Bearer realm="Hornbook", error="invalid_token"',
        )


def test_every_scope_of_scorm_cloud_is_given(tenant):
    areas = ("course", "dispatch", "invitation", "registration", "xapicredential", "xapipipe", "appmgmt")
    general = "read write delete admin read:learner write:learner read:ping read:reporting read:about"
    of_areas = [f"{act}:{area}" for act in ("read", "write", "delete") for area in areas]
    assert token(tenant, " ".join([general, *of_areas]))["expires_in"] == 300


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "scope: is required"),
        ({"scope": "read:nothing"}, "scope: read:nothing is not known; known scopes: "),
        ({"scope": "read", "expiration": "x"}, "expiration: 'x' is not a whole number"),
        ({"scope": "read", "expiration": "0"}, "expiration: "),
    ],
)
def test_a_token_request_that_cannot_be_met_names_the_field(api, form, message):
    answer = api.post("/oauth/authenticate/application/token", data=form)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


def test_a_token_is_not_given_for_a_token(anonymous, tenant):
    bearer = {"Authorization": f"Bearer {token(tenant, 'admin')['access_token']}"}
    answer = anonymous.post("/oauth/authenticate/application/token", data={"scope": "read"}, headers=bearer)
    assert answer.status_code == 401
