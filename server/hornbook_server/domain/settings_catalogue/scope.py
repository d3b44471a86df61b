"""Where a value can be set, and which of these places a value in force may come from."""

from msgspec import Struct

from hornbook_server.domain.course import Course
from hornbook_server.domain.settings_catalogue.cascade import Source
from hornbook_server.domain.settings_catalogue.setting import CourseKind, kind_of


class ApplicationScope(Struct, frozen=True):
    """All courses of an application, or those of one kind."""

    kind: CourseKind | None = None

    @property
    def source(self) -> Source:
        return Source.APPLICATION if self.kind is None else Source.STANDARD


class CourseScope(Struct, frozen=True):
    """All versions of a course."""

    course_id: str
    source = Source.COURSE


class VersionScope(Struct, frozen=True):
    course_id: str
    version: int
    source = Source.COURSE


class RegistrationScope(Struct, frozen=True):
    """One instance of a registration; the latest, where `instance` is None."""

    registration_id: str
    instance: int | None = None
    source = Source.REGISTRATION


Scope = ApplicationScope | CourseScope | VersionScope | RegistrationScope


def scopes_of_application(kind: CourseKind | None) -> list[Scope]:
    """The closest first."""
    return [ApplicationScope()] if kind is None else [ApplicationScope(kind), ApplicationScope()]


def scopes_of_course(course: Course) -> list[Scope]:
    """Of the version that `course` is, the closest first."""
    own: list[Scope] = [VersionScope(course.id, course.version), CourseScope(course.id)]
    return own + scopes_of_application(kind_of(course))


def scopes_of_registration(scope: RegistrationScope, course: Course) -> list[Scope]:
    """Of an instance that is on the version that `course` is, the closest first."""
    return [scope, *scopes_of_course(course)]
