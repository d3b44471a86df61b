"""A setting, and the kinds of courses that its default depends on."""

from enum import StrEnum
from itertools import islice

from msgspec import Struct

from hornbook_server.domain.course import Course, LearningStandard


class Evidence(StrEnum):
    """Where a default comes from; the head of each data file says more."""

    ENGINE = "engine"
    CLOUD_V1 = "cloud-v1"
    OURS = "ours"


class Variant(StrEnum):
    """The words of the wire for the courses that a setting is for."""

    SINGLE_SCO = "singleScoOnly"
    SEVERAL_SCOS = "multiScoOnly"
    EITHER = "either"


class CourseKind(Struct, frozen=True):
    """What decides on the defaults of a course."""

    standard: LearningStandard
    single_sco: bool


class Exceptional(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The default of some courses: those of `standards` (all, if empty), or only those of them with several SCOs."""

    value: str
    evidence: Evidence
    standards: tuple[LearningStandard, ...] = ()
    several: bool = False

    def fits(self, kind: CourseKind) -> bool:
        return (not self.standards or kind.standard in self.standards) and not (self.several and kind.single_sco)


class Setting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`id` is the key in the data files, `type` the wire's data type.

    `values` are those allowed, with what each means; empty for any of the type. `called` is a URL that the service
    calls. A `secret` is stored, never shown.
    """

    id: str = ""
    type: str
    default: str
    evidence: Evidence
    description: str
    standards: tuple[LearningStandard, ...] = ()
    variant: Variant = Variant.EITHER
    level: str = "Registration"
    called: bool = False
    secret: bool = False
    values: dict[str, str] = {}
    exceptions: tuple[Exceptional, ...] = ()

    def default_for(self, kind: CourseKind | None) -> str:
        """The default of courses of a kind; with None, of those that no exception is made for."""
        fitting = (exception.value for exception in self.exceptions if kind is not None and exception.fits(kind))
        return next(fitting, self.default)


def kind_of(course: Course) -> CourseKind:
    """Of a course with its activity tree. What can be launched counts as a SCO, whatever its standard calls it."""
    launchable = (activity for activity in course.root.walk() if activity.href) if course.root else iter(())
    return CourseKind(course.standard, single_sco=len(list(islice(launchable, 2))) < 2)  # noqa: PLR2004 several
