"""What each of the other five official SDKs puts on the wire, sent as it sends it."""

import base64
import http.client
import json
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import Service
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN

HEADERS = {
    "javascript": {"User-Agent": "node-superagent/3.7.0", "Accept": "application/json"},
    "java": {"User-Agent": "Swagger-Codegen/4.0.0/java", "Accept": "application/json"},
    "php": {"User-Agent": "Swagger-Codegen/4.0.0/php", "Accept": "application/json"},
    "dotnet": {"User-Agent": "Swagger-Codegen/4.0.0 csharp", "Accept": "application/json"},
    "ruby": {"User-Agent": "Swagger-Codegen/4.0.0/ruby", "Accept": "application/json"},
}
JSON = {"Content-Type": "application/json"}
BOUNDARY = "----quirk"
FILE = 'Content-Disposition: form-data; name="file"'
NAMED = f'{FILE}; filename="golf course.zip"'
GOLF = packages.scorm12("Golf Explained")
COURSES = [f"course-{number:02}" for number in range(11)]
UPLOAD = "/api/v2/courses/importJobs/upload"

each_sdk = pytest.mark.parametrize("sdk", HEADERS)


@dataclass(frozen=True)
class Wire:
    """One SDK's raw requests in the name of one application: nothing normalises a path, a query or a header."""

    host: str
    headers: dict[str, str]

    def send(self, method: str, target: str, body: bytes | None = None, **headers: str) -> tuple[int, Any]:
        """The status and the JSON of the answer, None where it has none."""
        connection = http.client.HTTPConnection(self.host, timeout=WITHIN)
        try:
            connection.request(method, target, body=body, headers=self.headers | headers)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(data) if data else None

    def upload(self, query: str, content: bytes, *, part: str = NAMED, before: str = "", **headers: str) -> Any:
        """The finished job of an import whose part `file` has the headers `part`."""
        body = f"{before}--{BOUNDARY}\r\n{part}\r\n\r\n".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        status, job = self.send("POST", f"{UPLOAD}?{query}", body, **kind, **headers)
        assert status == 200, job
        while (result := self.send("GET", f"/api/v2/courses/importJobs/{job['result']}")[1])["status"] == "RUNNING":
            time.sleep(0.02)
        return result

    def ids(self, query: str) -> list[str]:
        status, page = self.send("GET", f"/api/v2/courses?{query}")
        assert status == 200, page
        return [course["id"] for course in page["courses"]]


def connect(service: Service, sdk: str, application: tuple[str, str]) -> Wire:
    credential = base64.b64encode(":".join(application).encode()).decode()
    return Wire(urlsplit(service.url).netloc, HEADERS[sdk] | {"Authorization": f"Basic {credential}"})


@pytest.fixture
def wire(service, tenant, sdk):
    return connect(service, sdk, (tenant.id, tenant.secret))


@pytest.fixture
def golf(wire):
    return wire.upload("courseId=golf", GOLF)["importResult"]["course"]


@pytest.fixture(scope="module")
def library(service):
    """An application with a page of courses and one more, only read by tests; the first is about golf, and tagged."""
    application = service.new_application()
    wire = connect(service, "javascript", application)
    wire.upload("courseId=course-00&tags=a%20b,c%2Cd", GOLF)
    for number in range(1, 11):
        wire.upload(f"courseId=course-{number:02}", packages.scorm12("Tennis"))
    return application


@pytest.fixture
def reader(service, library, sdk):
    return connect(service, sdk, library)


@pytest.mark.parametrize(
    ("sdk", "base"),
    [
        ("javascript", "/api/v2"),
        ("java", "/api/v2/"),
        ("php", "/api/v2/"),
        ("dotnet", "/api/v2"),
        ("dotnet", "/api/v2/"),
        ("ruby", "/api/v2"),
    ],
)
def test_a_base_with_or_without_its_slash_is_answered_without_a_redirect(wire, golf, sdk, base):
    answers = [
        wire.send("GET", f"{base}/courses/golf")[0],
        wire.send("PUT", f"{base}/courses/golf/title", b'{"title": "Tennis"}', **JSON)[0],
        wire.send("DELETE", f"{base}/courses/golf")[0],
    ]
    assert answers == [200, 204, 204]


