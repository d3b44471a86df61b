"""postbackUrl, by a caller and a receiver that know nothing of each other's insides."""

import json
from urllib.parse import quote

import pytest
from standardwebhooks.webhooks import Webhook

from hornbook_server.services.postback_signature import postback_secret
from tests.fixtures import packages
from tests.fixtures.waiting import until
from tests.fixtures.web import response, serving


@pytest.fixture
def receiver():
    with serving(lambda _: response(200)) as site:
        yield site


def upload(tenant, postback_url, package=None):
    query = f"courseId=golf&postbackUrl={quote(postback_url, safe='')}"
    files = {"file": ("golf.zip", packages.scorm12("Golf") if package is None else package)}
    return tenant.http.post(f"/courses/importJobs/upload?{query}", files=files)


def test_the_end_of_an_upload_is_posted_signed_and_as_the_job_is_read(tenant, service, receiver):
    job_id = upload(tenant, f"http://golf:s3cret@127.0.0.1:{receiver.port}/done?course=1").json()["result"]
    (request,) = until(lambda: receiver.seen)
    secret = postback_secret(service.hornbook.secret_key, tenant.id)
    posted = Webhook(secret).verify(request.body, request.headers)
    assert posted == tenant.http.get(f"/courses/importJobs/{job_id}").json()
    assert (posted["status"], posted["importResult"]["course"]["title"]) == ("COMPLETE", "Golf")
    assert (request.path, request.headers["authorization"]) == ("/done?course=1", "Basic Z29sZjpzM2NyZXQ=")


def test_credentials_of_the_receiver_are_in_no_answer(tenant, receiver):
    accepted = upload(tenant, f"http://golf:s3cret@127.0.0.1:{receiver.port}/done")
    until(lambda: receiver.seen)
    answers = [
        accepted,
        tenant.http.get(f"/courses/importJobs/{accepted.json()['result']}"),
        tenant.http.get("/courses"),
    ]
    assert "s3cret" not in "".join(answer.text for answer in answers) + receiver.seen[0].body.decode()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/courses/importJobs", {"url": "http://127.0.0.1:1/golf.zip"}),
        ("/courses/importJobs/noUpload", {"fetchRequest": {"url": "http://127.0.0.1:1/golf.zip"}}),
    ],
)
def test_the_end_of_every_kind_of_import_is_posted(tenant, receiver, path, body):
    answer = tenant.http.post(path, params={"courseId": "golf", "postbackUrl": receiver.url}, json=body)
    (request,) = until(lambda: receiver.seen)
    posted = json.loads(request.body)
    assert (posted["jobId"], posted["status"]) == (answer.json()["result"], "ERROR")
    assert "could not be downloaded: Connection refused" in posted["message"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("done", "must be an absolute http or https URL"),
        ("/done", "must be an absolute http or https URL"),
        ("ftp://golf:s3cret@lms.test/done", "must be an absolute http or https URL"),
        ("javascript:alert('s3cret')", "must be an absolute http or https URL"),
        ("http://", "must be an absolute http or https URL"),
        ("http://golf:s3cret@[::1/", "is not a URL"),
        ("http://golf:s3cret@lms.test:x/", "is not a URL"),
        ("http://golf:s3cret@lms.test:0/", "port 0 cannot be connected to"),
        ("http://golf:s3cret@lms..test/", "its host is not a host name"),
        ("http://golf:s3cret@lms.test/\r\nX: y", "is not a URL: it has control characters"),
    ],
)
def test_a_url_that_cannot_be_called_is_400_and_not_repeated(tenant, url, reason):
    answer = upload(tenant, url)
    assert (answer.status_code, answer.json()["message"]) == (400, f"postbackUrl: {reason}")


def test_an_empty_postback_url_is_none(tenant):
    job_id = upload(tenant, "").json()["result"]
    assert tenant.ended(job_id).status == "COMPLETE"


def test_whether_the_receiver_may_be_called_is_no_matter_for_the_caller(tenant):
    job_id = upload(tenant, "http://10.0.0.1/done").json()["result"]
    assert tenant.ended(job_id).status == "COMPLETE"
