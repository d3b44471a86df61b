"""IMS content packaging, which every SCORM version builds on: organizations, items and resources."""

from collections.abc import Callable

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import lom
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import DEEPEST, Document, Element
from hornbook_server.packages.findings import refusal
from hornbook_server.packages.limits import Limits
from hornbook_server.packages.resources import Resource, Scope, default_of, organizations_of, own, scope_of

Extend = Callable[[Activity, Element], Activity]
MOST_ITEMS = Limits().activities


def read(content: Content, document: Document, standard: LearningStandard, extend: Extend) -> Package:
    """The default organization as a package; `extend` reads what the standard adds to an item or organization."""
    organization = _default_organization(content, document.root)
    children = _Items(content, extend).below(organization, scope_of(content, document.root))
    loms = lom.elements(content, (document.root, organization))
    metadata = lom.read(loms)
    title = _title(organization) or _substitute_title(content, organization, metadata.title)
    identifier = organization.attribute("identifier")
    root = extend(
        Activity(
            title=title,
            type=ActivityType.AGGREGATION,
            external_identifier=identifier,
            item_identifier=identifier,
            children=children,
        ),
        organization,
    )
    if not root.launchable():
        message = f'No item of the organization "{title}" leads to a file.'
        fix = "Give an item an identifierref to a resource with an href."
        raise content.nothing_to_launch(message, fix, line=organization.line)
    return Package(
        standard=standard,
        title=title,
        root=root,
        languages=lom.languages(loms),
        metadata=metadata,
        warnings=content.findings.all(),
    )


class _Items:
    """Turns items into activities, and those of a (sub)manifest's organization into some of the item that refers to it.

    Those cannot see the manifest around theirs, so that nothing leads back to itself.
    """

    def __init__(self, content: Content, extend: Extend) -> None:
        self._content = content
        self._extend = extend
        self._read = 0
        self._level = 0

    def below(self, parent: Element, scope: Scope) -> tuple[Activity, ...]:
        self._level += 1
        if self._level > DEEPEST:
            message = f"The items, with those of (sub)manifests, are more than {DEEPEST} levels deep."
            raise self._too_large(message, parent.line)
        activities = tuple(self._activity(item, scope) for item in own(parent, "item"))
        self._level -= 1
        return activities

    def _activity(self, item: Element, scope: Scope) -> Activity:
        self._read += 1
        if self._read > MOST_ITEMS:
            message = f"With those taken over from (sub)manifests, the course has more than {MOST_ITEMS} items."
            raise self._too_large(message, item.line)
        reference = item.attribute("identifierref")
        children = self.below(item, scope)
        resource = None
        if reference in scope.organizations and reference not in scope.resources:
            children += self.below(*scope.organizations[reference])
        elif reference:
            resource = self._resource(scope.resources.get(reference), reference, item)
        href = self._content.entry(resource.href, bases=resource.bases, line=resource.line) if resource else ""
        identifier = item.attribute("identifier")
        activity = Activity(
            title=_title(item) or identifier,
            type=_type(resource if href else None, has_children=bool(children)),
            external_identifier=identifier,
            item_identifier=identifier,
            resource_identifier=reference,
            href=href,
            parameters=item.attribute("parameters"),
            visible=item.attribute("isvisible").lower() not in ("false", "0"),
            children=children,
        )
        return self._extend(activity, item)

    def _resource(self, resource: Resource | None, reference: str, item: Element) -> Resource | None:
        if resource is None:
            self._warn("IDENTIFIERREF_UNKNOWN", f'There is no resource "{reference}".', item.line)
        elif not resource.href:
            self._warn("RESOURCE_WITHOUT_HREF", f'The resource "{reference}" has no href.', resource.line)
        return resource if resource and resource.href else None

    def _too_large(self, message: str, line: int) -> PackageError:
        fix = "Split the course into several packages."
        return refusal("LIMIT_ACTIVITIES", message, fix, file=self._content.descriptor, line=line)

    def _warn(self, code: str, message: str, line: int) -> None:
        fix = "Let the item refer to a resource with an href."
        self._content.findings.warn(code, message, fix, file=self._content.descriptor, line=line)


def _type(resource: Resource | None, *, has_children: bool) -> ActivityType:
    """A resource is an asset unless its scormType says otherwise (SCORM CAM, adlcp:scormType)."""
    if resource:
        return ActivityType.SCO if resource.is_sco else ActivityType.ASSET
    return ActivityType.AGGREGATION if has_children else ActivityType.UNKNOWN


def _default_organization(content: Content, manifest: Element) -> Element:
    wanted, chosen = default_of(manifest)
    if chosen is None:
        fix = "Export the course as a content aggregation package."
        raise content.nothing_to_launch("The manifest has no organization with items.", fix, line=manifest.line)
    if chosen.attribute("identifier") != wanted and (wanted or len(organizations_of(manifest)) > 1):
        content.findings.warn(
            "DEFAULT_ORGANIZATION",
            f"{_no_default(wanted)}; the first one that has items is taken.",
            "Let organizations/@default name the organization to show.",
            file=content.descriptor,
            line=chosen.line,
        )
    return chosen


def _no_default(wanted: str) -> str:
    return (
        f'The default organization "{wanted}" does not exist' if wanted else "No organization is named as the default"
    )


def _title(parent: Element) -> str:
    """The text of the first title, which some tools wrap in a langstring."""
    title = next(own(parent, "title"), None)
    return (title.value("langstring") or title.text) if title else ""


def _substitute_title(content: Content, organization: Element, metadata_title: str | None) -> str:
    """A title for an organization without one: its metadata's, that of its first item with one, the upload's name."""
    shown = metadata_title or next(filter(None, map(_title, own(organization, "item"))), "")
    return content.untitled("The organization", "Give the organization a title.", shown=shown, line=organization.line)
