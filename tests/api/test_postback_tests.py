"""testRegistrationPostback, by a receiver that takes it or does not."""

import json
from urllib.parse import parse_qs

import pytest

from tests.fixtures.web import response, serving
from tests.fixtures.wire import done, refused


@pytest.fixture
def receiver():
    with serving(lambda request: response(500 if request.path.startswith("/broken") else 200)) as site:
        yield site


def tried(http, receiver, path="/progress", **members):
    return http.post("/registrations/postBackTest", json={"url": f"{receiver.url}{path}"} | members)


def test_a_sample_is_posted_as_json_with_basic_credentials(api, receiver):
    assert done(tried(api, receiver, authType="HTTPBASIC", userName="golf", password="s3cret"))
    (request,) = receiver.seen
    assert (request.method, request.path) == ("POST", "/progress")
    assert request.headers["content-type"] == "application/json; charset=UTF-8"
    assert request.headers["authorization"] == "Basic Z29sZjpzM2NyZXQ="
    assert json.loads(request.body)["registrationCompletion"] == "COMPLETED"


def test_a_sample_is_posted_as_a_form_with_the_credentials_beside_it(api, receiver):
    assert done(tried(api, receiver, authType="FORM", userName="golf é", password="s&3=cret"))
    (request,) = receiver.seen
    assert request.headers["content-type"] == "application/x-www-form-urlencoded; charset=UTF-8"
    assert "authorization" not in request.headers
    fields = {name: value for name, (value,) in parse_qs(request.body.decode()).items()}
    assert (fields["userName"], fields["password"]) == ("golf é", "s&3=cret")
    assert json.loads(fields["data"])["id"] == "test-registration"


@pytest.mark.parametrize(
    ("results_format", "activity", "runtime"),
    [("COURSE", False, False), ("ACTIVITY", True, False), ("UNDEFINED", True, False), ("FULL", True, True)],
)
def test_a_sample_holds_as_much_as_the_format_says(api, receiver, results_format, activity, runtime):
    assert done(tried(api, receiver, resultsFormat=results_format))
    sample = json.loads(receiver.seen[0].body)
    assert ("activityDetails" in sample, "runtime" in sample.get("activityDetails", {})) == (activity, runtime)


def test_a_receiver_that_does_not_take_it_is_400_and_not_asked_again(api, receiver):
    assert refused(tried(api, receiver, "/broken?key=s3cret")) == (
        f"url: {receiver.url}/broken does not take it: it answered 500"
    )
    assert len(receiver.seen) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "url: is required, an absolute http or https URL"),
        ({"url": "http://10.0.0.1/"}, "url: http://10.0.0.1/ does not take it: its address is not public"),
    ],
)
def test_what_cannot_be_posted_to_is_400(api, body, message):
    assert refused(api.post("/registrations/postBackTest", json=body)).startswith(message)
