"""Secrets of an application: several at a time, each shown once, each revoked by itself."""

import re

import httpx
import pytest


@pytest.fixture
def opens(service):
    """Whether a secret opens an application."""

    def ask(app_id: str, secret: str) -> bool:
        status = httpx.get(f"{service.api}/ping", auth=(app_id, secret)).status_code
        assert status in (200, 401)
        return status == 200

    return ask


@pytest.fixture
def app_id(management) -> str:
    return management.post("/applications", json={"name": "Golf academy"}).json()["id"]


def created(management, app_id: str, **body) -> dict:
    answer = management.post(f"/{app_id}/credentials", json=body)
    assert answer.status_code == 200
    return answer.json()


def listed(management, app_id: str) -> list[dict]:
    return management.get(f"/{app_id}/credentials").json()["credentials"]


def test_a_secret_is_shown_once(management, app_id, opens):
    credential = created(management, app_id, name="nightly import")
    secret = credential.pop("credential")
    assert re.fullmatch("[A-Za-z0-9]{40}", secret)
    assert credential == {
        "id": credential["id"],
        "name": "nightly import",
        "status": "Active",
        "created": credential["created"],
        "updated": credential["created"],
    }
    assert listed(management, app_id) == [credential]
    assert opens(app_id, secret)


def test_secrets_live_side_by_side_and_are_listed_oldest_first(management, app_id, opens):
    made = [created(management, app_id, name=name) for name in ("first", "", "third")]
    assert [each["name"] for each in listed(management, app_id)] == ["first", "", "third"]
    assert [opens(app_id, each["credential"]) for each in made] == [True, True, True]


def test_a_credential_may_begin_out_of_use(management, app_id, opens):
    credential = created(management, app_id, active=False)
    assert credential["status"] == "Inactive"
    assert not opens(app_id, credential["credential"])


def test_a_revoked_secret_is_refused_at_once_and_taken_again_when_restored(management, app_id, opens):
    kept, revoked = (created(management, app_id, name=name) for name in ("kept", "revoked"))
    path = f"/{app_id}/credentials/{revoked['id']}"
    assert management.put(path, json={"active": False}).status_code == 204
    assert [opens(app_id, each["credential"]) for each in (kept, revoked)] == [True, False]
    assert [(each["name"], each["status"]) for each in listed(management, app_id)] == [
        ("kept", "Active"),
        ("revoked", "Inactive"),
    ]
    assert management.put(path, json={"active": True}).status_code == 204
    assert opens(app_id, revoked["credential"])


def test_a_credential_is_renamed_and_stays_as_it_was(management, app_id, opens):
    credential = created(management, app_id, name="old")
    secret = credential.pop("credential")
    assert management.put(f"/{app_id}/credentials/{credential['id']}", json={"name": "new"}).status_code == 204
    (renamed,) = listed(management, app_id)
    assert renamed == credential | {"name": "new", "updated": renamed["updated"]}
    assert renamed["updated"] > credential["updated"]
    assert opens(app_id, secret)


def test_a_deleted_credential_is_gone_for_ever(management, app_id, opens):
    kept, deleted = (created(management, app_id, name=name) for name in ("kept", "deleted"))
    path = f"/{app_id}/credentials/{deleted['id']}"
    assert management.delete(path).status_code == 204
    assert [each["id"] for each in listed(management, app_id)] == [kept["id"]]
    assert [opens(app_id, each["credential"]) for each in (kept, deleted)] == [True, False]
    for answer in (management.delete(path), management.put(path, json={"active": True})):
        assert (answer.status_code, answer.json()["message"]) == (
            404,
            f"Could not find credential [{deleted['id']}]",
        )


def test_a_credential_is_not_found_under_another_application(management, app_id, opens):
    other = management.post("/applications", json={}).json()["id"]
    theirs = created(management, other)
    path = f"/{app_id}/credentials/{theirs['id']}"
    assert management.put(path, json={"active": False}).status_code == 404
    assert management.delete(path).status_code == 404
    assert opens(other, theirs["credential"])
