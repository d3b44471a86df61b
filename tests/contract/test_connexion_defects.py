"""Where the plans read a request otherwise than stock connexion 3.3 does.

They end a defect of connexion, or grant a leniency that official clients need. Both outcomes are stated whole, so that
the reason named is the reason.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.contract.stacks import JSON, Case, Outcome, our_stack, outcome, stock_stack

FLAGS = {"include_registration_count": False, "include_course_metadata": False}
LISTED = {"datetime_filter": "updated", "filter_by": "course_id", "order_by": "created_desc"}
TITLE = b"/courses/golf/title"
NEW = b'{"title": "New"}'
UPLOAD = b"/courses/importJobs/upload?courseId=golf"
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = b"/oauth/authenticate/application/token"


def refused(status: int) -> Outcome:
    return status, []


def course(course_id: str) -> Outcome:
    return 204, [("getCourse", {"course_id": course_id} | FLAGS)]


def version(number: int) -> Outcome:
    return 204, [("getCourseVersionInfo", {"course_id": "golf", "version_id": number} | FLAGS)]


def listed(**arguments: Any) -> Outcome:
    return 204, [("getCourses", FLAGS | {"include_total_count": False} | LISTED | arguments)]


def titled(body: Any) -> Outcome:
    return 204, [("setCourseTitle", {"course_id": "golf", "body": body})]


def uploaded(**arguments: Any) -> Outcome:
    return 204, [("createUploadAndImportCourseJob", {"course_id": "golf", "may_create_new_version": False} | arguments)]


def granted(**arguments: Any) -> Outcome:
    return 204, [("getAppToken", arguments)]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def part(disposition: bytes, content: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (disposition, content)


@dataclass(frozen=True)
class Difference:
    case: Case
    stock: Outcome
    ours: Outcome


DEFECTS = [
    Difference(
        Case("a trailing slash is redirected, which loses bodies", "GET", b"/courses/golf/"), refused(307), refused(404)
    ),
    Difference(
        Case("an id of bare dots is redirected to another resource", "GET", b"/courses/.."), refused(307), refused(404)
    ),
    Difference(
        Case("a body that is no UTF-8 is 500", "PUT", TITLE, b'{"title": "\xff"}', JSON), refused(500), refused(400)
    ),
    Difference(Case("very deep JSON is 500", "PUT", TITLE, b"[" * 100_000, JSON), refused(500), refused(400)),
    Difference(
        Case("multipart without a boundary is 500", "POST", UPLOAD, b"x", {"Content-Type": "multipart/form-data"}),
        refused(500),
        refused(400),
    ),
    Difference(
        Case("JSON without a content type reaches the handler as bytes", "PUT", TITLE, NEW),
        titled(NEW),
        titled({"title": "New"}),
    ),
    Difference(
        Case(
            "a content type in capitals reaches the handler as bytes",
            "PUT",
            TITLE,
            NEW,
            {"Content-Type": "Application/JSON"},
        ),
        titled(NEW),
        titled({"title": "New"}),
    ),
    Difference(
        Case("a required body in chunks is said to be absent", "PUT", TITLE, NEW, JSON, chunked=True),
        refused(400),
        titled({"title": "New"}),
    ),
    Difference(
        Case("of a scalar given twice the last one wins", "GET", b"/courses?orderBy=title_asc&orderBy=title_desc"),
        listed(order_by="title_desc"),
        refused(400),
    ),
    Difference(
        Case("a field given twice is joined by a comma", "POST", TOKEN, b"scope=read&scope=write", FORM),
        granted(body={"scope": "read,write"}),
        refused(400),
    ),
    Difference(
        Case("a comma in a member of a list cannot be sent", "GET", b"/courses?tags=a%2Cb,c"),
        listed(tags=["a", "b", "c"]),
        listed(tags=["a,b", "c"]),
    ),
    Difference(
        Case("a whole number may have a sign", "GET", b"/courses/golf/versions/+5"),
        version(5),
        refused(400),
    ),
    Difference(
        Case("a whole number may be whatever int() reads", "POST", TOKEN, b"scope=read&expiration=6_0", FORM),
        granted(body={"scope": "read", "expiration": 60}),
        refused(400),
    ),
    Difference(
        Case("a version that is no number is an unknown path", "GET", b"/courses/golf/versions/x"),
        refused(404),
        refused(400),
    ),
    Difference(Case("a slash in an id is an unknown path", "GET", b"/courses/a%2Fb"), refused(404), course("a/b")),
    Difference(
        Case("bytes that are no UTF-8 become U+FFFD", "GET", b"/courses/%FF"),
        course("\N{REPLACEMENT CHARACTER}"),
        refused(400),
    ),
    Difference(
        Case(
            "a header parameter never arrives",
            "POST",
            UPLOAD,
            part(b'name="file"', b"PK") + b"--x--\r\n",
            MULTIPART | {"uploadedContentType": "application/pdf"},
        ),
        uploaded(body={"file": "PK"}),
        uploaded(uploaded_content_type="application/pdf", file="a file"),
    ),
    Difference(
        Case(
            "a file without a name is a text of the body",
            "POST",
            UPLOAD,
            part(b"name=file", b"PK") + b"--x--\r\n",
            MULTIPART,
        ),
        uploaded(body={"file": "PK"}),
        uploaded(uploaded_content_type="application/zip", file="a file"),
    ),
]

LENIENCIES = [
    Difference(
        Case("unknown members are left out of the typed body", "PUT", TITLE, b'{"title": "New", "colour": 1}', JSON),
        titled({"title": "New", "colour": 1}),
        titled({"title": "New"}),
    ),
    Difference(Case("SDKs whose base ends in a slash", "GET", b"//courses"), refused(404), listed()),
    Difference(
        Case("the Python SDK's naive dates", "GET", b"/courses?since=2024-05-06T07:08:09"),
        refused(400),
        listed(since=utc(2024, 5, 6, 7, 8, 9)),
    ),
    Difference(
        Case("the Python SDK's plain dates", "GET", b"/courses?since=2024-05-06"),
        refused(400),
        listed(since=utc(2024, 5, 6)),
    ),
    Difference(
        Case("Java drops zero seconds", "GET", b"/courses?since=2024-05-06T07:08Z"),
        refused(400),
        listed(since=utc(2024, 5, 6, 7, 8)),
    ),
    Difference(
        Case("a plus that was not encoded", "GET", b"/courses?since=2024-05-06T07:08:09+02:00"),
        refused(400),
        listed(since=utc(2024, 5, 6, 5, 8, 9)),
    ),
    Difference(
        Case("the PHP SDK repeats the parameter of a list", "GET", b"/courses?tags=a&tags=b"),
        listed(tags=["b"]),
        listed(tags=["a", "b"]),
    ),
]


@pytest.fixture(scope="module")
def stock():
    return stock_stack()


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    return our_stack(tmp_path_factory.mktemp("store").as_uri())


@pytest.mark.parametrize(
    "difference", [*DEFECTS, *LENIENCIES], ids=lambda difference: difference.case.name.replace(" ", "_")
)
def test_the_plans_differ_from_connexion_for_the_reason_named(stock, ours, difference):
    assert outcome(stock, difference.case) == difference.stock
    assert outcome(ours, difference.case) == difference.ours
