"""Postbacks of registrations, tried before they are needed."""

import msgspec
from msgspec import UNSET

from hornbook_contract.models import (
    ActivityResultSchema,
    CourseReferenceSchema,
    LearnerSchema,
    PostBackSchema,
    RegistrationSchema,
    RuntimeSchema,
    ScoreSchema,
)
from hornbook_server.domain.application import Caller
from hornbook_server.domain.errors import Invalid
from hornbook_server.handlers.wire import given, timestamp, waiting
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.postback_tests import try_receiver
from hornbook_server.services.receivers import Receiver


@waiting
def test(hornbook: Hornbook, _caller: Caller, body: PostBackSchema) -> None:
    refuse_xml(body, "legacy")
    if not body.url:
        raise Invalid("url: is required, an absolute http or https URL")
    receiver = Receiver(
        url=body.url,
        form=body.auth_type == "FORM",
        user_name=given(body.user_name) or "",
        password=given(body.password) or "",
    )
    sample = _sample(hornbook, results_format=given(body.results_format) or "UNDEFINED")
    try_receiver(hornbook, receiver, msgspec.json.encode(sample))


def refuse_xml(postback: PostBackSchema, name: str) -> None:
    """Raises Invalid where the form of version 1 is asked for."""
    if postback.legacy is True:
        raise Invalid(f"{name}: the XML of version 1 is not posted here, only JSON; leave it out, or false")


def _sample(hornbook: Hornbook, *, results_format: str) -> RegistrationSchema:
    """Made-up progress; without a format, that of activities, which is the default of the setting."""
    now = timestamp(hornbook.now())
    runtime = RuntimeSchema(completion_status="completed", runtime_success_status="PASSED", score_scaled="0.9")
    activity = ActivityResultSchema(
        id="item_1",
        title="Etiquette",
        attempts=1,
        activity_completion="COMPLETED",
        activity_success="PASSED",
        score=ScoreSchema(scaled=90.0),
        children=[],
        runtime=runtime if results_format == "FULL" else UNSET,
    )
    return RegistrationSchema(
        id="test-registration",
        instance=0,
        updated=now,
        registration_completion="COMPLETED",
        registration_success="PASSED",
        score=ScoreSchema(scaled=90.0),
        total_seconds_tracked=512.5,
        created_date=now,
        course=CourseReferenceSchema(id="test-course", title="Golf Explained", version=0),
        learner=LearnerSchema(id="test-learner", first_name="Ada", last_name="Birdie"),
        activity_details=UNSET if results_format == "COURSE" else activity,
    )
