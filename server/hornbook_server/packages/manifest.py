"""IMS content packaging, which every SCORM version builds on: organizations, items and resources."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard
from hornbook_server.domain.package import Package
from hornbook_server.packages import lom
from hornbook_server.packages.content import Content, join
from hornbook_server.packages.documents import Document, Element

PassingScore = Callable[[Element], str | None]


@dataclass(frozen=True, slots=True)
class _Resource:
    """`base` is every xml:base above its href, joined."""

    href: str
    base: str
    is_sco: bool
    line: int


def read(content: Content, document: Document, standard: LearningStandard, passing_score: PassingScore) -> Package:
    """The default organization as a package; `passing_score` reads the standard's own from an item."""
    organization = _default_organization(content, document.root)
    items = _Items(content, dict(_resources(document.root, "")), passing_score)
    children = tuple(items.activity(item) for item in organization.all("item"))
    loms = lom.elements(content, (document.root, organization))
    metadata = lom.read(loms)
    title = organization.value("title") or _substitute_title(content, organization, children, metadata.title)
    identifier = organization.attribute("identifier")
    root = Activity(
        title=title,
        type=ActivityType.AGGREGATION,
        external_identifier=identifier,
        item_identifier=identifier,
        children=children,
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
    """Turns items into activities."""

    def __init__(self, content: Content, resources: dict[str, _Resource], passing_score: PassingScore) -> None:
        self._content = content
        self._resources = resources
        self._passing_score = passing_score

    def activity(self, item: Element) -> Activity:
        reference = item.attribute("identifierref")
        resource = self._resource(reference, item) if reference else None
        href = self._content.entry(resource.href, base=resource.base, line=resource.line) if resource else ""
        children = tuple(self.activity(child) for child in item.all("item"))
        identifier = item.attribute("identifier")
        return Activity(
            title=item.value("title") or identifier,
            type=_type(resource, has_children=bool(children)),
            external_identifier=identifier,
            item_identifier=identifier,
            resource_identifier=reference,
            href=href,
            parameters=item.attribute("parameters"),
            scaled_passing_score=self._passing_score(item),
            children=children,
        )

    def _resource(self, reference: str, item: Element) -> _Resource | None:
        resource = self._resources.get(reference)
        if resource and resource.href:
            return resource
        if resource:
            self._warn("RESOURCE_WITHOUT_HREF", f'The resource "{reference}" has no href.', resource.line)
        else:
            self._warn("IDENTIFIERREF_UNKNOWN", f'There is no resource "{reference}".', item.line)
        return None

    def _warn(self, code: str, message: str, line: int) -> None:
        fix = "Let the item refer to a resource with an href."
        self._content.findings.warn(code, message, fix, file=self._content.descriptor, line=line)


def _type(resource: _Resource | None, *, has_children: bool) -> ActivityType:
    """A resource is an asset unless its scormType says otherwise (SCORM CAM, adlcp:scormType)."""
    if resource:
        return ActivityType.SCO if resource.is_sco else ActivityType.ASSET
    return ActivityType.AGGREGATION if has_children else ActivityType.UNKNOWN


def _default_organization(content: Content, manifest: Element) -> Element:
    holder = manifest.first("organizations")
    organizations = list(holder.all("organization")) if holder else []
    if holder is None or not organizations:
        fix = "Export the course as a content aggregation package."
        raise content.nothing_to_launch("The manifest has no organization with items.", fix, line=manifest.line)
    wanted = holder.attribute("default")
    chosen = next((one for one in organizations if one.attribute("identifier") == wanted), organizations[0])
    if chosen.attribute("identifier") != wanted and (wanted or len(organizations) > 1):
        content.findings.warn(
            "DEFAULT_ORGANIZATION",
            f'The default organization "{wanted}" does not exist; the first one is taken.',
            "Let organizations/@default name the organization to show.",
            file=content.descriptor,
            line=holder.line,
        )
    return chosen


def _resources(manifest: Element, base: str) -> Iterator[tuple[str, _Resource]]:
    """Resources by identifier, those of (sub)manifests first, so that the manifest's own win."""
    base = join(base, manifest.attribute("xml:base"))
    for inner in manifest.all("manifest"):
        yield from _resources(inner, base)
    for holder in manifest.all("resources"):
        folder = join(base, holder.attribute("xml:base"))
        for resource in holder.all("resource"):
            yield (
                resource.attribute("identifier"),
                _Resource(
                    href=resource.attribute("href"),
                    base=join(folder, resource.attribute("xml:base")),
                    is_sco=resource.attribute("scormtype").lower() == "sco",
                    line=resource.line,
                ),
            )


def _substitute_title(
    content: Content, organization: Element, children: tuple[Activity, ...], metadata_title: str | None
) -> str:
    """A title for an organization without one: its metadata's, its first item's, the upload's name."""
    content.findings.warn(
        "TITLE_MISSING",
        "The organization has no title; another one is shown.",
        "Give the organization a title.",
        file=content.descriptor,
        line=organization.line,
    )
    return metadata_title or next((child.title for child in children if child.title), content.stem)
