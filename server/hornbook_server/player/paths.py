"""From the path of a URL to the path of a file in a package."""

import re
from urllib.parse import unquote_to_bytes

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def candidates(raw: bytes) -> tuple[str, ...]:
    """Where the file may be: as the URL says, or under a name that itself holds percent signs.

    Nothing here touches a file system: a path names a row. Escapes are decoded once; an encoded slash, a backslash and
    dot segments mean what they would in a URL, and what climbs out of the package is nowhere.
    """
    spelled = (_decoded(unquote_to_bytes(raw)), _decoded(raw))
    return tuple(dict.fromkeys(path for path in map(_resolved, spelled) if path))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return ""


def _resolved(path: str) -> str:
    """Without `.`, `..` and empty segments; empty where there is no such path."""
    if _CONTROL.search(path):
        return ""
    parts: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part == ".." and not parts:
            return ""
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
