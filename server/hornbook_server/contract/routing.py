"""From the raw path of a request to an operation and its path parameters.

Paths are matched as they arrive, percent-encoded: a `%2F` inside an id is part of the id, never a separator.
"""

from collections.abc import Mapping
from typing import Generic, TypeVar
from urllib.parse import unquote_to_bytes

from hornbook_server.contract.refusals import Refused

T = TypeVar("T")


class Node(Generic[T]):
    """A path segment. Literal children win over the parameter; a method that a literal lacks may be the parameter's."""

    def __init__(self) -> None:
        self.literals: dict[bytes, Node[T]] = {}
        self.parameter: Node[T] | None = None
        self.methods: dict[str, T] = {}

    def add(self, path: str, method: str, target: T) -> None:
        node = self
        for segment in path.strip("/").encode().split(b"/"):
            if segment.startswith(b"{"):
                node.parameter = node.parameter or Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, Node())
        node.methods[method] = target

    def matches(
        self, segments: list[bytes], captured: tuple[bytes, ...] = ()
    ) -> "list[tuple[Node[T], tuple[bytes, ...]]]":
        """All nodes that the path reaches, the most literal first, with the raw values of their parameters."""
        if not segments:
            return [(self, captured)] if self.methods else []
        head, rest = segments[0], segments[1:]
        literal = self.literals.get(head)
        found = literal.matches(rest, captured) if literal else []
        if self.parameter is not None and head:
            found += self.parameter.matches(rest, (*captured, head))
        return found


class Routes(Generic[T]):
    """The operations below a base path."""

    def __init__(self, base: str) -> None:
        self._base = base.encode()
        self._text_base = base
        self._root: Node[T] = Node()

    def add(self, path: str, method: str, target: T) -> None:
        self._root.add(path, method, target)

    def covers(self, path: str) -> bool:
        """Whether a decoded path lies below the base in any spelling a web framework might fold into it."""
        folded = "/" + "/".join(part for part in unquote_to_bytes(path).decode("latin1").split("/") if part)
        return folded == self._text_base or folded.startswith(self._text_base + "/")

    def find(self, raw_path: bytes, method: str) -> tuple[T, tuple[bytes, ...]]:
        """The operation and its raw path values; raises Refused 404 or 405.

        Several slashes after the base are one: SDKs join a base that ends in `/` with paths that begin with it.
        """
        if not raw_path.startswith(self._base + b"/"):
            raise _no_such(raw_path)
        segments = raw_path[len(self._base) :].lstrip(b"/").split(b"/")
        matches = self._root.matches(segments)
        for wanted in (method, "GET") if method == "HEAD" else (method,):
            for node, captured in matches:
                if wanted in node.methods:
                    return node.methods[wanted], captured
        if not matches:
            raise _no_such(raw_path)
        allowed = _allowed(matches[0][0].methods)
        raise Refused(405, f"{method} is not allowed here; allowed: {allowed}", (b"allow", allowed.encode()))


def _no_such(raw_path: bytes) -> Refused:
    return Refused(404, f"No resource at {raw_path.decode('ascii', 'replace')}")


def _allowed(methods: Mapping[str, object]) -> str:
    return ", ".join(sorted({*methods, *(("HEAD",) if "GET" in methods else ())}))
