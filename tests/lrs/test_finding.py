"""Statements out: filters, pages, forms (xAPI 1.0.3 Communication, 2.1.3)."""

import json

import pytest

from tests.fixtures.records import ADA, BEN, GOLF, statement, substatement, verb

REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
COURSE = {"id": "https://example.com/courses/all"}
TEAM = {"objectType": "Group", "name": "Team", "member": [BEN]}

SENT = {
    "plain": statement(),
    "by ben": statement(actor=BEN),
    "by a team": statement(actor=TEAM),
    "about ben": statement(object=BEN),
    "passed": statement(verb=verb("passed")),
    "registered": statement(context={"registration": REGISTRATION.upper()}),
    "instructed": statement(context={"instructor": BEN}),
    "of a course": statement(context={"contextActivities": {"grouping": [COURSE]}}),
    "elsewhere": statement(object={"id": "https://example.com/elsewhere"}),
    "inside": statement(object=substatement(actor=BEN, object=COURSE)),
}
NAMES = {each["id"]: name for name, each in SENT.items()}


@pytest.fixture
def filled(store):
    store.post("/statements", json=list(SENT.values())).raise_for_status()
    return store


def found(store, **parameters):
    statements = store.get("/statements", params=parameters).raise_for_status().json()["statements"]
    return {NAMES[each["id"]] for each in statements}


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"verb": verb("passed")["id"]}, {"passed"}),
        ({"agent": json.dumps(BEN)}, {"by ben", "by a team", "about ben"}),
        (
            {"agent": json.dumps(BEN), "related_agents": "true"},
            {"by ben", "by a team", "about ben", "instructed", "inside"},
        ),
        ({"activity": "https://example.com/elsewhere"}, {"elsewhere"}),
        ({"activity": COURSE["id"]}, set()),
        ({"activity": COURSE["id"], "related_activities": "true"}, {"of a course", "inside"}),
        ({"registration": REGISTRATION}, {"registered"}),
        ({"agent": json.dumps(ADA), "verb": verb("passed")["id"], "activity": GOLF["id"]}, {"passed"}),
        ({"agent": json.dumps(BEN), "verb": verb("passed")["id"]}, set()),
        ({"since": "2100-01-01T00:00:00Z"}, set()),
        ({"until": "2000-01-01T00:00:00Z"}, set()),
        ({"until": "2100-01-01T00:00:00Z"}, set(SENT)),
    ],
)
def test_a_filter_finds_just_what_it_asks_for(filled, parameters, names):
    assert found(filled, **parameters) == names


def test_since_excludes_and_until_includes_the_time_itself(store):
    ids = [store.post("/statements", json=statement(id=None)).json()[0] for _ in range(3)]
    stored = store.get("/statements", params={"statementId": ids[1]}).json()["stored"]
    after = store.get("/statements", params={"since": stored}).json()["statements"]
    before = store.get("/statements", params={"until": stored}).json()["statements"]
    assert [each["stored"] > stored for each in after] == [True] * len(after)
    assert ids[1] in [each["id"] for each in before]
    assert len(after) + len(before) == 3


@pytest.mark.parametrize("ascending", ["false", "true"])
def test_pages_meet_without_gap_or_overlap(store, ascending):
    sent = [statement(verb=verb("passed" if number % 3 else "failed")) for number in range(20)]
    store.post("/statements", json=sent)
    expected = [each["id"] for each in sent if each["verb"] == verb("passed")]
    page = store.get("/statements", params={"verb": verb("passed")["id"], "limit": 4, "ascending": ascending}).json()
    seen = [each["id"] for each in page["statements"]]
    while page["more"]:
        page = store.get(store.base_url.join(page["more"])).json()
        seen += [each["id"] for each in page["statements"]]
    assert seen == (expected if ascending == "true" else expected[::-1])


