"""Headers, methods, versions, forms and sizes (xAPI 1.0.3 Communication, 1 and 3)."""

import json
from datetime import datetime

import httpx
import pytest

from hornbook_contract import lrs_document
from hornbook_server.lrs.edge import MOST_BYTES
from tests.fixtures.records import ADA, GOLF, statement
from tests.lrs.conftest import app_of


def test_every_operation_of_the_document_is_answered_and_no_other_method(store):
    sample = {"moreToken": "none"}
    for path, item in lrs_document()["paths"].items():
        place = path.removeprefix("/{appId}").format(**sample)
        answers = {
            method: store.request(method.upper(), place).status_code
            for method in ("get", "put", "post", "delete", "patch")
        }
        assert {method for method, status in answers.items() if status != 405} == item.keys(), path


def test_an_answer_says_its_version_and_how_far_it_can_see(open_store):
    for version, said in (("1.0.3", "1.0.3"), ("1.0", "1.0.3"), ("1.0.1", "1.0.3"), ("2.0.0", "2.0.0")):
        answer = open_store(version).get("/statements")
        assert (answer.status_code, answer.headers["x-experience-api-version"]) == (200, said)
        assert datetime.fromisoformat(answer.headers["x-experience-api-consistent-through"]).tzinfo


@pytest.mark.parametrize("version", ["", "0.95", "1.1.0", "3.0.0", "1.0.x"])
def test_a_version_that_is_not_spoken_is_400(open_store, version):
    assert open_store(version).get("/statements").status_code == 400


def test_only_about_needs_neither_version_nor_credential(store):
    bare = httpx.get(f"{store.base_url}about")
    refused = httpx.get(f"{store.base_url}statements", headers={"X-Experience-API-Version": "1.0.3"})
    assert bare.json() == {"version": ["1.0.3", "2.0.0"], "extensions": {}}
    assert (refused.status_code, refused.headers["www-authenticate"]) == (
        401,
        'Basic realm="Hornbook", charset="UTF-8"',
    )


def test_head_is_get_without_a_body(store):
    store.post("/statements", json=statement())
    head, get = store.head("/statements"), store.get("/statements")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(get.content)))


def test_a_form_carries_a_whole_request(store):
    sent = statement()
    form = {
        "statementId": sent["id"],
        "content": json.dumps(sent),
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
    }
    put = store.post("/statements", params={"method": "PUT"}, data=form)
    get = store.post("/statements", params={"method": "GET"}, data={"statementId": sent["id"]})
    assert (put.status_code, get.status_code, get.json()["id"]) == (204, 200, sent["id"])


def test_xapi_2_has_no_requests_in_forms(newer_store):
    answer = newer_store.post("/statements", params={"method": "GET"}, data={"limit": "1"})
    assert (answer.status_code, answer.json()["message"].partition(":")[0]) == (400, "method")


def test_a_browser_on_another_site_may_ask(store):
    asked = httpx.options(
        f"{store.base_url}statements",
        headers={"Origin": "https://content.example", "Access-Control-Request-Method": "PUT"},
    )
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (204, "*")
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()


def test_a_request_that_is_too_large_is_413_and_stores_nothing(store):
    parts = (b" " * 2**20 for _ in range(MOST_BYTES // 2**20 + 1))
    answer = store.post("/statements", content=parts, headers={"Content-Type": "application/json"})
    assert (answer.status_code, store.get("/statements").json()["statements"]) == (413, [])


@pytest.mark.parametrize("declared", [True, False])
def test_nothing_long_is_read_of_those_who_may_not_store_it(store, declared):
    body = b"x" * (MOST_BYTES + 1)
    sent = body if declared else (body[at : at + 2**20] for at in range(0, len(body), 2**20))
    with httpx.Client(base_url=store.base_url, headers=store.headers) as stranger:
        assert stranger.post("/statements", content=sent, auth=(app_of(store), "wrong")).status_code == 401


def test_a_form_that_brings_its_credentials_is_shorter(store):
    def status(client, length: int) -> int:
        params = {"method": "PUT"}
        form = {"statementId": "x", "content": "y" * length, "X-Experience-API-Version": "1.0.3"}
        return client.post("/statements", params=params, data=form).status_code

    with httpx.Client(base_url=store.base_url) as stranger:
        assert [status(stranger, length) for length in (1000, 2**20)] == [401, 413]
    assert status(store, 2**20) == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[[]]", b"7", b"null", b'"text"', b"\xff", b'{"actor": "' + b"a" * 100])
def test_a_body_that_is_no_statement_is_400(store, body):
    answer = store.post("/statements", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json().keys()) == (400, {"message", "error"})


@pytest.mark.parametrize("deep", [b"[" * 101 + b"]" * 101, b'{"a":' * 300 + b"1" + b"}" * 300, b"[" * 10**5])
def test_json_that_is_nested_too_deep_is_400(store, deep):
    name, headers = json.dumps(ADA), {"Content-Type": "application/json"}
    said = (
        json.dumps(statement(result={"extensions": {"https://example.com/x": 0}})).encode().replace(b": 0", b":" + deep)
    )
    state = {"activityId": GOLF["id"], "agent": name, "stateId": "deep"}
    answers = [
        store.post("/statements", content=said, headers=headers),
        store.post("/activities/state", params=state, content=b'{"a":' + deep + b"}", headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert all(answer.json()["message"].startswith("body: ") for answer in answers)


def test_json_that_is_nested_less_deep_is_kept(store):
    deep: list = []
    for _ in range(90):
        deep = [deep]
    sent = statement(result={"extensions": {"https://example.com/x": deep}})
    store.post("/statements", json=sent).raise_for_status()
    found = store.get("/statements", params={"statementId": sent["id"]}).json()
    assert found["result"] == sent["result"]


@pytest.mark.parametrize(
    ("sent", "place", "reason"),
    [
        ({"actor": ["x" * 10**6]}, "actor", 'is not of type "object"'),
        ({"id": "x" * 10**6}, "id", "[0-9A-Fa-f]{12}$"),
    ],
)
def test_a_refusal_names_the_place_and_the_reason_and_not_all_of_a_long_value(store, sent, place, reason):
    message = store.post("/statements", json=statement(**sent)).json()["message"]
    assert message.startswith(f"{place}: ")
    assert reason in message
    assert len(message) < 500


def test_what_is_no_statement_is_refused_as_the_body(store):
    assert store.post("/statements", json=7).json()["message"] == 'body: 7 is not of type "object"'


def test_an_unknown_resource_and_a_wrong_method_say_what_there_is(store):
    unknown, wrong = store.get("/statement"), store.delete("/statements")
    assert (unknown.status_code, unknown.json()["message"].partition(";")[0]) == (
        404,
        "xAPI has no resource [statement]",
    )
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, PUT, POST")


def test_a_parameter_given_twice_is_400(store):
    assert store.get(f"/activities?activityId={GOLF['id']}&activityId=http://b/c").status_code == 400


def test_nul_and_every_script_are_kept(store):
    text = "\0 Гольф 高爾夫 \U0001f3cc"
    sent = statement(actor=ADA | {"name": text}, result={"response": text})
    store.post("/statements", json=sent).raise_for_status()
    found = store.get("/statements", params={"statementId": sent["id"]}).json()
    assert (found["actor"]["name"], found["result"]["response"]) == (text, text)
