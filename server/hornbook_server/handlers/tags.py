"""The tags of courses and of registrations."""

from hornbook_contract.models import BatchTagsSchema, TagListSchema
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import joined_tags, within_batch
from hornbook_server.services.hornbook import Hornbook


def of_course(hornbook: Hornbook, caller: Caller, course_id: str) -> TagListSchema:
    with hornbook.database.read() as stored:
        return TagListSchema(tags=list(stored.course_tags.get(caller.app_id, course_id)))


def replace_of_course(hornbook: Hornbook, caller: Caller, course_id: str, body: TagListSchema) -> None:
    with hornbook.database.write() as stored:
        stored.course_tags.set(caller.app_id, [course_id], joined_tags((), body.tags), hornbook.now())


def replace_of_courses(hornbook: Hornbook, caller: Caller, body: BatchTagsSchema) -> None:
    course_ids, tags = list(dict.fromkeys(body.ids)), joined_tags((), body.tags)
    within_batch(len(course_ids), len(tags))
    with hornbook.database.write() as stored:
        stored.course_tags.set(caller.app_id, course_ids, tags, hornbook.now())


def remove_of_course(hornbook: Hornbook, caller: Caller, course_id: str, body: TagListSchema) -> None:
    with hornbook.database.write() as stored:
        stored.course_tags.remove(caller.app_id, course_id, body.tags, hornbook.now())


def of_registration(hornbook: Hornbook, caller: Caller, registration_id: str) -> TagListSchema:
    with hornbook.database.read() as stored:
        return TagListSchema(tags=list(stored.registration_tags.get(caller.app_id, registration_id)))


def replace_of_registration(hornbook: Hornbook, caller: Caller, registration_id: str, body: TagListSchema) -> None:
    with hornbook.database.write() as stored:
        tags = joined_tags((), body.tags)
        stored.registration_tags.set(caller.app_id, [registration_id], tags, hornbook.now())


def replace_of_registrations(hornbook: Hornbook, caller: Caller, body: BatchTagsSchema) -> None:
    registration_ids, tags = list(dict.fromkeys(body.ids)), joined_tags((), body.tags)
    within_batch(len(registration_ids), len(tags))
    with hornbook.database.write() as stored:
        stored.registration_tags.set(caller.app_id, registration_ids, tags, hornbook.now())


def remove_of_registration(hornbook: Hornbook, caller: Caller, registration_id: str, body: TagListSchema) -> None:
    with hornbook.database.write() as stored:
        stored.registration_tags.remove(caller.app_id, registration_id, body.tags, hornbook.now())
