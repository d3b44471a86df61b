"""What no configuration takes, and what is said of it."""

import json

import pytest

from hornbook_server.domain.course import LearningStandard
from tests.fixtures.configurations import APPLICATION, COURSE, RESOURCES, VERSION, clear, item, items, post


def refused(answer) -> str:
    assert answer.status_code == 400
    assert answer.json() == {"message": answer.json()["message"], "error": answer.json()["message"]}
    return answer.json()["message"]


@pytest.fixture
def golf(tenant):
    """An application with the course golf, SCORM 1.2 of a single SCO."""
    tenant.imported("golf")
    return tenant.http


def test_a_bad_value_is_refused_even_where_a_good_one_follows(golf):
    both = [{"settingId": "PlayerDesiredWidth", "value": value} for value in ("wide", "2")]
    assert refused(golf.post(COURSE, json={"settings": both})).startswith("PlayerDesiredWidth: 'wide' is not")
    assert "explicitValue" not in item(golf, COURSE, "PlayerDesiredWidth")


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"Nope": "true"}, "Nope is not a valid setting ID"),
        (
            {"PlayerInvalidMenuItemAction": "show"},
            "PlayerInvalidMenuItemAction: 'show' is not a valid value; valid is SHOW, HIDE, DISABLE",
        ),
    ],
)
def test_one_bad_setting_is_named_and_nothing_is_set(golf, resource, bad, message):
    before = items(golf, resource)
    good = {"PlayerShowNavBar": "true", "PlayerLaunchType": "NEW_WINDOW"}
    assert refused(post(golf, resource, **good, **bad)) == message
    assert refused(post(golf, resource, **bad, **good)) == message
    assert items(golf, resource) == before


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "settings"),
        ({"settings": [{"settingId": "PlayerShowNavBar"}]}, "value"),
        ({"settings": [{"settingId": "PlayerShowNavBar", "value": None}]}, "value"),
        ({"settings": [{"settingId": "PlayerShowNavBar", "value": True}]}, "value"),
        ({"settings": [{"settingId": "PrivacyPolicyUrl", "value": "a\x00b"}]}, "value"),
        ({"settings": [{"settingId": "PrivacyPolicyUrl", "value": "x" * 65536}]}, "value"),
        ({"settings": [{"value": "true"}]}, "settingId"),
        ({"settings": None}, "settings"),
    ],
)
def test_a_body_that_lacks_a_part_is_400_and_names_it(api, resource, body, named):
    message = refused(api.post(resource, content=json.dumps(body), headers={"content-type": "application/json"}))
    assert message.startswith("body")
    assert named in message


@pytest.mark.parametrize("resource", RESOURCES)
def test_an_unknown_setting_cannot_be_cleared(api, resource):
    assert refused(clear(api, resource, "Nope")) == "no such configuration setting 'Nope'"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("learningStandard=SCORM12", "singleSco: is required beside learningStandard"),
        ("singleSco=true", "learningStandard: is required beside singleSco"),
        ("learningStandard=SCORM12&singleSco=maybe", "singleSco: 'maybe' is not true or false"),
        (
            "learningStandard=SCORM_12&singleSco=true",
            f"learningStandard: 'SCORM_12' is not a learning standard; valid is {', '.join(LearningStandard)}",
        ),
    ],
)
def test_a_kind_of_courses_is_named_whole(api, query, message):
    resource = f"{APPLICATION}?{query}"
    assert refused(api.get(resource)) == message
    assert refused(post(api, resource, PlayerShowNavBar="true")) == message
    assert refused(clear(api, resource, "PlayerShowNavBar")) == message


@pytest.mark.parametrize(
    ("resource", "message"),
    [(COURSE, "Could not find course [golf]"), (VERSION, "Could not find course [golf], versionid [0]")],
)
def test_an_unknown_course_is_404_as_is_that_of_another_application(new_tenant, resource, message):
    one, other = new_tenant(), new_tenant()
    one.imported("golf")
    before = items(one.http, resource)
    for answer in (
        other.http.get(resource),
        post(other.http, resource, PlayerShowNavBar="true"),
        clear(other.http, resource, "PlayerShowNavBar"),
    ):
        assert (answer.status_code, answer.json()) == (404, {"message": message, "error": message})
    assert items(one.http, resource) == before
