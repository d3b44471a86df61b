"""cmi5 course structures (cmi5 specification, sections 13 and 14)."""

from collections.abc import Iterable

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.package import Package
from hornbook_server.domain.units import Cmi5Unit
from hornbook_server.packages import cmi5_rules, lom, scores
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document, Element

_STANDARD = Cmi5Unit()


def read(content: Content, document: Document) -> Package:
    """The course structure; raises PackageError where the specification has an LMS reject it."""
    structure = cmi5_rules.without_extensions(document.root)
    course = structure.first("course")
    if course is None:
        message = "The course structure has no course."
        raise cmi5_rules.rejected("COURSE_MISSING", message, document.file, structure)
    cmi5_rules.check(structure, course, document.file, content.findings)
    title, language = _text(course, "title")
    description, description_language = _text(course, "description")
    identifier = course.attribute("id")
    root = Activity(
        title=title or content.untitled("The course", "Add a <title> with a <langstring>.", line=course.line),
        type=ActivityType.AGGREGATION,
        external_identifier=identifier,
        item_identifier=identifier,
        children=_children(content, structure),
    )
    if not root.launchable():
        message, fix = "The course structure has no assignable unit.", "Add an <au> with its url."
        raise content.nothing_to_launch(message, fix, line=course.line)
    return Package(
        standard=LearningStandard.CMI5,
        title=root.title,
        root=root,
        activity_id=identifier,
        languages=lom.distinct(_languages(course)),
        metadata=Metadata(
            title=title,
            title_language=language,
            description=description,
            description_language=description_language,
        ),
        warnings=content.findings.all(),
    )


def _children(content: Content, parent: Element) -> tuple[Activity, ...]:
    """Blocks and assignable units in document order."""
    return tuple(
        _unit(content, child) if child.name == "au" else _block(content, child)
        for child in parent.children
        if child.name in ("au", "block")
    )


def _block(content: Content, block: Element) -> Activity:
    identifier = block.attribute("id")
    return Activity(
        title=_text(block, "title")[0] or identifier,
        type=ActivityType.AGGREGATION,
        external_identifier=identifier,
        item_identifier=identifier,
        objectives=_objectives(block),
        children=_children(content, block),
    )


def _unit(content: Content, unit: Element) -> Activity:
    identifier = unit.attribute("id")
    return Activity(
        title=_text(unit, "title")[0] or identifier,
        type=ActivityType.SCO,
        external_identifier=identifier,
        item_identifier=identifier,
        href=_href(content, unit),
        scaled_passing_score=scores.scaled(unit.attribute("masteryscore")),
        launch_data=unit.raw_value("launchparameters"),
        objectives=_objectives(unit),
        xapi_type=unit.attribute("activitytype"),
        cmi5=Cmi5Unit(
            launch_method=unit.attribute("launchmethod") or _STANDARD.launch_method,
            move_on=unit.attribute("moveon") or _STANDARD.move_on,
            entitlement_key=unit.raw_value("entitlementkey"),
        ),
    )


def _href(content: Content, unit: Element) -> str:
    url = unit.value("url")
    if cmi5_rules.is_of_an_application(url):
        message, fix = f'"{url}" opens an application, not a page.', "Give the unit a page for learners without it."
        content.findings.warn("URL_OF_APPLICATION", message, fix, file=content.descriptor, line=unit.line)
        return url
    return content.entry(url, line=unit.line, strict=True)


def _objectives(parent: Element) -> tuple[str, ...]:
    """Ids of the course's objectives that a block or unit refers to."""
    holder = parent.first("objectives")
    references = (one.attribute("idref") for one in holder.all("objective")) if holder else ()
    return tuple(filter(None, references))


def _text(parent: Element, name: str) -> tuple[str | None, str | None]:
    """The first langstring that says something, and its language; text without a langstring has none."""
    holder = parent.first(name)
    strings = [one for one in holder.all("langstring") if one.text] if holder else []
    if strings:
        return strings[0].text, _language(strings[0]) or None
    return (holder.text or None) if holder else None, None


def _languages(course: Element) -> Iterable[str]:
    return (_language(string) for title in course.all("title") for string in title.all("langstring"))


def _language(string: Element) -> str:
    return string.attribute("lang") or string.attribute("xml:lang")
