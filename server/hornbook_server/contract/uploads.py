"""Multipart uploads, streamed from the socket into the store: memory does not grow with the file."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from anyio import to_thread
from multipart import MultipartError, MultipartSegment, PushMultipartParser
from werkzeug.http import parse_options_header

from hornbook_server.contract.refusals import Refused
from hornbook_server.contract.requests import (
    LIMIT,
    Headers,
    JsonReader,
    Receive,
    content_length,
    content_type,
    form_argument,
)
from hornbook_server.contract.schemas import Json, compile_schema, complaint, resolve
from hornbook_server.handlers.wire import Upload
from hornbook_server.storage.blobs import Staged

_BATCH = 2**20
_PARTS = 32
_NO_BOUNDARY = "Content-Type: multipart/form-data has no boundary; let the library that writes the body set the header"
_OBJECTIONS = {
    "Unexpected end of multipart stream": "it ends before its last boundary; send all of it, with the boundary that "
    "Content-Type names",
    "Segment header failed to decode": "the header of a part is not UTF-8; write file names so",
    "Maximum segment count exceeded": f"it has more than {_PARTS} parts; send the file and what goes with it alone",
}
_BESIDE = 2**20  # bytes, beside the contents of parts
_ADVICE = "; let a library write it"


class TextField:
    """A text part: a string within its schema or, where `x-content-schema` says what it holds, that JSON's model."""

    def __init__(self, document: Json, name: str, schema: Json) -> None:
        self.name = name
        self._validator = compile_schema(document, schema)
        content = schema.get("x-content-schema")
        self._json = JsonReader(document, content) if content else None

    def read(self, data: bytearray) -> Any:
        """Raises Refused 400. JSON that is not there at all is None."""
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise Refused(400, f"{self.name}: is not valid UTF-8") from None
        for fault in self._validator.iter_errors(text):
            raise Refused(400, complaint(fault, prefix=self.name))
        if self._json is None:
            return text
        return self._json.read(data, name=self.name) if text else None


class UploadBody:
    """A multipart form: a file part becomes an Upload, a text part what its field reads; others are passed over.

    The part's name alone says what it is: the JavaScript SDK sends a Buffer without a file name.
    """

    def __init__(self, document: Json, schema: Json, *, stage: Callable[[], Staged], limit: int) -> None:
        properties = resolve(document, schema)["properties"]
        self._files = {name for name, field in properties.items() if field.get("format") == "binary"}
        self._texts = {
            name: TextField(document, name, field) for name, field in properties.items() if name not in self._files
        }
        self._stage = stage
        self._limit = limit

    async def read(self, headers: Headers, receive: Receive) -> dict[str, Any]:
        kind, options = content_type(headers)
        if kind and kind != "multipart/form-data":
            raise Refused(415, f"Content-Type {kind} is not supported; send multipart/form-data.")
        if kind and not options.get("boundary"):
            raise Refused(400, _NO_BOUNDARY)
        if not kind:
            raise Refused(400, f"{', '.join(self._files)}: is required, as a part of a multipart/form-data body")
        if content_length(headers) > self._limit + _BESIDE:
            raise _too_large(self._limit)
        form = _Form(self._stage, self._limit)
        try:
            await self._receive(form, PushMultipartParser(options["boundary"], max_segment_count=_PARTS), receive)
        except MultipartError as error:
            await form.discard()
            raise Refused(400, f"The multipart body cannot be read: {_objection(error)}") from None
        except BaseException:
            await form.discard()
            raise
        return form.arguments

    async def _receive(self, form: "_Form", parser: PushMultipartParser, receive: Receive) -> None:
        with parser:
            while not parser.closed:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refused(400, "The upload broke off.")
                for event in parser.parse(message.get("body", b"")):
                    if isinstance(event, MultipartSegment):
                        self._begin(form, event)
                    elif event is None:
                        await form.end_part()
                    else:
                        await form.write(event)
                if not message.get("more_body"):
                    break

    def _begin(self, form: "_Form", segment: MultipartSegment) -> None:
        name = segment.name or ""
        if name in self._files:
            form.begin_file(name, _filename(segment), segment.content_type or "")
        elif name in self._texts:
            form.begin_text(self._texts[name])
        else:
            form.begin_ignored()


def _too_large(limit: int) -> Refused:
    return Refused(413, f"The upload is larger than {limit} bytes (HORNBOOK_MAX_UPLOAD).")


def _objection(error: MultipartError) -> str:
    said = str(error.args[0])
    known = (ours for theirs, ours in _OBJECTIONS.items() if said.startswith(theirs))
    return next(known, said + _ADVICE)


def _filename(segment: MultipartSegment) -> str:
    """That of `filename*` counts: RFC 7578 (4.2) forbids it, but .NET sends it beside one in the coding of mail."""
    disposition = str(segment.header("Content-Disposition", ""))
    if "filename*" in disposition.lower():
        return parse_options_header(disposition)[1].get("filename", "")
    return segment.filename or ""


class _Form:
    """The parts received so far; the part under way is a file, a text, or ignored."""

    def __init__(self, stage: Callable[[], Staged], limit: int) -> None:
        self.arguments: dict[str, Any] = {}
        self._stage = stage
        self._limit = limit
        self._buffer = bytearray()
        self._staged: Staged | None = None
        self._text: TextField | None = None
        self._writing: asyncio.Future[None] | None = None
        self._received = 0

    def begin_file(self, name: str, filename: str, kind: str) -> None:
        argument = self._new(name)
        self._staged = self._stage()
        self.arguments[argument] = Upload(self._staged, filename, kind)

    def begin_text(self, field: TextField) -> None:
        self._new(field.name)
        self._text = field

    def begin_ignored(self) -> None:
        self._staged = self._text = None

    async def write(self, data: bytes | bytearray) -> None:
        self._received += len(data)
        if self._received > self._limit:
            raise _too_large(self._limit)
        if self._staged is None and self._text is None:
            return
        self._buffer += data
        if self._text is not None and len(self._buffer) > LIMIT:
            raise Refused(413, f"{self._text.name}: is larger than {LIMIT} bytes")
        if self._staged is not None and len(self._buffer) >= _BATCH:
            await self._flush(self._staged)

    async def end_part(self) -> None:
        if self._staged is not None:
            await self._flush(self._staged)
            await self._written()
        elif self._text is not None:
            self.arguments[form_argument(self._text.name)] = self._text.read(self._buffer)
            self._buffer.clear()
        self._staged = self._text = None

    async def discard(self) -> None:
        with suppress(Exception):  # it ends badly already
            await self._written()
        for value in self.arguments.values():
            if isinstance(value, Upload):
                await to_thread.run_sync(value.staged.discard)

    async def _flush(self, staged: Staged) -> None:
        """Begin to write what has come, once what came before it is written: the next is received meanwhile."""
        batch, self._buffer = self._buffer, bytearray()
        await self._written()
        self._writing = asyncio.ensure_future(to_thread.run_sync(staged.write, batch))

    async def _written(self) -> None:
        """Raises what the write under way raises."""
        writing, self._writing = self._writing, None
        if writing is not None:
            await writing

    def _new(self, name: str) -> str:
        argument = form_argument(name)
        if argument in self.arguments:
            raise Refused(400, f"{name}: is given more than once")
        return argument
