"""cmi5 course structures (cmi5 specification, sections 13 and 14)."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import iri, lom, scores
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document, Element
from hornbook_server.packages.findings import refusal

_MOVE_ON = {"", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"}
_LAUNCH_METHOD = {"", "OwnWindow", "AnyWindow"}
_LAUNCH_PARAMETERS = {"endpoint", "fetch", "actor", "registration", "activityId"}


def read(content: Content, document: Document) -> Package:
    """The course structure; raises PackageError where the specification has an LMS reject it."""
    structure = document.root
    course = structure.first("course")
    if course is None:
        raise _invalid(document.file, structure, "COURSE_MISSING", "The course structure has no course.")
    _check_identifiers(document.file, structure, course)
    title, language = _text(course, "title")
    description, description_language = _text(course, "description")
    identifier = course.attribute("id")
    root = Activity(
        title=title or content.stem,
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
        children=_children(content, block),
    )


def _unit(content: Content, unit: Element) -> Activity:
    identifier, url = unit.attribute("id"), unit.value("url")
    _check_unit(content.descriptor, unit, url)
    return Activity(
        title=_text(unit, "title")[0] or identifier,
        type=ActivityType.SCO,
        external_identifier=identifier,
        item_identifier=identifier,
        href=content.entry(url, line=unit.line, strict=True),
        scaled_passing_score=scores.scaled(unit.attribute("masteryscore")),
    )


def _check_unit(file: str, unit: Element, url: str) -> None:
    """The unit's values as CourseStructure.xsd has them, and 8.1: its query must not hold launch parameters."""
    if not url:
        raise _invalid(file, unit, "URL_MISSING", "The assignable unit has no url.")
    taken = {name for name, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True)} & _LAUNCH_PARAMETERS
    if taken:
        raise _invalid(file, unit, "URL_QUERY", f"The query of the url holds the launch parameter {min(taken)}.")
    score = unit.attribute("masteryscore")
    if score and scores.scaled(score) is None:
        raise _invalid(file, unit, "MASTERY_SCORE_INVALID", f'masteryScore="{score}" is not from 0 to 1.')
    for name, allowed in (("moveon", _MOVE_ON), ("launchmethod", _LAUNCH_METHOD)):
        if unit.attribute(name) not in allowed:
            message = f'{name}="{unit.attribute(name)}" is not one of {", ".join(sorted(allowed - {""}))}.'
            raise _invalid(file, unit, "VALUE_INVALID", message)


def _check_identifiers(file: str, structure: Element, course: Element) -> None:
    """Ids are IRIs (3.0), and each unit, block and objective has its own (13.1.2 to 13.1.4)."""
    _check_distinct(file, [course])
    for name in ("au", "block", "objective"):
        _check_distinct(file, [element for element in _descendants(structure) if element.name == name])


def _check_distinct(file: str, elements: Iterable[Element]) -> None:
    seen: set[str] = set()
    for element in elements:
        identifier = element.attribute("id")
        if element.name == "objective" and "idref" in element.attributes:
            continue
        if not iri.is_absolute(identifier):
            message = f'The {element.name} id "{identifier}" is not an IRI.'
            raise _invalid(file, element, "ID_NOT_IRI", message)
        if identifier in seen:
            message = f'The {element.name} id "{identifier}" occurs twice.'
            raise _invalid(file, element, "ID_TWICE", message)
        seen.add(identifier)


def _descendants(structure: Element) -> Iterable[Element]:
    pending = [structure]
    while pending:
        element = pending.pop()
        yield element
        pending.extend(reversed(element.children))


def _text(parent: Element, name: str) -> tuple[str | None, str | None]:
    """The first langstring that says something, and its language."""
    holder = parent.first(name)
    strings = holder.all("langstring") if holder else ()
    return next(((one.text, one.attribute("lang") or None) for one in strings if one.text), (None, None))


def _languages(course: Element) -> Iterable[str]:
    return (string.attribute("lang") for title in course.all("title") for string in title.all("langstring"))


def _invalid(file: str, element: Element, code: str, message: str) -> PackageError:
    fix = "Correct the course structure; cmi5 demands that it be rejected."
    return refusal(code, message, fix, file=file, line=element.line)
