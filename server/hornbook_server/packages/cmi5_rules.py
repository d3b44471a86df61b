"""What cmi5 has an LMS reject in a course structure, and what it only asks for.

Refused is what the specification says an LMS must not take (3.0, 8.1, 13.1) and, of CourseStructure.xsd, what changes
how a structure is read: elements that are out of order, repeated, or have values that mean nothing. What the schema
demands and nobody is misled by, such as a description or the namespace, is a warning.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import iri, scores
from hornbook_server.packages.catalogue import CATALOGUE
from hornbook_server.packages.documents import Element
from hornbook_server.packages.findings import Findings, refusal

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

_MOVE_ON = {"", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"}
_LAUNCH_METHOD = {"", "OwnWindow", "AnyWindow"}
# Names of the schema that are more than one word; elements have theirs in small letters.
_SCHEMA = ("courseStructure", "launchParameters", "entitlementKey", "moveOn", "launchMethod")
_WRITTEN = {name.lower(): name for name in _SCHEMA}
_APPLICATION = re.compile(r"([a-z][a-z0-9+.-]*)://\S*", re.IGNORECASE)
_OF_BROWSERS = {"http", "https", "javascript", "data", "vbscript", "file", "blob", "about"}
_LAUNCH_PARAMETERS = {"endpoint", "fetch", "actor", "registration", "activityId"}

# The children of each element in the order of CourseStructure.xsd. Those of one place may mix, and alone may repeat.
_MEMBERS = {"au", "block"}
_CONTENT = {
    "coursestructure": ({"course"}, {"objectives"}, _MEMBERS),
    "course": ({"title"}, {"description"}),
    "block": ({"title"}, {"description"}, {"objectives"}, _MEMBERS),
    "au": ({"title"}, {"description"}, {"objectives"}, {"url"}, {"launchparameters"}, {"entitlementkey"}),
}


def without_extensions(structure: Element) -> Element:
    """The structure without elements of vendors' namespaces, which an LMS may ignore (13.1.5)."""
    own = {structure.namespace, NAMESPACE, ""}
    for element in descendants(structure):
        element.children = tuple(child for child in element.children if child.namespace in own)
    return structure


def check(structure: Element, course: Element, file: str, findings: Findings) -> None:
    """Raise PackageError for what has to be rejected, and warn of the rest."""
    if structure.namespace != NAMESPACE:
        message = f'The namespace of the course structure is "{structure.namespace}", not that of cmi5.'
        findings.warn("NAMESPACE_WRONG", message, f"Declare xmlns={NAMESPACE}.", file=file, line=structure.line)
    for element in descendants(structure):
        if element.name in _CONTENT:
            _check_order(element, file, findings)
        if element.name == "au":
            _check_unit(element, file)
    _check_identifiers(structure, course, file, findings)


def descendants(structure: Element) -> Iterator[Element]:
    pending = [structure]
    while pending:
        element = pending.pop()
        yield element
        pending.extend(reversed(element.children))


def rejected(code: str, message: str, file: str, element: Element) -> PackageError:
    return refusal(code, message, CATALOGUE[code].fix, file=file, line=element.line)


def _check_order(element: Element, file: str, findings: Findings) -> None:
    """The sequence of children (CourseStructure.xsd)."""
    places = _CONTENT[element.name]
    reached, seen = 0, set[str]()
    for child in element.children:
        place = next((at for at, names in enumerate(places) if child.name in names), None)
        if place is None:
            message = f"The element <{child.name}> is unknown in <{_written(element.name)}>; it is left out."
            findings.warn("ELEMENT_UNKNOWN", message, "Remove it.", file=file, line=child.line)
            continue
        if place < reached or (child.name in seen and child.name not in _MEMBERS):
            message = f"<{_written(child.name)}> is out of order in <{_written(element.name)}>, or there twice."
            raise refusal("ELEMENT_ORDER", message, _order(element.name), file=file, line=child.line)
        reached = place
        seen.add(child.name)
    wanted = (
        {"description"} if element.name == "course" else {"title", "description"}
    )  # of a course it is told elsewhere
    if element.name == "block" and seen.isdisjoint(_MEMBERS):
        fix = "Add an <au> to it, or leave it out."
        findings.warn("ELEMENT_MISSING", "The block has no unit and no block in it.", fix, file=file, line=element.line)
    for missing in wanted & set().union(*places) - seen:
        message = f"The {element.name} has no {missing}."
        findings.warn("ELEMENT_MISSING", message, f"Add a <{missing}>.", file=file, line=element.line)


