"""What the methods put on the wire, and what they make of the answer."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hornbook import models

MOMENT = "2024-05-06T07:08:09.123Z"


def test_a_course_comes_back_typed(client, cloud):
    cloud.will_answer({"id": "golf", "version": 3, "courseLearningStandard": "SCORM12", "created": MOMENT})

    course = client.get_course("golf")

    assert course == models.CourseSchema(id="golf", version=3, course_learning_standard="SCORM12", created=MOMENT)
    assert cloud.lines == ["GET /api/v2/courses/golf"]


def test_requests_carry_the_application_and_ask_for_json(client, cloud):
    cloud.will_answer({"apiMessage": "API is up", "currentTime": MOMENT})

    client.ping_app_id()

    headers = cloud.requests[0].headers
    assert headers["authorization"] == "Basic QVBQOnMzY3JldA=="
    assert headers["accept"] == "application/json"


@pytest.mark.parametrize(
    ("course_id", "segment"),
    [
        ("my course/é+1", "my%20course%2F%C3%A9%2B1"),
        ("a?b#c&d=e;f", "a%3Fb%23c%26d%3De%3Bf"),
        ("50%", "50%25"),
        ("already%2Fencoded", "already%252Fencoded"),
        ("..", "%2E%2E"),
        ("tags", "tags"),
        ("v1.2", "v1.2"),
    ],
)
def test_ids_are_encoded_whole(client, cloud, course_id, segment):
    cloud.will_answer({"tags": []})

    client.get_course_tags(course_id)

    assert cloud.lines == [f"GET /api/v2/courses/{segment}/tags"]


def test_an_empty_id_is_refused_before_it_becomes_another_path(client, cloud):
    with pytest.raises(ValueError, match="an id in the path is empty"):
        client.delete_course("")

    assert cloud.lines == []


def test_parameters_are_written_as_the_contract_says(client, cloud):
    cloud.will_answer({"courses": []})

    client.get_courses(
        since=datetime(2024, 5, 6, 9, 8, 9, 123456, tzinfo=timezone(timedelta(hours=2))),
        until=datetime(2025, 1, 1, tzinfo=UTC),
        filter="a&b=c d",
        order_by="title_asc",
        include_course_metadata=True,
        include_registration_count=False,
        tags=["new", "a,b", "ü"],
    )

    path, _, query = cloud.requests[0].target.partition("?")
    assert path == "/api/v2/courses"
    assert sorted(query.split("&")) == [
        "filter=a%26b%3Dc%20d",
        "includeCourseMetadata=true",
        "includeRegistrationCount=false",
        "orderBy=title_asc",
        "since=2024-05-06T07:08:09.123Z".replace(":", "%3A"),
        "tags=new,a%2Cb,%C3%BC",
        "until=2025-01-01T00%3A00%3A00.000Z",
    ]


def test_a_time_without_a_zone_is_refused(client, cloud):
    with pytest.raises(ValueError, match="has no time zone"):
        client.get_courses(since=datetime(2024, 5, 6))  # noqa: DTZ001 the very point

    assert cloud.lines == []


def test_a_deletion_carries_its_body_and_answers_none(client, cloud):
    cloud.will_answer(status=204)

    answer = client.delete_course_tags("golf", models.TagListSchema(tags=["old"]))

    assert answer is None
    request = cloud.requests[0]
    assert (request.line, json.loads(request.body)) == ("DELETE /api/v2/courses/golf/tags", {"tags": ["old"]})
    assert request.headers["content-type"] == "application/json"


def test_a_deletion_without_a_body_sends_none(client, cloud):
    cloud.will_answer(status=204)

    client.delete_course("golf")

    request = cloud.requests[0]
    assert (request.line, request.body) == ("DELETE /api/v2/courses/golf", b"")
    assert "content-type" not in request.headers


def test_members_left_unset_are_not_sent(client, cloud):
    cloud.will_answer({"result": "job-1"})

    client.create_fetch_and_import_course_job("golf", models.ImportFetchRequestSchema(url="https://example.org/g.zip"))

    request = cloud.requests[0]
    assert request.line == "POST /api/v2/courses/importJobs?courseId=golf"
    assert json.loads(request.body)["url"] == "https://example.org/g.zip"
    assert None not in json.loads(request.body).values()


def test_null_members_mean_the_same_as_missing_ones(client, cloud):
    cloud.will_answer({"id": "golf", "title": None, "tags": None, "metadata": {"title": None}})

    assert client.get_course("golf") == models.CourseSchema(id="golf", metadata=models.MetadataSchema())


def test_members_the_contract_does_not_know_are_ignored(client, cloud):
    cloud.will_answer({"id": "golf", "novelty": {"since": "2027"}})

    assert client.get_course("golf") == models.CourseSchema(id="golf")
