"""Requests that no SDK sends: each is answered with a JSON error that names what is wrong."""

import json
import re
from base64 import b64encode

import pytest

from tests.fixtures import packages
from tests.fixtures.raw import conversation, exchange, request

UPLOAD = "/courses/importJobs/upload?courseId=golf"
FORM = {"Content-Type": "multipart/form-data; boundary=x"}


def part(disposition: bytes, content: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (disposition, content)


def file_and(metadata: bytes) -> bytes:
    return (
        part(b"name=contentMetadata", metadata)
        + part(b'name=file; filename="a.zip"', packages.scorm12())
        + b"--x--\r\n"
    )


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        (b'{"a":' + b"[" * 30_000, "is not valid JSON: "),
        (b'{"title": "\\ud800"}', "is not valid JSON: "),
        (b'{"title": "' + b"t" * 1001 + b'"}', ".title: "),
        (b'{"title": "a\\u0000b"}', ".title: "),
        (b'{"title": null}', ".title: null is not of type "),
        (b'{"estimatedDuration": -5}', ".estimatedDuration: -5 is less than the minimum of 0"),
        (b'{"estimatedDuration": 2147483648}', ".estimatedDuration: "),
        (b'{"estimatedDuration": 1.5}', ".estimatedDuration: 1.5 is not of type "),
        (b"[]", ": [] is not of type "),
        (b"\xff", ": is not valid UTF-8"),
        (b" " * 65_536, ": "),
        (b"{" * 2_000_000, ": is larger than 1048576 bytes"),
    ],
)
def test_content_metadata_outside_of_its_schema_is_refused_by_name(api, metadata, reason):
    answer = api.post(UPLOAD, content=file_and(metadata), headers=FORM)
    assert answer.status_code in (400, 413)
    assert answer.json()["message"].startswith("contentMetadata")
    assert reason in answer.json()["message"]


@pytest.mark.parametrize("depth", [300, 1000, 100_000])
def test_a_body_that_is_wrong_and_nested_deeply_is_refused(api, depth):
    answer = api.put("/courses/golf/title", content=b'{"colour": ' + b"[" * depth + b"]" * depth + b"}")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("body: is ")


def test_a_part_header_that_is_no_utf8_is_refused_in_words(api):
    answer = api.post(UPLOAD, content=part(b'name=file; filename="\xe9.zip"', b"PK") + b"--x--\r\n", headers=FORM)
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "The multipart body cannot be read: the header of a part is not UTF-8; write file names so",
    )


def test_a_refusal_does_not_send_a_huge_value_back(api):
    answer = api.put("/courses/golf/title", json={"title": "x" * 1_000_000})
    assert answer.status_code == 400
    message = answer.json()["message"]
    assert message.startswith('body.title: "xxx')
    assert message.endswith('xxx" is longer than 1000 characters')
    assert len(message) < 2_100


@pytest.mark.parametrize("digits", ["99999999999999999999", "-99999999999999999999", "2147483648"])
def test_a_number_beyond_its_range_is_not_said_to_be_no_number(api, digits):
    answer = api.get(f"/courses/golf/versions/{digits}")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(f"versionId: {digits} is ")
    assert "whole number" not in answer.json()["message"]


@pytest.mark.parametrize("body", [b'{"title": "Half', b'{"title": "Half"}'])
def test_a_body_that_breaks_off_changes_nothing(tenant, body):
    tenant.imported("golf")
    head = request("PUT", "/api/v2/courses/golf/title", tenant, f"Content-Length: {len(body) + 1}")
    exchange(tenant, head + body, end=True)
    assert tenant.http.get("/courses/golf").json()["title"] == "Golf Explained"


def test_a_chunked_body_is_read_as_one_with_a_length(tenant):
    tenant.imported("golf")
    body = b'11\r\n{"title": "Parts"\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\n'
    head = request("PUT", "/api/v2/courses/golf/title", tenant, "Transfer-Encoding: chunked")
    assert exchange(tenant, head + body).status == 204
    assert tenant.http.get("/courses/golf").json()["title"] == "Parts"


