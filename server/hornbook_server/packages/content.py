"""What a reader of one standard sees of the upload: its files, and the hrefs that lead to them."""

import unicodedata
from functools import partial
from typing import NoReturn
from urllib.parse import unquote

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import documents, hrefs
from hornbook_server.packages.archive import Archive
from hornbook_server.packages.catalogue import CATALOGUE
from hornbook_server.packages.documents import Document
from hornbook_server.packages.findings import Findings, refusal

LONGEST_HREF = 4096
_LAUNCH_FINDINGS = ("HREF_", "RESOURCE_", "IDENTIFIERREF_")


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
        self._entries: dict[tuple[str, tuple[str, ...]], str] = {}

    def beside(self, href: str, *, bases: tuple[str, ...] = ()) -> str | None:
        """The path of a file of the package that is read and not launched, named below these xml:base or the root."""
        found = map(self._named, (*hrefs.readings(href, bases), *hrefs.readings(href, ())))
        return next(filter(None, found), None)

    def document(self, path: str, *, most: int = documents.MOST_BYTES) -> Document:
        archive = self._holding(path, most)
        return documents.parse(partial(archive.content, path), file=path, findings=self.findings)

    def read(self, path: str, *, most: int) -> bytes:
        return self._holding(path, most).read(path)

    def size(self, path: str) -> int:
        return self._archive.members[path].size if self._archive else 0

    def _holding(self, path: str, most: int) -> Archive:
        """The archive of a descriptor, which may be no larger than `most` bytes."""
        if self._archive is None:
            raise refusal("FILE_MISSING", "No files came with the descriptor.", "Upload a zip.", file=path)
        if self.size(path) > most:
            message = f"The descriptor is larger than {most} bytes."
            raise refusal("DESCRIPTOR_TOO_LARGE", message, "Split the course into several packages.", file=path)
        return self._archive

    def entry(self, href: str, *, bases: tuple[str, ...] = (), line: int | None = None, strict: bool = False) -> str:
        """The href as seen from the root of the archive, or an absolute URL; `bases` are the xml:base above it.

        Of several readings the first that leads to a file counts. Empty, with a warning, if it can lead nowhere. A file
        that is missing is a warning too, unless `strict`.
        """
        if (href, bases) not in self._entries:
            if len(href) + sum(map(len, bases)) > LONGEST_HREF:
                message = f'"{href[:60]}...", with the xml:base above it, exceeds {LONGEST_HREF} characters.'
                return self._unusable("HREF_INVALID", message, line, strict=strict)
            readings = hrefs.readings(href.strip(), bases)
            leading = next(filter(self._leads_to_a_file, readings), None)
            named = leading or self._with_marks_in_its_name(readings, line)
            chosen = named or (not strict and hrefs.with_scheme(href.strip())) or readings[-1]
            self._entries[href, bases] = self._entry(chosen, line, strict=strict)
        return self._entries[href, bases]

    def untitled(self, what: str, fix: str, *, shown: str = "", file: str = "", line: int | None = None) -> str:
        """What is shown for a title that is missing, with a warning: the upload's name if there is nothing else."""
        shown = shown or self.stem
        message = f'{what} has no title; "{shown}" is shown instead.'
        self.findings.warn("TITLE_MISSING", message, fix, file=file or self.descriptor, line=line)
        return shown

    def nothing_to_launch(self, message: str, fix: str, *, line: int | None = None) -> PackageError:
        """The refusal of a course without a launchable activity, with the first finding that explains it."""
        why = next((one.message for one in self.findings.all() if one.code.startswith(_LAUNCH_FINDINGS)), "")
        full = f"{message} {why}".rstrip()
        return refusal("NOTHING_TO_LAUNCH", full, fix, file=self.descriptor, line=line)

    def _with_marks_in_its_name(self, readings: list[str], line: int | None) -> str | None:
        """The reading by which a # or ? stands in the name of a file, and does not end it."""
        for reading in readings:
            escaped = hrefs.escaped(reading)
            if hrefs.END.search(reading) and not hrefs.SCHEME.match(reading) and self._leads_to_a_file(escaped):
                message = f'"{reading}" ends at its # or ?, as hrefs do; the file of the whole name is taken.'
                fix = "Write # as %23 and ? as %3F, or rename the file."
                self.findings.warn("HREF_SPELLING", message, fix, file=self.descriptor, line=line)
                return escaped
        return None

    def _leads_to_a_file(self, href: str) -> bool:
        return self._named(href) is not None

    def _named(self, href: str) -> str | None:
        """The path of the file of the package that this href leads to, None if it leads elsewhere or to none."""
        inside = None if hrefs.SCHEME.match(href) else hrefs.within(href.lstrip("/"))
        return None if inside is None else self._file(_path(hrefs.escaped(self._folder) + inside))

    def _entry(self, href: str, line: int | None, *, strict: bool) -> str:
        if hrefs.SCHEME.match(href):
            return self._absolute(href, line, strict=strict)
        inside = hrefs.within(href.lstrip("/"))
        if inside is None:
            return self._unusable("HREF_OUTSIDE", f'"{href}" leads out of the package.', line, strict=strict)
        if self._archive is None:
            self._refuse("HREF_RELATIVE", f'"{href}" is relative, but no files came with it.', line)
        if not _path(inside):
            return self._unusable("HREF_INVALID", f'"{href}" names no file.', line, strict=strict)
        path = hrefs.escaped(self._folder) + inside
        self._look_up(path, line, strict=strict)
        return path

    def _absolute(self, href: str, line: int | None, *, strict: bool) -> str:
        if hrefs.is_web_address(href) and not (strict and any(map(str.isspace, href))):
            return href
        return self._unusable("HREF_INVALID", f'"{href}" is neither a path nor a web address.', line, strict=strict)

    def _look_up(self, href: str, line: int | None, *, strict: bool) -> None:
        """Say what is wrong with a launch file: absent, or spelled otherwise."""
        path = _path(href)
        found = self._file(path)
        if found is None and strict:
            self._refuse("HREF_MISSING_FILE", f'"{path}" is not in the package.', line)
        if found is None:
            fix = "Add the file, or correct the href."
            message = f'The launch file "{path}" is not in the package.'
            self.findings.warn("HREF_MISSING_FILE", message, fix, file=self.descriptor, line=line)
        elif found not in (path, unquote(path)):
            looks_alike = _composed(found) in map(_composed, (path, unquote(path)))
            how = "in another Unicode form" if looks_alike else "otherwise"
            message = f'"{path}" is spelled {how} in the archive: "{found}".'
            fix = "Spell both alike, capitals included."
            self.findings.warn("HREF_SPELLING", message, fix, file=self.descriptor, line=line)

    def _file(self, path: str) -> str | None:
        """The member of the archive that this path of an href means, as it is spelled or percent-encoded."""
        return (self._archive.find(path) or self._archive.find(unquote(path))) if self._archive else None

    def _unusable(self, code: str, message: str, line: int | None, *, strict: bool) -> str:
        if strict:
            self._refuse(code, message, line)
        self.findings.warn(code, message, CATALOGUE[code].fix, file=self.descriptor, line=line)
        return ""

    def _refuse(self, code: str, message: str, line: int | None) -> NoReturn:
        raise refusal(code, message, CATALOGUE[code].fix, file=self.descriptor, line=line)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _path(href: str) -> str:
    return hrefs.END.split(href, maxsplit=1)[0]
