"""Launches: what a link opens, and everything that is served for it names."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import structs

from hornbook_server.domain.actors import agent
from hornbook_server.domain.errors import launch_not_found, registration_not_found
from hornbook_server.domain.launch import Launch, LaunchKind, Preview, RegistrationLink
from hornbook_server.domain.progress.restart import begins_anew
from hornbook_server.domain.registration import Registration
from hornbook_server.domain.run import Run, begun
from hornbook_server.domain.settings_catalogue.scope import RegistrationScope, VersionScope
from hornbook_server.domain.xapi import Attribution, Json, lrs_of_application
from hornbook_server.packages import read_members
from hornbook_server.services.configuration import configuration
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.retrying import retried
from hornbook_server.storage.database import UnitOfWork
from hornbook_server.storage.launches import records_of

PREVIEW_KEPT = timedelta(hours=24)  # after its last use
_EXTENDED_AFTER = timedelta(hours=1)  # so that a launch in use is not written at every request


@retried
def open_preview(hornbook: Hornbook, preview: Preview) -> Launch:
    """A launch of its own for each opening of the link. Raises NotFound where the version is gone."""
    now = hornbook.now()
    with hornbook.database.write() as stored:
        launch = stored.launches.add(new_id(), preview, now=now, expires=now + PREVIEW_KEPT)
        _see_files(hornbook, stored, launch)
    return launch


@retried
def open_registration(hornbook: Hornbook, link: RegistrationLink) -> Launch:
    """A launch of the latest instance, or of a new one where WhenToRestartRegistration says so; NotFound without any.

    One that is not tracked changes nothing.
    """
    now = hornbook.now()
    with hornbook.database.write() as stored:
        stored.instances.hold(link.app_id, link.registration_id)
        registration = stored.registrations.get(link.app_id, link.registration_id)
        if link.tracked:
            registration = _launched(stored, _to_launch(stored, registration, now), now)
        launch = stored.launches.add(
            new_id(),
            link.of_version(registration.course_id, registration.instance.version),
            now=now,
            expires=now + PREVIEW_KEPT,
            kind=LaunchKind.REGISTRATION if link.tracked else LaunchKind.UNTRACKED,
            registration=registration,
        )
        if link.tracked:
            stored.launch_history.begin(launch.history_id, registration, now)
        _see_files(hornbook, stored, launch)
    return launch


def find_launch(hornbook: Hornbook, launch_id: str) -> Launch | None:
    """The launch of this id, which is used just now; None once it has expired or its version is gone."""
    now = hornbook.now()
    with hornbook.database.read() as stored:
        launch = stored.launches.get(launch_id, now=now)
    if launch is not None and launch.expires < now + PREVIEW_KEPT - _EXTENDED_AFTER:
        with hornbook.database.write() as stored:
            stored.launches.extend(launch_id, expires=now + PREVIEW_KEPT)
    return launch


def get_launch(hornbook: Hornbook, launch_id: str) -> Launch:
    """As find_launch; raises NotFound."""
    found = find_launch(hornbook, launch_id)
    if found is None:
        raise launch_not_found()
    return found


def lock_run(stored: UnitOfWork, launch: Launch) -> Run | None:
    """The run of a launch, which nobody else changes until this transaction ends. Raises NotFound.

    A registration is locked before its run, by whoever deletes it too, so that none waits for the other.
    """
    if launch.tracked:
        stored.instances.hold(launch.app_id, launch.tracked.id)
    return stored.runs.lock(launch.run)


def settings_of(stored: UnitOfWork, launch: Launch) -> Mapping[str, str]:
    """The values in force for a launch, by setting id."""
    scope: RegistrationScope | VersionScope = VersionScope(launch.course_id, launch.version)
    if launch.registration:
        scope = RegistrationScope(launch.registration.id, launch.registration.instance.number)
    return {one.setting.id: one.value for one in configuration(stored, launch.app_id, scope)}


def records(launch: Launch) -> str:
    """The key of the records of xAPI of a launch: its application's, or its own where nothing is tracked."""
    return lrs_of_application(launch.app_id) if launch.tracked else records_of(launch.id)


def authority_of(hornbook: Hornbook, launch: Launch) -> Json:
    """By whom statements of a launch are stored."""
    if launch.tracked:
        return {"objectType": "Agent", "account": {"homePage": hornbook.public_url, "name": launch.app_id}}
    return agent(hornbook.launch_url, launch.learner)


def attribution_of(stored: UnitOfWork, launch: Launch) -> Attribution | None:
    """What statements of a launch are brought by. Raises NotFound where that is gone."""
    if launch.tracked is None:
        return None
    uuid = launch.xapi_registration
    found = stored.instances.attributions(launch.app_id, [uuid]).get(uuid)
    if found is None:
        raise registration_not_found(launch.tracked.id)
    return found


def _to_launch(stored: UnitOfWork, registration: Registration, now: datetime) -> Registration:
    """With the instance that is launched next."""
    instance = registration.instance
    scope = RegistrationScope(registration.id, instance.number)
    settings = {one.setting.id: one.value for one in configuration(stored, registration.app_id, scope)}
    newest = stored.courses.get(registration.app_id, registration.course_id).version
    newer = newest != instance.version
    if not begins_anew(settings["WhenToRestartRegistration"], instance.summary.result, newer_version=newer):
        return registration
    stored.instances.add(registration.app_id, registration.id, xapi_registration_id=str(uuid.uuid4()), now=now)
    return stored.registrations.get(registration.app_id, registration.id)


def _launched(stored: UnitOfWork, registration: Registration, now: datetime) -> Registration:
    """With a run, and seen now."""
    instance, summary = registration.instance, registration.instance.summary
    run = instance.run or new_id()
    if not instance.run:
        stored.runs.add(begun(run, opening=0, earlier=0, now=now), instance=instance.key)
    summary = structs.replace(summary, first_access=summary.first_access or now, last_access=now)
    stored.instances.launch(instance.key, run=run, summary=summary, now=now)
    return structs.replace(registration, instance=structs.replace(instance, run=run, summary=summary))


def _see_files(hornbook: Hornbook, stored: UnitOfWork, launch: Launch) -> None:
    """For an upload from before files were listed at import, while its version is locked."""
    if not launch.blob or stored.package_files.any(launch.blob):
        return
    course = stored.courses.get_version(launch.app_id, launch.course_id, launch.version)
    href = next((activity.href for activity in course.root.launchable()), "") if course.root else ""
    with hornbook.blobs.open(launch.blob) as file:
        stored.package_files.add(launch.blob, read_members(file, href=href))


def new_id() -> str:
    return secrets.token_urlsafe(24)
