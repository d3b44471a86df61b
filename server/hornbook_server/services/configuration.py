"""Settings of applications, courses, versions and registrations, and the values that are in force."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from hornbook_server.domain.settings_catalogue import (
    CATALOGUE,
    CourseKind,
    Level,
    Setting,
    Source,
    checked,
    in_force,
    kind_of,
    known,
)
from hornbook_server.domain.settings_catalogue.scope import (
    ApplicationScope,
    CourseScope,
    RegistrationScope,
    Scope,
    VersionScope,
    scopes_of_application,
    scopes_of_course,
    scopes_of_registration,
)
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.targets import parse_target
from hornbook_server.storage.database import UnitOfWork


class Configured(Struct, frozen=True, gc=False):
    """A setting with its value in force; `explicit` is what the scope asked for sets itself."""

    setting: Setting
    default: str
    value: str
    source: Source
    explicit: str | None


def configuration(stored: UnitOfWork, app_id: str, scope: Scope) -> list[Configured]:
    """Every setting there is. A course is configured as its newest version is. Raises NotFound."""
    kind, scopes = _kind_and_scopes(stored, app_id, scope)
    levels = _levels(stored, app_id, scopes)
    explicit = levels[scopes.index(scope)].values
    return [_configured(setting, levels, kind, explicit.get(setting.id)) for setting in CATALOGUE.values()]


def check(values: Iterable[tuple[str, str]]) -> None:
    """Values by setting id. Raises Invalid."""
    for setting_id, value in values:
        checked(setting_id, value)
        if value and CATALOGUE[setting_id].called:
            parse_target(value, field=setting_id)


def configure(hornbook: Hornbook, app_id: str, scope: Scope, values: Sequence[tuple[str, str]]) -> None:
    """Sets all of the values or none; of two for one setting the later holds. Raises Invalid and NotFound."""
    check(values)
    with hornbook.database.write() as stored:
        stored.settings.set(app_id, scope, dict(values))


def clear(hornbook: Hornbook, app_id: str, scope: Scope, setting_id: str) -> None:
    """Raises Invalid for a setting that there is none of, and NotFound."""
    known(setting_id)
    with hornbook.database.write() as stored:
        stored.settings.clear(app_id, scope, setting_id)


def _kind_and_scopes(stored: UnitOfWork, app_id: str, scope: Scope) -> tuple[CourseKind | None, list[Scope]]:
    match scope:
        case ApplicationScope(kind=kind):
            return kind, scopes_of_application(kind)
        case RegistrationScope(registration_id=registration_id, instance=number):
            registration = stored.registrations.get(app_id, registration_id, number)
            course = stored.courses.get_version(app_id, registration.course_id, registration.instance.version)
            return kind_of(course), scopes_of_registration(scope, course)
        case VersionScope(course_id=course_id, version=version):
            course = stored.courses.get_version(app_id, course_id, version)
        case CourseScope(course_id=course_id):
            course = stored.courses.get(app_id, course_id)
    return kind_of(course), scopes_of_course(course)


def _levels(stored: UnitOfWork, app_id: str, scopes: Sequence[Scope]) -> list[Level]:
    return [Level(scope.source, stored.settings.get(app_id, scope)) for scope in scopes]


def _configured(setting: Setting, levels: Sequence[Level], kind: CourseKind | None, explicit: str | None) -> Configured:
    value, source = in_force(setting, levels, kind)
    return Configured(setting, setting.default_for(kind), value, source, explicit)
