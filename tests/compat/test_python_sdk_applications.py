"""The published Python SDK, unmodified, manages applications: only its host, app id and key are set."""

from datetime import UTC, datetime, timedelta

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from rustici_software_cloud_v2.rest import ApiException

from hornbook_server.domain.application import ApplicationKind


@pytest.fixture
def client_of(service):
    def make(app_id: str, secret: str) -> scorm_cloud.ApiClient:
        configuration = scorm_cloud.Configuration()
        configuration.host = service.api
        configuration.username, configuration.password = app_id, secret
        return scorm_cloud.ApiClient(configuration)

    return make


@pytest.fixture
def managing(service, client_of):
    return scorm_cloud.ApplicationManagementApi(client_of(*service.new_application(ApplicationKind.MANAGEMENT)))


def test_an_application_from_its_creation_to_its_end(managing, client_of):
    application = managing.create_application(scorm_cloud.ApplicationRequestSchema(name="Golf academy"))
    credential = managing.create_credential(application.id, scorm_cloud.CredentialRequestSchema(name="first"))
    courses = scorm_cloud.CourseApi(client_of(application.id, credential.credential))
    assert courses.get_courses().courses == []

    managing.update_application(application.id, scorm_cloud.UpdateApplicationSchema(name="Tennis", allow_delete=False))
    info = managing.get_application_info(application.id, include_course_count=True, include_registration_count=True)
    assert (info.name, info.allow_delete, info.course_count, info.registration_count) == ("Tennis", False, 0, 0)
    assert info.create_date.tzinfo is not None
    assert info.update_date > info.create_date
    with pytest.raises(ApiException) as protected:
        managing.delete_application(application.id)
    assert protected.value.status == 409

    managing.update_application(application.id, scorm_cloud.UpdateApplicationSchema(allow_delete=True))
    managing.delete_application(application.id)
    with pytest.raises(ApiException) as gone:
        managing.get_application_info(application.id)
    assert gone.value.status == 404
    with pytest.raises(ApiException) as closed:
        courses.get_courses()
    assert closed.value.status == 401


def test_credentials_are_listed_renamed_revoked_and_deleted(managing, client_of):
    app_id = managing.create_application(scorm_cloud.ApplicationRequestSchema()).id
    made = managing.create_credential(app_id, scorm_cloud.CredentialRequestSchema(name="first", active=True))
    ping = scorm_cloud.PingApi(client_of(app_id, made.credential))
    assert ping.ping_app_id().current_time.endswith("Z")
    assert [(each.id, each.credential) for each in managing.get_credentials(app_id).credentials] == [(made.id, None)]
    managing.update_credential(app_id, made.id, scorm_cloud.CredentialRequestSchema(name="second", active=False))
    (listed,) = managing.get_credentials(app_id).credentials
    assert (listed.name, listed.status) == ("second", "Inactive")
    with pytest.raises(ApiException) as revoked:
        ping.ping_app_id()
    assert revoked.value.status == 401
    managing.delete_credential(app_id, made.id)
    assert managing.get_credentials(app_id).credentials == []


def test_applications_come_in_pages(managing):
    marked = f"{datetime.now(UTC)}"
    made = [
        managing.create_application(scorm_cloud.ApplicationRequestSchema(name=f"{marked} {number:02}")).id
        for number in range(12)
    ]
    answer, _, headers = managing.get_applications_with_http_info(
        filter=marked, filter_by="name", order_by="created_asc", include_total_count=True
    )
    assert headers["x-total-count"] == "12"
    found = [each.id for each in answer.applications]
    while answer.more is not None:
        answer = managing.get_applications(more=answer.more)
        found += [each.id for each in answer.applications]
    assert found == made
    with pytest.warns(DeprecationWarning, match="get_application_list"):
        listed = managing.get_application_list().applications
    assert set(made) <= {each.id for each in listed}


def test_a_token_until_a_naive_date(service, managing):
    app_id = managing.create_application(scorm_cloud.ApplicationRequestSchema(name="Golf academy")).id
    request = scorm_cloud.TokenRequestSchema(
        permissions=scorm_cloud.PermissionsSchema(scopes=["read:course"], application_name=app_id),
        expiry=(datetime.now(UTC) + timedelta(minutes=5)).replace(tzinfo=None),
    )
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api
    configuration.access_token = managing.create_token(request).result
    courses = scorm_cloud.CourseApi(scorm_cloud.ApiClient(configuration))
    assert courses.get_courses().courses == []
    with pytest.raises(ApiException) as refused:
        courses.delete_course("golf")
    assert refused.value.status == 403
