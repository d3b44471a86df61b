"""The published Python SDK, unmodified, does the main job: only its host, app id and key are set."""

import time

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from rustici_software_cloud_v2.rest import ApiException

from tests.fixtures import packages


@pytest.fixture
def course_api(service, tenant):
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api + "/"
    configuration.username, configuration.password = tenant.id, tenant.secret
    return scorm_cloud.CourseApi(scorm_cloud.ApiClient(configuration))


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "golf course.zip"
    path.write_bytes(packages.scorm12("Golf Explained", scos=2))
    return str(path)


def imported(course_api, course_id: str, package: str, **options):
    """The flow of the SDK's README: start a job, poll it once in a while, take the course from the result."""
    job = course_api.create_upload_and_import_course_job(course_id, file=package, **options).result
    while (result := course_api.get_import_job_status(job)).status == "RUNNING":
        time.sleep(0.05)
    assert result.status == "COMPLETE", result.message
    return result.import_result.course


def test_the_readme_flow_for_courses(course_api, package):
    course = imported(course_api, "golf/é 1", package)
    assert (course.id, course.title, course.version) == ("golf/é 1", "Golf Explained", 0)
    read = course_api.get_course("golf/é 1", include_registration_count=True, include_course_metadata=True)
    assert (read.course_learning_standard, read.registration_count) == ("SCORM12", 0)
    assert [child.activity_type for child in read.root_activity.children] == ["SCO", "SCO"]
    assert read.created.tzinfo is not None
    listed = course_api.get_courses(since=read.created.replace(microsecond=0), order_by="title_asc", tags=["x", "y"])
    assert listed.courses == []
    assert [found.id for found in course_api.get_courses(filter="GOLF").courses] == ["golf/é 1"]
    course_api.delete_course("golf/é 1")
    with pytest.raises(ApiException) as gone:
        course_api.get_course("golf/é 1")
    assert gone.value.status == 404


def test_versions_and_title(course_api, package):
    imported(course_api, "golf", package)
    with pytest.raises(ApiException) as conflict:
        course_api.create_upload_and_import_course_job("golf", file=package)
    assert conflict.value.status == 409
    imported(course_api, "golf", package, may_create_new_version=True)
    course_api.set_course_title("golf", scorm_cloud.TitleSchema(title="Tennis"))
    versions = course_api.get_course_versions("golf", include_course_metadata=True).courses
    assert [(version.version, version.title) for version in versions] == [(0, "Golf Explained"), (1, "Tennis")]
    course_api.delete_course_version("golf", 1)
    assert course_api.get_course_version_info("golf", 0).title == "Golf Explained"
    course_api.delete_course_version("golf", 0)
    assert course_api.get_courses().courses == []


def test_a_pdf_with_its_content_type(course_api, tmp_path):
    path = tmp_path / "A paper.pdf"
    path.write_bytes(packages.pdf())
    course = imported(course_api, "paper", str(path), uploaded_content_type="application/pdf")
    assert (course.title, course.course_learning_standard) == ("A paper", "CMI5")


def test_paging_as_the_samples_do_it(course_api, package):
    for number in range(12):
        imported(course_api, f"golf-{number:02}", package)
    page = course_api.get_courses(order_by="created_asc", include_total_count=True)
    found = [course.id for course in page.courses]
    while page.more is not None:
        page = course_api.get_courses(more=page.more)
        found += [course.id for course in page.courses]
    assert found == [f"golf-{number:02}" for number in range(12)]


def test_a_token_instead_of_the_secret(service, tenant, course_api, package):
    imported(course_api, "golf", package)
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api
    configuration.username, configuration.password = tenant.id, tenant.secret
    token = scorm_cloud.AuthenticationApi(scorm_cloud.ApiClient(configuration)).get_app_token("read:course read:ping")
    configuration.access_token = token.access_token
    client = scorm_cloud.ApiClient(configuration)
    assert scorm_cloud.CourseApi(client).get_course("golf").id == "golf"
    assert scorm_cloud.PingApi(client).ping_app_id().current_time.endswith("Z")
    with pytest.raises(ApiException) as refused:
        scorm_cloud.CourseApi(client).delete_course("golf")
    assert refused.value.status == 403
    configuration.access_token = ""  # back to the secret
    scorm_cloud.CourseApi(client).delete_course("golf")
    assert course_api.get_courses().courses == []


def test_wrong_credentials_raise_401(service):
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api
    configuration.username, configuration.password = "nobody", "wrong"
    with pytest.raises(ApiException) as refused:
        scorm_cloud.PingApi(scorm_cloud.ApiClient(configuration)).ping_app_id()
    assert refused.value.status == 401
