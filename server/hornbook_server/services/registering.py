"""Registrations, as they begin."""

from datetime import datetime

from msgspec import structs

from hornbook_server.domain.presence import Presence
from hornbook_server.domain.progress.beginning import Beginning, begun_with
from hornbook_server.domain.registration import NewRegistration, Registration, check_is_reachable, reached
from hornbook_server.domain.run import begun
from hornbook_server.domain.settings_catalogue.scope import RegistrationScope
from hornbook_server.services.configuration import check
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import new_id
from hornbook_server.services.results import Results
from hornbook_server.services.run_states import keep_states
from hornbook_server.storage.database import UnitOfWork


def register(hornbook: Hornbook, app_id: str, new: NewRegistration) -> None:
    """Raises NotFound without the course or its version, and Invalid where an id, setting or state cannot be taken."""
    check_is_reachable(new.id)
    check(new.settings.items())
    now = hornbook.now()
    with hornbook.database.write() as stored:
        # Before the course is locked with others, who may want to change it too.
        stored.course_tags.add(app_id, new.course_id, new.course_tags, now)
        registration = stored.registrations.add(app_id, new, now)
        stored.settings.set(app_id, RegistrationScope(new.id), new.settings)
        if new.beginning is not None:
            _begin(stored, registration, new.beginning, now)


def _begin(stored: UnitOfWork, registration: Registration, beginning: Beginning, now: datetime) -> None:
    """With a run from which the first launch goes on. Raises Invalid for what the course does not have."""
    instance = registration.instance
    course = stored.courses.get_version(registration.app_id, registration.course_id, instance.version)
    if course.root is None:
        raise AssertionError("a version without an activity tree")
    begins = begun_with(course.root, course.standard, beginning)
    run = begun(new_id(), opening=0, earlier=0, now=now)
    stored.runs.add(run, instance=instance.key)
    if begins.states:
        keep_states(stored, run.id, {}, begins.states, now=now)
    stored.presences.save(run.id, {key: Presence(seconds=one) for key, one in begins.seconds.items()})
    stored.instances.begin(instance.key, beginning.course)
    stored.instances.launch(instance.key, run=run.id, summary=instance.summary, now=now)
    began = stored.registrations.get(registration.app_id, registration.id)
    given, result = instance.summary, Results(stored).of(began, with_objectives=False)[1].result
    summary = structs.replace(
        reached(given, result, given.completed or given.last_access or now),
        first_access=given.first_access,
        last_access=given.last_access,
    )
    stored.instances.save(instance.key, summary, now)
