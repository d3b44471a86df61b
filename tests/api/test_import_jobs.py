import json
import threading

import pytest

import hornbook
from tests.conftest import import_bytes
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN

ENDS_EARLY = "it ends before its last boundary; send all of it, with the boundary that Content-Type names"


def upload(api, course_id: str, package: bytes, *, headers=None, name="package.zip", data=None, **query):
    return api.post(
        "/courses/importJobs/upload",
        params={"courseId": course_id, **query},
        files={"file": (name, package, "application/zip")},
        data=data,
        headers=headers,
    )


def test_an_upload_becomes_a_course(tenant):
    package = packages.scorm12("Golf Explained")
    accepted = upload(tenant.http, "golf", package)
    assert accepted.status_code == 200
    assert accepted.json().keys() == {"result"}
    job = tenant.ended(accepted.json()["result"])
    answer = tenant.http.get(f"/courses/importJobs/{job.job_id}").json()
    assert answer | {"importResult": ...} == {
        "jobId": accepted.json()["result"],
        "status": "COMPLETE",
        "message": "Import Successful",
        "progress": {"stage": "DONE", "bytesDone": len(package), "bytesTotal": len(package), "percent": 100},
        "importResult": ...,
    }
    result = answer["importResult"]
    assert result["webPathToCourse"] == f"/courses/{tenant.id}/golf/0"
    assert result["parserWarnings"] == []
    course = tenant.http.get("/courses/golf").json()
    assert result["course"] == course | {"metadata": {}}
    assert course["xapiActivityId"] == course["activityId"] == f"urn:hornbook:{tenant.id}:golf"


@pytest.mark.parametrize(
    ("standard", "package", "name", "kind"),
    [
        ("SCORM11", packages.scorm11(), "a.zip", None),
        ("SCORM12", packages.scorm12(), "a.zip", None),
        ("SCORM20042NDEDITION", packages.scorm2004(edition="CAM 1.3"), "a.zip", None),
        ("SCORM20043RDEDITION", packages.scorm2004(edition="2004 3rd Edition"), "a.zip", None),
        ("SCORM20044THEDITION", packages.scorm2004(edition="2004 4th Edition"), "a.zip", None),
        ("AICC", packages.aicc(), "a.zip", None),
        ("XAPI", packages.xapi(), "a.zip", None),
        ("CMI5", packages.cmi5(), "a.zip", None),
        ("CMI5", packages.pdf(), "Golf Explained.pdf", "application/pdf"),
        ("CMI5", packages.mp4(), "Golf Explained.mp4", "video/mp4"),
        ("CMI5", packages.mp3(), "Golf Explained.mp3", "audio/mpeg"),
    ],
)
def test_every_standard_imports(tenant, standard, package, name, kind):
    headers = {"uploadedContentType": kind} if kind else {}
    accepted = upload(tenant.http, "golf", package, name=name, headers=headers)
    tenant.ended(accepted.json()["result"])
    course = tenant.http.get("/courses/golf").json()
    assert (course["courseLearningStandard"], course["title"]) == (standard, "Golf Explained")


def test_the_activity_id_is_the_packages_own_where_it_has_one(tenant):
    tenant.imported("golf", packages.cmi5(course_id="http://example.test/golf"))
    assert tenant.http.get("/courses/golf").json()["xapiActivityId"] == "http://example.test/golf"


def test_content_metadata_describes_a_media_file(tenant):
    data = {"contentMetadata": json.dumps({"title": "A film", "description": "Long", "contentLanguage": "fr"})}
    accepted = upload(
        tenant.http, "film", packages.mp4(), name="x.mp4", headers={"uploadedContentType": "video/mp4"}, data=data
    )
    job = tenant.ended(accepted.json()["result"])
    course = tenant.http.get("/courses/film?includeCourseMetadata=true").json()
    assert (course["title"], course["metadata"]["description"]) == ("A film", "Long")
    assert job.import_result.course_languages == ["fr"]


def test_an_existing_course_is_409_at_once_unless_a_new_version_may_be_made(tenant):
    tenant.imported("golf")
    refused = upload(tenant.http, "golf", packages.scorm12())
    assert refused.status_code == 409
    assert refused.json()["message"].startswith("Course [golf] already exists")
    assert upload(tenant.http, "golf", packages.scorm12(), mayCreateNewVersion="True").status_code == 200


def test_may_create_new_version_changes_nothing_for_a_new_course(tenant):
    assert tenant.imported("golf", may_create_new_version=True).version == 0


def test_tags_given_at_import_are_the_courses(tenant):
    accepted = upload(tenant.http, "golf", packages.scorm12(), tags="blue,green")
    tenant.ended(accepted.json()["result"])
    assert tenant.http.get("/courses/golf").json()["tags"] == ["blue", "green"]
    for query, found in [("tags=blue", 1), ("tags=red,green", 1), ("tags=blu", 0), ("filterBy=tags&filter=REEN", 1)]:
        assert len(tenant.http.get(f"/courses?{query}").json()["courses"]) == found


