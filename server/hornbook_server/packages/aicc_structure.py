"""The tree of an AICC course: blocks of the .cst file, units of the .au file, and what other files say of both."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hornbook_server.domain.course import Activity, ActivityType
from hornbook_server.domain.units import AiccUnit, CompletionRequirement
from hornbook_server.packages import scores
from hornbook_server.packages.aicc_tables import Row
from hornbook_server.packages.content import Content
from hornbook_server.packages.texts import collapse

_DEEPEST = 100
_ROOT = "root"
_NOTHING = AiccUnit()
# Identifiers of objectives, which the .cst file of some tools lists among the members (CMI001: A, B and J).
_OBJECTIVE = re.compile(r"[jo]\d+")
_POINTS = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Descriptors:
    """What the files say, by the system id of a unit or block in lower case.

    `blocks` have their members in order; `names` are the blocks as the .cst file spells them.
    """

    units: Mapping[str, Row]
    titles: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, list[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    prerequisites: Mapping[str, str] = field(default_factory=dict)
    objectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    completion: Mapping[str, tuple[CompletionRequirement, ...]] = field(default_factory=dict)


class Structure:
    """Turns blocks and units into activities; each stands once, where it is met first. `file` is the .cst file."""

    def __init__(self, content: Content, descriptors: Descriptors, file: str) -> None:
        self._content = content
        self._file = file
        self._all = descriptors
        self._placed = {_ROOT}
        self._unknown: list[str] = []
        self._twice: list[str] = []

    def children(self) -> tuple[Activity, ...]:
        """The members of the block `root`; then what no block holds, so that nothing is lost."""
        structured = list(self._members(self._top(), depth=0))
        loose = list(self._left())
        if self._all.blocks:
            outside = [activity.item_identifier for activity in loose]
            fix = "Name every unit in the .cst file."
            self._warn("UNIT_NOT_IN_STRUCTURE", outside, "in no block of the .cst file; put at the end", fix)
        self._warn("MEMBER_UNKNOWN", self._unknown, "named in the .cst file alone", "Add them to the .au file.")
        self._warn("MEMBER_REPEATED", self._twice, "in the .cst file more than once", "Name each in one block.")
        return (*structured, *loose)

    def _top(self) -> list[str]:
        """The members of `root`, or without it the blocks that are in no other; a single one is the course itself."""
        blocks = self._all.blocks
        if _ROOT in blocks:
            return blocks[_ROOT]
        inner = {member.lower() for members in blocks.values() for member in members}
        top = [block for block in blocks if block not in inner]
        if len(top) == 1 and top[0] not in self._all.titles:
            self._placed.add(top[0])
            return blocks[top[0]]
        return [self._all.names[block] for block in top]

    def _left(self) -> Iterator[Activity]:
        for block in self._all.blocks:
            if block not in self._placed:
                loose = self._members([self._all.names[block]], depth=0)
                yield from (activity for activity in loose if activity.children)
        for key, row in self._all.units.items():
            if key not in self._placed:
                yield self._unit(key, row)

    def _members(self, members: Iterable[str], depth: int) -> Iterator[Activity]:
        for member in members:
            key = member.lower()
            if key in self._placed:
                self._twice.append(member)
            elif key in self._all.units:
                self._placed.add(key)
                yield self._unit(key, self._all.units[key])
            elif key in self._all.blocks and depth < _DEEPEST:
                self._placed.add(key)
                yield self._block(member, tuple(self._members(self._all.blocks[key], depth + 1)))
            elif not _OBJECTIVE.fullmatch(key):
                self._unknown.append(member)

    def _block(self, identifier: str, children: tuple[Activity, ...]) -> Activity:
        key = identifier.lower()
        own = AiccUnit(completion=self._all.completion.get(key, ()))
        return Activity(
            title=self._title(identifier),
            type=ActivityType.AGGREGATION,
            external_identifier=identifier,
            item_identifier=identifier,
            prerequisites=self._all.prerequisites.get(key, ""),
            objectives=self._all.objectives.get(key, ()),
            aicc=None if own == _NOTHING else own,
            children=children,
        )

    def _unit(self, key: str, row: Row) -> Activity:
        """web_launch is the query that goes to the file_name at launch."""
        identifier, href = collapse(row["systemid"]), collapse(row.get("filename", ""))
        return Activity(
            title=self._title(identifier),
            type=ActivityType.SCO,
            external_identifier=identifier,
            item_identifier=identifier,
            href=self._content.entry(href, line=row.line) if href else "",
            parameters=row.get("weblaunch", ""),
            scaled_passing_score=self._passing_score(row),
            launch_data=row.get("corevendor", ""),
            max_time_allowed=row.get("maxtimeallowed", ""),
            time_limit_action=row.get("timelimitaction", ""),
            prerequisites=self._all.prerequisites.get(key, ""),
            objectives=self._all.objectives.get(key, ()),
            aicc=AiccUnit(
                kind=row.get("type", ""),
                mastery_score=row.get("masteryscore", ""),
                max_score=row.get("maxscore", ""),
                password=row.get("aupassword", ""),
                command_line=row.get("commandline", ""),
                system_vendor=row.get("systemvendor", ""),
                completion=self._all.completion.get(key, ()),
            ),
        )

    def _title(self, identifier: str) -> str:
        return self._all.titles.get(identifier.lower(), "") or identifier

    def _passing_score(self, row: Row) -> str | None:
        """The mastery score over the highest score, which is 100 where none is given."""
        text = row.get("masteryscore", "")
        score = scores.scaled(text, most=_most(row)) or scores.scaled(text, most=100)
        if text and score is None:
            message = f'The mastery score "{text}" of {row["systemid"]} is not a number from 0 to 100.'
            fix = "Correct Mastery_Score."
            self._content.findings.warn(
                "MASTERY_SCORE_INVALID", message, fix, file=self._content.descriptor, line=row.line
            )
        return score

    def _warn(self, code: str, identifiers: list[str], what: str, fix: str) -> None:
        if identifiers:
            message = f"{len(identifiers)} units or blocks are {what}: {', '.join(identifiers[:10])}."
            self._content.findings.warn(code, message, fix, file=self._file)


def _most(row: Row) -> int:
    text = row.get("maxscore", "")
    return int(text) if _POINTS.fullmatch(text) else 100