@each_sdk
def test_a_token_in_place_of_the_basic_credential(wire, golf, sdk):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    _, token = wire.send("POST", "/api/v2/oauth/authenticate/application/token", b"scope=read%3Acourse", **form)
    status, course = wire.send("GET", "/api/v2/courses/golf", Authorization=f"Bearer {token['access_token']}")
    assert (status, course["id"]) == (200, "golf")


@pytest.mark.parametrize("sdk", ["javascript", "java", "php", "dotnet"])
def test_an_id_is_encoded_as_a_whole(wire, sdk):
    encoded = "my%20course%2F%C3%A9%2B1"
    wire.upload(f"courseId={encoded}", packages.scorm12())
    assert wire.send("GET", f"/api/v2/courses/{encoded}")[1]["id"] == "my course/é+1"


@pytest.mark.parametrize("sdk", ["ruby"])
def test_ruby_encodes_the_finished_url_where_a_plus_of_an_id_stays_a_plus(wire, sdk):
    wire.upload("courseId=my%20course%C3%A9%2B1", packages.scorm12())
    assert wire.send("GET", "/api/v2/courses/my%20course%C3%A9+1")[1]["id"] == "my courseé+1"


@pytest.mark.parametrize(
    ("sdk", "yes", "no"),
    [
        ("javascript", "true", "false"),
        ("java", "true", "false"),
        ("php", "true", "false"),
        ("dotnet", "True", "False"),
        ("ruby", "true", "false"),
    ],
)
def test_booleans_in_a_query(reader, sdk, yes, no):
    _, counted = reader.send("GET", f"/api/v2/courses/course-00?includeRegistrationCount={yes}")
    _, uncounted = reader.send("GET", f"/api/v2/courses/course-00?includeRegistrationCount={no}")
    assert (counted.get("registrationCount"), uncounted.get("registrationCount")) == (0, None)


@pytest.mark.parametrize(
    ("sdk", "date"),
    [
        ("javascript", "2024-05-06T07%3A08%3A09.123Z"),
        ("java", "2024-05-06T07%3A08Z"),  # seconds that are zero are dropped
        ("java", "2024-05-06T09%3A08%3A09.123456789%2B02%3A00"),
        ("php", "2024-05-06T07%3A08%3A09%2B00%3A00"),
        ("dotnet", "2024-05-06T07%3A08%3A09.1234567Z"),
        ("dotnet", "2024-05-06T07%3A08%3A09.1234567%2B00%3A00"),
        ("dotnet", "2024-05-06T07%3A08%3A09.1234567"),
        ("ruby", "2024-05-06T07:08:09%2B00:00"),
        ("ruby", "2024-05-06T07:08:09+00:00"),
        ("ruby", "2024-05-06%2007:08:09%20UTC"),  # a Time, where the others are a DateTime
        ("ruby", "2024-05-06%2009:08:09%20+0200"),
    ],
)
def test_dates_in_a_query(reader, sdk, date):
    assert (sorted(reader.ids(f"since={date}")), reader.ids(f"until={date}")) == (COURSES, [])


@pytest.mark.parametrize(
    ("sdk", "tags"),
    [
        ("javascript", "tags=x,a%20b"),
        ("javascript", "tags=x,c%2Cd"),  # a comma inside a tag is encoded, those between are not
        ("java", "tags=x%2Ca+b"),
        ("java", "tags=x,a%20b"),
        ("php", "tags=x&tags=a%20b"),
        ("php", "tags=x&tags=c%2Cd"),
        ("dotnet", "tags=x%2Ca%20b"),
        ("dotnet", "tags=x,a%20b"),
        ("ruby", "tags=x%2Ca+b"),
        ("ruby", "tags=x,a%20b"),
    ],
)
def test_lists_in_a_query(reader, sdk, tags):
    assert (reader.ids(tags), reader.ids("tags=x,a")) == (["course-00"], [])


@pytest.mark.parametrize(
    ("sdk", "space"),
    [("javascript", "%20"), ("java", "%20"), ("java", "+"), ("php", "%20"), ("dotnet", "%20"), ("ruby", "%20")],
)
def test_a_space_in_a_query(reader, sdk, space):
    assert reader.ids(f"filterBy=title&filter=golf{space}explained") == ["course-00"]


