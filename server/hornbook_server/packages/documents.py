"""XML of packages as a tree: no DTD subset, no entities, nothing fetched, bounded in size and depth."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import getsizeof
from xml.parsers import expat

from msgspec import Struct

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import chunks, decoding, malformed, prefixes
from hornbook_server.packages.chunks import Chunks
from hornbook_server.packages.findings import Findings, refusal
from hornbook_server.packages.texts import LONGEST_TEXT, Text, collapse

# As many files as a package may have, each named by 320 bytes.
MOST_BYTES = 16 * 2**20
MOST_NODES = 500_000
# Bytes of memory; 20,000 items with a title and a resource each take 20 MB.
MOST_HELD = 32 * 2**20
DEEPEST = 200

_XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = re.compile(r"xmlns(:|$)")
# More than any start tag, comment or processing instruction needs: expat holds each whole before it tells of it.
LONGEST_TAG = 2**20
# Different ones: what a standard's vocabulary has is a few hundred at most.
_MOST_NAMES = 10_000
_LONG_TEXT = f"holds a text of more than {LONGEST_TEXT} characters"
_LINE = getsizeof(MOST_BYTES)
_DECLARATION = 300  # bytes of memory, at the least: a list in a table of prefixes
# Of a resource, which name what it consists of: most of a large manifest, and nothing to a reader.
_UNREAD = ("file", "dependency")


class Element(Struct, gc=False):
    """Names of elements and attributes are local and in lower case: tools disagree about prefixes and case.

    `attributes` are names and values by turns; those of the `xml:` prefix keep it (`xml:base`). `namespace` is empty if
    none is declared. `raw` is the element's own text, without white space at its edges; that of a title holds the text
    of the markup in it too.
    """

    name: str
    attributes: tuple[str, ...]
    line: int
    raw: str = ""
    namespace: str = ""
    children: tuple["Element", ...] = ()

    @property
    def text(self) -> str:
        """The element's own text, white space collapsed."""
        return collapse(self.raw)

    def all(self, name: str) -> Iterator["Element"]:
        return (child for child in self.children if child.name == name)

    def first(self, *path: str) -> "Element | None":
        """The first descendant along a path of child names."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found else None
        return found

    def value(self, *path: str) -> str:
        """The text of the first descendant along a path, empty if there is none."""
        found = self.first(*path)
        return found.text if found else ""

    def raw_value(self, name: str) -> str:
        """The text of the first such child, white space within it kept; empty if there is none."""
        found = self.first(name)
        return found.raw if found else ""

    def attribute(self, name: str) -> str:
        for at in range(0, len(self.attributes), 2):
            if self.attributes[at] == name:
                return self.attributes[at + 1].strip()
        return ""

    def has(self, attribute: str) -> bool:
        return attribute in self.attributes[::2]


_ELEMENT = getsizeof(Element("", (), 0))


@dataclass(frozen=True, slots=True)
class Document:
    """`namespaces` are all that are declared anywhere in it."""

    file: str
    root: Element
    namespaces: frozenset[str]


def parse(content: Chunks, *, file: str, findings: Findings) -> Document:
    """Read XML; raises PackageError for what is not well-formed, declares entities, or exceeds a bound."""
    if chunks.exceed(content, MOST_BYTES):
        raise refusal(
            "XML_TOO_LARGE",
            f"The file is larger than {MOST_BYTES} bytes.",
            "Split the course into several packages.",
            file=file,
        )
    builder = _Builder(file)
    try:
        for text in decoding.pieces(content, file, findings):
            builder.feed(text)
        builder.end()
    except expat.ExpatError as error:
        raise malformed.refused(error, file) from error
    finally:
        del builder.parser  # it and the builder hold each other, and would hold the tree until they are collected
    if builder.undeclared:
        findings.warn(
            "XML_UNDECLARED_PREFIX",
            f"The namespace prefix {', '.join(sorted(builder.undeclared))} is used but not declared.",
            "Declare it with xmlns on the root element.",
            file=file,
        )
    return Document(file=file, root=builder.root, namespaces=frozenset(builder.namespaces))


def _has_prefix(attribute: tuple[str, str]) -> bool:
    """Sorts an element's own attributes before those of a vendor, which may have the same local name."""
    return ":" in attribute[0]


class _Open:
    """An element whose end has not come yet; `before` are the bytes that were held when it began."""

    __slots__ = ("before", "children", "declared", "element", "text")

    def __init__(self, element: Element, declared: tuple[str, ...], before: int) -> None:
        self.element = element
        self.declared = declared
        self.before = before
        self.text = Text()
        self.children: list[Element] = []


