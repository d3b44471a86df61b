"""Progress that registrations post back: when, in which form, and how much of it."""

import json
from base64 import b64encode
from urllib.parse import parse_qs

import pytest

from hornbook_server.services.applications import delete_application
from tests.api.test_launching import committed, launched, opened, passed, progress, registered
from tests.fixtures import packages
from tests.fixtures.waiting import until
from tests.fixtures.web import response, serving
from tests.fixtures.wire import refused


@pytest.fixture
def course(service, tenant):
    """Gone with the test: what is due later would be posted to whichever test has the receiver's port by then."""
    tenant.imported("golf", packages.scorm12("Golf", scos=2))
    yield tenant
    delete_application(service.hornbook.database, tenant.id)


def posted_back(tenant, receiver, **post_back):
    registered(tenant, "p", postBack={"url": f"{receiver.url}/done", **post_back})
    play = launched(tenant, "p")
    opened(play)
    return play


def received(receiver, count: int) -> list:
    """Once so many have arrived."""
    until(lambda: len(receiver.seen) >= count)
    return receiver.seen


def test_progress_is_posted_back_when_results_change_and_when_the_learner_leaves(course):
    with serving(lambda _: response(204)) as receiver:
        play = posted_back(course, receiver, authType="HTTPBASIC", userName="golf", password="secret")
        committed(play, ("ITEM1", passed("80", "00:10:00")))
        first = received(receiver, 1)[0]
        committed(play, ("ITEM2", {"cmi.suspend_data": "hole 7"}), first=2)
        committed(play, last=2)
        last = received(receiver, 2)[1]

    assert len(receiver.seen) == 2
    assert (first.method, first.path) == ("POST", "/done")
    assert first.headers["authorization"] == f"Basic {b64encode(b'golf:secret').decode()}"
    body = json.loads(last.body)
    assert body == progress(course, "p", includeChildResults=True)
    assert (body["id"], body["registrationCompletion"]) == ("p", "INCOMPLETE")


def test_a_postback_has_the_form_that_its_registration_wants(course):
    with serving(lambda _: response(204)) as receiver:
        play = posted_back(
            course, receiver, authType="FORM", userName="golf", password="secret", resultsFormat="COURSE"
        )
        committed(play, last=0)
        (request,) = received(receiver, 1)
    fields = parse_qs(request.body.decode())

    assert (fields["userName"], fields["password"]) == (["golf"], ["secret"])
    assert json.loads(fields["data"][0]) == progress(course, "p")


@pytest.mark.parametrize(
    ("results_format", "switches"),
    [
        ("FULL", {"includeChildResults": True, "includeInteractionsAndObjectives": True, "includeRuntime": True}),
        ("ACTIVITY", {"includeChildResults": True}),
        ("UNDEFINED", {"includeChildResults": True}),
        ("COURSE", {}),
    ],
)
def test_a_postback_holds_as_much_as_its_registration_wants(course, results_format, switches):
    interaction = {"cmi.interactions.0.id": "q1", "cmi.interactions.0.student_response": "a"}
    with serving(lambda _: response(204)) as receiver:
        play = posted_back(course, receiver, resultsFormat=results_format)
        committed(play, ("ITEM1", passed("80", "00:10:00") | {"cmi.suspend_data": "hole 7"} | interaction), last=1)
        (request,) = received(receiver, 1)
    body = json.loads(request.body)

    assert body == progress(course, "p", **switches)
    assert ("hole 7" in str(body), "q1" in str(body)) == (results_format == "FULL", results_format == "FULL")


def test_a_postback_waits_until_the_learner_leaves_where_the_setting_says_so(course):
    setting = {"settingId": "ApiRollupRegistrationDuringSession", "value": "false"}
    with serving(lambda _: response(204)) as receiver:
        registered(course, "p", postBack={"url": f"{receiver.url}/p"}, initialSettings={"settings": [setting]})
        registered(course, "q", postBack={"url": f"{receiver.url}/q"})
        for registration in ("p", "q"):
            play = launched(course, registration)
            opened(play)
            committed(play, ("ITEM1", passed("80", "00:10:00")))
        received(receiver, 1)
        before = [one.path for one in receiver.seen]
        play = launched(course, "p")
        opened(play)
        committed(play, opening=2, last=0)
        received(receiver, 2)

    assert (before, receiver.seen[-1].path) == (["/q"], "/p")
    assert json.loads(receiver.seen[-1].body)["activityDetails"]["children"][0]["activitySuccess"] == "PASSED"


def test_xml_is_not_posted_and_so_cannot_be_asked_for(course):
    body = {"courseId": "golf", "learner": {"id": "ada"}, "registrationId": "p"}
    answer = course.http.post("/registrations", json=body | {"postBack": {"url": "https://lms.test", "legacy": True}})
    tried = course.http.post("/registrations/postBackTest", json={"url": "https://lms.test", "legacy": True})

    assert refused(answer).startswith("postBack.legacy: ")
    assert refused(tried).startswith("legacy: ")
    assert course.http.head("/registrations/p").status_code == 404
    registered(course, "p", postBack={"url": "https://lms.test", "legacy": False})