@pytest.mark.parametrize(
    ("package", "part"),
    [
        (b"not a zip", "zip"),
        (packages.archive({"readme.txt": "nothing"}), ""),
        (packages.scorm12()[:-30], "zip"),
        (packages.archive({"imsmanifest.xml": "<manifest"}), "imsmanifest.xml"),
    ],
)
def test_a_package_that_cannot_be_read_ends_the_job_in_error_with_the_reason(tenant, package, part):
    accepted = upload(tenant.http, "golf", package)
    with pytest.raises(hornbook.ImportFailed) as failed:
        tenant.ended(accepted.json()["result"])
    answer = tenant.http.get(f"/courses/importJobs/{accepted.json()['result']}")
    assert (answer.status_code, answer.json()["status"]) == (200, "ERROR")
    assert part in answer.json()["message"]
    assert answer.json()["message"] in str(failed.value)
    assert tenant.http.get("/courses/golf").status_code == 404


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ({"params": {}, "files": {"file": b"x"}}, 400, "courseId: is required"),
        ({"params": {"courseId": ""}, "files": {"file": b"x"}}, 400, "courseId: "),
        ({"params": {"courseId": "a\x00b"}, "files": {"file": b"x"}}, 400, "courseId: "),
        ({"params": {"courseId": "a"}}, 400, "file: is required"),
        ({"params": {"courseId": "a"}, "files": {"other": b"x"}}, 400, "file: is required"),
        ({"params": {"courseId": "a"}, "files": {"file": b""}}, 400, "file: is empty"),
        (
            {"params": {"courseId": "a"}, "files": [("file", b"x"), ("file", b"y")]},
            400,
            "file: is given more than once",
        ),
        ({"params": {"courseId": "a"}, "json": {}}, 415, "Content-Type application/json is not supported"),
        (
            {"params": {"courseId": "a", "mayCreateNewVersion": "x"}, "files": {"file": b"x"}},
            400,
            "mayCreateNewVersion: ",
        ),
    ],
)
def test_an_upload_that_lacks_something_names_it(api, arguments, status, message):
    answer = api.post("/courses/importJobs/upload", **arguments)
    assert answer.status_code == status
    assert answer.json()["message"].startswith(message)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", ENDS_EARLY),
        (b"junk", ENDS_EARLY),
        (b"--x\r\n", ENDS_EARLY),
        (b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nab", ENDS_EARLY),
        (
            b"--x\nContent-Disposition: form-data; name=file\n\nab\n--x--\n",
            "Invalid line break after first boundary; let a library write it",
        ),
        (
            b"--x\r\nContent-Disposition: form-data; name=other\r\n\r\n\r\n" * 33 + b"--x--\r\n",
            "it has more than 32 parts; send the file and what goes with it alone",
        ),
    ],
)
def test_a_broken_multipart_body_is_400_with_the_reason_and_what_to_do(api, body, reason):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = api.post("/courses/importJobs/upload?courseId=a", content=body, headers=headers)
    assert (answer.status_code, answer.json()["message"]) == (400, f"The multipart body cannot be read: {reason}")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary="])
def test_multipart_without_a_boundary_is_400(api, kind):
    answer = api.post("/courses/importJobs/upload?courseId=a", content=b"x", headers={"Content-Type": kind})
    sentence = "Content-Type: multipart/form-data has no boundary; let the library that writes the body set the header"
    assert (answer.status_code, answer.json()["message"]) == (400, sentence)


def test_a_file_without_a_name_imports_as_the_javascript_sdk_sends_it(tenant):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\n'
        + packages.scorm12()
        + b"\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    accepted = tenant.http.post("/courses/importJobs/upload?courseId=a", content=body, headers=headers)
    assert tenant.ended(accepted.json()["result"]).status == "COMPLETE"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("filename=\"=?utf-8?B?R8O2bGYucGRm?=\"; filename*=utf-8''G%C3%B6lf.pdf", "Gölf"),
        ("FILENAME*=UTF-8''Golf%20%22course%22.pdf", 'Golf "course"'),
    ],
)
def test_a_file_is_named_as_dotnet_and_older_clients_encode_it(tenant, name, title):
    head = f'--x\r\nContent-Disposition: form-data; name="file"; {name}\r\nContent-Type: application/pdf\r\n\r\n'
    accepted = tenant.http.post(
        "/courses/importJobs/upload?courseId=a",
        content=head.encode() + packages.pdf() + b"\r\n--x--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x", "uploadedContentType": "application/pdf"},
    )
    assert tenant.ended(accepted.json()["result"]).import_result.course.title == title


def test_a_refused_upload_leaves_nothing_in_the_store(service, tenant):
    def blobs() -> set[str]:
        return set(service.hornbook.blobs.list_older(service.hornbook.now()))

    tenant.imported("golf")
    before = blobs()
    assert upload(tenant.http, "golf", packages.scorm12()).status_code == 409
    assert upload(tenant.http, "tennis", packages.scorm12(), data={"contentMetadata": "{"}).status_code == 400
    assert upload(tenant.http, "x" * 256, packages.scorm12()).status_code == 400
    assert blobs() == before


def test_an_unknown_job_and_another_applications_job_are_404(new_tenant):
    one, other = new_tenant(), new_tenant()
    job = upload(one.http, "golf", packages.scorm12()).json()["result"]
    for client, number in [(one.http, "none"), (other.http, job)]:
        answer = client.get(f"/courses/importJobs/{number}")
        assert answer.status_code == 404
        assert answer.json()["message"] == f"Could not find import job [{number}]"


def test_of_many_imports_of_one_new_course_exactly_one_wins(new_tenant):
    tenant = new_tenant()
    outcomes: list[str] = []

    def one() -> None:
        own = hornbook.Client(str(tenant.http.base_url), app_id=tenant.id, secret=tenant.secret, timeout=WITHIN)
        try:
            with own as client:
                outcomes.append(f"version {import_bytes(client, 'golf', packages.scorm12()).version}")
        except hornbook.Conflict:
            outcomes.append("refused")
        except hornbook.ImportFailed as failed:
            outcomes.append("refused" if "Course [golf] already exists" in str(failed) else str(failed))

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 5 + ["version 0"]
