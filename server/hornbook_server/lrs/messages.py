"""Requests as the resources see them, and replies."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import orjson
from msgspec import Struct

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import Json, is_newer, moment_of

VERSIONS = ("1.0.3", "2.0.0")
_VERSION = re.compile(r"(1\.0|2\.0)(\.\d+)?")
_OLDEST = "1.0"
_BEFORE_HEADERS = "0.9"
_FORM = "application/x-www-form-urlencoded"
_HEADERS_OF_FORMS = (
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "content-type",
    "content-length",
    "content-transfer-encoding",
    "if-match",
    "if-none-match",
    "x-experience-api-version",
)


class Request(Struct, frozen=True, kw_only=True):
    """`headers` by name in small letters; `version` as xAPI's clients say it."""

    method: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    version: str = ""

    def allow(self, *names: str, required: tuple[str, ...] = ()) -> None:
        """Raises Invalid for parameters that are not known here, and for those that are missing."""
        for name in self.parameters:
            if name not in names and name not in required:
                known = ", ".join((*required, *names)) or "none"
                raise Invalid(f"{name}: is not a parameter of this resource; it takes {known} (capitals count)")
        for name in required:
            if name not in self.parameters:
                raise Invalid(f"{name}: is required")

    def flag(self, name: str) -> bool:
        text = self.parameters.get(name, "false")
        if text not in ("true", "false"):
            raise Invalid(f"{name}: must be true or false, not [{text}]")
        return text == "true"

    def time(self, name: str) -> datetime | None:
        if name not in self.parameters:
            return None
        try:
            return moment_of(self.parameters[name])
        except ValueError:
            raise Invalid(f"{name}: [{self.parameters[name]}] is no ISO 8601 time") from None


class Reply(Struct, frozen=True, kw_only=True):
    """`headers` beyond those that every reply has."""

    status: int = 200
    body: bytes = b""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def json_reply(value: Json | list[Any], *headers: tuple[str, str]) -> Reply:
    return Reply(body=orjson.dumps(value), content_type="application/json", headers=headers)


def no_content() -> Reply:
    return Reply(status=204)


def request_from(method: str, query: bytes, headers: Mapping[str, str], body: bytes) -> Request:
    """The request that was meant: a form may carry another one (Communication, 1.3). Raises Invalid."""
    given = _pairs(query, "the query")
    if method == "POST" and "method" in given:
        return _from_form(given, headers, body)
    return Request(method=method, parameters=given, headers=headers, body=body)


def version_of(headers: Mapping[str, str]) -> str:
    """The version of xAPI that the client speaks. Raises Invalid."""
    version = headers.get("x-experience-api-version", "")
    if not _VERSION.fullmatch(version):
        spoken = ", ".join(VERSIONS)
        raise Invalid(f"X-Experience-API-Version: must be one of {spoken}, not [{version}]")
    return version


def answered_version(version: str) -> str:
    """Of two that are spoken, the one asked for. Who asks for none speaks 0.9, which had no header."""
    if not version:
        return _BEFORE_HEADERS
    return VERSIONS[0] if version.startswith(_OLDEST) else VERSIONS[1]


def _from_form(given: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Request:
    if len(given) > 1:
        raise Invalid("method: must be the only parameter of the address, the others belong in the form")
    if headers.get("content-type", "").partition(";")[0].strip().lower() not in (_FORM, ""):
        raise Invalid(f"Content-Type: a request in a form is {_FORM}")
    form = _pairs(body, "the form")
    content = form.pop("content", "")
    moved = {name.lower(): value for name, value in form.items() if name.lower() in _HEADERS_OF_FORMS}
    parameters = {name: value for name, value in form.items() if name.lower() not in _HEADERS_OF_FORMS}
    own = {name: value for name, value in headers.items() if name not in ("content-type", "content-length")} | moved
    if is_newer(own.get("x-experience-api-version", "")):
        raise Invalid("method: is no parameter of xAPI 2.0, which has no requests in forms")
    if content:
        own.setdefault("content-type", "application/json")
    return Request(method=given["method"].upper(), parameters=parameters, headers=own, body=content.encode())


def _pairs(text: bytes, place: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Invalid(f"{place}: is not form-encoded UTF-8 of at most 100 fields") from None
    found = dict(pairs)
    if len(found) < len(pairs):
        doubled = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise Invalid(f"{doubled}: is given more than once")
    return found
