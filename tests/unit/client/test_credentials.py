from urllib.parse import parse_qs

import httpx
import pytest

import hornbook
from hornbook._credentials import TOKEN_PATH, AppToken
from hornbook_contract import openapi_document

PING = {"apiMessage": "API is up"}
TOKEN_LINE = f"POST /api/v2{TOKEN_PATH}"


def test_what_is_not_given_comes_from_the_environment(connect, cloud, monkeypatch):
    monkeypatch.setenv("HORNBOOK_URL", cloud.url + "/")
    monkeypatch.setenv("HORNBOOK_APP_ID", "ENV")
    monkeypatch.setenv("HORNBOOK_APP_SECRET", "s3cret")
    cloud.will_answer(PING)

    connect().ping_app_id()

    assert cloud.lines == ["GET /api/v2/ping"]
    assert cloud.requests[0].headers["authorization"] == "Basic RU5WOnMzY3JldA=="


def test_a_given_token_is_sent_as_it_is(connect, cloud):
    cloud.will_answer(PING)

    connect(cloud.url, token="abc").ping_app_id()

    assert cloud.requests[0].headers["authorization"] == "Bearer abc"


@pytest.mark.parametrize("given", [{}, {"app_id": "APP"}, {"secret": "s3cret"}])
def test_no_credentials_are_refused_at_once_with_what_to_do(connect, cloud, given):
    with pytest.raises(ValueError, match="set HORNBOOK_APP_ID and HORNBOOK_APP_SECRET"):
        connect(cloud.url, **given)


def test_a_base_url_without_a_scheme_is_refused_at_once(connect):
    with pytest.raises(ValueError, match="must begin with http:// or https://"):
        connect("localhost:8080", token="abc")


def test_scopes_become_a_token_that_serves_several_calls(connect, cloud):
    cloud.will_answer({"access_token": "t1", "expires_in": 300, "token_type": "Bearer"})
    cloud.will_answer(PING)
    cloud.will_answer(PING)
    client = connect(cloud.url, app_id="APP", secret="s3cret", scopes=["read", "write:course"])

    client.ping_app_id()
    client.ping_app_id()

    asked, first, second = cloud.requests
    assert cloud.lines == [TOKEN_LINE, "GET /api/v2/ping", "GET /api/v2/ping"]
    assert asked.headers["authorization"] == "Basic QVBQOnMzY3JldA=="
    assert parse_qs(asked.body.decode()) == {"scope": ["read write:course"], "expiration": ["300"]}
    assert first.headers["authorization"] == second.headers["authorization"] == "Bearer t1"


def test_a_token_is_renewed_before_it_expires(cloud, clock):
    auth = AppToken(cloud.url, httpx.BasicAuth("APP", "s3cret"), ["read"], clock=clock)
    for token in ("t1", "t2"):
        cloud.will_answer({"access_token": token, "expires_in": 300})
        cloud.will_answer(PING)
        cloud.will_answer(PING)

    with httpx.Client(auth=auth) as http:
        for clock.now in (0.0, 239.0, 240.0, 300.0):
            http.get(f"{cloud.url}/ping")

    assert [each.headers["authorization"] for each in cloud.requests if each.method == "GET"] == [
        "Bearer t1",
        "Bearer t1",
        "Bearer t2",
        "Bearer t2",
    ]


def test_a_refused_token_request_is_the_services_refusal(connect, cloud):
    cloud.will_answer({"error": "Authorization Required."}, status=401)
    client = connect(cloud.url, app_id="APP", secret="wrong", scopes=["read"])

    with pytest.raises(hornbook.Unauthorized, match="Authorization Required"):
        client.ping_app_id()


def test_a_token_can_be_asked_for_directly(client, cloud):
    cloud.will_answer({"access_token": "t1", "expires_in": 60, "token_type": "Bearer"})

    assert client.get_app_token("read", expiration=60).access_token == "t1"
    assert parse_qs(cloud.requests[0].body.decode()) == {"scope": ["read"], "expiration": ["60"]}


def test_tokens_are_fetched_where_the_contract_has_them():
    assert openapi_document()["paths"][TOKEN_PATH]["post"]["operationId"] == "getAppToken"
