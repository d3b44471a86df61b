"""A course as the service knows it: one of its versions, with the activity tree of its package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.sequencing import Scorm2004Activity
from hornbook_server.domain.units import AiccUnit, Cmi5Unit

MOST_TAGS = 100
MOST_TAGGED = 10_000  # rows that one transaction writes without holding up all others


class LearningStandard(StrEnum):
    """The words of the wire; media packages are CMI5."""

    UNKNOWN = "UNKNOWN"
    SCORM11 = "SCORM11"
    SCORM12 = "SCORM12"
    SCORM20042NDEDITION = "SCORM20042NDEDITION"
    SCORM20043RDEDITION = "SCORM20043RDEDITION"
    SCORM20044THEDITION = "SCORM20044THEDITION"
    AICC = "AICC"
    XAPI = "XAPI"
    CMI5 = "CMI5"
    LTI13 = "LTI13"

    @property
    def label(self) -> str:
        """The standard as its authors write it."""
        return _LABELS.get(self, self.value)


_LABELS = {
    LearningStandard.SCORM11: "SCORM 1.1",
    LearningStandard.SCORM12: "SCORM 1.2",
    LearningStandard.SCORM20042NDEDITION: "SCORM 2004 2nd Edition",
    LearningStandard.SCORM20043RDEDITION: "SCORM 2004 3rd Edition",
    LearningStandard.SCORM20044THEDITION: "SCORM 2004 4th Edition",
    LearningStandard.XAPI: "xAPI",
    LearningStandard.CMI5: "cmi5",
}


class ActivityType(StrEnum):
    UNKNOWN = "UNKNOWN"
    AGGREGATION = "AGGREGATION"
    SCO = "SCO"
    ASSET = "ASSET"
    OBJECTIVE = "OBJECTIVE"


class Activity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A node of the activity tree; the root is the organization (or the course structure's course).

    `href` is relative to the package root with every xml:base applied, or an absolute URL; empty when there is
    nothing to launch. `parameters` are the item's own and are joined to the href at launch.
    `scaled_passing_score` is a decimal in -1..1, as text: a hundredth of SCORM 1.2's masteryscore. An activity that is
    not `visible` is left out of menus but launched all the same.

    What playing needs is as the package has it, and alike in every standard that has it: `launch_data` (SCORM's
    dataFromLMS, AICC's core_vendor, cmi5's launchParameters), `max_time_allowed` and `time_limit_action` and
    `prerequisites` (SCORM 1.2, AICC), `objectives` (ids that the activity refers to), `xapi_type` (an IRI; cmi5, xAPI).
    """

    title: str
    type: ActivityType
    external_identifier: str = ""
    item_identifier: str = ""
    resource_identifier: str = ""
    href: str = ""
    parameters: str = ""
    scaled_passing_score: str | None = None
    visible: bool = True
    launch_data: str = ""
    max_time_allowed: str = ""
    time_limit_action: str = ""
    prerequisites: str = ""
    objectives: tuple[str, ...] = ()
    xapi_type: str = ""
    cmi5: Cmi5Unit | None = None
    aicc: AiccUnit | None = None
    scorm2004: Scorm2004Activity | None = None
    children: tuple[Activity, ...] = ()

    def walk(self) -> Iterator[Activity]:
        """This activity and all below it, in the order of the package."""
        pending = [self]
        while pending:
            activity = pending.pop()
            yield activity
            pending.extend(reversed(activity.children))

    def launchable(self) -> list[Activity]:
        return [activity for activity in self.walk() if activity.href]


class Metadata(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the package says of itself (IEEE LOM or its standard's own descriptors)."""

    title: str | None = None
    title_language: str | None = None
    description: str | None = None
    description_language: str | None = None
    duration: str | None = None
    typical_time: str | None = None
    keywords: tuple[str, ...] = ()


class Course(Struct, frozen=True, kw_only=True, gc=False):
    """One version of a course. `root` is None where a list leaves the activity tree out."""

    id: str
    version: int
    title: str
    standard: LearningStandard
    activity_id: str
    created: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    metadata: Metadata = Metadata()
    root: Activity | None = None


def joined_tags(known: tuple[str, ...], added: Iterable[str]) -> tuple[str, ...]:
    """`known` and then `added`, each once, in order, none empty; raises Invalid beyond MOST_TAGS."""
    tags = tuple(dict.fromkeys((*known, *filter(None, added))))
    if len(tags) > MOST_TAGS:
        raise Invalid(f"tags: at most {MOST_TAGS} are kept, these would be {len(tags)}; remove some first")
    return tags


def within_batch(items: int, tags: int) -> None:
    """Raises Invalid where so many tags on so many items are more than MOST_TAGGED."""
    if items * tags > MOST_TAGGED:
        raise Invalid(
            f"ids, tags: {tags} tags on {items} ids are {items * tags},"
            f" at most {MOST_TAGGED} can be set at once; send several batches"
        )
