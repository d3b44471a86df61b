"""What content of xAPI may read and write in its application's records, from a registration that is launched."""

import json
import uuid
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.api.test_launching import launched, opened, progress, registered, statements
from tests.fixtures import playable
from tests.fixtures.records import ADA, reference, statement, verb

LESSON = "http://example.test/golf"


@pytest.fixture
def golf(tenant):
    tenant.imported("golf", playable.xapi())
    return registered(tenant)


class Content:
    """What content can do with what its launch gives it."""

    def __init__(self, tenant, registration_id="r") -> None:
        play = launched(tenant, registration_id)
        opened(play)
        session = httpx.post(f"{play}sessions", json={"activity": _key(play), "page": play})
        assert session.status_code == 200, session.text
        self.given = dict(parse_qsl(urlsplit(session.json()["url"]).query))
        self.actor = json.loads(self.given["actor"])
        self._headers = {"Authorization": self.given["auth"], "X-Experience-API-Version": "1.0.3"}

    def ask(self, method: str, resource: str, **options) -> httpx.Response:
        return httpx.request(method, f"{self.given['endpoint']}{resource}", headers=self._headers, **options)

    def say(self, **members) -> httpx.Response:
        own = {"actor": self.actor, "object": {"id": LESSON}, "context": {"registration": self.given["registration"]}}
        return self.ask("POST", "statements", json=statement(**own | members))

    def state(self, **options) -> dict:
        named = {"activityId": LESSON, "agent": json.dumps(self.actor), "stateId": "place"}
        return named | {"registration": self.given["registration"]} | options


def _key(play: str) -> str:
    text = httpx.get(play).text
    boot = json.JSONDecoder().raw_decode(text[text.index('{"launch":') :])[0]

    def first(node):
        return node["key"] if "url" in node else next(filter(None, map(first, node["children"])), None)

    return first(boot["course"]["root"])


def test_what_content_says_is_the_progress_and_stays(golf):
    content = Content(golf)
    said = content.say(verb=verb("passed"), result={"score": {"scaled": 0.9}, "duration": "PT1M"})
    kept = content.ask("PUT", "activities/state", params=content.state(), json={"hole": 7})
    found = progress(golf)
    again = Content(golf)

    assert (said.status_code, kept.status_code) == (200, 204)
    assert (found["registrationCompletion"], found["registrationSuccess"]) == ("COMPLETED", "PASSED")
    assert (found["score"], found["totalSecondsTracked"]) == ({"scaled": 90.0}, 60.0)
    assert content.given["registration"] == found["xapiRegistrationId"]
    assert statements(golf) == [("launched", "golf"), ("passed", "golf"), ("launched", "golf")]
    assert again.ask("GET", "activities/state", params=again.state()).json() == {"hole": 7}


def test_content_sees_and_says_nothing_of_other_learners(golf):
    registered(golf, "other", learner={"id": "ben"})
    other, content = Content(golf, "other"), Content(golf)
    said = other.say(verb=verb("passed")).json()[0]
    other.ask("PUT", "activities/state", params=other.state(), json={"hole": 7})
    seen = content.ask("GET", "statements").json()["statements"]

    assert {one["actor"]["account"]["name"] for one in seen} == {"learner-17"}
    assert content.ask("GET", "statements", params={"statementId": said}).status_code == 404
    asked = {"activityId": LESSON, "agent": json.dumps(other.actor)}
    refused = [
        content.ask("GET", "activities/state", params=asked),
        content.ask("GET", "agents", params={"agent": asked["agent"]}),
        content.ask("GET", "agents/profile", params={"agent": asked["agent"]}),
        content.ask("PUT", "agents/profile", params={"agent": asked["agent"], "profileId": "p"}, json={}),
        content.say(actor=ADA),
        content.say(actor=other.actor),
        content.say(context={"registration": str(uuid.uuid4())}),
        content.say(verb=verb("voided"), object=reference(said)),
    ]
    assert [answer.status_code for answer in refused] == [403] * 8


def test_content_may_void_what_it_said(golf):
    content = Content(golf)
    said = content.say(verb=verb("answered")).json()[0]

    assert content.say(verb=verb("voided"), object=reference(said)).status_code == 200
    assert content.ask("GET", "statements", params={"voidedStatementId": said}).status_code == 200
