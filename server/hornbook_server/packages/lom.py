"""Metadata of manifests: IEEE LOM, as SCORM 1.2 (IMS MD 1.2) and SCORM 2004 (IEEE 1484.12.3) write it."""

from collections.abc import Iterable

from hornbook_server.domain.course import Metadata
from hornbook_server.domain.package import PackageError
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Element

# Of all files of metadata that are read: dozens of what the longest ones have.
MOST_OUTSIDE = 2**19
_TOO_LARGE = f"with this file, those that adlcp:location names have more than {MOST_OUTSIDE} bytes."
# IMS MD 1.0 and 1.1, as SCORM 1.1 has them, name it a record.
_ROOTS = ("lom", "record")
_NO_LANGUAGE = ("", "x-none", "none")


def elements(content: Content, parents: Iterable[Element]) -> list[Element]:
    """The `lom` elements of these elements' metadata: inside it, or in the file that adlcp:location names."""
    found: list[Element] = []
    files = _Files(content)
    base = ""
    for parent in parents:
        base = base or parent.attribute("xml:base")  # of the manifest, which is above all others
        for metadata in parent.all("metadata"):
            found += (one for one in metadata.children if one.name in _ROOTS)
            outside = [files.lom(location, base) for location in metadata.all("location")]
            found += [lom for lom in outside if lom is not None]
    return found


class _Files:
    """Files of metadata, each read once however often it is named."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._seen: set[str] = set()
        self._left = MOST_OUTSIDE

    def lom(self, location: Element, base: str) -> Element | None:
        path = self._content.beside(location.text, bases=(base,))
        if path is None:
            message, fix = f'The metadata file "{location.text}" is missing.', "Add it, or remove its adlcp:location."
            file = self._content.descriptor
            self._content.findings.warn("METADATA_MISSING", message, fix, file=file, line=location.line)
            return None
        if path in self._seen:
            return None
        self._seen.add(path)
        return self._read(path)

    def _read(self, path: str) -> Element | None:
        most, size = self._left, self._content.size(path)
        self._left -= size if size <= most else 0
        try:
            root = self._content.document(path, most=most).root
        except PackageError as error:
            why = error if error.finding.code != "DESCRIPTOR_TOO_LARGE" else _TOO_LARGE
            message, fix = f"The metadata is left out: {why}", "Correct the file."
            self._content.findings.warn("METADATA_UNREADABLE", message, fix, file=path)
            return None
        return root if root.name in _ROOTS else root.first("lom")


def read(loms: Iterable[Element]) -> Metadata:
    """What the first of these that speaks of a thing says of it."""
    found = Metadata()
    for lom in loms:
        title, title_language = _string(lom.first("general", "title"))
        description, description_language = _string(lom.first("general", "description"))
        found = Metadata(
            title=found.title or title,
            title_language=found.title_language if found.title else title_language,
            description=found.description or description,
            description_language=found.description_language if found.description else description_language,
            duration=found.duration or _duration(lom.first("technical", "duration")),
            typical_time=found.typical_time or _duration(lom.first("educational", "typicallearningtime")),
            keywords=found.keywords or _keywords(lom),
        )
    return found


def languages(loms: Iterable[Element]) -> tuple[str, ...]:
    """The languages of the content, then those of its titles."""
    found: list[str] = []
    for lom in loms:
        for general in lom.all("general"):
            found += (language.text for language in general.all("language"))
            found += (_language(string) for title in general.all("title") for string in title.children)
    return distinct(found)


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """Language tags in order, each once whatever its case, without those that mean none."""
    seen: dict[str, str] = {}
    for tag in tags:
        if tag.lower() not in _NO_LANGUAGE:
            seen.setdefault(tag.lower(), tag)
    return tuple(seen.values())


def _string(parent: Element | None) -> tuple[str | None, str | None]:
    """The first text of a LangString and its language."""
    for string in parent.children if parent else ():
        if string.text:
            return string.text, _language(string) or None
    return (parent.text or None) if parent else None, None


def _keywords(lom: Element) -> tuple[str, ...]:
    """IMS MD puts a keyword in an element of its own, or several strings into one."""
    general = lom.first("general")
    keywords = general.all("keyword") if general else ()
    return tuple(string.text for keyword in keywords for string in (keyword.children or [keyword]) if string.text)


def _duration(parent: Element | None) -> str | None:
    """An ISO 8601 duration, or IMS MD's hh:mm:ss, as it is written."""
    return (parent.value("duration") or parent.value("datetime") or parent.text or None) if parent else None


def _language(string: Element) -> str:
    return string.attribute("xml:lang") or string.attribute("language") or string.attribute("lang")
