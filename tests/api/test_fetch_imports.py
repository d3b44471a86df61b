import http.server
import threading

import pytest

import hornbook
from hornbook_server.services import fetching
from tests.conftest import running_service
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN

ANSWERS = {
    "/golf.zip": (200, packages.scorm12("Fetched"), {}),
    "/Golf%20course.pdf": (200, packages.pdf(), {}),
    "/moved": (302, b"", {"Location": "/golf.zip"}),
    "/loop": (301, b"", {"Location": "/loop"}),
    "/to-file": (302, b"", {"Location": "file:///etc/passwd"}),
    "/to-metadata": (302, b"", {"Location": "http://169.254.169.254/latest"}),
    "/empty": (200, b"", {}),
    "/short": (200, b"half", {"Content-Length": "100"}),
    "/login": (200, b"<!doctype html>", {"Content-Type": "text/html"}),
    "/download": (200, packages.pdf(), {"Content-Disposition": 'attachment; filename="Golf course.pdf"'}),
    "/": (200, packages.pdf(), {}),
}


class Files(http.server.BaseHTTPRequestHandler):
    """Packages to fetch, and ways in which a server can be of no help."""

    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        status, body, headers = ANSWERS.get(self.path.partition("?")[0], (404, b"", {}))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def files():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
    server.seen = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(tenant, url: str, **body) -> hornbook.ImportJobResultSchema:
    answer = tenant.http.post("/courses/importJobs?courseId=golf", json={"url": url, **body})
    assert answer.status_code == 200
    return tenant.ended(answer.json()["result"])


def refusal(tenant, url: str) -> str:
    with pytest.raises(hornbook.ImportFailed) as failed:
        fetched(tenant, url)
    assert tenant.http.get("/courses/golf").status_code == 404
    return failed.value.job.message


def test_a_package_is_downloaded_and_imported(tenant, files):
    job = fetched(tenant, f"{files.url}/golf.zip?x=1")
    assert job.import_result.course.title == "Fetched"
    assert files.seen[-1] == ("/golf.zip?x=1", None)


def test_a_redirect_is_followed(tenant, files):
    assert fetched(tenant, f"{files.url}/moved").import_result.course.title == "Fetched"


def test_credentials_in_the_url_are_sent_and_never_shown(tenant, files):
    url = f"http://us%40er:pass@127.0.0.1:{files.server_port}"
    fetched(tenant, f"{url}/golf.zip")
    assert files.seen[-1] == ("/golf.zip", "Basic dXNAZXI6cGFzcw==")
    tenant.client.delete_course("golf")
    said = "could not be downloaded: its server answered 404; check the URL"
    assert refusal(tenant, f"{url}/nothing?token=secret") == f"{files.url}/nothing {said}"


def test_a_pdf_takes_its_title_from_the_url(tenant, files):
    job = fetched(tenant, f"{files.url}/Golf%20course.pdf", contentType="application/pdf")
    assert job.import_result.course.title == "Golf course"


def test_a_pdf_takes_its_title_from_the_name_that_its_server_gives_it(tenant, files):
    job = fetched(tenant, f"{files.url}/download?id=1", contentType="application/pdf")
    assert job.import_result.course.title == "Golf course"


def test_credentials_of_a_url_without_a_path_become_no_title(tenant, files):
    job = fetched(tenant, f"http://user:secret@127.0.0.1:{files.server_port}", contentType="application/pdf")
    assert job.import_result.course.title == "media"
    assert "secret" not in tenant.http.get("/courses/golf?includeCourseMetadata=true").text


def test_media_metadata_describes_what_is_fetched(tenant, files):
    metadata = {"title": "A paper", "contentLanguage": "fr"}
    job = fetched(tenant, f"{files.url}/Golf%20course.pdf", contentType="application/pdf", mediaFileMetadata=metadata)
    assert (job.import_result.course.title, job.import_result.course_languages) == ("A paper", ["fr"])


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "its server answered 404"),
        ("/loop", "it redirects more than 5 times"),
        ("/to-file", "must be an absolute http or https URL"),
        ("/to-metadata", "its address is not public"),
        ("/empty", "is empty"),
        ("/short", "could not be downloaded"),
        ("/login", "is a web page (text/html), not a package"),
    ],
)
def test_a_download_that_fails_ends_the_job_in_error_with_the_reason(tenant, files, path, reason, monkeypatch):
    monkeypatch.setattr(fetching, "PAUSES", (0.0, 0.0))
    assert reason in refusal(tenant, files.url + path)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://127.0.0.1/golf.zip", "must be an absolute http or https URL"),
        ("file:///etc/passwd", "must be an absolute http or https URL"),
        ("golf.zip", "must be an absolute http or https URL"),
        ("http://", "must be an absolute http or https URL"),
        ("http://[::1", "is not a URL"),
        ("http://127.0.0.1:x/", "is not a URL"),
        ("http://127.0.0.2/golf.zip", "its address is not public"),
        ("http://[::ffff:127.0.0.2]/golf.zip", "its address is not public"),
        ("http://2130706434/golf.zip", "its address is not public"),
        ("http://0x7f.0.0.2/golf.zip", "its address is not public"),
        ("http://localhost.invalid/golf.zip", "could not be downloaded"),
        ("http://127.0.0.1:1/golf.zip", "could not be downloaded"),
    ],
)
def test_what_may_not_be_fetched_is_accepted_and_then_refused(tenant, url, reason):
    assert reason in refusal(tenant, url)


