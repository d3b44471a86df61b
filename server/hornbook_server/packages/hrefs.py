"""Hrefs and the xml:base above them, as paths."""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

END = re.compile(r"[?#]")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#]+([/?#][^\r\n\t]*)?", re.IGNORECASE)
_HOST = re.compile(r"//([a-z0-9-]+\.)+[a-z]{2,}(:[0-9]+)?/", re.IGNORECASE)
_ESCAPED_BACKSLASH = re.compile("%5c", re.IGNORECASE)
_SEPARATOR = re.compile(r"[/\\]")
_NO_PATH = re.compile(r"[#?:]|%(?=[0-9a-f]{2})", re.IGNORECASE)


def readings(href: str, bases: Sequence[str]) -> list[str]:
    """What an href below these xml:base, the outermost first, can mean: as URIs resolve, and as authors mean it.

    A base without a slash at its end names a file in the folder that counts (RFC 3986, 5.2.3; XML Base, 4), and a slash
    at the beginning starts at the root; many authors write a folder without its slash, or begin every path with one.
    """
    resolved, meant = "", ""
    for part in (*map(slashes, bases), slashes(href)):
        resolved, meant = _resolved(resolved, part), _meant(meant, part)
    return [resolved, meant] if resolved != meant else [meant]


def within(href: str) -> str | None:
    """The path with its dot segments worked out, None if they climb above where it starts."""
    path = END.split(href, maxsplit=1)[0]
    parts: list[str] = []
    for part in path.split("/"):
        decoded = unquote(part)
        if decoded == ".." and parts:
            parts.pop()
        elif ".." in _SEPARATOR.split(decoded):
            return None
        elif decoded not in ("", "."):
            parts.append(part)
    folder = "/" if parts and path.endswith("/") else ""
    return "/".join(parts) + folder + href[len(path) :]


def is_web_address(href: str) -> bool:
    """Whether a browser can open it; blanks behind the host are escaped on the way, as in paths."""
    try:
        return _WEB.fullmatch(href) is not None and urlsplit(href).port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


def with_scheme(href: str) -> str | None:
    """The address of an href that begins with a host, which takes the scheme of the page (RFC 3986, 4.2)."""
    return f"https:{href}" if _HOST.match(href) else None


def escaped(path: str) -> str:
    """The path of a file as an href that leads to it, with no more escaped than would lead elsewhere."""
    return _NO_PATH.sub(lambda match: quote(match[0]), path)


def slashes(href: str) -> str:
    """Backslashes of the path as slashes, as browsers read them; escaped ones too where it is one of the package."""
    path, mark, query = href.partition("?")
    path, fragment_mark, fragment = path.replace("\\", "/").partition("#")
    path = path if SCHEME.match(path) else _ESCAPED_BACKSLASH.sub("/", path)
    return path + fragment_mark + fragment + mark + query


def _resolved(base: str, href: str) -> str:
    if SCHEME.match(href) or href.startswith("/"):
        return href
    path = END.split(base, maxsplit=1)[0]
    return path[: path.rfind("/") + 1] + href if href else base


def _meant(base: str, href: str) -> str:
    folder = END.split(base, maxsplit=1)[0].rstrip("/")
    if not folder or SCHEME.match(href):
        return href
    return f"{folder}/{href.lstrip('/')}"
