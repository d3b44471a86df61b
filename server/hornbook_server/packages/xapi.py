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
        for holder in (*document.root.all("activities"), document.root)
        for element in holder.all("activity")
        if any(launch.text for launch in element.all("launch"))
    ]
    children = tuple(_activity(content, element) for element in elements)
    root = Activity(
        title=_title(content, elements[0]) if elements else "",
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


def _title(content: Content, course: Element) -> str:
    return _text(course, "name")[0] or content.untitled("The activity", "Give it a <name>.", line=course.line)


def _activity(content: Content, element: Element) -> Activity:
    identifier = element.attribute("id")
    launch = next(launch for launch in element.all("launch") if launch.text)
    return Activity(
        title=_text(element, "name")[0] or identifier or content.stem,
        type=ActivityType.SCO,
        external_identifier=identifier,
        item_identifier=identifier,
        href=content.entry(launch.text, line=launch.line),
        xapi_type=element.attribute("type"),
    )


def _metadata(course: Element) -> Metadata:
    title, title_language = _text(course, "name")
    description, description_language = _text(course, "description")
    return Metadata(
        title=title,
        title_language=title_language,
        description=description,
        description_language=description_language,
    )


def _text(activity: Element, name: str) -> tuple[str | None, str | None]:
    """The first of these that says something, and its language: tools write one for each language."""
    found = next((one for one in activity.all(name) if one.text), None)
    return (found.text, _language(found) or None) if found else (None, None)


def _language(string: Element) -> str:
    return string.attribute("lang") or string.attribute("xml:lang")
