"""What credentials of each permissions level read and write, by every resource and in every form of request."""

import json

import pytest

from hornbook_server.domain.xapi_credential import PermissionsLevel
from tests.fixtures.records import ADA, GOLF, described, mixed, statement

ACTIVITY, AGENT = {"activityId": GOLF["id"]}, {"agent": json.dumps(ADA)}
DATA = b"a certificate"
NEW = {"If-None-Match": "*"}
FORM_HEADERS = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}

READING = {
    "statements": ("GET", "/statements", {}),
    "statements, headers alone": ("HEAD", "/statements", {}),
    "statements with attachments": ("GET", "/statements", {"params": {"attachments": "true"}}),
    "statements by a form": (
        "POST",
        "/statements",
        {"params": {"method": "GET"}, "data": {"limit": "1"} | FORM_HEADERS},
    ),
    "the next page": ("GET", "/statements/more/none", {}),
    "states": ("GET", "/activities/state", {"params": ACTIVITY | AGENT}),
    "a state": ("GET", "/activities/state", {"params": ACTIVITY | AGENT | {"stateId": "x"}}),
    "profiles of an activity": ("GET", "/activities/profile", {"params": ACTIVITY}),
    "a profile of an activity": ("GET", "/activities/profile", {"params": ACTIVITY | {"profileId": "x"}}),
    "profiles of an agent": ("GET", "/agents/profile", {"params": AGENT}),
    "a profile of an agent": ("GET", "/agents/profile", {"params": AGENT | {"profileId": "x"}}),
    "a profile of an agent by a form": (
        "POST",
        "/agents/profile",
        {"params": {"method": "GET"}, "data": AGENT | {"profileId": "x"} | FORM_HEADERS},
    ),
    "an activity": ("GET", "/activities", {"params": ACTIVITY}),
    "an agent": ("GET", "/agents", {"params": AGENT}),
}


def by_form(method: str, parameters: dict[str, str], content: object) -> dict:
    sent = {"content": json.dumps(content)} | parameters | FORM_HEADERS
    return {"params": {"method": method}, "data": sent}


PUT = statement()
WRITING = {
    "a statement": ("PUT", "/statements", {"params": {"statementId": PUT["id"]}, "json": PUT}),
    "statements": ("POST", "/statements", {"json": [statement(), statement()]}),
    "a statement with an attachment": ("POST", "/statements", mixed(statement(attachments=[described(DATA)]), DATA)),
    "a statement by a form": ("POST", "/statements", by_form("PUT", {"statementId": PUT["id"]}, PUT)),
    "a state": ("PUT", "/activities/state", {"params": ACTIVITY | AGENT | {"stateId": "new"}, "json": {}}),
    "a merged state": ("POST", "/activities/state", {"params": ACTIVITY | AGENT | {"stateId": "new"}, "json": {}}),
    "a state by a form": (
        "POST",
        "/activities/state",
        by_form("PUT", ACTIVITY | AGENT | {"stateId": "new"}, {"a": 1}),
    ),
    "a profile of an activity": (
        "PUT",
        "/activities/profile",
        {"params": ACTIVITY | {"profileId": "new"}, "json": {}, "headers": NEW},
    ),
    "a merged profile of an activity": (
        "POST",
        "/activities/profile",
        {"params": ACTIVITY | {"profileId": "new"}, "json": {}},
    ),
    "a profile of an agent": (
        "PUT",
        "/agents/profile",
        {"params": AGENT | {"profileId": "new"}, "json": {}, "headers": NEW},
    ),
    "a merged profile of an agent": ("POST", "/agents/profile", {"params": AGENT | {"profileId": "new"}, "json": {}}),
    "no state": ("DELETE", "/activities/state", {"params": ACTIVITY | AGENT | {"stateId": "new"}}),
    "no states": ("DELETE", "/activities/state", {"params": ACTIVITY | AGENT}),
    "no profile of an activity": ("DELETE", "/activities/profile", {"params": ACTIVITY | {"profileId": "new"}}),
    "no profile of an agent": ("DELETE", "/agents/profile", {"params": AGENT | {"profileId": "new"}}),
    "no profile of an agent by a form": (
        "POST",
        "/agents/profile",
        by_form("DELETE", AGENT | {"profileId": "new"}, {}),
    ),
}


def refused(client, requests) -> set[str]:
    answers = {name: client.request(method, path, **sent) for name, (method, path, sent) in requests.items()}
    assert [answer.status_code for answer in answers.values() if answer.status_code >= 500] == []
    for answer in answers.values():
        if answer.status_code == 403 and answer.request.method != "HEAD":
            assert answer.json().keys() == {"message", "error"}
    return {name for name, answer in answers.items() if answer.status_code in (401, 403)}


@pytest.mark.parametrize("level", PermissionsLevel)
def test_a_level_reads_and_writes_what_it_is_for(as_credential, level):
    client = as_credential(level)
    assert refused(client, READING) == (set(READING) if level is PermissionsLevel.WRITEONLY else set())
    assert refused(client, WRITING) == (set(WRITING) if level is PermissionsLevel.READONLY else set())
    assert client.get("/about").status_code == 200


def test_what_a_level_may_not_write_is_not_written(store, as_credential):
    kept = {"params": ACTIVITY | AGENT | {"stateId": "kept"}}
    store.put("/activities/state", **kept, json={"a": 1})
    reader = as_credential(PermissionsLevel.READONLY)
    for method, path, sent in WRITING.values():
        reader.request(method, path, **sent)
    assert store.get("/statements").json()["statements"] == []
    assert store.get("/activities/state", params=ACTIVITY | AGENT).json() == ["kept"]
    assert store.get("/activities/profile", params=ACTIVITY).json() == []


def test_what_a_level_may_not_read_says_which_level_it_is(as_credential):
    answer = as_credential(PermissionsLevel.WRITEONLY).get("/statements")
    assert answer.json()["message"] == "This credential is WRITEONLY: it may not read."
    answer = as_credential(PermissionsLevel.READONLY).post("/statements", json=statement())
    assert answer.json()["message"] == "This credential is READONLY: it may not write."


def test_those_who_read_everything_see_what_others_have_stored(store, as_credential):
    ours, theirs = statement(), statement()
    store.post("/statements", json=ours)
    as_credential(PermissionsLevel.WRITEONLY).post("/statements", json=theirs)
    for client in (store, as_credential(PermissionsLevel.ROOT), as_credential(PermissionsLevel.READONLY)):
        assert [each["id"] for each in client.get("/statements").json()["statements"]] == [theirs["id"], ours["id"]]
