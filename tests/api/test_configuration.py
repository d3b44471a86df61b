import pytest

from hornbook_server.domain.settings_catalogue import CATALOGUE
from tests.fixtures import packages
from tests.fixtures.configurations import APPLICATION, COURSE, OF_KIND, RESOURCES, VERSION, clear, item, items, post


def done(answer) -> bool:
    return (answer.status_code, answer.content) == (204, b"") and "content-type" not in answer.headers


@pytest.fixture
def golf(tenant):
    """An application with the course golf, SCORM 1.2 of a single SCO."""
    tenant.imported("golf")
    return tenant.http


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_setting_is_listed_with_its_default(golf, resource):
    listed = items(golf, resource)
    assert list(listed) == list(CATALOGUE)
    assert listed["PlayerShowNavBar"] == {
        "id": "PlayerShowNavBar",
        "effectiveValue": "false",
        "effectiveValueSource": "default",
    }
    assert all(each["effectiveValueSource"] == "default" for each in listed.values())


def test_defaults_are_those_of_the_courses_standard_and_number_of_scos(tenant):
    tenant.imported("one", packages.scorm12())
    tenant.imported("two", packages.scorm2004(scos=2))
    expected = {"one": ("4096", "false", "NEW_WINDOW"), "two": ("64000", "true", "FRAMESET")}
    for course_id, values in expected.items():
        listed = items(tenant.http, f"/courses/{course_id}/configuration")
        asked = ("PlayerSuspendDataMaxLength", "PlayerShowNavBar", "PlayerScoLaunchType")
        assert tuple(listed[setting_id]["effectiveValue"] for setting_id in asked) == values


def test_an_applications_defaults_are_those_of_the_kind_asked_for(api):
    asked = "PlayerSuspendDataMaxLength"
    assert item(api, APPLICATION, asked)["effectiveValue"] == "64000"
    assert item(api, OF_KIND, asked)["effectiveValue"] == "4096"
    several = f"{APPLICATION}?learningStandard=CMI5&singleSco=False"
    assert item(api, several, "PlayerShowNavBar")["effectiveValue"] == "true"


def test_metadata_comes_when_asked_for(golf):
    listed = items(golf, f"{COURSE}?includeMetadata=true")
    assert listed["PlayerInvalidMenuItemAction"]["metadata"] == {
        "default": "DISABLE",
        "dataType": "Enum.InvalidMenuItemActionValue",
        "settingDescription": "How the course structure shows what cannot be chosen now.",
        "level": "Registration",
        "learningStandardVariant": "either",
        "validValues": [
            {"value": "SHOW", "valueDescription": "Like any other."},
            {"value": "HIDE", "valueDescription": "Not at all."},
            {"value": "DISABLE", "valueDescription": "Visible, without a link."},
        ],
    }
    assert listed["PlayerSuspendDataMaxLength"]["metadata"] == {
        "default": "4096",
        "dataType": "nonNegativeInt",
        "settingDescription": "Characters of suspend data that a SCO may store.",
        "level": "Registration",
        "learningStandards": [
            "SCORM11",
            "SCORM12",
            "SCORM20042NDEDITION",
            "SCORM20043RDEDITION",
            "SCORM20044THEDITION",
        ],
        "learningStandardVariant": "either",
    }
    assert listed["PlayerFirstScoIsPretest"]["metadata"]["learningStandardVariant"] == "multiScoOnly"
    assert "metadata" not in item(golf, COURSE, "PlayerShowNavBar")


@pytest.mark.parametrize("resource", RESOURCES)
def test_values_are_set_read_and_cleared_and_others_stay(golf, resource):
    source = {COURSE: "course", VERSION: "course", APPLICATION: "application"}.get(
        resource, "learningStandardForApplication"
    )
    before = items(golf, resource)
    assert done(post(golf, resource, PlayerLaunchType="NEW_WINDOW", PlayerShowNavBar="true"))
    assert done(post(golf, resource, PlayerShowNavBar="false", PrivacyPolicyUrl="https://example.test/☃"))
    changed = {
        setting_id: {
            "id": setting_id,
            "effectiveValue": value,
            "effectiveValueSource": source,
            "explicitValue": value,
        }
        for setting_id, value in {
            "PlayerLaunchType": "NEW_WINDOW",
            "PlayerShowNavBar": "false",
            "PrivacyPolicyUrl": "https://example.test/☃",
        }.items()
    }
    assert items(golf, resource) == before | changed
    for setting_id in changed:
        assert done(clear(golf, resource, setting_id))
        assert done(clear(golf, resource, setting_id))
    assert items(golf, resource) == before


