"""A sample of what a registration posts, sent while its caller waits."""

import time

from msgspec import structs

from hornbook_server.domain.errors import Invalid
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.outgoing import Unanswered
from hornbook_server.services.receivers import Receiver, message_to
from hornbook_server.services.targets import parse_target

_WITHIN = 10.0  # seconds
_REFUSALS = range(400, 600)


def try_receiver(hornbook: Hornbook, receiver: Receiver, progress: bytes) -> None:
    """Once, and it is taken by whatever answers neither 4xx nor 5xx. Raises Invalid, which says what it answered."""
    message = message_to(receiver, progress)
    target = parse_target(receiver.url, field="url")
    if message.authorization:
        target = structs.replace(target, authorization=message.authorization)
    headers = [("Content-Type", message.content_type), ("Content-Length", str(len(message.body)))]
    try:
        with hornbook.outgoing.request(
            "POST", target, headers=headers, body=message.body, deadline=time.monotonic() + _WITHIN
        ) as answer:
            status = answer.status
    except Unanswered as unanswered:
        raise Invalid(f"url: {target.shown} does not take it: {unanswered}") from None
    if status in _REFUSALS:
        raise Invalid(f"url: {target.shown} does not take it: it answered {status}")
