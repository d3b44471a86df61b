"""Writes the client's methods, one for each operation of the contract, waiting and asynchronous."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import Any

from client_operations import Argument, Operation, operations

MODULE = "client/hornbook/_operations.py"

ERRORS = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    413: "PayloadTooLarge",
    415: "UnsupportedMediaType",
    429: "TooManyRequests",
    501: "NotImplementedByServer",
    507: "InsufficientStorage",
}

_INDENT = 8 * " "

_HEAD = '''"""Generated from openapi/ by `python codegen`: change the contract, not this file."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import Literal

from hornbook._call import Call, segment
from hornbook._transport import AsyncTransport, Transport
from hornbook.upload import Upload
from hornbook_contract import models
'''

_CLASS = '''

class {name}:
    """One method for each operation of the contract."""

    def __init__(self, transport: {transport}) -> None:
        self._transport = transport
'''

_METHOD = '''
    {define} {name}({signature}) -> {result}:
        """{docstring}"""
        call = Call({call})
        {send}
'''

_ITERATOR = '''
    {define} iter_{noun}({signature}) -> {iterator}[{item}]:
        """The items of all pages of {name}, one after the other."""
        page = {wait}self.{name}({first})
        {give}
        while page.more:
            page = {wait}self.{name}({following})
            {give}
'''


def render(document: Mapping[str, Any]) -> dict[str, str]:
    """The generated files of this document: path relative to the repository, text."""
    known = operations(document)
    text = _HEAD + _class(known, asynchronous=False) + _class(known, asynchronous=True)
    return {MODULE: _formatted(text)}


def _class(known: list[Operation], *, asynchronous: bool) -> str:
    prefix = "Async" if asynchronous else ""
    parts = [_CLASS.format(name=f"{prefix}Operations", transport=f"{prefix}Transport")]
    for operation in known:
        parts.append(_method(operation, asynchronous=asynchronous))
        if operation.pages is not None:
            parts.append(_iterator(operation, asynchronous=asynchronous))
    return "".join(parts)


def _method(operation: Operation, *, asynchronous: bool) -> str:
    wait = "await " if asynchronous else ""
    if operation.result is None:
        send = f"{wait}self._transport.nothing(call)"
    else:
        send = f"return {wait}self._transport.value(call, {operation.result})"
    return _METHOD.format(
        define="async def" if asynchronous else "def",
        name=operation.name,
        signature=_signature(operation.arguments),
        result=operation.result,
        docstring=_docstring(operation),
        call=_call(operation),
        send=send,
    )


def _iterator(operation: Operation, *, asynchronous: bool) -> str:
    assert operation.pages is not None
    items = f"page.{operation.pages.member} or ()"
    arguments = [argument for argument in operation.arguments if argument.name != "more"]
    path = [_passed(argument) for argument in arguments if argument.place == "path"]
    return _ITERATOR.format(
        define="async def" if asynchronous else "def",
        noun=operation.name.removeprefix("get_"),
        name=operation.name,
        signature=_signature(arguments),
        iterator="AsyncIterator" if asynchronous else "Iterator",
        item=operation.pages.annotation,
        wait="await " if asynchronous else "",
        give=f"for item in {items}: yield item" if asynchronous else f"yield from {items}",
        first=", ".join(map(_passed, arguments)),
        following=", ".join([*path, "more=page.more"]),
    )


def _signature(arguments: Iterable[Argument]) -> str:
    required = [f"{each.name}: {each.annotation}" for each in arguments if each.required]
    optional = [f"{each.name}: {each.annotation} | None = None" for each in arguments if not each.required]
    return ", ".join(["self", *required, *(["*"] if optional else []), *optional])


def _passed(argument: Argument) -> str:
    return argument.name if argument.required else f"{argument.name}={argument.name}"


def _docstring(operation: Operation) -> str:
    declared = ", ".join(ERRORS[status] for status in operation.errors)
    if not declared:
        return f"{operation.summary}."
    raises = fill(f"Raises {declared}.", 120, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return f"{operation.summary}.\n\n{raises}\n{_INDENT}"


def _call(operation: Operation) -> str:
    parts = [f"method={operation.method!r}", f"path={_path(operation)}"]
    for place, keyword in (("query", "query"), ("header", "headers"), ("form", "form"), ("file", "files")):
        entries = [f"{json.dumps(each.wire)}: {each.name}" for each in operation.arguments if each.place == place]
        parts += [f"{keyword}={{{', '.join(entries)}}}"] if entries else []
    parts += [f"json={each.name}" for each in operation.arguments if each.place == "json"]
    return ", ".join(parts)


def _path(operation: Operation) -> str:
    path = operation.path
    for argument in operation.arguments:
        path = path.replace(f"{{{argument.wire}}}", f"{{segment({argument.name})}}")
    return f"{'f' if '{' in path else ''}{json.dumps(path)}"


def _formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=120", "--target-version=py311", "-"]
    return subprocess.run(command, input=text, capture_output=True, check=True, text=True).stdout  # noqa: S603 ruff
