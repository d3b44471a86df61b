"""Credentials for the record store of the calling application."""

import pytest

A_DAY_LATER = "2999-01-01T00:00:00Z"


def body(**values):
    return {
        "name": "dashboard",
        "secret": "correct horse: battery staple",
        "isEnabled": True,
        "auth": {"xapiCredentialAuthType": "BASICAUTH"},
        "permissionsLevel": {"xapiCredentialPermissionsLevel": "READONLY"},
    } | values


def created(api, **values) -> str:
    answer = api.post("/xapi/credentials", json=body(**values))
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def listed(api, **query) -> list[str]:
    return [each["name"] for each in api.get("/xapi/credentials", params=query).json()["xapiCredentials"]]


def test_a_created_credential_reads_back_with_its_secret(api):
    plain, described = created(api), created(api, info="of the academy", isEnabled=False)
    assert api.get(f"/xapi/credentials/{plain}").json() == body(id=plain)
    expected = body(id=described, info="of the academy", isEnabled=False)
    assert api.get(f"/xapi/credentials/{described}").json() == expected
    assert api.get("/xapi/credentials").json() == {"xapiCredentials": [body(id=plain), expected]}


def test_what_is_wrapped_may_be_empty_and_means_the_default(api):
    made = created(api, auth={}, permissionsLevel={})
    read = api.get(f"/xapi/credentials/{made}").json()
    assert (read["auth"], read["permissionsLevel"]) == (
        {"xapiCredentialAuthType": "BASICAUTH"},
        {"xapiCredentialPermissionsLevel": "DEFAULT"},
    )


def test_setting_replaces_the_whole_credential_or_creates_it(api):
    made = created(api, info="of the academy")
    for name in (made, "the/reporter"):
        answer = api.put(f"/xapi/credentials/{name.replace('/', '%2F')}", json=body(name="new", secret="other"))
        assert (answer.status_code, answer.content) == (204, b"")
    assert api.get(f"/xapi/credentials/{made}").json() == body(id=made, name="new", secret="other")
    assert api.get("/xapi/credentials/the%2Freporter").json()["id"] == "the/reporter"
    assert listed(api) == ["new", "new"]


def test_a_deleted_credential_is_gone(api):
    kept, deleted = created(api, name="kept"), created(api)
    assert api.delete(f"/xapi/credentials/{deleted}").status_code == 204
    for answer in (api.delete(f"/xapi/credentials/{deleted}"), api.get(f"/xapi/credentials/{deleted}")):
        assert (answer.status_code, answer.json()["message"]) == (404, f"Could not find xAPI credential [{deleted}]")
    assert api.get(f"/xapi/credentials/{kept}").status_code == 200


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"auth": {"xapiCredentialAuthType": "OAUTH"}},
            "auth.xapiCredentialAuthType: OAUTH (OAuth 1.0) is not spoken by the record store; give BASICAUTH",
        ),
        ({"auth": {"xapiCredentialAuthType": "NONE"}}, "body.auth.xapiCredentialAuthType: "),
        ({"permissionsLevel": {"xapiCredentialPermissionsLevel": "root"}}, "body.permissionsLevel.xapiCredentialPerm"),
        ({"permissionsLevel": "ROOT"}, "body.permissionsLevel: "),
        ({"secret": ""}, "body.secret: "),
        ({"secret": "a\nb"}, "body.secret: "),
        ({"name": None}, "body.name: "),
        ({"isEnabled": "true"}, "body.isEnabled: "),
    ],
)
def test_a_credential_that_cannot_be_is_refused_with_the_reason(api, values, message):
    for answer in (
        api.post("/xapi/credentials", json=body(**values)),
        api.put("/xapi/credentials/reporter", json=body(**values)),
    ):
        assert (answer.status_code, answer.json()["message"].startswith(message)) == (400, True), answer.text
    assert listed(api) == []


@pytest.mark.parametrize("missing", ["name", "secret", "isEnabled", "auth", "permissionsLevel"])
def test_what_the_reference_requires_is_required(api, missing):
    sent = body()
    del sent[missing]
    answer = api.post("/xapi/credentials", json=sent)
    assert (answer.status_code, missing in answer.json()["message"]) == (400, True)


def test_an_id_that_could_not_be_told_from_another_is_refused(tenant):
    for name in (tenant.id, "with%3Acolon", "with%20blank", "%C3%BCn%C3%AF"):
        answer = tenant.http.put(f"/xapi/credentials/{name}", json=body())
        assert (answer.status_code, answer.json()["message"].partition(":")[0]) == (400, "xapiCredentialId")


def test_the_list_is_filtered_ordered_and_counted(api):
    for name in ("Beta", "alpha", "GAMMA"):
        created(api, name=name)
    assert listed(api, orderBy="name_desc") == ["GAMMA", "Beta", "alpha"]
    assert listed(api, filter="MM", filterBy="name") == ["GAMMA"]
    assert listed(api, since=A_DAY_LATER) == []
    assert listed(api, until=A_DAY_LATER, datetimeFilter="created") == ["Beta", "alpha", "GAMMA"]
    counted = api.get("/xapi/credentials", params={"includeTotalCount": True, "filter": "a", "filterBy": "name"})
    assert counted.headers["x-total-count"] == "3"
    api.put("/xapi/credentials/Reporter", json=body(name="delta"))
    assert listed(api, filter="rePorter") == ["delta"]


def test_pages_meet_without_gap_or_overlap(api):
    for number in range(12):
        created(api, name=f"{number:02}")
    first = api.get("/xapi/credentials", params={"orderBy": "name_asc"}).json()
    last = api.get("/xapi/credentials", params={"more": first["more"]}).json()
    found = [each["name"] for each in [*first["xapiCredentials"], *last["xapiCredentials"]]]
    assert (len(first["xapiCredentials"]), found) == (10, [f"{number:02}" for number in range(12)])
    assert "more" not in last
    assert listed(api, since="2020-01-01T00:00:00Z", orderBy="name_asc") == found


def test_setting_what_is_there_already_changes_nothing(api):
    for name in ("first", "second"):
        api.put(f"/xapi/credentials/{name}", json=body(name=name))
    api.put("/xapi/credentials/first", json=body(name="first"))
    assert listed(api) == ["first", "second"]
    api.put("/xapi/credentials/first", json=body(name="changed"))
    assert listed(api) == ["second", "changed"]


def test_a_credential_of_another_application_is_not_there(new_tenant):
    ours, theirs = new_tenant().http, new_tenant().http
    made = created(theirs)
    assert ours.get(f"/xapi/credentials/{made}").status_code == 404
    assert ours.delete(f"/xapi/credentials/{made}").status_code == 404
    assert ours.put(f"/xapi/credentials/{made}", json=body(name="ours")).status_code == 204
    assert (listed(ours), listed(theirs)) == (["ours"], ["dashboard"])


def test_credentials_go_with_their_application(management, api, tenant):
    created(api)
    assert management.delete(f"/applications/{tenant.id}").status_code == 204
    assert api.get("/xapi/credentials").status_code == 401
