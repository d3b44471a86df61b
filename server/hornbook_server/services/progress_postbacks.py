"""Postbacks of the progress of registrations, put into the outbox as their settings say."""

import logging
from collections.abc import Mapping

from msgspec import Struct, structs

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.registration import Registration
from hornbook_server.domain.registration_listing import Detail
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.postbacks import json_postback
from hornbook_server.services.receivers import Receiver, message_to
from hornbook_server.storage.database import UnitOfWork

_TOPIC = "registration.progress"
_DETAILS = {
    "course": Detail(),
    "activity": Detail(children=True),
    "full": Detail(children=True, interactions=True, runtime=True),
}

_log = logging.getLogger("hornbook.postbacks")


class Moment(Struct, frozen=True):
    """Whether the learner has just left, and whether completion, success or score are others than before."""

    exited: bool
    changed: bool


def post_progress(
    hornbook: Hornbook, stored: UnitOfWork, registration: Registration, settings: Mapping[str, str], moment: Moment
) -> None:
    """In the transaction that changed the progress, so that the one is kept with the other.

    When the learner leaves; and, where ApiRollupRegistrationDuringSession says so, when the results change.
    """
    url = settings["ApiRollupRegistrationPostBackUrl"]
    during = settings["ApiRollupRegistrationDuringSession"] == "true" and moment.changed
    if not url or not (moment.exited or during):
        return
    current = stored.registrations.get(registration.app_id, registration.id, registration.instance.number)
    detail = _DETAILS.get(settings["ApiRollupRegistrationFormat"], _DETAILS["activity"])
    receiver = Receiver(
        url=url,
        form=settings["ApiRollupRegistrationAuthType"] == "form",
        user_name=settings["ApiRollupRegistrationAuthUser"],
        password=settings["ApiRollupRegistrationAuthPassword"],
    )
    message = message_to(receiver, hornbook.progress_document(stored, current, detail))
    try:
        postback = json_postback(
            app_id=registration.app_id,
            topic=_TOPIC,
            subject=registration.id,
            url=url,
            body=message.body,
            now=hornbook.now(),
        )
    except Invalid as refusal:
        _log.warning("registration %s posts nothing back: %s", registration.id, refusal)
        return
    stored.postbacks.add(
        structs.replace(
            postback,
            content_type=message.content_type,
            authorization=message.authorization or postback.authorization,
        )
    )
