"""Names of a zip's members: decoded, normalised, or refused; and those of uploads."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from hornbook_server.domain.package import likeness
from hornbook_server.packages import charset
from hornbook_server.packages.directory import Entry

Decode = Callable[[Entry], str]
UTF8 = "utf-8"
_SAMPLE = 200
_UTF8_FLAG = 0x800
_ROOTED = re.compile(r"[/\\](?![/\\])")
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_JUNK = re.compile(r"(^|/)(__MACOSX/|(\._[^/]+|\.DS_Store|Thumbs\.db|desktop\.ini)$)", re.IGNORECASE)


def encoding_of(entries: Sequence[Entry], spelled: Collection[str] = ()) -> str:
    """That of members' names without a mark of UTF-8: the one that reads best, DOS's if none does.

    Where it is not UTF-8, one in which more parts of their paths are `spelled` so by a descriptor is surer.
    """
    unmarked = [entry.name for entry in entries if _marked(entry) is None]
    guessed = charset.guess(*unmarked, fallback="cp437")
    if guessed == UTF8 or not spelled:
        return guessed
    sample = list(islice((name for name in unmarked if not name.isascii()), _SAMPLE))
    return max((guessed, *charset.ENCODINGS), key=lambda encoding: _met(sample, encoding, spelled))


def _met(names: Iterable[bytes], encoding: str, spelled: Collection[str]) -> int:
    parts = (part for name in names for part in normalised(name.decode(encoding, errors="replace")).split("/"))
    return sum(1 for part in parts if not part.isascii() and likeness(part) in spelled)


def decoder(encoding: str) -> Decode:
    """Members' names; those without a mark of UTF-8 are in this encoding."""

    def decode(entry: Entry) -> str:
        marked = _marked(entry)
        return entry.name.decode(encoding, errors="replace") if marked is None else marked

    return decode


def are_rooted(names: Iterable[str]) -> bool:
    """Whether a tool put a slash before every name; a package of which only some begin with one is not so made."""
    any_name = False
    for name in names:
        any_name = True
        if not _ROOTED.match(name):
            return False
    return any_name


def normalised(name: str) -> str:
    """The path with slashes, without empty and `.` parts; a folder keeps no slash at its end."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def objection(name: str) -> str | None:
    """Why a member of this name is not taken over, or None if it may be."""
    path = name.replace("\\", "/")
    if _CONTROL.search(path):
        return "its name holds control characters"
    if path.startswith("/"):
        return "its name is absolute"
    if _DRIVE.match(path):
        return "its name begins with a drive letter"
    if ".." in path.split("/"):
        return "its name climbs out of the package"
    return None


def is_folder(name: str) -> bool:
    return name.endswith(("/", "\\"))


def is_junk(path: str) -> bool:
    """Leftovers of Finder and Explorer."""
    return _JUNK.search(path) is not None


def of_upload(name: str) -> str:
    """What its sender calls a file, fit for a path and a title."""
    return _CONTROL.sub("", name).strip()


def _marked(entry: Entry) -> str | None:
    """The name, where it is marked as UTF-8 and is that (APPNOTE 4.4.4, bit 11; 4.6.9)."""
    name = entry.name if entry.flags & _UTF8_FLAG else entry.unicode
    if name is None:
        return None
    try:
        return name.decode()
    except UnicodeDecodeError:
        return None