def test_an_existing_course_is_409_at_once(tenant, files):
    tenant.imported("golf")
    answer = tenant.http.post("/courses/importJobs?courseId=golf", json={"url": f"{files.url}/golf.zip"})
    assert answer.status_code == 409


def test_a_request_without_a_url_is_400(api):
    answer = api.post("/courses/importJobs?courseId=golf", json={})
    assert (answer.status_code, answer.json()["message"]) == (400, 'body: "url" is a required property')


def test_this_machine_may_not_be_fetched_from_unless_allowed(tmp_path, files):
    with running_service(tmp_path / "home", HORNBOOK_FETCH_ALLOW="", HORNBOOK_MAX_UPLOAD="100") as service:
        app_id, secret = service.new_application()
        with hornbook.Client(service.api, app_id=app_id, secret=secret, timeout=WITHIN) as client:
            body = hornbook.models.ImportFetchRequestSchema(url=f"{files.url}/golf.zip")
            job = client.create_fetch_and_import_course_job("golf", body).result
            with pytest.raises(hornbook.ImportFailed, match="its address is not public"):
                client.wait_for_import(job, timeout=WITHIN)


def test_a_download_that_is_too_large_is_refused(tmp_path, files):
    with running_service(tmp_path / "home", HORNBOOK_MAX_UPLOAD="100") as service:
        app_id, secret = service.new_application()
        with hornbook.Client(service.api, app_id=app_id, secret=secret, timeout=WITHIN) as client:
            body = hornbook.models.ImportFetchRequestSchema(url=f"{files.url}/golf.zip")
            job = client.create_fetch_and_import_course_job("golf", body).result
            with pytest.raises(hornbook.ImportFailed, match="is larger than 100 bytes"):
                client.wait_for_import(job, timeout=WITHIN)


def elsewhere(tenant, body: dict):
    return tenant.http.post("/courses/importJobs/noUpload?courseId=golf&tags=a,b", json=body)


def test_an_import_without_upload_fetches_what_its_request_names(tenant, files):
    accepted = elsewhere(tenant, {"fetchRequest": {"url": f"{files.url}/golf.zip"}})
    job = tenant.ended(accepted.json()["result"])
    assert (job.import_result.course.title, job.import_result.course.tags) == ("Fetched", ["a", "b"])


def test_a_media_reference_stays_at_its_url(tenant, files):
    seen = len(files.seen)
    url = f"{files.url}/Golf%20course.mp4?key=1"
    reference = {"url": url, "contentType": "video/mp4", "mediaFileMetadata": {"description": "Long"}}
    accepted = elsewhere(tenant, {"mediaFileReferenceRequest": reference})
    tenant.ended(accepted.json()["result"])
    course = tenant.http.get("/courses/golf?includeCourseMetadata=true").json()
    assert (course["title"], course["courseLearningStandard"]) == ("Golf course", "CMI5")
    assert course["rootActivity"]["children"][0]["href"] == url
    assert course["metadata"]["description"] == "Long"
    assert len(files.seen) == seen


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ({"url": "/film.mp4", "contentType": "video/mp4"}, "absolute http or https URL"),
        ({"url": "javascript:alert(1)", "contentType": "video/mp4"}, "absolute http or https URL"),
        ({"url": "http://[::1", "contentType": "video/mp4"}, "absolute http or https URL"),
        ({"url": "http://user:pw@example.test/a.mp4", "contentType": "video/mp4"}, "has a user name or password"),
        ({"url": "http://example.test/a.swf", "contentType": "application/x-shockwave-flash"}, "cannot be played"),
    ],
)
def test_a_media_reference_that_cannot_be_played_ends_in_error(tenant, reference, reason):
    accepted = elsewhere(tenant, {"mediaFileReferenceRequest": reference})
    with pytest.raises(hornbook.ImportFailed, match=reason):
        tenant.ended(accepted.json()["result"])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "body: exactly one of "),
        ({"fetchRequest": {"url": "http://a/b"}, "connectorReferenceRequest": {}}, "body: exactly one of "),
        ({"connectorReferenceRequest": {"connectorId": "x"}}, "connectorReferenceRequest: Hornbook has no connectors"),
        ({"fetchRequest": {}}, 'body.fetchRequest: "url" is a required property'),
    ],
)
def test_an_import_from_nowhere_is_400(tenant, body, message):
    answer = elsewhere(tenant, body)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)
