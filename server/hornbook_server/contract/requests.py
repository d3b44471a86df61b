"""Bodies of requests: JSON and forms, read within limits and checked against the spec."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol
from urllib.parse import parse_qsl

import msgspec
import orjson
from connexion.decorators.parameter import pythonic
from multipart import parse_options_header

from hornbook_contract import models
from hornbook_server.contract.parameters import Parameter, compile_parameter
from hornbook_server.contract.refusals import Refused
from hornbook_server.contract.schemas import Json, compile_schema, complaint, resolve
from hornbook_server.handlers.wire import parse_date

LIMIT = 2**20

Headers = Iterable[tuple[bytes, bytes]]
Receive = Callable[[], Awaitable[Any]]


class Body(Protocol):
    """How one operation's request body becomes arguments of its handler."""

    async def read(self, headers: Headers, receive: Receive) -> dict[str, Any]:
        """Raises Refused 400, 413 or 415."""


class JsonReader:
    """Reads JSON of one schema as its generated model."""

    def __init__(self, document: Json, schema: Json) -> None:
        self._validator = compile_schema(document, schema, formats={"date-time": _is_date})
        self._model: type[msgspec.Struct] = getattr(models, schema["$ref"].rsplit("/", 1)[1])

    def read(self, data: bytes | bytearray, *, name: str) -> msgspec.Struct:
        """Raises Refused 400, which begins with `name`."""
        try:
            value = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise Refused(400, f"{name}: is not valid JSON: {error}") from None
        try:
            for fault in self._validator.iter_errors(value):
                raise Refused(400, complaint(fault, prefix=name))
        except ValueError:  # its faults quote values of up to 255 levels
            raise Refused(400, f"{name}: is nested too deeply") from None
        try:
            return msgspec.convert(value, self._model)
        except msgspec.ValidationError as error:
            raise Refused(400, f"{name}: {error}") from None
        except RecursionError:
            raise Refused(400, f"{name}: is nested too deeply") from None


class JsonBody:
    """A JSON document: the argument `body`."""

    def __init__(self, document: Json, schema: Json, *, required: bool) -> None:
        self._reader = JsonReader(document, schema)
        self._required = required

    async def read(self, headers: Headers, receive: Receive) -> dict[str, Any]:
        kind, _ = content_type(headers)
        data = await read_all(receive)
        if not data:
            if self._required:
                raise Refused(400, "The request body is required.")
            return {}
        if kind and kind != "application/json" and not kind.endswith("+json"):
            raise Refused(415, f"Content-Type {kind} is not supported; send application/json.")
        return {"body": self._reader.read(data, name="body")}


class FormBody:
    """A urlencoded form: one argument a field, read as query parameters are."""

    def __init__(self, document: Json, schema: Json) -> None:
        shape = resolve(document, schema)
        self._fields: list[Parameter] = [
            compile_parameter(
                document, {"name": name, "in": "form", "required": name in shape["required"], "schema": field}
            )
            for name, field in shape["properties"].items()
        ]

    async def read(self, headers: Headers, receive: Receive) -> dict[str, Any]:
        kind, _ = content_type(headers)
        if kind and kind != "application/x-www-form-urlencoded":
            raise Refused(415, f"Content-Type {kind} is not supported; send application/x-www-form-urlencoded.")
        given: dict[str, list[bytes]] = {}
        try:
            for name, value in parse_qsl((await read_all(receive)).decode(), keep_blank_values=True, errors="strict"):
                given.setdefault(name, []).append(value.replace("%", "%25").encode())
        except UnicodeDecodeError:
            raise Refused(400, "The form is not valid UTF-8.") from None
        return read_parameters(self._fields, given)


def read_parameters(parameters: Iterable[Parameter], given: dict[str, list[bytes]]) -> dict[str, Any]:
    """Arguments from raw values by parameter name; raises Refused 400 for a missing or unfit one."""
    arguments = {}
    for parameter in parameters:
        raw = given.get(parameter.name)
        if raw is not None:
            arguments[parameter.argument] = parameter.read(raw)
        elif parameter.required:
            raise Refused(400, f"{parameter.name}: is required")
        elif parameter.default is not None:
            arguments[parameter.argument] = parameter.default
    return arguments


def content_type(headers: Headers) -> tuple[str, dict[str, str]]:
    """The media type in lower case (empty if there is none) and its options."""
    for name, value in headers:
        if name == b"content-type":
            kind, options = parse_options_header(value.decode("latin1"))
            return kind.lower(), options
    return "", {}


def content_length(headers: Headers) -> int:
    """0 where nothing is said of it."""
    said = next((value for name, value in headers if name == b"content-length"), b"")
    return int(said) if said.isdigit() else 0


async def read_all(receive: Receive) -> bytes:
    """The whole body; raises Refused 413 beyond LIMIT, 400 for one that breaks off."""
    data = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "The request body broke off.")
        data += message.get("body", b"")
        if len(data) > LIMIT:
            raise Refused(413, f"The request body is larger than {LIMIT} bytes.")
        if not message.get("more_body"):
            return bytes(data)


def compile_body(document: Json, body: Json) -> Body:
    """A body of one of the two small kinds; uploads are UploadBody's."""
    content = body["content"]
    form = content.get("application/x-www-form-urlencoded")
    if form is not None:
        return FormBody(document, form["schema"])
    return JsonBody(document, content["application/json"]["schema"], required=body.get("required", False))


def _is_date(text: str) -> bool:
    """The Python SDK sends times without a zone, which RFC 3339 refuses."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def form_argument(name: str) -> str:
    return str(pythonic(name))
