"""Sessions of content that speaks to the service itself: AICC, xAPI and cmi5."""

import base64
import hmac
import json
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct, structs

from hornbook_server.domain import tincan
from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.errors import Invalid, NotFound
from hornbook_server.domain.launch import Launch
from hornbook_server.domain.player import address
from hornbook_server.domain.progress.runtime_scorm12 import status_of
from hornbook_server.domain.run import ActivityState
from hornbook_server.domain.session import Exchange, Session
from hornbook_server.domain.xapi import Json
from hornbook_server.services import assignable_units
from hornbook_server.services.confinement import confine
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import find_launch
from hornbook_server.services.play import Play
from hornbook_server.services.retrying import retried
from hornbook_server.storage.database import UnitOfWork

Changed = TypeVar("Changed")


class Opened(Struct, frozen=True):
    """`url` is what to open for the learner, with all that the standard adds to it."""

    session: str
    url: str


class Seen(Struct, frozen=True, kw_only=True):
    """What has happened since the last look; states by activity key, all of them where anything has happened."""

    begun: bool
    ended: bool
    returned: bool
    exchanges: tuple[Exchange, ...]
    states: dict[str, ActivityState]


@retried
def open_session(hornbook: Hornbook, launch: Launch, key: str, page: str) -> Opened:
    """A session for an activity, which ends the one before; `page` is where the browser finds the player.

    Raises NotFound and Invalid.
    """
    if not _is_page_of(launch, page):
        raise Invalid(f"page: '{page}' is not the address of this launch's page")
    with hornbook.database.write() as stored:
        play = Play(hornbook, stored, launch)
        activity = play.activity(key)
        begin = _BEGINNINGS.get(play.course.standard)
        if begin is None or (begin is _begin_cmi5 and activity.cmi5 is None):
            raise Invalid(f"activity: '{key}' speaks to the player's page, and has no sessions here")
        for earlier in stored.sessions.open(launch.run):
            _close(play, earlier)
        session = Session(
            id=str(uuid.uuid4()), run=launch.run, activity=key, secret=secrets.token_urlsafe(24), started=play.now
        )
        stored.sessions.add(session)
        query = launch.manner.additional_values
        url = urljoin(urljoin(page, "content/"), address(activity.href, activity.parameters, query))
        parameters = begin(play, activity, session, page, url)
    return Opened(session.id, address(url, "&".join(f"{name}={quote(text, safe='')}" for name, text in parameters)))


def look(hornbook: Hornbook, launch: Launch, session_id: str, after: int) -> Seen:
    """Raises NotFound."""
    with hornbook.database.read() as stored:
        session = stored.sessions.get(launch.run, session_id)
        if session is None:
            raise NotFound("there is no such session")
        exchanges = tuple(stored.sessions.exchanges(launch.run, after))
        states = stored.runs.states(launch.run) if exchanges or not after else {}
    state = session.state
    return Seen(begun=state.begun, ended=state.ended, returned=state.returned, exchanges=exchanges, states=states)


def end_session(hornbook: Hornbook, launch: Launch, session_id: str) -> None:
    """The content is gone. Raises NotFound."""
    _change(hornbook, launch, session_id, _close)


def return_from(hornbook: Hornbook, launch: Launch, session_id: str) -> None:
    """Content has led the learner back (cmi5 10.2.6). Raises NotFound."""

    def note(play: Play, session: Session) -> None:
        play.stored.sessions.save(structs.replace(session, state=structs.replace(session.state, returned=True)))

    _change(hornbook, launch, session_id, note)


def fetch_token(hornbook: Hornbook, launch: Launch, session_id: str) -> str | None:
    """The credentials of a session, once; None from then on (cmi5 8.2). Raises NotFound."""

    def give(play: Play, session: Session) -> str | None:
        if session.state.fetched or session.state.ended:
            return None
        play.stored.sessions.save(structs.replace(session, state=structs.replace(session.state, fetched=True)))
        return token_of(session)

    return _change(hornbook, launch, session_id, give)


def token_of(session: Session) -> str:
    """What follows `Basic` in the requests of a session."""
    return base64.b64encode(f"{session.id}:{session.secret}".encode()).decode()


