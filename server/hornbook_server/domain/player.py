"""What the player's page is told of a course: its activity tree with keys and addresses, and the settings it heeds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from hornbook_server.domain.course import Activity
from hornbook_server.domain.settings_catalogue import CATALOGUE

UNNAMED = "activity"  # the key of one without an identifier

# Beside those whose names begin with "Player".
_ALSO_HEEDED = frozenset(
    (
        "MediaContentCompletionThreshold",
        "MediaContentStylesheetPath",
        "PDFContentPageDurationThreshold",
        "PromptOnPlayerClose",
        "RedirectOnExitUrl",
    )
)


def heeded(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Those of a course's settings that the player heeds; no secret is among them."""
    return {
        setting: value
        for setting, value in values
        if (setting.startswith("Player") or setting in _ALSO_HEEDED) and not CATALOGUE[setting].secret
    }


def tree(root: Activity, *, content: str, query: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """The activity tree as JSON, each node with `key` and, where it has something to launch, `url`.

    A key is the item's identifier, with a number where several have the same. `content` is where the package's files
    are; `query` is added to each address.
    """
    return _node(root, keys(root), content, list(query))


def keys(root: Activity) -> Mapping[int, str]:
    """The key of each activity by its identity in this tree: stable for a package, whatever its identifiers."""
    seen: Counter[str] = Counter()
    named = {}
    for activity in root.walk():
        identifier = activity.item_identifier or activity.external_identifier or UNNAMED
        seen[identifier] += 1
        named[id(activity)] = identifier if seen[identifier] == 1 else f"{identifier}~{seen[identifier]}"
    return named


def address(href: str, parameters: str, query: Iterable[tuple[str, str]] = ()) -> str:
    """The href with the item's parameters (SCORM 2004 4th Ed. CAM, 3.4.1.7) and further ones, as a URL reference."""
    own = parameters.lstrip("?&")
    base, mark, fragment = href.partition("#")
    if own.startswith("#"):
        fragment, mark, own = fragment if mark else own[1:], "#", ""
    for part in filter(None, (own, *_encoded(query))):
        base += ("&" if "?" in base else "?") + part
    return base + mark + fragment


def _node(activity: Activity, named: Mapping[int, str], content: str, query: list[tuple[str, str]]) -> dict[str, Any]:
    node: dict[str, Any] = msgspec.to_builtins(activity)
    node.pop("href", None)
    node.pop("parameters", None)
    node["key"] = named[id(activity)]
    if activity.href:
        url = address(activity.href, activity.parameters, query)
        node["url"] = url if _is_absolute(activity.href) else content + url
    node["children"] = [_node(child, named, content, query) for child in activity.children]
    return node


def _is_absolute(href: str) -> bool:
    return href.lower().startswith(("http://", "https://"))


def _encoded(query: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in query:
        yield f"{quote(name, safe='')}={quote(value, safe='')}"
