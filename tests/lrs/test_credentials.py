"""Credentials of a record store: whom they admit, as whom statements are stored, and until when."""

import httpx
import pytest
from msgspec import structs

from hornbook_server.domain.xapi_credential import PermissionsLevel
from tests.fixtures.records import statement
from tests.fixtures.values import an_xapi_credential
from tests.lrs.conftest import app_of

ROOT = PermissionsLevel.ROOT


@pytest.fixture
def manage(service, store):
    """The API as the application of the store uses it."""
    with httpx.Client(base_url=f"{service.api}/xapi/credentials/", auth=store.auth) as client:
        yield client


def body(secret="s", *, enabled=True, level="ROOT"):
    return {
        "name": "reporter",
        "secret": secret,
        "isEnabled": enabled,
        "auth": {},
        "permissionsLevel": {"xapiCredentialPermissionsLevel": level},
    }


def test_a_statement_is_stored_by_the_credential_that_brings_it(service, store, as_credential):
    sent = statement()
    as_credential(ROOT, "reporter").post("/statements", json=sent)
    found = store.get("/statements", params={"statementId": sent["id"]}).json()
    assert found["authority"] == {
        "objectType": "Agent",
        "name": "the reporter",
        "account": {"homePage": service.hornbook.public_url, "name": "reporter"},
    }


def test_what_a_credential_has_stored_is_found_by_its_authority(store, as_credential):
    sent = statement()
    store.post("/statements", json=statement())
    as_credential(ROOT).post("/statements", json=sent)
    (found,) = store.get("/statements", params={"limit": "1"}).json()["statements"]
    authority = httpx.QueryParams(
        {"agent": httpx.Response(200, json=found["authority"]).text, "related_agents": "true"}
    )
    assert [each["id"] for each in store.get("/statements", params=authority).json()["statements"]] == [sent["id"]]


def test_a_change_holds_from_the_next_request_on(manage, as_credential):
    client = as_credential(ROOT, "reporter")

    def answer(**changed) -> tuple[int, int]:
        assert manage.put("reporter", json=body(**changed)).status_code == 204
        return client.get("/statements").status_code, client.post("/statements", json=statement()).status_code

    assert answer() == (200, 200)
    assert answer(enabled=False) == (401, 401)
    assert answer(enabled=True) == (200, 200)
    assert answer(level="READONLY") == (200, 403)
    assert answer(secret="another") == (401, 401)
    assert answer() == (200, 200)
    assert manage.delete("reporter").status_code == 204
    assert client.get("/statements").status_code == 401


def test_what_a_deleted_credential_has_stored_stays(manage, store, as_credential):
    sent = statement()
    as_credential(ROOT, "reporter").post("/statements", json=sent)
    manage.delete("reporter")
    assert [each["id"] for each in store.get("/statements").json()["statements"]] == [sent["id"]]


def test_a_credential_opens_the_store_of_its_own_application_alone(open_store, as_credential):
    other = open_store()
    name, secret = "reporter", "s"
    assert as_credential(ROOT, name).get("/statements").status_code == 200
    assert other.get("/statements", auth=(name, secret)).status_code == 401
    assert other.get("/statements").status_code == 200


def test_a_credential_named_like_another_application_does_not_open_that(open_store, as_credential):
    other = open_store()
    client = as_credential(ROOT, app_of(other))
    assert client.get("/statements").status_code == 200
    assert other.get("/statements", auth=client.auth).status_code == 401


@pytest.mark.parametrize(
    ("name", "secret"), [("reporter", "S"), ("reporter", ""), ("Reporter", "s"), ("", "s"), ("", "")]
)
def test_what_is_not_name_and_secret_of_a_credential_is_401(store, as_credential, name, secret):
    as_credential(ROOT, "reporter")
    assert store.get("/statements", auth=(name, secret)).status_code == 401


def test_a_credential_does_not_open_the_api(service, as_credential):
    assert httpx.get(f"{service.api}/ping", auth=as_credential(ROOT).auth).status_code == 401


def test_a_store_whose_name_no_database_takes_is_401(service, as_credential):
    headers = {"X-Experience-API-Version": "1.0.3"}
    for name in ("%00", "a%00b", "%ff", "%ed%a0%80"):
        answer = httpx.get(f"{service.url}/lrs/{name}/statements", auth=("reporter", "s"), headers=headers)
        assert answer.status_code == 401


def test_a_secret_of_any_script_opens(service, store):
    credential = an_xapi_credential("reporter", secret="пароль: ü", level=ROOT)
    with service.hornbook.database.write() as stored:
        stored.xapi_credentials.put(app_of(store), structs.replace(credential, name=""))
    client = httpx.Client(base_url=store.base_url, auth=("reporter", "пароль: ü".encode()), headers=store.headers)
    with client:
        (made,) = client.post("/statements", json=statement()).json()
        assert "name" not in client.get("/statements", params={"statementId": made}).json()["authority"]