def test_a_client_that_asks_first_is_told_to_continue(tenant):
    head = request("PUT", "/api/v2/courses/none/title", tenant, "Content-Length: 14", "Expect: 100-continue")
    assert exchange(tenant, head, until=b"\r\n\r\n").status == 100


def test_a_client_that_asks_first_without_credentials_is_told_no(tenant):
    head = b"PUT /api/v2/courses/none/title HTTP/1.1\r\nHost: x\r\nContent-Length: 14\r\nExpect: 100-continue\r\n\r\n"
    assert exchange(tenant, head).status == 401


def test_a_client_that_asks_first_whether_it_may_upload_too_much_is_told_no(tenant):
    named = ("Content-Type: multipart/form-data; boundary=x", f"Content-Length: {11 * 2**30}", "Expect: 100-continue")
    answer = exchange(tenant, request("POST", f"/api/v2{UPLOAD}", tenant, *named))
    sentence = f"The upload is larger than {10 * 2**30} bytes (HORNBOOK_MAX_UPLOAD)."
    assert (answer.status, json.loads(answer.body)["message"]) == (413, sentence)


def test_an_application_id_with_nul_is_401(tenant):
    for user in ("a\0", f"{tenant.id}\0"):
        credentials = b64encode(f"{user}:{tenant.secret}".encode()).decode()
        assert tenant.http.get("/ping", auth=None, headers={"Authorization": f"Basic {credentials}"}).status_code == 401


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /api/v2/courses/\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /api/v2/courses/" + b"x" * 66_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"FETCH /api/v2/ping HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PUT /api/v2/ping HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_is_refused_in_json(tenant, sent):
    answer = exchange(tenant, sent)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/json")
    assert json.loads(answer.body)["message"].startswith("The HTTP request cannot be read: ")


@pytest.mark.parametrize("line", [b"X: " + b"x" * 300_000, b"X: x\r\n" * 60_000])
def test_a_head_without_end_is_refused(tenant, line):
    answer = exchange(tenant, b"GET /api/v2/ping HTTP/1.1\r\nHost: x\r\n" + line)
    assert (answer.status, json.loads(answer.body)["message"]) == (431, "The head has more than 262144 bytes.")


def test_a_head_that_ends_in_the_piece_that_makes_it_too_long_is_refused(tenant):
    answer = exchange(tenant, request("GET", "/api/v2/ping", tenant, "X: " + "x" * 262_144))
    assert (answer.status, json.loads(answer.body)["message"]) == (431, "The head has more than 262144 bytes.")


def test_requests_of_one_connection_each_have_a_head_of_their_own(tenant):
    long_, last = (
        request("GET", "/api/v2/ping", tenant, "X: " + "x" * 100_000, f"Connection: {connection}")
        for connection in ("keep-alive", "close")
    )
    body = b'{"title": "' + b"x" * 500_000 + b'"}'
    put = request("PUT", "/api/v2/courses/none/title", tenant, f"Content-Length: {len(body)}") + body
    received = conversation(tenant, long_ + put + long_ + last)
    assert re.findall(rb"HTTP/1\.1 (\d+)", received) == [b"200", b"400", b"200", b"200"]


def test_a_request_for_a_web_socket_is_an_ordinary_request(tenant):
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eA==")
    assert exchange(tenant, request("GET", "/api/v2/ping", tenant, *upgrade)).status == 200
    assert exchange(tenant, request("GET", "/api/v2/nope", tenant, *upgrade)).status == 404


def test_the_deepest_tree_that_imports_is_answered_within_the_contract(tenant):
    """Of the 200 levels that a manifest may have, four are around its items and one is in the last of them."""
    items = '<item identifier="I" identifierref="RES1"><title>t</title>' * 196 + "</item>" * 196
    manifest = packages.manifest(
        packages.organization("Deep", items), packages.resources(packages.resource(1, "1.html"))
    )
    tenant.imported("deep", packages.with_manifest(manifest, "1.html"))
    answer = tenant.http.get("/courses/deep")
    assert (answer.status_code, answer.text.count('"children"')) == (200, 197)
