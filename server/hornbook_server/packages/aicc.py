"""AICC courses: .crs, .au, .des and .cst files, and .pre, .ort and .cmp where they are (CMI001)."""

import re
from collections.abc import Mapping
from itertools import chain, count

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.package import Package
from hornbook_server.domain.units import CompletionRequirement
from hornbook_server.packages import aicc_files
from hornbook_server.packages.aicc_files import Files
from hornbook_server.packages.aicc_structure import Descriptors, Structure
from hornbook_server.packages.aicc_tables import Row, Tables
from hornbook_server.packages.content import Content
from hornbook_server.packages.texts import LONGEST_TEXT, collapse

_DESCRIPTION = "coursedescription"
_BLOCK = ("block",)
_ELEMENT = ("structureelement", "courseelement")
_LOST = re.compile(r"\?[?\s]+\?")


def read(content: Content, paths: Mapping[str, str]) -> Package:
    """The course; `paths` has the descriptors by extension, in lower case and without dot.

    The descriptor of `content` is the .au file, which has the hrefs.
    """
    files = Files(content, paths)
    sections = aicc_files.sections(files.text("crs"), files.path("crs"))
    course = _course(sections)
    descriptors = _descriptors(content, _Tables(files))
    title = course.get("coursetitle") or descriptors.titles.get("root") or _substitute_title(content, paths)
    identifier = course.get("courseid", "")
    root = Activity(
        title=title,
        type=ActivityType.AGGREGATION,
        external_identifier=identifier,
        item_identifier=identifier,
        children=Structure(content, descriptors, paths.get("cst", content.descriptor)).children(),
    )
    if not root.launchable():
        message = "No assignable unit of an .au file has a File_Name that leads anywhere."
        fix = "Add the .au file: its first record names the columns, System_ID and File_Name among them."
        raise content.nothing_to_launch(message, fix)
    _warn_of_lost_titles(content, root, paths.get("des", content.descriptor))
    description = collapse(" ".join(sections.get(_DESCRIPTION, ())))[:LONGEST_TEXT] or None
    return Package(
        standard=LearningStandard.AICC,
        title=title,
        root=root,
        metadata=Metadata(title=title, description=description),
        warnings=content.findings.all(),
    )


def _course(sections: Mapping[str, list[str]]) -> dict[str, str]:
    """The keys of [Course]; what is not there may be before or in another section, as tools misplace it."""
    elsewhere = [line for name, lines in sections.items() if name != _DESCRIPTION for line in lines]
    return aicc_files.keys([*sections.get("course", ()), *elsewhere])


def _substitute_title(content: Content, paths: Mapping[str, str]) -> str:
    fix = "Add Course_Title to [Course] in the .crs file."
    return content.untitled("The course", fix, file=paths.get("crs", content.descriptor))


class _Tables:
    """The tables of a course by extension; a file that is not there is an empty table."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._tables = Tables()

    def rows(self, extension: str) -> list[Row]:
        return self._tables.rows(self._files.text(extension), self._files.path(extension))

    def lists(self, extension: str, headings: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        text, path = self._files.text(extension), self._files.path(extension)
        return self._tables.member_lists(text, path, headings=headings)


def _descriptors(content: Content, tables: _Tables) -> Descriptors:
    titles: dict[str, str] = {}
    for row in tables.rows("des"):
        titles.setdefault(collapse(row.get("systemid", "")).lower(), collapse(row.get("title", "")))
    blocks, completion = tables.lists("cst", _BLOCK), tables.lists("cmp", _ELEMENT)
    return Descriptors(
        units=_units(content, tables.rows("au")),
        titles=titles,
        blocks={block: list(filter(None, chain(*members))) for block, members in _grouped(blocks).items()},
        names={block.lower(): block for block, _ in reversed(blocks)},
        prerequisites={element.lower(): cells[0] for element, cells in tables.lists("pre", _ELEMENT) if cells},
        objectives={
            one: tuple(filter(None, chain(*cells))) for one, cells in _grouped(tables.lists("ort", _ELEMENT)).items()
        },
        completion={one: tuple(map(_requirement, cells)) for one, cells in _grouped(completion).items()},
    )


def _grouped(lists: list[tuple[str, list[str]]]) -> dict[str, list[list[str]]]:
    """The records of each unit or block, which may take several."""
    found: dict[str, list[list[str]]] = {}
    for element, cells in lists:
        found.setdefault(element.lower(), []).append(cells)
    return found


def _units(content: Content, rows: list[Row]) -> dict[str, Row]:
    """Rows of the .au file by system id; those without one get the next free of A1, A2 ..."""
    units: dict[str, Row] = {}
    given = {collapse(row.get("systemid", "")).lower() for row in rows}
    free = (name for n in count(1) if (name := f"A{n}").lower() not in given)
    for row in rows:
        identifier = collapse(row.get("systemid", ""))
        if not identifier and not row.get("filename"):
            continue
        if not identifier:
            identifier = next(free)
            page = row["filename"]
            message = f'The unit of "{page}" has no System_ID; it is {identifier} here.'
            _warn_of_unit(content, "UNIT_WITHOUT_ID", message, row.line)
        if identifier.lower() in units:
            message = f"The unit {identifier} stands twice in the .au file; the first one counts."
            _warn_of_unit(content, "UNIT_TWICE", message, row.line)
            continue
        row["systemid"] = identifier
        units[identifier.lower()] = row
    return units


def _requirement(cells: list[str]) -> CompletionRequirement:
    requirement, result, following, return_to = (*cells, "", "", "", "")[:4]
    return CompletionRequirement(requirement=requirement, result=result, next=following, return_to=return_to)


def _warn_of_lost_titles(content: Content, root: Activity, file: str) -> None:
    lost = [activity.title for activity in root.walk() if _LOST.fullmatch(activity.title)]
    if lost:
        message = f'{len(lost)} titles are question marks, as "{lost[0]}": whatever wrote the file lost their letters.'
        fix = "Export the package with an encoding that has them, such as UTF-8."
        content.findings.warn("TITLE_LOST", message, fix, file=file)


def _warn_of_unit(content: Content, code: str, message: str, line: int) -> None:
    fix = "Give each unit of the .au file its own System_ID."
    content.findings.warn(code, message, fix, file=content.descriptor, line=line)