PHP_DEFAULTS = (
    "&datetimeFilter=updated&filterBy=course_id&orderBy=created_desc&includeRegistrationCount=false"
    "&includeCourseMetadata=false&includeTotalCount=false"
)


@pytest.mark.parametrize(
    ("sdk", "defaults"),
    [("javascript", ""), ("java", ""), ("php", PHP_DEFAULTS), ("dotnet", ""), ("ruby", "")],
)
def test_paging_with_the_optional_parameters_that_are_sent_next_to_more(reader, sdk, defaults):
    """Samples loop while `more` is not null: the last page has none, where an empty string would never end."""
    _, first = reader.send("GET", "/api/v2/courses?filter=course&orderBy=title_asc")
    _, last = reader.send("GET", f"/api/v2/courses?more={first['more']}{defaults}")
    found = [course["id"] for course in first["courses"] + last["courses"]]
    assert (found, last.keys()) == (COURSES, {"courses"})


@pytest.mark.parametrize("sdk", ["php"])
def test_php_sends_all_defaults_of_a_list(reader, sdk):
    assert reader.ids(PHP_DEFAULTS.removeprefix("&")) == COURSES[:0:-1]


@pytest.mark.parametrize(
    ("sdk", "part"),
    [
        ("javascript", f"{NAMED}\r\nContent-Type: application/zip"),
        ("javascript", f"{FILE}\r\nContent-Type: application/octet-stream"),  # a Buffer has no file name
        ("java", f"{NAMED}\r\nContent-Type: application/octet-stream"),
        ("php", f"{NAMED}\r\nContent-Length: {len(GOLF)}\r\nContent-Type: application/zip"),
        ("dotnet", f"Content-Type: application/octet-stream\r\n{NAMED}"),
        ("ruby", f"{NAMED}\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: binary"),
    ],
)
def test_the_part_of_an_upload(wire, sdk, part):
    job = wire.upload("courseId=golf", GOLF, part=part)
    assert (job["status"], job["importResult"]["course"]["title"]) == ("COMPLETE", "Golf Explained")


@each_sdk
def test_a_media_file_has_its_type_in_a_header_and_its_title_in_a_part_before_it(wire, sdk):
    title = 'Content-Disposition: form-data; name="contentMetadata"\r\n\r\n{"title": "On Golf"}'
    before = f"--{BOUNDARY}\r\n{title}\r\n"
    job = wire.upload("courseId=paper", packages.pdf(), before=before, uploadedContentType="application/pdf")
    assert job["importResult"]["course"]["title"] == "On Golf"


@each_sdk
def test_an_upload_without_a_file_has_no_content_type_and_is_refused_in_words(wire, sdk):
    said = "file: is required, as a part of a multipart/form-data body"
    assert wire.send("POST", f"{UPLOAD}?courseId=golf", b"") == (400, {"message": said, "error": said})


@each_sdk
def test_a_content_type_on_calls_without_a_body(wire, golf, sdk):
    answers = [wire.send(method, "/api/v2/courses/golf", **JSON)[0] for method in ("GET", "DELETE")]
    assert answers == [200, 204]


@each_sdk
@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/courses/golf/preview", {"expiry": 120, "tracking": True}),
        ("/courses/golf/versions/0/preview", {"expiry": 120}),
        (
            "/courses/importJobs?courseId=fetched",
            {"url": "http://127.0.0.1:9/golf.zip", "contentType": "application/zip"},
        ),
    ],
)
def test_the_defaults_that_constructors_put_in_a_body(wire, sdk, target, body):
    wire.upload("courseId=golf", GOLF)
    status, answer = wire.send("POST", f"/api/v2{target}", json.dumps(body).encode(), **JSON)
    assert status == 200, answer


@each_sdk
def test_a_time_in_an_answer_parses_everywhere(wire, golf, sdk):
    """Java wants a zone or `Z`, .NET takes no more than seven digits of a fraction."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", golf["created"])


@each_sdk
def test_an_error_says_the_same_under_both_keys(wire, sdk):
    said = "Could not find course [nope]"
    assert wire.send("GET", "/api/v2/courses/nope") == (404, {"message": said, "error": said})
