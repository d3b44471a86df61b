"""AICC courses: .crs, .au, .des and .cst files (CMI001, AICC Guidelines for Interoperability, section 5)."""

from collections.abc import Mapping

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.package import Package
from hornbook_server.packages import aicc_files, scores
from hornbook_server.packages.aicc_files import Row
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import LONGEST_TEXT, collapse

_DEEPEST = 100
_ROOT = "root"


def read(content: Content, paths: Mapping[str, str]) -> Package:
    """The course; `paths` has the descriptors by extension, in lower case and without dot."""
    texts = aicc_files.texts(content, paths)
    sections = aicc_files.sections(texts.get("crs", ""))
    course = aicc_files.keys(sections.get("course", ()))
    units = {row["system_id"].lower(): row for row in _rows(texts, paths, "au") if row.get("system_id")}
    titles = {row.get("system_id", "").lower(): row.get("title", "") for row in _rows(texts, paths, "des")}
    structure = _Structure(content, units, titles)
    blocks = aicc_files.blocks(texts.get("cst", ""), paths.get("cst", ""))
    title = course.get("course_title") or content.stem
    identifier = course.get("course_id", "")
    root = Activity(
        title=title,
        type=ActivityType.AGGREGATION,
        external_identifier=identifier,
        item_identifier=identifier,
        children=structure.children(blocks),
    )
    if not root.launchable():
        message = "No assignable unit of an .au file has a file_name that leads anywhere."
        raise content.nothing_to_launch(message, "Add the .au file, with a file_name for each unit.")
    description = collapse(" ".join(sections.get("course_description", ())))[:LONGEST_TEXT] or None
    return Package(
        standard=LearningStandard.AICC,
        title=title,
        root=root,
        metadata=Metadata(title=title, description=description),
        warnings=content.findings.all(),
    )


def _rows(texts: Mapping[str, str], paths: Mapping[str, str], extension: str) -> list[Row]:
    return aicc_files.rows(texts.get(extension, ""), paths.get(extension, ""))


class _Structure:
    """Turns blocks and units into activities; each stands once, where it is met first."""

    def __init__(self, content: Content, units: Mapping[str, Row], titles: Mapping[str, str]) -> None:
        self._content = content
        self._units = units
        self._titles = titles
        self._placed = {_ROOT}

    def children(self, blocks: Mapping[str, list[str]]) -> tuple[Activity, ...]:
        """The members of the block `root`, then the units that no block names."""
        structured = self._members(_ROOT, blocks, depth=0)
        left = [identifier for identifier in self._units if identifier not in self._placed]
        if left and blocks:
            message = f"{len(left)} assignable units are in no block; they are put at the end."
            fix = "Name every unit in the .cst file."
            self._content.findings.warn("UNIT_NOT_IN_STRUCTURE", message, fix, file=self._content.descriptor)
        return (*structured, *(self._unit(self._units[identifier]) for identifier in left))

    def _members(self, block: str, blocks: Mapping[str, list[str]], depth: int) -> tuple[Activity, ...]:
        activities: list[Activity] = []
        for member in blocks.get(block, ()):
            key = member.lower()
            if key in self._placed or depth > _DEEPEST:
                continue
            if key in self._units:
                self._placed.add(key)
                activities.append(self._unit(self._units[key]))
            elif key in blocks:
                self._placed.add(key)
                activities.append(self._block(member, self._members(key, blocks, depth + 1)))
        return tuple(activities)

    def _block(self, identifier: str, children: tuple[Activity, ...]) -> Activity:
        return Activity(
            title=self._titles.get(identifier.lower(), "") or identifier,
            type=ActivityType.AGGREGATION,
            external_identifier=identifier,
            item_identifier=identifier,
            children=children,
        )

    def _unit(self, row: Row) -> Activity:
        """web_launch is the query that goes to the file_name at launch."""
        identifier, href = row["system_id"], row.get("file_name", "")
        return Activity(
            title=self._titles.get(identifier.lower(), "") or identifier,
            type=ActivityType.SCO,
            external_identifier=identifier,
            item_identifier=identifier,
            href=self._content.entry(href) if href else "",
            parameters=row.get("web_launch", ""),
            scaled_passing_score=scores.scaled(row.get("mastery_score", ""), most=100),
        )
