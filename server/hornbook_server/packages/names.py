"""Names of a zip's members: decoded, normalised, or refused."""

import re
import zipfile
from collections.abc import Sequence

from hornbook_server.packages import charset

_UTF8_FLAG = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_JUNK = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


def decoded(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names; those without the UTF-8 flag share the encoding that reads best, DOS's if none does."""
    raw = [_undeclared(info) for info in infos]
    encoding = charset.guess(b"\n".join(name for name in raw if name is not None), fallback="cp437")
    return [
        info.orig_filename if name is None else name.decode(encoding, errors="replace")
        for info, name in zip(infos, raw, strict=True)
    ]


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


def _undeclared(info: zipfile.ZipInfo) -> bytes | None:
    """The name as it stands in the archive, None where it is flagged as UTF-8 (APPNOTE 4.4.4, bit 11)."""
    return None if info.flag_bits & _UTF8_FLAG else info.orig_filename.encode("cp437")
