"""The tags of courses."""

from hornbook_contract.models import BatchTagsSchema, TagListSchema
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import joined_tags, within_batch
from hornbook_server.services.hornbook import Hornbook


def get(hornbook: Hornbook, caller: Caller, course_id: str) -> TagListSchema:
    with hornbook.database.read() as stored:
        return TagListSchema(tags=list(stored.courses.tags(caller.app_id, course_id)))


def replace(hornbook: Hornbook, caller: Caller, course_id: str, body: TagListSchema) -> None:
    with hornbook.database.write() as stored:
        stored.courses.set_tags(caller.app_id, [course_id], joined_tags((), body.tags), hornbook.now())


def replace_in_batch(hornbook: Hornbook, caller: Caller, body: BatchTagsSchema) -> None:
    course_ids, tags = list(dict.fromkeys(body.ids)), joined_tags((), body.tags)
    within_batch(len(course_ids), len(tags))
    with hornbook.database.write() as stored:
        stored.courses.set_tags(caller.app_id, course_ids, tags, hornbook.now())


def remove(hornbook: Hornbook, caller: Caller, course_id: str, body: TagListSchema) -> None:
    with hornbook.database.write() as stored:
        stored.courses.remove_tags(caller.app_id, course_id, body.tags, hornbook.now())
