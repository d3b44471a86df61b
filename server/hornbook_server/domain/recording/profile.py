"""Statements by ADL's xAPI SCORM Profile: their activities, verbs and contexts (3.2 and 5.0 of it)."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

from msgspec import Struct

from hornbook_server.domain.course import Course
from hornbook_server.domain.xapi import Json

_TYPES = "http://adlnet.gov/expapi/activities/"
_VERBS = "http://adlnet.gov/expapi/verbs/"
PROFILE: Json = {
    "objectType": "Activity",
    "id": "https://w3id.org/xapi/scorm",
    "definition": {"type": f"{_TYPES}profile"},
}
_NAMESPACE = uuid.UUID("6f1f3b0a-3f53-5f0e-9a51-6f6f4c2f9d1e")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
UNDETERMINED = "und"


class Taking(Struct, frozen=True, kw_only=True):
    """A learner's run through a course. `actor` is an xAPI Agent with its objectType, `registration` a UUID."""

    run: str
    course: Course
    actor: Json
    registration: str

    @property
    def language(self) -> str:
        """Of titles."""
        fitting = (one for one in self.course.languages if _LANGUAGE.fullmatch(one))
        return next(fitting, UNDETERMINED)


class Occasion(Struct, frozen=True, kw_only=True):
    """A commit: its opening and number in the run, of which its statements' ids are made, and when it came."""

    opening: int
    number: int
    moment: datetime


def statement(
    taking: Taking,
    occasion: Occasion,
    verb: str,
    thing: Json,
    *,
    what: str,
    grouping: Iterable[Json] = (),
    parent: Iterable[Json] = (),
    category: Iterable[Json] = (PROFILE,),
    result: Json | None = None,
) -> Json:
    """`verb` is a word of ADL's, `what` distinguishes the statement from all others of the same commit."""
    related = {"parent": list(parent), "grouping": list(grouping), "category": list(category)}
    found: Json = {
        "id": str(uuid.uuid5(_NAMESPACE, f"{taking.run}\n{occasion.opening}\n{occasion.number}\n{what}")),
        "actor": taking.actor,
        "verb": {"id": f"{_VERBS}{verb}", "display": {"en": verb}},
        "object": thing,
        "context": {
            "registration": taking.registration,
            "contextActivities": {kind: activities for kind, activities in related.items() if activities},
            "revision": str(taking.course.version),
        },
        "timestamp": written(occasion.moment),
    }
    return found | {"result": result} if result else found


def written(moment: datetime) -> str:
    """A timestamp, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def course_activity(taking: Taking) -> Json:
    return _activity(taking.course.activity_id, "course", taking.course.title, taking.language)


def unit_activity(taking: Taking, key: str, title: str) -> Json:
    """A SCO, by its key in the run."""
    return _activity(f"{_iri(taking)}/{quote(key, safe='')}", "lesson", title, taking.language)


def attempt_activity(taking: Taking, unit: Json, attempt: int) -> Json:
    """One of the learner's attempts on a SCO."""
    name = uuid.uuid5(_NAMESPACE, f"{taking.run}\n{unit['id']}\n{attempt}")
    title = f"{unit['definition']['name'][taking.language]} ({attempt})"
    return _activity(f"{unit['id']}?attemptId={name}", "attempt", title, taking.language)


def part_activity(unit: Json, kind: str, identifier: str, definition: Json) -> Json:
    """An interaction or objective of a SCO."""
    name = f"{unit['id']}/{kind}s/{quote(identifier, safe='')}"
    return {"objectType": "Activity", "id": name, "definition": definition}


def objective_definition() -> Json:
    return {"type": f"{_TYPES}objective"}


def _activity(identifier: str, kind: str, title: str, language: str) -> Json:
    definition = {"type": f"{_TYPES}{kind}", "name": {language: title}}
    return {"objectType": "Activity", "id": identifier, "definition": definition}


def _iri(taking: Taking) -> str:
    return taking.course.activity_id.rstrip("/")
