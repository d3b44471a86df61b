"""States and profiles (xAPI 1.0.3 Communication, 2.2, 2.3, 2.6, 2.7 and 3.1)."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.fixtures.records import ADA, GOLF

REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
AGENT = {"agent": json.dumps(ADA)}
ACTIVITY = {"activityId": GOLF["id"]}

STATE = ("/activities/state", ACTIVITY | AGENT, "stateId")
ACTIVITY_PROFILE = ("/activities/profile", ACTIVITY, "profileId")
AGENT_PROFILE = ("/agents/profile", AGENT, "profileId")
NEW = {"If-None-Match": "*"}


@pytest.fixture(params=[STATE, ACTIVITY_PROFILE, AGENT_PROFILE], ids=["state", "activity profile", "agent profile"])
def kind(request):
    return request.param


def put(store, kind, name, data=b"x", headers=NEW, **more):
    path, owner, key = kind
    return store.put(path, params=owner | {key: name} | more, content=data, headers=headers)


def get(store, kind, name=None, **more):
    path, owner, key = kind
    return store.get(path, params=owner | ({key: name} if name else {}) | more)


def test_a_document_comes_back_byte_for_byte_with_its_type_and_etag(store, kind):
    data = bytes(range(256)) * 300
    answer = put(store, kind, "résumé/1", data, NEW | {"Content-Type": "image/x-thing; a=b"})
    found = get(store, kind, "résumé/1")
    assert (answer.status_code, answer.content) == (204, b"")
    assert (found.content, found.headers["content-type"]) == (data, "image/x-thing; a=b")
    assert found.headers["etag"] == f'"{hashlib.sha1(data).hexdigest()}"'
    assert found.headers["last-modified"].endswith("GMT")


def test_the_ids_of_all_documents_are_listed(store, kind):
    for name in ("b", "a", "c"):
        put(store, kind, name)
    assert get(store, kind).json() == ["a", "b", "c"]
    assert get(store, kind, since="2100-01-01T00:00:00Z").json() == []


def test_an_unknown_document_is_404(store, kind):
    assert get(store, kind, "none").status_code == 404


def test_a_deleted_document_is_gone_and_deleting_it_again_is_no_error(store, kind):
    put(store, kind, "one")
    path, owner, key = kind
    answers = [store.delete(path, params=owner | {key: "one"}).status_code for _ in range(2)]
    assert (answers, get(store, kind, "one").status_code) == ([204, 204], 404)


def test_a_document_whose_id_is_empty_is_deleted_alone(store, kind):
    path, owner, key = kind
    for name in ("", "one"):
        put(store, kind, name)
    assert store.delete(path, params=owner | {key: ""}).status_code == 204
    assert get(store, kind).json() == ["one"]


def test_an_id_with_a_nul_is_400(store, kind):
    answer = put(store, kind, "a\0b")
    assert (answer.status_code, answer.json()["message"]) == (400, f"{kind[2]}: has a NUL")


def test_posted_members_replace_those_of_the_same_name(store, kind):
    path, owner, key = kind
    put(store, kind, "one", b'{"a": {"x": 1}, "b": 2}', NEW | {"Content-Type": "application/json"})
    answer = store.post(path, params=owner | {key: "one"}, json={"a": {"y": 3}, "c": 4})
    assert answer.status_code == 204
    assert get(store, kind, "one").json() == {"a": {"y": 3}, "b": 2, "c": 4}


@pytest.mark.parametrize(("old", "new"), [(b"plain", b'{"a": 1}'), (b'{"a": 1}', b"[1]"), (b"[1]", b'{"a": 1}')])
def test_what_is_no_object_cannot_be_merged_and_stays(store, kind, old, new):
    path, owner, key = kind
    type_ = "text/plain" if old == b"plain" else "application/json"
    put(store, kind, "one", old, NEW | {"Content-Type": type_})
    answer = store.post(path, params=owner | {key: "one"}, content=new, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert get(store, kind, "one").content == old


def test_who_has_not_seen_the_document_does_not_replace_it(store, kind):
    put(store, kind, "one", b"first")
    etag = get(store, kind, "one").headers["etag"]
    stale, fresh = {"If-Match": '"0000"'}, {"If-Match": etag}
    statuses = [put(store, kind, "one", b"second", headers).status_code for headers in (NEW, stale, fresh)]
    assert statuses == [412, 412, 204]
    assert get(store, kind, "one").content == b"second"


@pytest.mark.parametrize("kind", [ACTIVITY_PROFILE, AGENT_PROFILE], ids=["activity profile", "agent profile"])
def test_a_profile_is_never_replaced_without_a_precondition(store, kind):
    new = put(store, kind, "one", headers={})
    put(store, kind, "one")
    known = put(store, kind, "one", b"second", headers={})
    assert (new.status_code, known.status_code) == (400, 409)
    assert get(store, kind, "one").content == b"x"


def test_a_state_is_replaced_freely_until_xapi_2(open_store):
    statuses = [
        [put(store, STATE, "one", headers={}).status_code for _ in range(2)]
        for store in map(open_store, ("1.0.3", "2.0.0"))
    ]
    assert statuses == [[204, 204], [204, 409]]


def test_states_of_registrations_stand_apart(store):
    put(store, STATE, "one", b"general")
    put(store, STATE, "one", b"of one", registration=REGISTRATION)
    put(store, STATE, "two", b"of one", registration=REGISTRATION)
    assert get(store, STATE, "one").content == b"general"
    assert get(store, STATE, registration=REGISTRATION).json() == ["one", "two"]
    store.delete("/activities/state", params=STATE[1] | {"registration": REGISTRATION})
    assert get(store, STATE).json() == ["one"]


def test_a_document_that_is_said_to_be_json_must_be_it(store, kind):
    assert put(store, kind, "one", b"{", NEW | {"Content-Type": "application/json"}).status_code == 400


def test_a_missing_parameter_is_named(store, kind):
    path, owner, _ = kind
    answers = [
        store.get(path, params={name: value for name, value in owner.items() if name != left_out}) for left_out in owner
    ]
    assert [(a.status_code, a.json()["message"]) for a in answers] == [(400, f"{name}: is required") for name in owner]


@pytest.mark.parametrize("known", ["{etag}", '"other", {etag}', "W/{etag}", "*"])
def test_a_document_that_is_known_is_not_sent_again(store, kind, known):
    put(store, kind, "one")
    path, owner, key = kind
    etag = get(store, kind, "one").headers["etag"]
    answers = [
        store.get(path, params=owner | {key: "one"}, headers={"If-None-Match": header})
        for header in (known.format(etag=etag), '"other"')
    ]
    assert [(answer.status_code, answer.content) for answer in answers] == [(304, b""), (200, b"x")]


@pytest.mark.parametrize("header", ["If-Match", "If-None-Match"])
def test_a_precondition_that_is_too_long_is_400(store, kind, header):
    answer = put(store, kind, "one", headers={header: "x" * 1001})
    assert (answer.status_code, answer.json()["message"]) == (400, f"{header}: has more than 1000 characters")
    path, owner, key = kind
    answer = store.get(path, params=owner | {key: "one"}, headers={"If-None-Match": "x" * 1001})
    assert answer.status_code == 400


def at_once(calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return [answer.status_code for answer in pool.map(lambda call: call(), calls)]


def test_members_that_are_merged_at_once_are_all_kept(store, kind):
    path, owner, key = kind
    for name in ("first", "second", "third"):
        calls = [
            partial(store.post, path, params=owner | {key: name}, json={str(number): number}) for number in range(8)
        ]
        assert at_once(calls) == [204] * 8
        assert get(store, kind, name).json() == {str(number): number for number in range(8)}


def test_of_documents_that_must_be_new_and_are_stored_at_once_one_is(store, kind):
    for name in ("first", "second", "third"):
        statuses = at_once([partial(put, store, kind, name, str(number).encode()) for number in range(8)])
        assert sorted(statuses) == [204] + [412] * 7
