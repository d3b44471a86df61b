"""Attachments and signatures (xAPI 1.0.3 Data, 2.4.11, 2.6 and Communication, 1.5.2)."""

import email
import json
from email.policy import HTTP

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

from tests.fixtures.records import described, mixed, statement, verb

DATA = bytes(range(256)) + b"\r\n--boundary-like\r\n\n"
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


def parts_of(answer):
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    return email.message_from_bytes(head + answer.content, policy=HTTP).get_payload()


def test_an_attachment_comes_back_byte_for_byte(store):
    sent = statement(attachments=[described(DATA)])
    assert store.post("/statements", **mixed(sent, DATA)).json() == [sent["id"]]
    answer = store.get("/statements", params={"statementId": sent["id"], "attachments": "true"})
    assert answer.headers["content-type"].startswith("multipart/mixed; boundary=")
    head, _, rest = answer.content.partition(
        b"X-Experience-API-Hash: " + described(DATA)["sha2"].encode() + b"\r\n\r\n"
    )
    assert json.loads(parts_of(answer)[0].get_payload())["id"] == sent["id"]
    assert b"Content-Type: image/x-thing\r\nContent-Transfer-Encoding: binary\r\n" in head
    assert rest.startswith(DATA + b"\r\n--")


def test_a_list_with_attachments_has_each_once(store):
    both = [statement(attachments=[described(DATA)]) for _ in range(2)]
    store.post("/statements", **mixed(both, DATA)).raise_for_status()
    parts = parts_of(store.get("/statements", params={"attachments": "true"}))
    assert [part.get_content_type() for part in parts] == ["application/json", "image/x-thing"]
    assert len(json.loads(parts[0].get_payload())["statements"]) == 2


def test_an_attachment_that_is_found_elsewhere_need_not_be_sent(store):
    sent = statement(attachments=[described(DATA, fileUrl="https://example.com/certificate")])
    assert store.post("/statements", json=sent).status_code == 200


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"json": statement(attachments=[described(DATA)])}, "attachments: ["),
        (mixed(statement(), DATA), "X-Experience-API-Hash: no statement has an attachment"),
        (mixed(statement(attachments=[described(DATA)]), DATA, hashed="0" * 64), "X-Experience-API-Hash: ["),
        (mixed(statement(attachments=[described(DATA)]), DATA, encoding="base64"), "Content-Transfer-Encoding:"),
        (
            {"content": b"--edge--", "headers": {"Content-Type": "multipart/mixed; boundary=edge"}},
            "body: is not multipart",
        ),
        ({"content": b"x", "headers": {"Content-Type": "multipart/mixed"}}, "Content-Type: multipart/mixed names no"),
        ({"content": b"x", "headers": {"Content-Type": "text/plain"}}, "Content-Type: must be application/json or"),
    ],
)
def test_a_bad_attachment_is_named_and_nothing_is_stored(store, sent, message):
    answer = store.post("/statements", **sent)
    assert (answer.status_code, answer.json()["message"][: len(message)]) == (400, message)
    assert store.get("/statements").json()["statements"] == []


KEY = RSAKey.generate_key(2048)


def signed(said, key=KEY, algorithm="RS256"):
    allowed = [algorithm]
    return jws.serialize_compact({"alg": algorithm}, json.dumps(said).encode(), key, algorithms=allowed).encode()


def with_signature(said, signature, **members):
    own = {"usageType": SIGNATURE, "contentType": "application/octet-stream"} | members
    return mixed(said | {"attachments": [described(signature, **own)]}, signature)


def test_a_signed_statement_is_stored(store):
    said = statement(result={"duration": "PT1.23456S"})
    assert store.post("/statements", **with_signature(said, signed(said))).status_code == 200


def test_a_signature_that_is_none_or_of_something_else_is_refused(store):
    said = statement()
    wrong = [
        with_signature(said, signed(said | {"verb": verb("failed")})),
        with_signature(said, signed(said), contentType="text/plain"),
        with_signature(said, b"no signature"),
        with_signature(said, signed("text")),
        with_signature(said, signed(said, OctKey.generate_key(256), "HS256")),
    ]
    answers = [store.post("/statements", **each) for each in wrong]
    assert [answer.status_code for answer in answers] == [400] * len(wrong)
    assert {answer.json()["message"].partition(":")[0] for answer in answers} == {"attachments"}
