"""xAPI packages: tincan.xml."""

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.package import Package
from hornbook_server.packages import iri, lom
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document, Element


def read(content: Content, document: Document) -> Package:
    """The activities that have a launch; the first of them names the course."""
    elements = [
        element
        for holder in document.root.all("activities")
        for element in holder.all("activity")
        if any(launch.text for launch in element.all("launch"))
    ]
    children = tuple(_activity(content, element) for element in elements)
    root = Activity(
        title=children[0].title if children else "",
        type=ActivityType.AGGREGATION,
        external_identifier=children[0].external_identifier if children else "",
        item_identifier=children[0].item_identifier if children else "",
        children=children,
    )
    if not root.launchable():
        fix = "Give the course's activity a <launch> with its start page."
        message = "No activity has a launch that leads anywhere."
        raise content.nothing_to_launch(message, fix, line=document.root.line)
    course = elements[0]
    if not iri.is_absolute(root.external_identifier):
        content.findings.warn(
            "ACTIVITY_ID_INVALID",
            f'The activity id "{root.external_identifier}" is not an IRI.',
            "Give the activity an id such as https://example.com/courses/1.",
            file=document.file,
            line=course.line,
        )
    return Package(
        standard=LearningStandard.XAPI,
        title=root.title,
        root=root,
        activity_id=root.external_identifier,
        languages=lom.distinct(_language(child) for child in course.children if child.name in ("name", "launch")),
        metadata=_metadata(course),
        warnings=content.findings.all(),
    )


def _activity(content: Content, element: Element) -> Activity:
    identifier = element.attribute("id")
    launch = next(launch for launch in element.all("launch") if launch.text)
    return Activity(
        title=element.value("name") or identifier or content.stem,
        type=ActivityType.SCO,
        external_identifier=identifier,
        item_identifier=identifier,
        href=content.entry(launch.text, line=launch.line),
    )


def _metadata(course: Element) -> Metadata:
    name, description = course.first("name"), course.first("description")
    return Metadata(
        title=course.value("name") or None,
        title_language=_language(name) or None if name else None,
        description=course.value("description") or None,
        description_language=_language(description) or None if description else None,
    )


def _language(string: Element) -> str:
    return string.attribute("lang") or string.attribute("xml:lang")