@pytest.mark.parametrize("ascending", ["false", "true"])
@pytest.mark.parametrize(
    ("parameters", "passes"),
    [
        ({"agent": json.dumps(BEN), "related_agents": "true", "limit": 300}, lambda n: n % 2 or n % 5 == 0),
        (
            {"agent": json.dumps(BEN), "related_agents": "true", "verb": verb("failed")["id"], "limit": 200},
            lambda n: (n % 2 or n % 5 == 0) and n % 3 == 0,
        ),
        ({"verb": verb("failed")["id"], "activity": COURSE["id"], "limit": 1}, lambda n: n % 1500 == 3),
        ({"agent": json.dumps(ADA), "verb": verb("failed")["id"], "activity": COURSE["id"]}, lambda _: False),
    ],
)
def test_several_filters_find_page_by_page_what_passes_all_of_them(store, parameters, passes, ascending):
    sent = [
        statement(
            actor=BEN if n % 2 else ADA,
            verb=verb("passed" if n % 3 else "failed"),
            object=COURSE if n % 500 == 3 else GOLF,
            context=None if n % 5 else {"instructor": BEN},
        )
        for n in range(2505)
    ]
    store.post("/statements", json=sent).raise_for_status()
    expected = [each["id"] for n, each in enumerate(sent) if passes(n)]
    page = store.get("/statements", params=parameters | {"ascending": ascending}).raise_for_status().json()
    seen = [each["id"] for each in page["statements"]]
    while page["more"]:
        page = store.get(store.base_url.join(page["more"])).raise_for_status().json()
        seen += [each["id"] for each in page["statements"]]
    assert seen == (expected if ascending == "true" else expected[::-1])


def test_a_more_of_another_store_is_400(open_store):
    one, other = open_store(), open_store()
    one.post("/statements", json=[statement(), statement()])
    token = one.get("/statements", params={"limit": 1}).json()["more"].rpartition("/")[2]
    assert other.get(f"/statements/more/{token}").status_code == 400


def test_the_form_ids_keeps_identifiers_alone(store):
    sent = statement(object=GOLF | {"definition": {"name": {"en": "Golf"}}})
    store.post("/statements", json=sent)
    (found_,) = store.get("/statements", params={"format": "ids"}).json()["statements"]
    assert (found_["actor"], found_["verb"], found_["object"]) == (
        {"objectType": "Agent", "mbox": ADA["mbox"]},
        {"id": sent["verb"]["id"]},
        {"id": GOLF["id"]},
    )


def test_the_canonical_form_has_what_is_known_in_the_language_asked_for(store):
    sent = statement(object=GOLF | {"definition": {"name": {"en": "Golf", "de": "Das Golfspiel"}}})
    store.post("/statements", json=sent)
    store.post("/statements", json=statement(object=GOLF | {"definition": {"name": {"fr": "Le golf"}}}))
    asked = {"statementId": sent["id"], "format": "canonical"}
    names = [
        store.get("/statements", params=asked, headers={"Accept-Language": language}).json()["object"]["definition"]
        for language in ("de-AT, en;q=0.5", "fr", "ja")
    ]
    assert names == [{"name": {"de": "Das Golfspiel"}}, {"name": {"fr": "Le golf"}}, {"name": {"de": "Das Golfspiel"}}]


def test_what_is_known_of_an_activity_and_of_an_agent_is_told(store):
    store.post("/statements", json=statement(object=GOLF | {"definition": {"name": {"en": "Golf"}}}))
    store.post("/statements", json=statement(actor=ADA | {"name": "A. Birdie"}))
    activity = store.get("/activities", params={"activityId": GOLF["id"]}).json()
    person = store.get("/agents", params={"agent": json.dumps({"mbox": ADA["mbox"]})}).json()
    assert activity == GOLF | {"definition": {"name": {"en": "Golf"}}}
    assert person == {"objectType": "Person", "name": ["A. Birdie", "Ada Birdie"], "mbox": [ADA["mbox"]]}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"verb": "passed"}, 'verb: "passed" does not match'),
        ({"agent": "{"}, "agent: is not JSON"),
        ({"agent": '{"name": "Ada"}'}, "agent: needs exactly one of mbox"),
        ({"limit": "-1"}, "limit: must be a whole number"),
        ({"since": "yesterday"}, "since: [yesterday] is no ISO 8601 time"),
        ({"since": "0001-01-01T00:00:00+23:59"}, "since: [0001-01-01T00:00:00+23:59] is no ISO 8601 time"),
        ({"until": "9999-12-31T23:59:59-23:59"}, "until: [9999-12-31T23:59:59-23:59] is no ISO 8601 time"),
        ({"Limit": "1"}, "Limit: is not a parameter of this resource"),
        ({"format": "short"}, "format: must be one of exact, ids, canonical"),
        ({"statementId": REGISTRATION, "verb": "http://a/b"}, "statementId: goes with format and attachments alone"),
        ({"statementId": "7"}, 'statementId: "7" does not match'),
    ],
)
def test_a_bad_parameter_is_named(store, parameters, message):
    answer = store.get("/statements", params=parameters)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)
