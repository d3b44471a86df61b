import pytest

from hornbook_server.contract.refusals import Refused
from hornbook_server.contract.routing import Routes


@pytest.fixture
def routes():
    routes: Routes[str] = Routes("/api/v2")
    for path, method in [
        ("/courses", "GET"),
        ("/courses/tags", "PUT"),
        ("/courses/importJobs", "POST"),
        ("/courses/importJobs/upload", "POST"),
        ("/courses/importJobs/{importJobId}", "GET"),
        ("/courses/{courseId}", "GET"),
        ("/courses/{courseId}", "DELETE"),
        ("/courses/{courseId}/title", "PUT"),
        ("/courses/{courseId}/versions/{versionId}", "GET"),
    ]:
        routes.add(path, method, f"{method} {path}")
    return routes


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", b"/api/v2/courses", ("GET /courses", ())),
        ("GET", b"/api/v2//courses", ("GET /courses", ())),
        ("GET", b"/api/v2///courses/a", ("GET /courses/{courseId}", (b"a",))),
        ("GET", b"/api/v2/courses/a%2Fb", ("GET /courses/{courseId}", (b"a%2Fb",))),
        ("PUT", b"/api/v2/courses/a%2Fb/title", ("PUT /courses/{courseId}/title", (b"a%2Fb",))),
        ("GET", b"/api/v2/courses/%2E%2E", ("GET /courses/{courseId}", (b"%2E%2E",))),
        ("GET", b"/api/v2/courses/a/versions/3", ("GET /courses/{courseId}/versions/{versionId}", (b"a", b"3"))),
        ("PUT", b"/api/v2/courses/tags", ("PUT /courses/tags", ())),
        ("POST", b"/api/v2/courses/importJobs", ("POST /courses/importJobs", ())),
        ("GET", b"/api/v2/courses/importJobs/title", ("GET /courses/importJobs/{importJobId}", (b"title",))),
        ("HEAD", b"/api/v2/courses/a", ("GET /courses/{courseId}", (b"a",))),
        # A course may be named like a literal: the method tells them apart.
        ("GET", b"/api/v2/courses/tags", ("GET /courses/{courseId}", (b"tags",))),
        ("PUT", b"/api/v2/courses/importJobs/title", ("PUT /courses/{courseId}/title", (b"importJobs",))),
    ],
)
def test_a_path_is_routed_as_it_arrived(routes, method, path, found):
    assert routes.find(path, method) == found


@pytest.mark.parametrize(
    "path",
    [
        b"/api/v2",
        b"/api/v2/",
        b"/api/v2/courses/",
        b"/api/v2/courses/a/",
        b"/api/v2/courses//title",
        b"/api/v2/nope",
        b"//api/v2/courses",
        b"/api//v2/courses",
        b"/api/v%32/courses",
        b"/api/v2/courses/a//title",
        b"/api/v2x/courses",
    ],
)
def test_another_path_is_404(routes, path):
    with pytest.raises(Refused) as caught:
        routes.find(path, "GET")
    assert caught.value.status == 404


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", b"/api/v2/courses", b"GET, HEAD"),
        ("OPTIONS", b"/api/v2/courses/a", b"DELETE, GET, HEAD"),
        ("HEAD", b"/api/v2/courses/a/title", b"PUT"),
        ("TRACE", b"/api/v2/courses/tags", b"PUT"),
    ],
)
def test_another_method_is_405_and_names_the_allowed(routes, method, path, allow):
    with pytest.raises(Refused) as caught:
        routes.find(path, method)
    assert (caught.value.status, caught.value.headers) == (405, ((b"allow", allow),))


@pytest.mark.parametrize(
    "path", ["/api/v2", "/api/v2/x", "//api/v2", "/api//v2/x", "/api/v%32/x", "/api/v2/", "/api/v2//x", "/api%2Fv2/x"]
)
def test_no_spelling_of_the_base_escapes(routes, path):
    assert routes.covers(path)


@pytest.mark.parametrize("path", ["/", "/healthz", "/api", "/api/v22/x", "/x/api/v2"])
def test_what_is_not_below_the_base_is_left_to_others(routes, path):
    assert not routes.covers(path)
