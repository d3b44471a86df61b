"""Statements in (xAPI 1.0.3 Data, 2.3 and Communication, 2.1.1, 2.1.2)."""

import uuid

from tests.fixtures.records import ADA, GOLF, reference, statement, verb, voiding


def get(store, statement_id, name="statementId"):
    return store.get("/statements", params={name: statement_id})


def test_a_statement_comes_back_with_what_the_store_adds(store):
    sent = statement(result={"score": {"scaled": 0.75}, "extensions": {"https://example.com/x": None}})
    assert store.post("/statements", json=sent).json() == [sent["id"]]
    found = get(store, sent["id"]).json()
    added = {name: found.pop(name) for name in ("stored", "timestamp", "authority", "version")}
    assert found == sent
    assert added["stored"] == added["timestamp"]
    assert added["version"] == "1.0.0"
    assert added["authority"]["objectType"] == "Agent"
    assert added["authority"]["account"]["name"] == store.base_url.path.rstrip("/").rpartition("/")[2]


def test_what_the_client_says_of_time_and_version_stays(store):
    sent = statement(timestamp="2026-01-02T03:04:05.678+01:00", version="1.0.2")
    store.post("/statements", json=sent)
    found = get(store, sent["id"]).json()
    assert (found["timestamp"], found["version"]) == (sent["timestamp"], sent["version"])


def test_a_statement_without_an_id_is_given_one(store):
    (given,) = store.post("/statements", json=statement(id=None)).json()
    assert str(uuid.UUID(given)) == given
    assert get(store, given).status_code == 200


def test_a_statement_that_is_stored_already_changes_nothing(store):
    sent = statement(context={"contextActivities": {"parent": GOLF}})
    answers = [store.put("/statements", params={"statementId": sent["id"]}, json=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert len(store.get("/statements").json()["statements"]) == 1


def test_ids_are_the_same_in_capitals(store):
    sent = statement()
    put = store.put("/statements", params={"statementId": sent["id"].upper()}, json=sent)
    assert (put.status_code, get(store, sent["id"].upper()).json()["id"]) == (204, sent["id"])
    refused = store.put("/statements", params={"statementId": str(uuid.uuid4())}, json=sent)
    assert (refused.status_code, refused.json()["message"]) == (
        400,
        f"id: [{sent['id']}] is not the statementId of the address",
    )


def test_another_statement_under_a_known_id_is_409_and_the_first_stays(store):
    first = statement()
    store.post("/statements", json=first)
    answer = store.post("/statements", json=statement(id=first["id"], verb=verb("passed")))
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        f"id: another statement is stored under [{first['id']}]",
    )
    assert get(store, first["id"]).json()["verb"] == first["verb"]


def test_of_a_batch_with_a_bad_statement_nothing_is_stored(store):
    answer = store.post("/statements", json=[statement(), statement(actor={"objectType": "Agent"})])
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "1.actor: needs exactly one of mbox, mbox_sha1sum, openid and account",
    )
    assert store.get("/statements").json() == {"statements": [], "more": ""}


def test_of_a_batch_with_a_conflict_nothing_is_stored(store):
    first = statement()
    store.post("/statements", json=first)
    answer = store.post("/statements", json=[statement(), statement(id=first["id"], verb=verb("passed"))])
    assert answer.status_code == 409
    assert [each["id"] for each in store.get("/statements").json()["statements"]] == [first["id"]]


def test_two_statements_of_a_batch_under_one_id_are_400(store):
    sent = statement()
    assert store.post("/statements", json=[sent, sent]).status_code == 400


def test_a_put_whose_body_has_another_id_is_400(store):
    answer = store.put("/statements", params={"statementId": str(uuid.uuid4())}, json=statement())
    assert answer.status_code == 400


def test_a_voided_statement_is_found_as_voided_alone(store):
    sent = statement()
    store.post("/statements", json=[sent, other := statement()])
    voided_by = voiding(sent["id"])
    store.post("/statements", json=voided_by)
    assert get(store, sent["id"]).status_code == 404
    assert get(store, sent["id"], "voidedStatementId").json()["id"] == sent["id"]
    assert [each["id"] for each in store.get("/statements").json()["statements"]] == [voided_by["id"], other["id"]]


def test_a_statement_that_was_voided_before_it_came_is_voided(store):
    sent = statement()
    store.post("/statements", json=voiding(sent["id"]))
    store.post("/statements", json=sent)
    assert get(store, sent["id"]).status_code == 404
    assert get(store, sent["id"], "voidedStatementId").status_code == 200


def test_a_voiding_statement_is_never_voided(store):
    voided_by = voiding(str(uuid.uuid4()))
    store.post("/statements", json=voided_by)
    answer = store.post("/statements", json=voiding(voided_by["id"]))
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        f"object.id: [{voided_by['id']}] is a voiding statement, which cannot be voided",
    )


def test_what_refers_to_a_statement_is_found_with_it_whichever_came_first(store):
    target, early, late = statement(actor=ADA, verb=verb("passed")), str(uuid.uuid4()), str(uuid.uuid4())
    other = {"mbox": "mailto:tutor@example.com"}
    store.post("/statements", json=statement(id=early, actor=other, object=reference(target["id"])))
    store.post("/statements", json=target)
    store.post("/statements", json=statement(id=late, actor=other, object=reference(early)))
    found = store.get("/statements", params={"verb": verb("passed")["id"]}).json()["statements"]
    assert [each["id"] for each in found] == [late, target["id"], early]


def test_stores_of_two_applications_know_nothing_of_each_other(open_store):
    one, other = open_store(), open_store()
    sent = statement()
    one.post("/statements", json=sent)
    assert get(other, sent["id"]).status_code == 404
    assert other.get(one.base_url.join("statements")).status_code == 403
