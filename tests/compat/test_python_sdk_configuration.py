"""The published Python SDK, unmodified, configures courses, versions and the application."""

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from rustici_software_cloud_v2.rest import ApiException


@pytest.fixture
def client(service, tenant):
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api + "/"
    configuration.username, configuration.password = tenant.id, tenant.secret
    tenant.imported("golf/é 1")
    return scorm_cloud.ApiClient(configuration)


def post(**values: str) -> scorm_cloud.SettingsPostSchema:
    return scorm_cloud.SettingsPostSchema(
        settings=[
            scorm_cloud.SettingsIndividualSchema(setting_id=setting_id, value=value)
            for setting_id, value in values.items()
        ]
    )


def seen(listed: scorm_cloud.SettingListSchema, setting_id: str = "PlayerLaunchType") -> tuple:
    item = next(item for item in listed.setting_items if item.id == setting_id)
    return item.effective_value, item.effective_value_source, item.explicit_value


def test_a_course_and_a_version_are_configured(client):
    courses = scorm_cloud.CourseApi(client)
    courses.set_course_configuration("golf/é 1", post(PlayerLaunchType="NEW_WINDOW"))
    courses.set_course_version_configuration("golf/é 1", 0, post(PlayerLaunchType="FRAMESET"))
    assert seen(courses.get_course_configuration("golf/é 1")) == ("FRAMESET", "course", "NEW_WINDOW")
    version = courses.get_course_version_configuration("golf/é 1", 0, include_metadata=True)
    assert seen(version) == ("FRAMESET", "course", "FRAMESET")
    metadata = {item.id: item.metadata for item in version.setting_items}["PlayerLaunchType"]
    assert (metadata.data_type, metadata.default) == ("Enum.LaunchTypeValue", "FRAMESET")
    assert "NEW_WINDOW" in [each.value for each in metadata.valid_values]
    courses.delete_course_version_configuration_setting("golf/é 1", 0, "PlayerLaunchType")
    assert seen(courses.get_course_configuration("golf/é 1")) == ("NEW_WINDOW", "course", "NEW_WINDOW")
    courses.delete_course_configuration_setting("golf/é 1", "PlayerLaunchType")
    assert seen(courses.get_course_configuration("golf/é 1")) == ("FRAMESET", "default", None)


def test_an_application_is_configured_for_all_courses_and_for_a_kind(client):
    application, courses = scorm_cloud.ApplicationManagementApi(client), scorm_cloud.CourseApi(client)
    kind = {"learning_standard": "SCORM12", "single_sco": True}
    application.set_application_configuration(post(PlayerLaunchType="NEW_WINDOW"))
    assert seen(courses.get_course_configuration("golf/é 1")) == ("NEW_WINDOW", "application", None)
    application.set_application_configuration(post(PlayerLaunchType="FRAMESET"), **kind)
    assert seen(courses.get_course_configuration("golf/é 1")) == ("FRAMESET", "learningStandardForApplication", None)
    assert seen(application.get_application_configuration(include_metadata=True)) == (
        "NEW_WINDOW",
        "application",
        "NEW_WINDOW",
    )
    application.delete_application_configuration_setting("PlayerLaunchType", **kind)
    assert seen(application.get_application_configuration(**kind)) == ("NEW_WINDOW", "application", None)


def test_an_unknown_setting_and_a_value_that_is_none_are_400(client):
    courses = scorm_cloud.CourseApi(client)
    for body in (post(Nope="1"), post(PlayerLaunchType="SIDEWAYS"), post(PlayerLaunchType=None)):
        with pytest.raises(ApiException) as refused:
            courses.set_course_configuration("golf/é 1", body)
        assert refused.value.status == 400
    with pytest.raises(ApiException) as refused:
        courses.delete_course_configuration_setting("golf/é 1", "Nope")
    assert refused.value.status == 400
