"""Statements with their attachments as multipart/mixed (xAPI 1.0.3 Communication, 1.5.2)."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.message import Message
from email.utils import format_datetime
from typing import Any

import orjson

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import Json, attachments_in
from hornbook_server.lrs.messages import Reply
from hornbook_server.storage.attachments import Attached

_JSON = "application/json"
_HASHES = {56: hashlib.sha224, 64: hashlib.sha256, 96: hashlib.sha384, 128: hashlib.sha512}
_LINE = re.compile(r"\r?\n")

encode = orjson.dumps


def split(content_type: str, body: bytes) -> tuple[bytes, Mapping[str, Attached]]:
    """The JSON of a request, and the attachments after it by their SHA-2. Raises Invalid."""
    kind, boundary = _kind(content_type)
    if kind == _JSON:
        return body, {}
    if kind != "multipart/mixed":
        raise Invalid(f"Content-Type: must be {_JSON} or multipart/mixed, not {kind}")
    if not boundary:
        raise Invalid("Content-Type: multipart/mixed names no boundary")
    first, *others = _parts(body, boundary)
    if _kind(first[0].get("content-type", ""))[0] != _JSON:
        raise Invalid(f"body: the first part must be {_JSON}, the statements")
    return first[1], dict(_attached(headers, data) for headers, data in others)


def reply(body: bytes, attached: Iterable[Attached], headers: tuple[tuple[str, str], ...]) -> Reply:
    """The JSON as the first part, and the attachments."""
    boundary = secrets.token_hex(16)
    parts = [_part(boundary, {"Content-Type": _JSON}, body)]
    for each in attached:
        own = {
            "Content-Type": each.content_type,
            "Content-Transfer-Encoding": "binary",
            "X-Experience-API-Hash": each.sha2,
        }
        parts.append(_part(boundary, own, each.data))
    whole = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return Reply(body=whole, content_type=f'multipart/mixed; boundary="{boundary}"', headers=headers)


def check_attachments(statement: Json, attached: Mapping[str, Attached]) -> None:
    """Raises Invalid for an attachment that was neither sent nor is to be found elsewhere."""
    for attachment in attachments_in(statement):
        sent = attached.get(attachment["sha2"])
        if sent is None and "fileUrl" not in attachment:
            raise Invalid(
                f"attachments: [{attachment['sha2']}] has no fileUrl, and no part of the request has it as its "
                "X-Experience-API-Hash; send it beside the statement as multipart/mixed"
            )


def check_all_used(statements: Iterable[Json], attached: Mapping[str, Attached]) -> None:
    """Raises Invalid for a part that belongs to no statement."""
    named = {attachment["sha2"] for statement in statements for attachment in attachments_in(statement)}
    for sha2 in attached.keys() - named:
        raise Invalid(f"X-Experience-API-Hash: no statement has an attachment with the sha2 [{sha2}]")


def http_date(time: datetime) -> str:
    return format_datetime(time.replace(microsecond=0), usegmt=True)


def _kind(content_type: str) -> tuple[str, str]:
    """The media type in small letters, and its boundary."""
    if content_type == _JSON:
        return _JSON, ""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_type() if content_type else "", str(message.get_param("boundary", "") or "")


def _parts(body: bytes, boundary: str) -> list[tuple[dict[str, str], bytes]]:
    """Headers by name in small letters and content of each part (RFC 2046, 5.1.1)."""
    mark = b"--" + boundary.encode()
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):  # noqa: PLR2004 before, a part, after
        raise Invalid("body: is not multipart/mixed with the boundary that Content-Type names, or is cut off")
    return [_headers_and_content(piece) for piece in pieces[1:-1]]


def _headers_and_content(piece: bytes) -> tuple[dict[str, str], bytes]:
    head, separator, content = piece.partition(b"\r\n\r\n")
    if not separator:
        raise Invalid("body: a part has no empty line after its headers")
    lines = (line.partition(":") for line in _LINE.split(head.decode("latin1")) if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in lines}, content


def _attached(headers: Mapping[str, str], data: bytes) -> tuple[str, Attached]:
    given = headers.get("x-experience-api-hash", "")
    if headers.get("content-transfer-encoding", "").lower() != "binary":
        raise Invalid("Content-Transfer-Encoding: must be binary in every part but the first")
    algorithm = _HASHES.get(len(given))
    if algorithm is None or algorithm(data).hexdigest() != given.lower():
        raise Invalid(f"X-Experience-API-Hash: [{given}] is not the SHA-2 of its part, in hex")
    content_type = headers.get("content-type", "application/octet-stream")
    return given, Attached(sha2=given, content_type=content_type, data=data)


def _part(boundary: str, headers: Mapping[str, Any], data: bytes) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"--{boundary}\r\n{head}\r\n".encode("latin1", "replace") + data + b"\r\n"
