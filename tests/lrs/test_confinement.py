"""DEFAULT and USER: a credential reads, and changes, what it has stored itself."""

import json

import pytest

from hornbook_server.domain.xapi_credential import PermissionsLevel
from tests.fixtures.records import ADA, GOLF, described, mixed, reference, statement, verb, voiding

AGENT, ACTIVITY = {"agent": json.dumps(ADA)}, {"activityId": GOLF["id"]}
STATE = ("/activities/state", ACTIVITY | AGENT, "stateId")
ACTIVITY_PROFILE = ("/activities/profile", ACTIVITY, "profileId")
AGENT_PROFILE = ("/agents/profile", AGENT, "profileId")
NEW = {"If-None-Match": "*"}
ANY = {"If-Match": "*"}


@pytest.fixture(params=[PermissionsLevel.DEFAULT, PermissionsLevel.USER])
def ours(request, as_credential):
    return as_credential(request.param, "ours")


@pytest.fixture
def theirs(as_credential):
    return as_credential(PermissionsLevel.USER, "theirs")


@pytest.fixture(params=[STATE, ACTIVITY_PROFILE, AGENT_PROFILE], ids=["state", "activity profile", "agent profile"])
def document(request):
    """Path and parameters of a document, but for its name."""
    path, owner, key = request.param
    return lambda name: {"url": path, "params": owner | {key: name}}


def posted(client, **members) -> str:
    sent = statement(**members)
    assert client.post("/statements", json=sent).status_code == 200
    return sent["id"]


def listed(client, **query) -> list[str]:
    answer = client.get("/statements", params=query)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["statements"]]


def test_a_list_has_the_statements_of_the_credential_alone(store, ours, theirs):
    mine = posted(ours)
    others = [posted(theirs), posted(store)]
    assert (listed(ours), listed(theirs)) == ([mine], others[:1])
    assert listed(ours, agent=AGENT["agent"], verb=verb("experienced")["id"], activity=GOLF["id"]) == [mine]
    assert set(listed(store)) == {mine, *others}


def test_a_statement_of_another_is_not_there(store, ours, theirs):
    for client in (theirs, store):
        other = posted(client)
        answer = ours.get("/statements", params={"statementId": other})
        assert (answer.status_code, answer.json()["message"]) == (404, f"There is no such statement: [{other}]")
        store.post("/statements", json=voiding(other))
        assert ours.get("/statements", params={"voidedStatementId": other}).status_code == 404
    mine = posted(ours)
    assert ours.get("/statements", params={"statementId": mine}).status_code == 200
    ours.post("/statements", json=voiding(mine))
    assert ours.get("/statements", params={"voidedStatementId": mine}).status_code == 200


def test_what_others_say_of_its_statements_it_finds_with_them(store, ours, theirs):
    mine = posted(ours)
    said = posted(theirs, object=reference(mine))
    assert listed(ours) == [said, mine]
    assert ours.get("/statements", params={"statementId": said}).status_code == 200


def test_referring_to_a_statement_of_another_shows_nothing_of_it(ours, theirs):
    other = posted(theirs)
    mine = posted(ours, object=reference(other))
    assert listed(ours) == [mine]
    assert ours.get("/statements", params={"statementId": other}).status_code == 404


def test_a_page_of_another_goes_on_with_the_statements_of_the_credential(store, ours, theirs):
    mine = posted(ours)
    for _ in range(2):
        posted(theirs)
    for client in (store, theirs):
        more = client.get("/statements", params={"limit": "1"}).json()["more"]
        page = ours.get(more.removeprefix(store.base_url.path.rstrip("/")))
        assert [each["id"] for each in page.json()["statements"]] == [mine]


def test_pages_of_its_own_meet_without_gap_or_overlap(ours, theirs):
    mine = [posted(client) for client in (ours, theirs, ours, theirs, ours)][::2]
    found, place = [], "/statements?limit=1&ascending=true"
    while place:
        page = ours.get(place).json()
        found += [each["id"] for each in page["statements"]]
        place = page["more"].removeprefix(ours.base_url.path.rstrip("/"))
    assert found == mine


def test_an_attachment_comes_with_a_statement_of_its_own_alone(ours, theirs):
    data = b"a certificate"
    sent = [statement(attachments=[described(data)]) for _ in range(2)]
    for client, each in zip((ours, theirs), sent, strict=True):
        client.post("/statements", **mixed(each, data)).raise_for_status()
    found = ours.get("/statements", params={"attachments": "true"}).content
    assert [each["id"].encode() in found for each in sent] == [True, False]


def test_names_of_an_agent_come_from_its_own_statements(ours, theirs):
    posted(ours, actor=ADA | {"name": "Ada"})
    posted(theirs, actor=ADA | {"name": "her secret name"})
    assert ours.get("/agents", params={"agent": json.dumps({"mbox": ADA["mbox"]})}).json()["name"] == ["Ada"]


def test_documents_of_its_own_are_listed_read_and_changed(ours, document):
    assert ours.put(**document("mine"), json={"a": 1}, headers=NEW).status_code == 204
    assert ours.post(**document("mine"), json={"b": 2}).status_code == 204
    assert ours.get(**document("mine")).json() == {"a": 1, "b": 2}
    assert ours.delete(**document("mine")).status_code == 204
    assert ours.get(**document("mine")).status_code == 404


def test_a_document_of_another_is_neither_read_nor_changed(store, ours, theirs, document):
    for number, client in enumerate((theirs, store)):
        name = document(f"other-{number}")
        assert client.put(**name, json={"a": 1}, headers=NEW).status_code == 204
        answers = [
            ours.get(**name),
            ours.put(**name, json={}, headers=ANY),
            ours.post(**name, json={}),
            ours.delete(**name),
        ]
        assert {answer.status_code for answer in answers} == {403}
        assert answers[0].json()["message"].startswith("This document was stored by others")
        assert client.get(**name).json() == {"a": 1}


def test_only_documents_of_its_own_are_listed(store, ours, theirs):
    for path, owner, key in (STATE, ACTIVITY_PROFILE, AGENT_PROFILE):
        for client, name in ((ours, "mine"), (theirs, "theirs"), (store, "application's")):
            assert client.put(path, params=owner | {key: name}, content=b"x", headers=NEW).status_code == 204
        assert ours.get(path, params=owner).json() == ["mine"]
        assert store.get(path, params=owner).json() == ["application's", "mine", "theirs"]


def test_deleting_all_states_deletes_its_own(store, ours, theirs):
    path, owner, key = STATE
    for client, name in ((ours, "mine"), (theirs, "theirs")):
        client.put(path, params=owner | {key: name}, content=b"x")
    assert ours.delete(path, params=owner).status_code == 204
    assert store.get(path, params=owner).json() == ["theirs"]


def test_what_others_change_is_its_own_no_longer(store, ours):
    path, owner, key = STATE
    name = {"params": owner | {key: "mine"}}
    ours.put(path, **name, json={"a": 1})
    store.post(path, **name, json={"b": 2})
    assert ours.get(path, **name).status_code == 403
    assert store.get(path, **name).json() == {"a": 1, "b": 2}
