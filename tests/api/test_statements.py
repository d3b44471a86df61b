import uuid

import httpx
import pytest

import hornbook_server.handlers.statements as handler
from tests.api.test_registrations import registered
from tests.fixtures import packages
from tests.fixtures.records import ADA, BEN, GOLF, reference, statement, substatement, verb, voiding
from tests.fixtures.wire import done, refused


@pytest.fixture
def lrs(service, tenant):
    """The record store of the tenant's application."""
    headers = {"X-Experience-API-Version": "1.0.3"}
    auth = (tenant.id, tenant.secret)
    with httpx.Client(base_url=f"{service.url}/lrs/{tenant.id}", auth=auth, headers=headers) as http:
        yield http


@pytest.fixture
def golf(tenant):
    tenant.imported("golf")
    return tenant.http


def uuid_of(http, registration_id="r"):
    return http.get(f"/registrations/{registration_id}").json()["xapiRegistrationId"]


def kept(lrs, registration, **members):
    """The id of a new statement about a registration."""
    said = statement(context={"registration": registration}, **members)
    answer = lrs.post("/statements", json=said)
    assert answer.status_code == 200, answer.text
    return said["id"]


def ids(http, path, **query):
    answer = http.get(f"{path}/xAPIStatements", params=query)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["statements"]]


def test_what_is_said_about_a_registration_is_found_by_it_its_course_and_its_learner(tenant, golf, lrs):
    registered(golf, "ada", learner={"id": "ada"})
    registered(golf, "ben", learner={"id": "ben"})
    tenant.imported("golf", packages.scorm12("Again"), may_create_new_version=True)
    golf.post("/registrations/ada/instances")
    first = kept(lrs, golf.get("/registrations/ada/instances/0").json()["xapiRegistrationId"].upper())
    second = kept(lrs, uuid_of(golf, "ada"))
    bens = kept(lrs, uuid_of(golf, "ben"))
    kept(lrs, str(uuid.uuid4()))
    lrs.post("/statements", json=statement())

    assert ids(golf, "/registrations/ada") == [second]
    assert ids(golf, "/registrations/ada/instances/0") == [first]
    assert ids(golf, "/courses/golf") == [bens, second, first]
    assert ids(golf, "/courses/golf", learnerId="ada") == [second, first]
    assert ids(golf, "/courses/golf", learnerId="ad") == []
    assert ids(golf, "/courses/golf/versions/0") == [bens, first]
    assert ids(golf, "/courses/golf/versions/1", learnerId="ada") == [second]
    assert ids(golf, "/courses/golf/versions/1", learnerId="ben") == []


def test_times_are_inclusive(golf, lrs):
    registered(golf)
    for _ in range(3):
        kept(lrs, uuid_of(golf))
    everything = golf.get("/courses/golf/xAPIStatements").json()["statements"]
    middle = everything[1]["stored"]
    assert ids(golf, "/courses/golf", since=middle, until=middle) == [
        each["id"] for each in everything if each["stored"] == middle
    ]
    assert ids(golf, "/registrations/r", since=middle) == [
        each["id"] for each in everything if each["stored"] >= middle
    ]
    assert ids(golf, "/registrations/r", until=middle) == [
        each["id"] for each in everything if each["stored"] <= middle
    ]


@pytest.mark.parametrize("path", ["/courses/golf", "/courses/golf/versions/0", "/registrations/r"])
def test_times_long_before_and_after_any_statement_are_times_too(golf, lrs, path):
    registered(golf)
    said = kept(lrs, uuid_of(golf))
    assert ids(golf, path, since="0001-01-01", until="9999-12-31") == [said]
    assert ids(golf, path, since="9999-12-31") == ids(golf, path, until="0032-06-23T10:24:07.3-13:28") == []


def test_a_list_goes_on_by_more_alone(golf, lrs, monkeypatch):
    monkeypatch.setattr(handler, "PAGE", 2)
    registered(golf, learner={"id": "ada"})
    made = [kept(lrs, uuid_of(golf)) for _ in range(5)]
    pages, query = [], {"learnerId": "ada"}
    while query:
        page = golf.get("/courses/golf/xAPIStatements", params=query).json()
        pages.append([each["id"] for each in page["statements"]])
        query = {"more": page["more"], "learnerId": "nobody"} if "more" in page else None
    assert pages == [made[4:2:-1], made[2:0:-1], made[:1]]
    assert refused(golf.get("/courses/golf/xAPIStatements", params={"more": "none"})).startswith("more: ")


