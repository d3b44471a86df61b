"""What stock connexion and the plans read alike. test_connexion_defects.py names what they do not, and why."""

import pytest

from tests.contract.stacks import JSON, Case, our_stack, outcome, stock_stack

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = b"/oauth/authenticate/application/token"

CASES = [
    Case("get one", "GET", b"/courses/golf"),
    Case("a blank in an id", "GET", b"/courses/my%20course"),
    Case("unicode in an id", "GET", b"/courses/%C3%A9"),
    Case("a plus in an id", "GET", b"/courses/a+b"),
    Case("flags", "GET", b"/courses/golf?includeCourseMetadata=true&includeRegistrationCount=false"),
    Case("the list, defaults", "GET", b"/courses"),
    Case("the list, all filters", "GET", b"/courses?filter=g&filterBy=title&orderBy=title_asc&datetimeFilter=created"),
    Case("a date with Z", "GET", b"/courses?since=2024-05-06T07:08:09Z"),
    Case("a date with an encoded offset", "GET", b"/courses?until=2024-05-06T07:08:09%2B02:00"),
    Case("tags as csv with bare commas", "GET", b"/courses?tags=a,b"),
    Case("tags as csv with encoded commas", "GET", b"/courses?tags=a%2Cb"),
    Case("an unknown query parameter", "GET", b"/courses?nope=1"),
    Case("a value outside of the enum", "GET", b"/courses?orderBy=size"),
    Case("a boolean that is none", "GET", b"/courses?includeCourseMetadata=maybe"),
    Case("a literal beside a parameter", "PUT", b"/courses/tags", b'{"ids": ["a"], "tags": ["x"]}', JSON),
    Case("a course named like a literal", "GET", b"/courses/tags"),
    Case("the literal's child", "GET", b"/courses/importJobs/7"),
    Case("a version", "GET", b"/courses/golf/versions/3"),
    Case("a title", "PUT", b"/courses/golf/title", b'{"title": "New"}', JSON),
    Case("a body of the wrong type", "PUT", b"/courses/golf/title", b'{"title": 1}', JSON),
    Case("a body that is no JSON", "PUT", b"/courses/golf/title", b"{", JSON),
    Case("a body of another media type", "PUT", b"/courses/golf/title", b"<a/>", {"Content-Type": "text/xml"}),
    Case("a body with DELETE", "DELETE", b"/courses/golf/tags", b'{"tags": ["a"]}', JSON),
    Case("an idle body with DELETE", "DELETE", b"/courses/golf", b"{}", JSON),
    Case("a required member that is missing", "PUT", b"/courses/tags", b'{"ids": ["a"]}', JSON),
    Case("a required parameter that is missing", "POST", b"/courses/importJobs", b'{"url": "http://x/y"}', JSON),
    Case("no credentials", "GET", b"/courses/golf", auth={}),
    Case("a wrong secret", "GET", b"/courses/golf", auth={"Authorization": "Basic YXBwOm5vcGU="}),
    Case("another scheme", "GET", b"/courses/golf", auth={"Authorization": "Digest x"}),
    Case("a token with a scope that suffices", "GET", b"/courses/golf", auth={"Authorization": "Bearer reader"}),
    Case("a lower-case scheme", "GET", b"/courses/golf", auth={"Authorization": "bearer reader"}),
    Case("a token that lacks the scope", "DELETE", b"/courses/golf", auth={"Authorization": "Bearer reader"}),
    Case("an unknown token", "GET", b"/courses/golf", auth={"Authorization": "Bearer nobody"}),
    Case("an unknown path", "GET", b"/nope"),
    Case("another method", "PATCH", b"/courses/golf"),
    Case("a True of Python", "GET", b"/courses?includeTotalCount=True"),
    Case("a body that is absent but required", "PUT", b"/courses/golf/title", b"", JSON),
    Case(
        "a float for a whole number",
        "POST",
        b"/courses/golf/preview",
        b'{"redirectOnExitUrl": "http://x/", "expiry": 1.0}',
        JSON,
    ),
    Case("a member given twice", "PUT", b"/courses/golf/title", b'{"title": "A", "title": "B"}', JSON),
    Case("a byte order mark", "PUT", b"/courses/golf/title", b'\xef\xbb\xbf{"title": "A"}', JSON),
    Case("HEAD", "HEAD", b"/courses/golf"),
    Case("HEAD without credentials", "HEAD", b"/courses/golf", auth={}),
    Case("OPTIONS", "OPTIONS", b"/courses/golf"),
    Case("another method without credentials", "PATCH", b"/courses/golf", auth={}),
    Case("an unknown path without credentials", "GET", b"/nope", auth={}),
    Case("a date that is none", "GET", b"/courses?since=junk"),
    Case("an id of encoded dots", "GET", b"/courses/%2E%2E"),
    Case("a version with a leading zero", "GET", b"/courses/golf/versions/05"),
    Case("a field that is no number", "POST", TOKEN, b"scope=read&expiration=x", FORM),
]


@pytest.fixture(scope="module")
def stock():
    return stock_stack()


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    return our_stack(tmp_path_factory.mktemp("store").as_uri())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_plans_read_a_request_as_connexion_does(stock, ours, case):
    answered = outcome(ours, case)
    assert answered[0] < 500
    assert answered == outcome(stock, case)