def session_of(hornbook: Hornbook, launch: Launch, session_id: str, secret: str) -> Session | None:
    """The session with these credentials."""
    with hornbook.database.read() as stored:
        session = stored.sessions.get(launch.run, session_id)
    known = session is not None and hmac.compare_digest(session.secret.encode(), secret.encode())
    return session if known else None


def heed(hornbook: Hornbook, launch: Launch, session_id: str) -> Callable[[UnitOfWork, Sequence[Json]], Sequence[Json]]:
    """What becomes of statements that a session sends, as they are stored."""

    def watch(stored: UnitOfWork, statements: Sequence[Json]) -> Sequence[Json]:
        play = Play(hornbook, stored, launch)
        session = play.session(session_id)
        if session is None:
            raise NotFound("there is no such session")
        if launch.tracked:
            confine(play, statements)
        if play.course.standard is LearningStandard.CMI5:
            return assignable_units.heed(play, session, statements)
        results, subject = play.state(session.activity).elements, _subject(play, play.activity(session.activity))
        for statement in statements:
            results = tincan.heard(results, statement, subject)
        play.save({session.activity: results})
        return ()

    return watch


def keep_exchange(hornbook: Hornbook, launch_id: str, exchange: Exchange) -> None:
    launch = find_launch(hornbook, launch_id)
    if launch is not None:
        with hornbook.database.write() as stored:
            stored.sessions.note(launch.run, exchange)


@retried
def _change(hornbook: Hornbook, launch: Launch, session_id: str, change: Callable[[Play, Session], Changed]) -> Changed:
    with hornbook.database.write() as stored:
        play = Play(hornbook, stored, launch)
        session = play.session(session_id)
        if session is None:
            raise NotFound("there is no such session")
        return change(play, session)


def _close(play: Play, session: Session) -> None:
    if session.state.ended:
        return
    if play.course.standard is LearningStandard.CMI5:
        assignable_units.abandon(play, session)
    else:
        play.stored.sessions.save(structs.replace(session, state=structs.replace(session.state, ended=True)))
        play.end_sessions()


def _is_page_of(launch: Launch, page: str) -> bool:
    try:
        parts = urlsplit(page)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    return whole and parts.path.endswith(f"/play/{launch.id}/")


Parameters = list[tuple[str, str]]


def _begin_aicc(play: Play, _activity: Activity, session: Session, page: str, _url: str) -> Parameters:
    """CMI001 6.3. Names are the same in any case, but there is content that knows one spelling alone."""
    state = play.state(session.activity)
    began = play.begun(state.elements)
    play.save({session.activity: began})
    before = structs.replace(session.state, before=status_of(state.elements))
    play.stored.sessions.save(structs.replace(session, state=before))
    given = (("aicc_sid", session.id), ("aicc_url", urljoin(page, "hacp")))
    return [*given, *((name.upper(), text) for name, text in given)]


def _begin_xapi(play: Play, activity: Activity, session: Session, page: str, _url: str) -> Parameters:
    if play.settings["GenerateTinCanLaunchStatements"] == "true":
        play.say([tincan.launched(play.actor, _subject(play, activity), play.registration)])
    course = play.course.activity_id or play.iri(play.root)
    return [
        ("endpoint", urljoin(page, "xapi/")),
        ("auth", f"Basic {token_of(session)}"),
        ("actor", json.dumps(play.actor)),
        ("registration", play.registration),
        ("activity_id", _subject(play, activity)),
        ("grouping", course),
        ("activity_platform", "Hornbook"),
    ]


def _begin_cmi5(play: Play, activity: Activity, session: Session, page: str, url: str) -> Parameters:
    back = urljoin(page, f"returned/{session.id}")
    assignable_units.begin(play, activity, session, url=url, return_url=back)
    return [
        ("endpoint", urljoin(page, "xapi/")),
        ("fetch", urljoin(page, f"fetch/{session.id}")),
        ("actor", json.dumps(play.actor)),
        ("registration", play.registration),
        ("activityId", play.iri(activity)),
    ]


def _subject(play: Play, activity: Activity) -> str:
    """The id that the package gives the activity, which is what its statements are about."""
    return activity.external_identifier or play.iri(activity)


_BEGINNINGS: Mapping[LearningStandard, Callable[[Play, Activity, Session, str, str], Parameters]] = {
    LearningStandard.AICC: _begin_aicc,
    LearningStandard.XAPI: _begin_xapi,
    LearningStandard.CMI5: _begin_cmi5,
}
