"""createToken: a token until a date, for the caller or for the application that a management one names."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.services import tokens

LATER = "2099-12-31T23:59:59Z"


def asked(http, scopes=("read",), expiry=LATER, **permissions):
    body = {"permissions": {"scopes": list(scopes), **permissions}, "expiry": expiry}
    return http.post("token", json=body)


@pytest.fixture
def normal(service, tenant):
    with httpx.Client(base_url=f"{service.api}/appManagement", auth=(tenant.id, tenant.secret)) as http:
        yield http


@pytest.fixture
def ping(service):
    """What the service says to a token: the status, and whom it takes it for."""

    def ask(answer) -> tuple[int, str]:
        assert answer.status_code == 200
        said = httpx.get(f"{service.api}/ping", headers={"Authorization": f"Bearer {answer.json()['result']}"})
        return said.status_code, said.json().get("apiMessage", "")

    return ask


def refusal(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


def test_a_token_is_the_caller_s_and_limited_to_its_scopes(service, tenant, normal, ping):
    answer = asked(normal, ["read:ping"])
    assert ping(answer) == (200, f"API is up for {tenant.id}.")
    bearer = {"Authorization": f"Bearer {answer.json()['result']}"}
    assert httpx.get(f"{service.api}/courses", headers=bearer).status_code == 403


def test_a_time_without_a_zone_is_utc(normal, ping):
    naive = (datetime.now(UTC) + timedelta(minutes=1)).replace(tzinfo=None).isoformat()
    assert ping(asked(normal, expiry=naive))[0] == 200
    past = (datetime.now(UTC) - timedelta(minutes=1)).replace(tzinfo=None).isoformat()
    status, message = refusal(asked(normal, expiry=past))
    assert (status, message.startswith(f"expiry: {past}+00:00 lies in the past")) == (400, True)


def test_a_token_ends_at_its_date(service, normal, tenant):
    token = asked(normal, expiry=(service.hornbook.now() + timedelta(minutes=1)).isoformat()).json()["result"]
    key, now = service.hornbook.secret_key, service.hornbook.now()
    assert tokens.read(key, token, now=now).app_id == tenant.id
    assert tokens.read(key, token, now=now + timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"expiry": LATER}, 'body: "permissions" is a required property'),
        ({"permissions": {"scopes": ["read"]}}, 'body: "expiry" is a required property'),
        ({"permissions": {"scopes": ["read"]}, "expiry": "tomorrow"}, "body.expiry: "),
        ({"permissions": {}, "expiry": LATER}, "scope: (none) is not known"),
        ({"permissions": {"scopes": ["read", "fly"]}, "expiry": LATER}, "scope: fly is not known"),
    ],
)
def test_a_request_that_cannot_be_met_names_the_member(normal, body, message):
    answer = normal.post("token", json=body)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


def test_a_normal_application_may_name_itself_alone(service, tenant, normal, ping, new_tenant):
    other = new_tenant()
    assert ping(asked(normal, applicationName=tenant.id)) == (200, f"API is up for {tenant.id}.")
    for name in (other.id, "nobody"):
        assert refusal(asked(normal, applicationName=name)) == (
            400,
            f"permissions.applicationName: [{name}] is no application that you may name",
        )


def test_a_management_application_names_another_by_id_or_by_its_name(management, ping):
    app_id = management.post("/applications", json={"name": "The only one"}).json()["id"]
    assert ping(asked(management, applicationName=app_id)) == (200, f"API is up for {app_id}.")
    assert ping(asked(management, applicationName="The only one")) == (200, f"API is up for {app_id}.")


def test_a_name_that_several_applications_have_is_400(management):
    for _ in range(2):
        management.post("/applications", json={"name": "One of two"})
    assert refusal(asked(management, applicationName="One of two")) == (
        400,
        "permissions.applicationName: [One of two] is the name of several applications; give an id",
    )


def test_a_management_application_names_no_other_management_application(service, management):
    boss, _ = service.new_application(ApplicationKind.MANAGEMENT)
    assert refusal(asked(management, applicationName=boss))[0] == 400


def test_a_management_application_s_own_token_manages(service, management):
    token = asked(management, ["admin"]).json()["result"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert httpx.get(f"{service.api}/appManagement/applicationList", headers=bearer).status_code == 200


def test_a_token_is_not_created_for_a_token(service, normal):
    bearer = {"Authorization": f"Bearer {asked(normal, ['admin']).json()['result']}"}
    with httpx.Client(base_url=f"{service.api}/appManagement", headers=bearer) as http:
        assert asked(http).status_code == 401
