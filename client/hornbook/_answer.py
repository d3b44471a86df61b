"""What an answer means: a typed value, or an error of `errors`."""

from typing import Any, TypeVar

import httpx
import msgspec

from hornbook.errors import BY_STATUS, ApiError, ServerError, UnexpectedAnswer

T = TypeVar("T")

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_SERVER_ERRORS = range(500, 600)
_LONGEST_FOREIGN_TEXT = 200


def raise_for(response: httpx.Response) -> None:
    """Raises the ApiError of an answer that is no success; its body has been read."""
    if response.is_success:
        return
    status = response.status_code
    fallback = ServerError if status in _SERVER_ERRORS else ApiError
    raise BY_STATUS.get(status, fallback)(status, _message(response), response.content)


def decoded(response: httpx.Response, kind: type[T]) -> T:
    raise_for(response)
    try:
        return _decode(response.content, kind)
    except _UNREADABLE as error:
        message = f"{response.request.method} {response.request.url} did not answer a {kind.__name__}: {error}"
        raise UnexpectedAnswer(response.status_code, message, response.content) from error


def _decode(body: bytes, kind: type[T]) -> T:
    """SCORM Cloud means the same by null as by leaving a member out; the models know only the latter."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError:
        return msgspec.convert(_without_nulls(msgspec.json.decode(body)), kind)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(member) for key, member in value.items() if member is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _message(response: httpx.Response) -> str:
    """The documented key is `message`, SCORM Cloud itself has been seen to use `error`."""
    try:
        document = msgspec.json.decode(response.content)
    except _UNREADABLE:
        document = None
    if isinstance(document, dict):
        for key in ("message", "error"):
            if isinstance(document.get(key), str):
                return str(document[key])
    return response.text.strip()[:_LONGEST_FOREIGN_TEXT] or response.reason_phrase