class _Builder:
    """Builds the tree from expat's events; `_held` are the bytes of memory it takes, `_known` those of names."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.namespaces: set[str] = set()
        self.undeclared: set[str] = set()
        self._document = _Open(Element("", (), 0), (), 0)
        self._open = [self._document]
        self._title: Text | None = None
        self._scopes: dict[str, list[str]] = {"xml": [_XML]}
        self._names: dict[str, str] = {}
        self._line = self._nodes = self._fed = self._held = self._known = 0
        self.parser = expat.ParserCreate("utf-8", intern=None)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.SkippedEntityHandler = self._entity

    def feed(self, text: str) -> None:
        data = text.encode(errors="replace")
        self._fed += len(data)
        self.parser.Parse(data, False)
        if self._fed - self.parser.CurrentByteIndex > LONGEST_TAG:
            raise self._too_large(f"has a tag or comment of more than {LONGEST_TAG} bytes")

    def end(self) -> None:
        if not self._fed:
            fix = "Export the package again from the authoring tool."
            raise refusal("XML_EMPTY", "The file is empty.", fix, file=self.file)
        self.parser.Parse(b"", True)

    @property
    def root(self) -> Element:
        return self._document.children[0]

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise malformed.of_dtd("The file declares a DTD of its own.", self.file, self.parser.CurrentLineNumber)

    def _entity(self, name: str, _is_parameter: int) -> None:
        """One of a DTD that is not fetched, without which words would be missing."""
        message = f"The file names the entity &{name};, whose DTD is not fetched."
        raise malformed.of_dtd(message, self.file, self.parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._nodes += 1 + len(attributes)
        if self._nodes > MOST_NODES:
            raise self._too_large(f"has more than {MOST_NODES} elements and attributes")
        if len(self._open) > DEEPEST:
            raise self._too_large(f"has elements {DEEPEST} levels deep")
        before = self._held
        declared, kept = (self._declare(attributes), self._kept(tag, attributes)) if attributes else ((), ())
        scope = self._scopes.get(tag.rpartition(":")[0])
        line = self.parser.CurrentLineNumber
        if line != self._line:
            self._line = line
            self._hold(_LINE)
        element = Element(self._local(tag), kept, line, "", scope[-1] if scope else "")
        self._hold(_ELEMENT)
        self._open.append(_Open(element, declared, before))
        if element.name == "title":
            self._title = self._title or self._open[-1].text

    def _kept(self, tag: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
        """Without declarations and those of vendors; of two with one local name an element's own."""
        kept: dict[str, str] = {}
        for name, value in sorted(attributes.items(), key=_has_prefix):
            if len(value) > LONGEST_TEXT:
                raise self._too_large(f"holds a value of more than {LONGEST_TEXT} characters")
            if _XMLNS.match(name):
                continue
            prefix, local = name.rpartition(":")[0], self._local(name)
            namespace = self._scopes[prefix][-1] if prefix in self._scopes else ""
            if prefix == "xml":
                kept[name] = value
            elif prefix in ("", tag.rpartition(":")[0]) or not prefixes.is_of_a_vendor(prefix, namespace, local):
                kept.setdefault(local, value)
        self._hold(sum(map(getsizeof, kept.values())))
        return tuple(part for attribute in kept.items() for part in attribute)

    def _declare(self, attributes: Mapping[str, str]) -> tuple[str, ...]:
        """The prefixes that these declare."""
        declarations = {name.partition(":")[2]: value for name, value in attributes.items() if _XMLNS.match(name)}
        if len(self.namespaces) < _MOST_NAMES and not self.namespaces.issuperset(declarations.values()):
            self.namespaces.update(declarations.values())
            self._know(*declarations.values())
        for prefix, value in declarations.items():
            self._hold(_DECLARATION + getsizeof(value))
            self._scopes.setdefault(prefix, []).append(value)
        return tuple(declarations)

    def _end(self, _tag: str) -> None:
        closed = self._open.pop()
        element, text = closed.element, closed.text
        if text is self._title:
            self._title = None
        element.raw, element.children = text.whole(), tuple(closed.children)
        if len(element.raw) > LONGEST_TEXT:
            raise self._too_large(_LONG_TEXT)
        self._held -= text.held
        for prefix in closed.declared:
            self._held -= _DECLARATION + getsizeof(self._scopes[prefix].pop())
            if not self._scopes[prefix]:
                del self._scopes[prefix]
        if element.name in _UNREAD and self._title is None:
            self._held = closed.before
        else:
            if element.raw or element.children or element.attributes:
                self._hold(sum(map(getsizeof, filter(None, (element.raw, element.children, element.attributes)))))
            self._open[-1].children.append(element)

    def _characters(self, text: str) -> None:
        """To the element's own text, and to that of the title that it is part of."""
        own = self._open[-1].text
        for holder in (own,) if self._title in (None, own) else (own, self._title):
            held = holder.held
            holder.add(text)
            self._hold(holder.held - held)
            if holder.is_endless:
                raise self._too_large(_LONG_TEXT)

    def _local(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        if colon and prefix not in self._scopes:
            self.undeclared.add(prefix)
        if name not in self._names:
            if len(self._names) > _MOST_NAMES:
                raise self._too_large(f"has more than {_MOST_NAMES} names of elements and attributes")
            self._names[name] = local.lower()
            self._know(name, prefix, local)
        return self._names[name]

    def _hold(self, size: int) -> None:
        self._held += size
        if self._held + self._known > MOST_HELD:
            raise self._too_large(f"has elements, attributes and texts that take more than {MOST_HELD} bytes of memory")

    def _know(self, *texts: str) -> None:
        """What outlasts the element that it stands at."""
        self._known += sum(map(getsizeof, texts))
        self._hold(0)

    def _too_large(self, what: str) -> PackageError:
        message, fix = f"The file {what}.", "Split the course into several packages."
        return refusal("XML_TOO_LARGE", message, fix, file=self.file, line=self.parser.CurrentLineNumber)
