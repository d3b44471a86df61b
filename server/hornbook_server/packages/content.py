"""What a reader of one standard sees of the upload: its files, and the hrefs that lead to them."""

import re
from typing import NoReturn
from urllib.parse import quote, unquote

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import documents
from hornbook_server.packages.archive import Archive
from hornbook_server.packages.documents import Document
from hornbook_server.packages.findings import Findings, refusal

_WEB = re.compile(r"https?://[^\s/?#]+([/?#]\S*)?", re.IGNORECASE)
_LAUNCH_FINDINGS = ("HREF_", "RESOURCE_", "IDENTIFIERREF_")
_END = re.compile(r"[?#]")
_SEPARATOR = re.compile(r"[/\\]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Content:
    """The files below `folder`, which is empty or ends in a slash; a bare XML document has no archive at all.

    `descriptor` is the path of the file being read, `stem` the upload's name without its extension.
    """

    def __init__(self, archive: Archive | None, folder: str, descriptor: str, stem: str, findings: Findings) -> None:
        self.descriptor = descriptor
        self.stem = stem
        self.findings = findings
        self._archive = archive
        self._folder = folder
        self._entries: dict[tuple[str, str], str] = {}

    def beside(self, name: str) -> str | None:
        """The path of a file named relative to the package root."""
        return self._archive.find(self._folder + name) if self._archive else None

    def document(self, path: str) -> Document:
        return documents.parse(self.read(path), file=path, findings=self.findings)

    def read(self, path: str, *, most: int = documents.MOST_BYTES) -> bytes:
        """A descriptor, which may be no larger than `most` bytes."""
        if self._archive is None:
            raise refusal("FILE_MISSING", "No files came with the descriptor.", "Upload a zip.", file=path)
        if self._archive.members[path].size > most:
            message = f"The descriptor is larger than {most} bytes."
            raise refusal("DESCRIPTOR_TOO_LARGE", message, "Split the course into several packages.", file=path)
        return self._archive.read(path)

    def entry(self, href: str, *, base: str = "", line: int | None = None, strict: bool = False) -> str:
        """The href as seen from the root of the archive, or an absolute URL; `base` is its xml:base.

        Empty, with a warning, if it can lead nowhere. A file that is missing is a warning too, unless `strict`.
        """
        if (href, base) not in self._entries:
            self._entries[href, base] = self._entry(href.strip(), base, line, strict=strict)
        return self._entries[href, base]

    def nothing_to_launch(self, message: str, fix: str, *, line: int | None = None) -> PackageError:
        """The refusal of a course without a launchable activity, with the first finding that explains it."""
        why = next((one.message for one in self.findings.all() if one.code.startswith(_LAUNCH_FINDINGS)), "")
        full = f"{message} {why}".rstrip()
        return refusal("NOTHING_TO_LAUNCH", full, fix, file=self.descriptor, line=line)

    def _entry(self, href: str, base: str, line: int | None, *, strict: bool) -> str:
        href = _slashes(join(base, href) if base else href)
        if _SCHEME.match(href):
            return self._absolute(href, line, strict=strict)
        inside = within(href.lstrip("/"))
        if inside is None:
            return self._unusable("HREF_OUTSIDE", f'"{href}" leads out of the package.', line, strict=strict)
        if self._archive is None:
            self._refuse("HREF_RELATIVE", f'"{href}" is relative, but no files came with it.', line)
        path = quote(self._folder) + inside
        self._look_up(path, line, strict=strict)
        return path

    def _absolute(self, href: str, line: int | None, *, strict: bool) -> str:
        if _WEB.fullmatch(href):
            return href
        return self._unusable("HREF_INVALID", f'"{href}" is neither a path nor a web address.', line, strict=strict)

    def _look_up(self, href: str, line: int | None, *, strict: bool) -> None:
        """Say what is wrong with a launch file: absent, or spelled otherwise."""
        path = _END.split(href, maxsplit=1)[0]
        candidates = (path, unquote(path))
        found = next((found for found in map(self._found, candidates) if found), None)
        if found is None and strict:
            self._refuse("HREF_MISSING_FILE", f'"{path}" is not in the package.', line)
        if found is None:
            fix = "Add the file, or correct the href."
            message = f'The launch file "{path}" is not in the package.'
            self.findings.warn("HREF_MISSING_FILE", message, fix, file=self.descriptor, line=line)
        elif found not in candidates:
            message = f'"{path}" is spelled otherwise in the archive: "{found}".'
            fix = "Spell both alike, capitals included."
            self.findings.warn("HREF_SPELLING", message, fix, file=self.descriptor, line=line)

    def _found(self, path: str) -> str | None:
        return self._archive.find(path) if self._archive else None

    def _unusable(self, code: str, message: str, line: int | None, *, strict: bool) -> str:
        if strict:
            self._refuse(code, message, line)
        self.findings.warn(code, message, "Correct the href.", file=self.descriptor, line=line)
        return ""

    def _refuse(self, code: str, message: str, line: int | None) -> NoReturn:
        raise refusal(code, message, "Correct the address, or add the file.", file=self.descriptor, line=line)


def join(base: str, href: str) -> str:
    """Apply an xml:base; one without a slash at its end is taken as the folder that its author meant."""
    folder = _END.split(base, maxsplit=1)[0].rstrip("/")
    if not folder or _SCHEME.match(href):
        return href
    return f"{folder}/{href.lstrip('/')}"


def within(href: str) -> str | None:
    """The path with its dot segments worked out, None if they climb above where it starts."""
    path = _END.split(href, maxsplit=1)[0]
    parts: list[str] = []
    for part in path.split("/"):
        decoded = unquote(part)
        if decoded == ".." and parts:
            parts.pop()
        elif ".." in _SEPARATOR.split(decoded):
            return None
        elif decoded not in ("", "."):
            parts.append(part)
    return "/".join(parts) + href[len(path) :]


def _slashes(href: str) -> str:
    """Backslashes of the path as slashes, as browsers read them."""
    path, mark, query = href.partition("?")
    return path.replace("\\", "/") + mark + query
