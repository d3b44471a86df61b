"""Results of what learners have done in their instances of registrations."""

from msgspec import Struct, structs

from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.presence import timings
from hornbook_server.domain.progress import Progress, progress_of
from hornbook_server.domain.registration import Registration, standing
from hornbook_server.domain.settings_catalogue.scope import RegistrationScope, VersionScope
from hornbook_server.services.configuration import configuration
from hornbook_server.storage.database import UnitOfWork


class _Version(Struct, frozen=True):
    """A version of a course as its results need it; `settings` are the values in force for it."""

    root: Activity
    standard: LearningStandard
    settings: dict[str, str]


class Results:
    """Of several instances within one transaction: what their versions have in common is read once."""

    def __init__(self, stored: UnitOfWork) -> None:
        self._stored = stored
        self._versions: dict[tuple[str, str, int], _Version] = {}

    def of(self, registration: Registration, *, with_objectives: bool = True) -> tuple[LearningStandard, Progress]:
        """Of the instance that the registration comes with, whose course has this standard."""
        instance, version = registration.instance, self._version(registration)
        own = self._stored.settings.get(registration.app_id, RegistrationScope(registration.id, instance.number))
        states = self._stored.runs.states(instance.run) if instance.run else {}
        presences = self._stored.presences.all(instance.run) if instance.run else {}
        found = progress_of(
            version.root,
            version.standard,
            {**version.settings, **own},
            states,
            timings(presences),
            with_objectives=with_objectives,
        )
        result = standing(found.result, instance.initial)
        return version.standard, structs.replace(found, root=structs.replace(found.root, result=result))

    def _version(self, registration: Registration) -> _Version:
        app_id, course_id, number = registration.app_id, registration.course_id, registration.instance.version
        known = self._versions.get((app_id, course_id, number))
        if known is not None:
            return known
        course = self._stored.courses.get_version(app_id, course_id, number)
        if course.root is None:
            raise AssertionError("a version without an activity tree")
        values = configuration(self._stored, app_id, VersionScope(course_id, number))
        settings = {one.setting.id: one.value for one in values}
        return self._versions.setdefault((app_id, course_id, number), _Version(course.root, course.standard, settings))