def test_a_token_of_one_application_is_none_in_another(new_tenant, golf, lrs, monkeypatch):
    monkeypatch.setattr(handler, "PAGE", 1)
    registered(golf)
    for _ in range(2):
        kept(lrs, uuid_of(golf))
    more = golf.get("/courses/golf/xAPIStatements").json()["more"]
    other = new_tenant()
    other.imported("golf")
    assert refused(other.http.get("/courses/golf/xAPIStatements", params={"more": more})).startswith("more: ")


def test_a_token_of_one_list_is_none_of_another(golf, lrs, monkeypatch):
    monkeypatch.setattr(handler, "PAGE", 1)
    registered(golf)
    registered(golf, "s")
    for _ in range(2):
        kept(lrs, uuid_of(golf))
    more = golf.get("/registrations/r/xAPIStatements").json()["more"]
    for path in ("/registrations/s", "/courses/golf", "/courses/golf/versions/0"):
        assert refused(golf.get(f"{path}/xAPIStatements", params={"more": more})).startswith("more: ")


@pytest.mark.parametrize(
    ("thing", "member", "shown"),
    [
        ({"id": GOLF["id"]}, "objectActivity", GOLF),
        (BEN, "objectAgentGroup", BEN),
        (reference("7ccd3322-e1a5-411a-a67d-6a735c76f119"), "objectStatementReference", None),
    ],
)
def test_an_object_stands_in_the_member_of_its_kind_and_where_xapi_has_it(golf, lrs, thing, member, shown):
    registered(golf)
    actor = {name: value for name, value in ADA.items() if name != "objectType"}
    kept(lrs, uuid_of(golf), object=thing, actor=actor)
    (got,) = golf.get("/registrations/r/xAPIStatements").json()["statements"]
    assert (got["object"], got[member]) == (shown or thing, shown or thing)
    assert [name for name in got if name.startswith("object")] == ["object", member]
    assert (got["actor"], got["authority"]["objectType"]) == (ADA, "Agent")


def test_a_statement_inside_has_the_same_members(golf, lrs):
    registered(golf)
    kept(lrs, uuid_of(golf), verb=verb("planned"), object=substatement(object={"id": GOLF["id"]}))
    (got,) = golf.get("/registrations/r/xAPIStatements").json()["statements"]
    assert got["objectSubStatement"] == got["object"]
    assert got["objectSubStatement"]["objectActivity"] == GOLF


def test_voided_statements_and_what_they_refer_to_are_left_out(golf, lrs):
    registered(golf)
    wrong = kept(lrs, uuid_of(golf))
    lrs.post("/statements", json=voiding(wrong))
    commented = kept(lrs, uuid_of(golf))
    lrs.post("/statements", json=statement(verb=verb("commented"), object=reference(commented)))
    assert ids(golf, "/registrations/r") == [commented]


def test_what_is_deleted_takes_its_statements_and_documents_along(golf, lrs):
    state = {"activityId": GOLF["id"], "agent": '{"mbox": "mailto:ada@example.com"}', "stateId": "place"}
    for path in ("/registrations/r", "/registrations/r/progress", "/registrations/r/instances/0", "/courses/golf"):
        registered(golf)
        of = {"registration": uuid_of(golf)}
        said = kept(lrs, of["registration"])
        assert lrs.put("/activities/state", params=state | of, content=b"7").status_code == 204
        assert done(golf.delete(path))
        assert lrs.get("/statements", params={"statementId": said}).status_code == 404
        assert lrs.get("/statements", params=of).json()["statements"] == []
        assert lrs.get("/activities/state", params=state | of).status_code == 404
        golf.delete("/registrations/r")


def test_a_statement_is_new_again_once_it_is_deleted(golf, lrs):
    registered(golf)
    said = statement(context={"registration": uuid_of(golf)})
    lrs.post("/statements", json=said)
    golf.delete("/registrations/r/progress")
    again = statement(id=said["id"], verb=verb("attempted"), context=said["context"])
    assert lrs.post("/statements", json=again).status_code == 200
    assert ids(golf, "/registrations/r") == [said["id"]]


@pytest.mark.parametrize("path", ["/courses/golf", "/courses/golf/versions/0", "/registrations/r"])
def test_what_is_not_there_is_404(api, path):
    assert api.get(f"{path}/xAPIStatements").status_code == 404
