"""Results of handlers as responses, encoded once."""

import logging
from typing import Any, NamedTuple

import msgspec

from hornbook_server.contract.schemas import Json, compile_schema, resolve
from hornbook_server.handlers.wire import Answer

_JSON = (b"content-type", b"application/json")
_encode = msgspec.json.Encoder().encode
_log = logging.getLogger("hornbook.contract")


class Reply(NamedTuple):
    status: int
    body: bytes
    headers: list[tuple[bytes, bytes]]


class ReplyForm:
    """The success response of one operation; `validate` checks each body against the spec before it leaves."""

    def __init__(self, document: Json, responses: Json, *, validate: bool) -> None:
        self._status = next(int(code) for code in responses if code.startswith("2"))
        content = resolve(document, responses[str(self._status)]).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        self._validator = compile_schema(document, schema) if validate and schema else None

    def make(self, result: msgspec.Struct | Answer | None) -> Reply:
        """Raises ValueError where the body is not what the spec says."""
        if result is None:
            if self._validator is not None:
                raise ValueError("the response is not what the spec says: it has no body")
            return Reply(self._status, b"", [])
        extra: tuple[tuple[bytes, bytes], ...] = ()
        if isinstance(result, Answer):
            result, extra = result
        if self._validator is not None:
            self._check(msgspec.to_builtins(result))
        body = _encode(result)
        return Reply(self._status, body, [_JSON, (b"content-length", str(len(body)).encode()), *extra])

    def _check(self, value: Any) -> None:
        assert self._validator is not None
        if not self._validator.is_valid(value):
            faults = "; ".join(str(error) for error in self._validator.iter_errors(value))
            raise ValueError(f"the response is not what the spec says: {faults}")


def refusal(status: int, body: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Reply:
    return Reply(status, body, [_JSON, (b"content-length", str(len(body)).encode()), *headers])
