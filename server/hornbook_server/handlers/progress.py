"""How far a learner has come, as the wire has it."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from hornbook_contract.models import (
    CourseReferenceSchema,
    LearnerSchema,
    RegistrationSchema,
    SharedDataEntrySchema,
)
from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.numbers import decimal
from hornbook_server.domain.progress import Progress
from hornbook_server.domain.registration import Learner, Registration
from hornbook_server.domain.registration_listing import Detail
from hornbook_server.handlers.activity_results import activity_result, objective, score
from hornbook_server.handlers.wire import timestamp
from hornbook_server.services.results import Results
from hornbook_server.storage.database import UnitOfWork


def detail_of(
    *, include_child_results: bool, include_interactions_and_objectives: bool, include_runtime: bool, **_: Any
) -> Detail:
    return Detail(include_child_results, include_interactions_and_objectives, include_runtime)


def progress(stored: UnitOfWork, registrations: Sequence[Registration], detail: Detail) -> list[RegistrationSchema]:
    """Of the instances that these come with."""
    results = Results(stored)
    return [_to_wire(each, *results.of(each, with_objectives=detail.interactions), detail) for each in registrations]


def progress_document(stored: UnitOfWork, registration: Registration, detail: Detail) -> bytes:
    """As it goes to a postback."""
    return msgspec.json.encode(progress(stored, [registration], detail)[0])


def _to_wire(
    registration: Registration, standard: LearningStandard, results: Progress, detail: Detail
) -> RegistrationSchema:
    instance, summary = registration.instance, registration.instance.summary
    found = RegistrationSchema(
        id=registration.id,
        instance=instance.number,
        xapi_registration_id=instance.xapi_registration_id,
        updated=timestamp(instance.updated),
        registration_completion=summary.completion.value,
        registration_completion_amount=UNSET if summary.completion_amount is None else summary.completion_amount,
        registration_success=summary.success.value,
        score=score(summary.score),
        total_seconds_tracked=decimal(summary.seconds_tracked),
        first_access_date=UNSET if summary.first_access is None else timestamp(summary.first_access),
        last_access_date=timestamp(summary.last_access or instance.created),
        completed_date=UNSET if summary.completed is None else timestamp(summary.completed),
        created_date=timestamp(instance.created),
        course=CourseReferenceSchema(id=registration.course_id, title=instance.title, version=instance.version),
        learner=_learner(registration.learner),
        tags=list(registration.tags),
        suspended_activity_id=results.suspended_activity or UNSET,
        activity_details=activity_result(results.root, standard, detail),
    )
    if detail.interactions:
        found.global_objectives = [objective(one) for one in results.global_objectives]
    if detail.runtime:
        found.shared_data = [SharedDataEntrySchema(id=name, value=value) for name, value in results.shared_data]
    return found


def _learner(learner: Learner) -> LearnerSchema:
    return LearnerSchema(
        id=learner.id,
        email=learner.email or UNSET,
        first_name=learner.first_name or UNSET,
        last_name=learner.last_name or UNSET,
    )
