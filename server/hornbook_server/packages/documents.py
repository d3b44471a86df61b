"""XML of packages as a tree: no DTD subset, no entities, nothing fetched, bounded in size and depth."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import charset
from hornbook_server.packages.findings import Findings, refusal

MOST_BYTES = 32 * 2**20
MOST_NODES = 500_000
DEEPEST = 200
# Above the longest that SCORM foresees, the 64,000 characters of dataFromLMS.
LONGEST_TEXT = 100_000

_XMLNS = re.compile(r"xmlns(:|$)")
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)


@dataclass(slots=True)
class Element:
    """Names of elements and attributes are local and in lower case: tools disagree about prefixes and case.

    The attributes of the `xml:` prefix keep it (`xml:base`). `text` is the element's own, white space collapsed.
    """

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)

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

    def attribute(self, name: str) -> str:
        return self.attributes.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Document:
    """`namespaces` are all that are declared anywhere in it."""

    file: str
    root: Element
    namespaces: frozenset[str]


def parse(data: bytes, *, file: str, findings: Findings) -> Document:
    """Read XML; raises PackageError for what is not well-formed, declares entities, or exceeds a bound."""
    if len(data) > MOST_BYTES:
        raise refusal(
            "XML_TOO_LARGE", f"{file} is larger than {MOST_BYTES} bytes.", "Split the course into several packages."
        )
    text = _decode(data, file, findings)
    if not text:
        raise refusal("XML_EMPTY", f"{file} is empty.", "Export the package again from the authoring tool.")
    builder = _Builder(file)
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise refusal(
            "XML_NOT_WELL_FORMED",
            f"The file is not well-formed XML: {expat.ErrorString(error.code)}, column {error.offset + 1}.",
            "Correct it there, or export the package again.",
            file=file,
            line=error.lineno,
        ) from error
    if builder.undeclared:
        findings.warn(
            "XML_UNDECLARED_PREFIX",
            f"The namespace prefix {', '.join(sorted(builder.undeclared))} is used but not declared.",
            "Declare it with xmlns on the root element.",
            file=file,
        )
    return Document(file=file, root=builder.root, namespaces=frozenset(builder.namespaces))


def collapse(text: str) -> str:
    return " ".join(text.split())


class _Builder:
    """Builds the tree from expat's events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.namespaces: set[str] = set()
        self.undeclared: set[str] = set()
        self._top = Element(name="", attributes={}, line=0)
        self._open = [self._top]
        self._texts: list[list[str]] = [[]]
        self._declared: list[set[str]] = []
        self._prefixes = Counter(["xml"])
        self._nodes = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    @property
    def root(self) -> Element:
        return self._top.children[0]

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            message, fix = "The file declares a DTD of its own.", "Remove the DOCTYPE and its entities."
            raise refusal("XML_DTD", message, fix, file=self.file, line=self.parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._nodes += 1 + len(attributes)
        if self._nodes > MOST_NODES:
            raise self._too_large(f"has more than {MOST_NODES} elements and attributes")
        if len(self._open) > DEEPEST:
            raise self._too_large(f"has elements {DEEPEST} levels deep")
        if any(len(value) > LONGEST_TEXT for value in attributes.values()):
            raise self._too_large(f"holds a value of more than {LONGEST_TEXT} characters")
        declarations = {name: value for name, value in attributes.items() if _XMLNS.match(name)}
        self.namespaces.update(declarations.values())
        self._declared.append({name.partition(":")[2] for name in declarations})
        self._prefixes.update(self._declared[-1])
        element = Element(name=self._local(tag), attributes={}, line=self.parser.CurrentLineNumber)
        for name, value in attributes.items():
            if name not in declarations:
                element.attributes.setdefault(name if name.startswith("xml:") else self._local(name), value)
        self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _end(self, _tag: str) -> None:
        text = collapse("".join(self._texts.pop()))
        if len(text) > LONGEST_TEXT:
            raise self._too_large(f"holds a text of more than {LONGEST_TEXT} characters")
        self._open.pop().text = text
        self._prefixes.subtract(self._declared.pop())

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)

    def _local(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        if colon and not self._prefixes[prefix]:
            self.undeclared.add(prefix)
        return local.lower()

    def _too_large(self, what: str) -> PackageError:
        message, fix = f"The file {what}.", "Split the course into several packages."
        return refusal("XML_TOO_LARGE", message, fix, file=self.file, line=self.parser.CurrentLineNumber)


def _decode(data: bytes, file: str, findings: Findings) -> str:
    """Text of the document by its byte order mark, its declaration, or as UTF-8, whichever it can be."""
    encoding = _encoding(data, file, findings)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        findings.warn(
            "ENCODING_INVALID",
            f"Byte {error.start} is not {encoding}; what could not be read is shown as \N{REPLACEMENT CHARACTER}.",
            "Save the file in the encoding that it declares.",
            file=file,
        )
        text = data.decode(encoding, errors="replace")
    return text.lstrip("\ufeff \t\r\n").rstrip("\0")


def _encoding(data: bytes, file: str, findings: Findings) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    match = _DECLARED.match(data)
    if match is None:
        return "utf-8"
    name = match[1].decode("ascii", errors="replace")
    declared = charset.known(name)
    if declared is None or declared.startswith(("utf-16", "utf-32")):
        findings.warn(
            "ENCODING_MISDECLARED",
            f"The file declares the encoding {name}, which it cannot have; it is read as UTF-8.",
            "Declare the encoding in which the file is saved.",
            file=file,
        )
        return "utf-8"
    return declared
