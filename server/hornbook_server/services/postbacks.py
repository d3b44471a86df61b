"""Postbacks: put into the outbox by what has happened, and delivered from there."""

import logging
import secrets
import time
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import httpcore
from msgspec import structs

from hornbook_server.domain.postback import JSON, MOST_TRIES, Postback, pause_after, pause_asked_for
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.outgoing import Unanswered, header
from hornbook_server.services.postback_signature import signature_headers
from hornbook_server.services.targets import Target, parse_target

WITHIN = 30.0  # seconds that one try may take
_GONE = 410
_FAILED = range(400, 600)
_REDIRECTED = range(300, 400)
_chance = secrets.SystemRandom()

_log = logging.getLogger("hornbook.postbacks")


class _Outcome(NamedTuple):
    """`retry` is how long the receiver asks to be left alone, None if there is no use in another try."""

    delivered: bool
    said: str
    retry: float | None = 0.0


def json_postback(*, app_id: str, topic: str, subject: str, url: str, body: bytes, now: datetime) -> Postback:
    """A new message to `url`, with the credentials that it has. Raises Invalid if there can be none."""
    target = parse_target(url, field="postbackUrl")
    return Postback(
        id=f"msg_{secrets.token_hex(16)}",
        app_id=app_id,
        topic=topic,
        subject=subject,
        destination=target.origin,
        url=target.url,
        authorization=target.authorization,
        content_type=JSON,
        body=body,
        created=now,
    )


def deliver(hornbook: Hornbook, postback: Postback) -> None:
    """One try of a postback that was claimed; what comes of it is written down, and logged without credentials."""
    target = structs.replace(parse_target(postback.url, field="url"), authorization=postback.authorization)
    outcome = _try(hornbook, postback, target)
    now = hornbook.now()
    ended = outcome.delivered or outcome.retry is None or postback.attempts >= MOST_TRIES
    with hornbook.database.write() as stored:
        if ended:
            held = stored.postbacks.end(postback, outcome=outcome.said, shown=target.shown, now=now)
        else:
            due = now + _pause(postback, outcome)
            held = stored.postbacks.postpone(postback, outcome=outcome.said, due=due)
    _report(postback, target, outcome, ended=ended, held=held)


def _try(hornbook: Hornbook, postback: Postback, target: Target) -> _Outcome:
    signature = signature_headers(
        hornbook.secret_key, postback.app_id, message_id=postback.id, body=postback.body, now=hornbook.now()
    )
    headers = [
        ("Content-Type", postback.content_type),
        ("Content-Length", str(len(postback.body))),
        *signature,
    ]
    try:
        with hornbook.outgoing.request(
            "POST", target, headers=headers, body=postback.body, deadline=time.monotonic() + WITHIN
        ) as answer:
            return _outcome(answer, hornbook.now())
    except Unanswered as unanswered:
        return _Outcome(delivered=False, said=str(unanswered))


def _outcome(answer: httpcore.Response, now: datetime) -> _Outcome:
    """As SCORM Cloud: whatever is no 4xx or 5xx has been received, a redirect too, which is not followed."""
    said = f"answered {answer.status}"
    if answer.status == _GONE:
        return _Outcome(delivered=False, said=said, retry=None)
    if answer.status in _FAILED:
        return _Outcome(delivered=False, said=said, retry=_retry_after(header(answer, "Retry-After"), now))
    if answer.status in _REDIRECTED:
        said += ", which is not followed"
    return _Outcome(delivered=True, said=said)


def _retry_after(value: str, now: datetime) -> float:
    """Seconds, RFC 9110, 10.2.3; 0 without."""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _pause(postback: Postback, outcome: _Outcome) -> timedelta:
    least = pause_after(postback.attempts, jitter=_chance.random())
    return pause_asked_for(outcome.retry or 0.0, least=least)


def _report(postback: Postback, target: Target, outcome: _Outcome, *, ended: bool, held: bool) -> None:
    what = f"postback {postback.id} of {postback.topic} {postback.subject} to {target.shown}, try {postback.attempts}"
    if not held:
        _log.warning("%s: %s, but it was claimed by another meanwhile", what, outcome.said)
    elif outcome.delivered:
        _log.info("%s: delivered, %s", what, outcome.said)
    elif ended:
        _log.warning("%s: given up, %s", what, outcome.said)
    else:
        _log.info("%s: %s", what, outcome.said)
