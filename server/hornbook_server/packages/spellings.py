"""Names of files as descriptors spell them, by which those of a zip without a mark of their encoding are read."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from urllib.parse import unquote

from hornbook_server.domain.package import PackageError, likeness
from hornbook_server.packages import decoding, detect
from hornbook_server.packages.aicc_files import Files
from hornbook_server.packages.archive import Archive
from hornbook_server.packages.content import Content
from hornbook_server.packages.findings import Findings

# Of a descriptor that is read for this alone: thousands of files, each named by a hundred bytes.
_LARGEST = 2**20
_MOST = 20_000
_BETWEEN_CELLS = re.compile(r"[,;\t\r\n]")
_PART = re.compile(r"[^/\\\"'<>?#]+")


def of(archive: Archive) -> frozenset[str]:
    """Parts of paths that are not ASCII, compared by their likeness; none if nothing can be read."""
    found: set[str] = set()
    try:
        folder = detect.folder_of(archive, Findings())
        for name in detect.DESCRIPTORS:
            path = archive.find(folder + name)
            if path and archive.members[path].size <= _LARGEST:
                content = partial(archive.content, path)
                found.update(_parts("".join(decoding.pieces(content, path, Findings()))))
        if "au" in (paths := detect.aicc_descriptors(archive, folder)):
            units = Files(Content(archive, folder, paths["au"], "", Findings()), paths).text("au")
            found.update(_parts(_BETWEEN_CELLS.sub('"', units)))
    except PackageError:  # the reading itself tells of it
        return frozenset()
    return frozenset(found)


def _parts(text: str) -> Iterator[str]:
    parts = (unquote(match[0]) for match in _PART.finditer(text.replace("&amp;", "&")))
    return islice((likeness(part.strip()) for part in parts if not part.isascii()), _MOST)
