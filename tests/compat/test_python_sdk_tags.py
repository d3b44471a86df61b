"""The published Python SDK, unmodified, tags courses and finds them by their tags."""

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from rustici_software_cloud_v2.rest import ApiException


@pytest.fixture
def course_api(service, tenant):
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api + "/"
    configuration.username, configuration.password = tenant.id, tenant.secret
    tenant.imported("golf/é 1")
    tenant.imported("chess")
    return scorm_cloud.CourseApi(scorm_cloud.ApiClient(configuration))


def tags(*names: str) -> scorm_cloud.TagListSchema:
    return scorm_cloud.TagListSchema(tags=list(names))


def test_tags_are_put_read_and_deleted(course_api):
    course_api.put_course_tags("golf/é 1", tags("a", "b"))
    assert course_api.get_course_tags("golf/é 1").tags == ["a", "b"]
    course_api.delete_course_tags("golf/é 1", tags("a", "none"))
    assert course_api.get_course_tags("golf/é 1").tags == ["b"]
    course_api.put_course_tags("golf/é 1", tags())
    assert course_api.get_course_tags("golf/é 1").tags == []


def test_courses_are_tagged_in_a_batch_and_found(course_api):
    course_api.put_course_tags_batch(scorm_cloud.BatchTagsSchema(ids=["golf/é 1", "chess"], tags=["a b", "c"]))
    found = course_api.get_courses(tags=["a b", "none"], order_by="created_asc").courses
    assert [(course.id, course.tags) for course in found] == [("golf/é 1", ["a b", "c"]), ("chess", ["a b", "c"])]
    with pytest.raises(ApiException) as unknown:
        course_api.put_course_tags_batch(scorm_cloud.BatchTagsSchema(ids=["chess", "none"], tags=[]))
    assert unknown.value.status == 404
    assert course_api.get_course_tags("chess").tags == ["a b", "c"]