def test_the_closest_level_wins_and_says_which_it_is(golf):
    def seen(resource: str = VERSION) -> tuple[str, str, str | None]:
        found = item(golf, resource, "PlayerDesiredWidth")
        return found["effectiveValue"], found["effectiveValueSource"], found.get("explicitValue")

    assert seen() == ("960", "default", None)
    post(golf, APPLICATION, PlayerDesiredWidth="1")
    assert seen() == ("1", "application", None)
    post(golf, OF_KIND, PlayerDesiredWidth="2")
    assert seen() == ("2", "learningStandardForApplication", None)
    post(golf, COURSE, PlayerDesiredWidth="3")
    assert seen() == ("3", "course", None)
    assert seen(COURSE) == ("3", "course", "3")
    post(golf, VERSION, PlayerDesiredWidth="4")
    assert seen() == ("4", "course", "4")
    assert seen(COURSE) == ("4", "course", "3")
    assert seen(OF_KIND) == ("2", "learningStandardForApplication", "2")
    assert seen(APPLICATION) == ("1", "application", "1")


def test_a_kinds_settings_hold_for_courses_of_that_kind_only(tenant):
    tenant.imported("one", packages.scorm12())
    tenant.imported("two", packages.scorm12(scos=2))
    tenant.imported("other", packages.scorm2004())
    post(tenant.http, OF_KIND, PlayerDesiredWidth="2")
    seen = {
        course_id: item(tenant.http, f"/courses/{course_id}/configuration", "PlayerDesiredWidth")["effectiveValue"]
        for course_id in ("one", "two", "other")
    }
    assert seen == {"one": "2", "two": "960", "other": "960"}


def test_a_courses_settings_hold_for_versions_that_set_none_and_are_read_for_the_newest(tenant):
    tenant.imported("golf")
    post(tenant.http, COURSE, PlayerDesiredWidth="3")
    tenant.imported("golf", packages.scorm2004(), may_create_new_version=True)
    newest = "/courses/golf/versions/1/configuration"
    post(tenant.http, newest, PlayerDesiredHeight="5")
    for resource, height in [(VERSION, "600"), (newest, "5"), (COURSE, "5")]:
        listed = items(tenant.http, resource)
        assert listed["PlayerDesiredWidth"]["effectiveValue"] == "3"
        assert listed["PlayerDesiredHeight"]["effectiveValue"] == height
    assert item(tenant.http, VERSION, "PlayerSuspendDataMaxLength")["effectiveValue"] == "4096"
    assert item(tenant.http, COURSE, "PlayerSuspendDataMaxLength")["effectiveValue"] == "64000"


def test_a_value_equal_to_the_inherited_one_is_kept_whatever_explicit_says(golf):
    for explicit in (True, False):
        body = {"settings": [{"settingId": "PlayerShowNavBar", "value": "false", "explicit": explicit, "x": 1}]}
        assert done(golf.post(COURSE, json=body))
        assert item(golf, COURSE, "PlayerShowNavBar")["explicitValue"] == "false"
        clear(golf, COURSE, "PlayerShowNavBar")


def test_a_setting_of_another_standard_is_kept_and_listed(golf):
    assert done(post(golf, COURSE, PlayerScaleRawScore="true"))
    assert item(golf, COURSE, "PlayerScaleRawScore")["explicitValue"] == "true"


def test_of_two_values_for_one_setting_the_later_holds(golf):
    both = [{"settingId": "PlayerDesiredWidth", "value": value} for value in ("1", "2")]
    assert done(golf.post(COURSE, json={"settings": both}))
    assert item(golf, COURSE, "PlayerDesiredWidth")["explicitValue"] == "2"


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_password_is_kept_and_never_shown(golf, resource):
    assert done(post(golf, resource, ApiRollupRegistrationAuthPassword="the secret"))
    assert "the secret" not in golf.get(resource).text
    password = item(golf, resource, "ApiRollupRegistrationAuthPassword")
    assert password.keys() == {"id", "effectiveValueSource"}
    assert password["effectiveValueSource"] != "default"


def test_an_application_has_settings_of_its_own(new_tenant):
    one, other = new_tenant(), new_tenant()
    post(one.http, APPLICATION, PlayerDesiredWidth="1")
    assert item(other.http, APPLICATION, "PlayerDesiredWidth")["effectiveValueSource"] == "default"


def test_settings_go_with_their_course_and_leave_its_times_alone(golf, tenant):
    before = golf.get("/courses/golf").json()
    post(golf, COURSE, PlayerDesiredWidth="1")
    post(golf, VERSION, PlayerDesiredWidth="2")
    assert golf.get("/courses/golf").json() == before
    golf.delete("/courses/golf")
    tenant.imported("golf")
    assert item(golf, COURSE, "PlayerDesiredWidth")["effectiveValueSource"] == "default"
