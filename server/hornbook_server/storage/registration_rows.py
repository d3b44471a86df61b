"""Between the rows of a registration and the domain's Registration."""

from typing import Any

from msgspec.json import Decoder
from sqlalchemy import Select, and_, select

from hornbook_server.domain.progress import Completion, Result, Success
from hornbook_server.domain.registration import Instance, Learner, Registration, Summary
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.course_rows import ORDER_LENGTH, strings_from
from hornbook_server.storage.registration_tables import registration_instances, registrations
from hornbook_server.storage.tables import course_versions, courses

_INSTANCES = (
    select(
        registrations.c.id,
        registrations.c.registration_id,
        registrations.c.app_id,
        courses.c.course_id,
        registrations.c.learner_id,
        registrations.c.email,
        registrations.c.first_name,
        registrations.c.last_name,
        registrations.c.tags,
        registrations.c.created,
        registrations.c.updated,
        registration_instances.c.id.label("instance_key"),
        registration_instances.c.instance,
        registration_instances.c.version,
        course_versions.c.title,
        registration_instances.c.xapi_registration_id,
        registration_instances.c.run,
        registration_instances.c.created.label("instance_created"),
        registration_instances.c.updated.label("instance_updated"),
        registration_instances.c.first_access,
        registration_instances.c.last_access,
        registration_instances.c.completed,
        registration_instances.c.completion,
        registration_instances.c.success,
        registration_instances.c.score_scaled,
        registration_instances.c.completion_amount,
        registration_instances.c.seconds_tracked,
        registration_instances.c.initial,
    )
    .select_from(registrations)
    .join(registration_instances, registration_instances.c.registration == registrations.c.id)
    .join(courses, courses.c.id == registrations.c.course)
    .join(
        course_versions,
        and_(
            course_versions.c.course == registration_instances.c.course,
            course_versions.c.version == registration_instances.c.version,
        ),
    )
)
_NOTHING = Result()
_result_from = Decoder(Result).decode
LATEST: Select[Any] = _INSTANCES.where(registration_instances.c.instance == registrations.c.instance)
INSTANCES: Select[Any] = _INSTANCES


def registration_from(row: Any) -> Registration:
    """`row` is one of INSTANCES."""
    return Registration(
        id=row.registration_id,
        app_id=row.app_id,
        course_id=row.course_id,
        learner=Learner(id=row.learner_id, email=row.email, first_name=row.first_name, last_name=row.last_name),
        tags=strings_from(row.tags),
        created=moment(row.created),
        updated=moment(row.updated),
        instance=Instance(
            key=row.instance_key,
            number=row.instance,
            version=row.version,
            title=row.title,
            xapi_registration_id=row.xapi_registration_id,
            created=moment(row.instance_created),
            updated=moment(row.instance_updated),
            summary=_summary(row),
            run=row.run or "",
            initial=_NOTHING if row.initial is None else _result_from(row.initial),
        ),
    )


def learner_columns(learner: Learner) -> dict[str, str]:
    columns = {"learner_id": learner.id, "email": learner.email}
    for name, value in (("first_name", learner.first_name), ("last_name", learner.last_name)):
        folded = value.casefold()
        columns |= {name: value, f"{name}_fold": folded, f"{name}_order": folded[:ORDER_LENGTH]}
    return columns


def summary_columns(summary: Summary) -> dict[str, Any]:
    return {
        "first_access": summary.first_access and milliseconds(summary.first_access),
        "last_access": summary.last_access and milliseconds(summary.last_access),
        "completed": summary.completed and milliseconds(summary.completed),
        "completion": summary.completion.value,
        "success": summary.success.value,
        "score_scaled": summary.score,
        "completion_amount": summary.completion_amount,
        "seconds_tracked": summary.seconds_tracked,
    }


def _summary(row: Any) -> Summary:
    return Summary(
        completion=Completion(row.completion),
        success=Success(row.success),
        score=row.score_scaled,
        completion_amount=row.completion_amount,
        seconds_tracked=row.seconds_tracked,
        first_access=None if row.first_access is None else moment(row.first_access),
        last_access=None if row.last_access is None else moment(row.last_access),
        completed=None if row.completed is None else moment(row.completed),
    )
