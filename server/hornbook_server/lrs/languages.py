"""One text of a language map, as a client prefers it."""

from collections.abc import Iterator

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header


def chosen(texts: dict[str, str], accept_language: str) -> dict[str, str]:
    """A map of the one entry that fits best; the first, if none does (RFC 4647, 3.4)."""
    if len(texts) < 2:  # noqa: PLR2004 there is no choice
        return texts
    by_tag = {tag.lower(): tag for tag in reversed(texts)}
    best = next((by_tag[tag] for tag in _wanted(accept_language, list(by_tag)) if tag in by_tag), next(iter(texts)))
    return {best: texts[best]}


def _wanted(accept_language: str, known: list[str]) -> Iterator[str]:
    """Each language as it is asked for, then ever less of it, then what is more of it."""
    for wanted in parse_accept_header(accept_language, LanguageAccept).values():
        parts = wanted.lower().split("-")
        yield from ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        yield from (tag for tag in reversed(known) if tag.startswith(f"{wanted.lower()}-"))