def _order(name: str) -> str:
    places = (" or ".join(f"<{_written(one)}>" for one in sorted(place)) for place in _CONTENT[name])
    return f"The order in <{_written(name)}> is {', '.join(places)}, each once but for units and blocks."


def _written(name: str) -> str:
    return _WRITTEN.get(name, name)


def _check_unit(unit: Element, file: str) -> None:
    """The unit's values as CourseStructure.xsd has them, and 8.1: its query must not hold launch parameters."""
    url = unit.value("url")
    if not url:
        raise rejected("URL_MISSING", "The assignable unit has no url.", file, unit)
    query = url.partition("#")[0].partition("?")[2]
    taken = {name for name, _ in parse_qsl(query, keep_blank_values=True)} & _LAUNCH_PARAMETERS
    if taken:
        raise rejected("URL_QUERY", f"The query of the url holds the launch parameter {min(taken)}.", file, unit)
    score = unit.attribute("masteryscore")
    if score and scores.scaled(score) is None:
        raise rejected("MASTERY_SCORE_INVALID", f'masteryScore="{score}" is not from 0 to 1.', file, unit)
    for name, allowed in (("moveon", _MOVE_ON), ("launchmethod", _LAUNCH_METHOD)):
        if unit.attribute(name) not in allowed:
            values = ", ".join(sorted(allowed - {""}))
            message = f'{_written(name)}="{unit.attribute(name)}" is not one of {values}.'
            raise rejected("VALUE_INVALID", message, file, unit)


def _check_identifiers(structure: Element, course: Element, file: str, findings: Findings) -> None:
    """Ids are IRIs (3.0), and those of units, blocks and objectives unique in the structure (13.1.2 to 13.1.4)."""
    _check_iri(course, "id", file)
    owners: dict[str, Element] = {}
    references: list[Element] = []
    for element in descendants(structure):
        if element.name == "objective" and element.has("idref"):
            _check_iri(element, "idref", file)
            references.append(element)
        elif element.name in ("au", "block", "objective"):
            _check_iri(element, "id", file)
            identifier = element.attribute("id")
            if identifier in owners:
                message = f'The {element.name} id "{identifier}" occurs twice.'
                raise rejected("ID_TWICE", message, file, element)
            owners[identifier] = element
    _warn_of_identifiers(course, owners, references, file, findings)


def _check_iri(element: Element, attribute: str, file: str) -> None:
    identifier = element.attribute(attribute)
    if not iri.is_absolute(identifier):
        message = f'The {element.name} {attribute} "{identifier}" is not an IRI.'
        if not identifier:
            message = f"The {element.name} has no {attribute}."
        raise rejected("ID_NOT_IRI", message, file, element)


def _warn_of_identifiers(
    course: Element, owners: dict[str, Element], references: Iterable[Element], file: str, findings: Findings
) -> None:
    shared = owners.get(course.attribute("id"))
    if shared:
        message = f"The course and a unit, block or objective have one id: {course.attribute('id')}."
        findings.warn("ID_SHARED", message, "Give each its own id.", file=file, line=shared.line)
    for reference in references:
        found = owners.get(reference.attribute("idref"))
        if found is None or found.name != "objective":
            message = f'There is no objective "{reference.attribute("idref")}".'
            fix = "Add it to the course's objectives."
            findings.warn("OBJECTIVE_UNKNOWN", message, fix, file=file, line=reference.line)


def is_of_an_application(url: str) -> bool:
    """Whether it is <application>://..., which cmi5 has for content outside of browsers (13.1.4).

    Schemes by which a browser would run or read something itself are none of an application.
    """
    scheme = _APPLICATION.fullmatch(url)
    return scheme is not None and scheme[1].lower() not in _OF_BROWSERS
