"""What the identifierrefs of a manifest lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Element

DEEPEST = 8
_IMS = re.compile(r"\bims", re.IGNORECASE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Resource:
    """`bases` are the xml:base above its href, the outermost first."""

    href: str
    bases: tuple[str, ...]
    is_sco: bool
    line: int


@dataclass(frozen=True, slots=True)
class Scope:
    """A manifest's own resources and those of its (sub)manifests, by identifier, and these manifests' organizations.

    An organization stands under its own identifier and, if it is the default one, under its manifest's: an item that
    refers to a (sub)manifest has the items of its organization (IMS content packaging, information model, item and
    (sub)manifest). They see what their manifest holds, which has to be complete by itself.
    """

    resources: dict[str, Resource] = field(default_factory=dict)
    organizations: dict[str, tuple[Element, Scope]] = field(default_factory=dict)


def scope_of(content: Content, manifest: Element, above: tuple[str, ...] = (), *, depth: int = 0) -> Scope:
    """Of several things with one identifier the manifest's own wins, and the first of its own, with a warning."""
    bases = _with_base(above, manifest)
    scope = Scope()
    for identifier, resource in _resources(manifest, bases):
        if scope.resources.setdefault(identifier, resource) is not resource:
            message = f'Two resources have the identifier "{identifier}"; the first one counts.'
            fix = "Give each resource an identifier of its own."
            content.findings.warn("RESOURCE_TWICE", message, fix, file=content.descriptor, line=resource.line)
    for inner in manifest.all("manifest") if depth < DEEPEST else ():
        inside = scope_of(content, inner, bases, depth=depth + 1)
        _fill(scope.resources, inside.resources)
        _fill(scope.organizations, dict(_organizations(inner, inside)) | inside.organizations)
    return scope


def own(parent: Element, name: str) -> Iterator[Element]:
    """Children of content packaging, and none that a vendor's namespace has under the same name."""
    return (
        child
        for child in parent.all(name)
        if not parent.namespace or child.namespace in (parent.namespace, "") or _IMS.search(child.namespace)
    )


def organizations_of(manifest: Element) -> list[Element]:
    return [one for holder in manifest.all("organizations") for one in own(holder, "organization")]


def default_of(manifest: Element) -> tuple[str, Element | None]:
    """What `default` names, and that organization, or else the first that has items; None if there is none."""
    wanted = next(filter(None, (holder.attribute("default") for holder in manifest.all("organizations"))), "")
    organizations = organizations_of(manifest)
    named = (one for one in organizations if one.attribute("identifier") == wanted)
    filled = (one for one in organizations if any(own(one, "item")))
    return wanted, next(chain(named, filled, organizations), None)


def _organizations(manifest: Element, scope: Scope) -> Iterator[tuple[str, tuple[Element, Scope]]]:
    for organization in organizations_of(manifest):
        yield organization.attribute("identifier"), (organization, scope)
    _, default = default_of(manifest)
    if default:
        yield manifest.attribute("identifier"), (default, scope)


def _resources(manifest: Element, above: tuple[str, ...]) -> Iterator[tuple[str, Resource]]:
    for holder in manifest.all("resources"):
        bases = _with_base(above, holder)
        for resource in own(holder, "resource"):
            yield (
                resource.attribute("identifier"),
                Resource(
                    href=resource.attribute("href"),
                    bases=_with_base(bases, resource),
                    is_sco=resource.attribute("scormtype").lower() == "sco",
                    line=resource.line,
                ),
            )


def _with_base(bases: tuple[str, ...], element: Element) -> tuple[str, ...]:
    base = element.attribute("xml:base")
    return (*bases, base) if base else bases


def _fill(known: dict[str, T], more: dict[str, T]) -> None:
    for identifier, value in more.items():
        known.setdefault(identifier, value)
