"""One request as a value, and how its parts are written on the wire."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote

import httpx
import msgspec
from msgspec import Struct

from hornbook.upload import Upload

Scalar = str | bool | int | float | datetime
Query = Mapping[str, Scalar | Sequence[str] | None]


class Call(Struct, frozen=True, kw_only=True):
    """`path` is encoded and relative to the base URL; what is None is not sent."""

    method: str
    path: str
    query: Query = {}
    headers: Mapping[str, Scalar | None] = {}
    json: Struct | None = None
    form: Mapping[str, Scalar | None] = {}
    files: Mapping[str, Upload | None] = {}

    def request(self, http: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        headers = {name: _text(value) for name, value in self.headers.items() if value is not None}
        content = None
        if self.json is not None:
            content = msgspec.json.encode(self.json)
            headers["Content-Type"] = "application/json"
        return http.build_request(
            self.method,
            self.path + _query(self.query),
            headers=headers,
            content=content,
            data={name: _text(value) for name, value in self.form.items() if value is not None},
            files={name: _part(upload) for name, upload in self.files.items() if upload is not None},
        )


def segment(value: str | int) -> str:
    """One segment of a path. Dots alone are encoded too: `..` would climb."""
    text = str(value)
    if not text:
        raise ValueError("an id in the path is empty; it needs at least one character")
    return text.replace(".", "%2E") if text in (".", "..") else quote(text, safe="")


def _query(parameters: Query) -> str:
    pairs = [f"{quote(name)}={_value(value)}" for name, value in parameters.items() if value is not None]
    return "?" + "&".join(pairs) if pairs else ""


def _value(value: Scalar | Sequence[str]) -> str:
    """Commas between the values of a list stay bare, commas inside a value are encoded."""
    if isinstance(value, str | bool | int | float | datetime):
        return quote(_text(value), safe="")
    return ",".join(quote(item, safe="") for item in value)


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _instant(value)
    return str(value)


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; use for instance datetime.now(UTC)")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _part(upload: Upload) -> tuple[str, bytes, str]:
    # httpx wants little of a file (read, seek, tell) and much in its types.
    return upload.filename, cast("bytes", upload), upload.content_type
