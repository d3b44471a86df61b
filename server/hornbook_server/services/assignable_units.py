"""Sessions of cmi5's assignable units: how they begin and end, and what their statements satisfy (cmi5 8 to 10)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from msgspec import structs

from hornbook_server.domain.cmi5 import (
    CATEGORY,
    EXTENSIONS,
    LMS_VERBS,
    MASTERY_SCORE,
    SESSION_ID,
    VERBS,
    Unit,
    is_satisfied,
    take,
)
from hornbook_server.domain.course import Activity
from hornbook_server.domain.documents import Document, DocumentKey, DocumentKind
from hornbook_server.domain.results import spent
from hornbook_server.domain.session import Session
from hornbook_server.domain.times import duration
from hornbook_server.domain.units import Cmi5Unit
from hornbook_server.domain.xapi import Json, agent_key
from hornbook_server.services.documents import keep
from hornbook_server.services.launches import records
from hornbook_server.services.play import Play

_MODE = "Normal"
_TYPES = "https://w3id.org/xapi/cmi5/activitytype/"
_JSON = "application/json"


def begin(play: Play, activity: Activity, session: Session, *, url: str, return_url: str) -> None:
    """What an LMS does before it launches a unit: launch data, the learner's preferences, the launched statement."""
    _put(play, DocumentKind.STATE, "LMS.LaunchData", _launch_data(play, activity, session, return_url), activity)
    owner = DocumentKey(lrs=records(play.launch), kind=DocumentKind.AGENT_PROFILE, agent=_agent(play))
    if not play.stored.documents.ids(owner, since=None):
        preferences = {"languagePreference": play.launch.manner.culture or "en-US", "audioPreference": "on"}
        _put(play, DocumentKind.AGENT_PROFILE, "cmi5LearnerPreferences", preferences, None)
    extensions = {
        f"{EXTENSIONS}launchmode": _MODE,
        f"{EXTENSIONS}launchurl": url,
        f"{EXTENSIONS}moveon": _unit(activity).move_on,
    }
    if activity.launch_data:
        extensions[f"{EXTENSIONS}launchparameters"] = activity.launch_data
    mastery = _mastery(activity)
    said = _said(play, f"{VERBS}launched", activity, session.id, extensions | mastery)
    play.say([said, *satisfied(play, session.id)])


def heed(play: Play, session: Session, statements: Sequence[Json]) -> list[Json]:
    """What the service has to say of new statements of a session. Raises StatementRefused."""
    activity = play.activity(session.activity)
    unit = Unit(
        actor=play.actor,
        registration=play.registration,
        activity_id=play.iri(activity),
        publisher_id=activity.external_identifier,
        session_id=session.id,
        mastery_score=activity.scaled_passing_score or "",
        move_on=_unit(activity).move_on,
    )
    state, results = session.state, play.state(session.activity).elements
    for statement in statements:
        state, results = take(statement, unit, state, results)
    play.stored.sessions.save(structs.replace(session, state=structs.replace(state, last=play.now)))
    play.save({session.activity: results})
    return satisfied(play, session.id)


def abandon(play: Play, session: Session) -> None:
    """The end of a session that its content has not ended (9.3.6)."""
    activity = play.activity(session.activity)
    seconds = max(((session.state.last or session.started) - session.started).total_seconds(), 0.0)
    said = _said(play, f"{LMS_VERBS}abandoned", activity, session.id, {})
    play.say([said | {"result": {"duration": duration(seconds)}}])
    play.save({session.activity: spent(play.state(session.activity).elements, seconds)})
    play.stored.sessions.save(
        structs.replace(session, state=structs.replace(session.state, ended=True, abandoned=True))
    )


def satisfied(play: Play, session_id: str) -> list[Json]:
    """Statements for blocks and the course whose units have all met their criteria by now (9.3.9); each only once."""
    states = {key: state.elements for key, state in play.states().items()}
    new = list(_newly_satisfied(play, play.root, states))
    play.save({play.key(one): {**states.get(play.key(one), {}), "satisfied": "true"} for one in new})
    return [_said(play, f"{LMS_VERBS}satisfied", one, session_id, {}) for one in new if one.cmi5 is None]


def _newly_satisfied(play: Play, activity: Activity, states: Mapping[str, Mapping[str, str]]) -> Iterator[Activity]:
    for child in activity.children:
        yield from _newly_satisfied(play, child, states)
    if "satisfied" not in states.get(play.key(activity), {}) and _is_satisfied(play, activity, states):
        yield activity


def _is_satisfied(play: Play, activity: Activity, states: Mapping[str, Mapping[str, str]]) -> bool:
    if activity.cmi5 is not None:
        return is_satisfied(activity.cmi5.move_on, states.get(play.key(activity), {}))
    return all(_is_satisfied(play, child, states) for child in activity.children)


def _launch_data(play: Play, activity: Activity, session: Session, return_url: str) -> Json:
    unit = _unit(activity)
    data: Json = {
        "contextTemplate": _template(activity, session.id),
        "launchMode": _MODE,
        "moveOn": unit.move_on,
        "returnURL": return_url,
    }
    if activity.launch_data:
        data["launchParameters"] = activity.launch_data
    if activity.scaled_passing_score:
        data["masteryScore"] = float(activity.scaled_passing_score)
    alternate = play.settings["Cmi5EntitlementKeyAlternate"]
    keys = {"courseStructure": unit.entitlement_key, "alternate": alternate}
    given = {name: key for name, key in keys.items() if key}
    return data | ({"entitlementKey": given} if given else {})


def _template(activity: Activity, session_id: str) -> Json:
    grouping = [{"objectType": "Activity", "id": activity.external_identifier}]
    return {"contextActivities": {"grouping": grouping}, "extensions": {SESSION_ID: session_id}}


def _said(play: Play, verb: str, activity: Activity, session_id: str, extensions: Mapping[str, Any]) -> Json:
    """A statement of the LMS, about a unit, a block or the course."""
    template = _template(activity, session_id)
    activities = template["contextActivities"] | {"category": [{"objectType": "Activity", "id": CATEGORY}]}
    kind = activity.xapi_type if activity.cmi5 else _TYPES + ("course" if activity is play.root else "block")
    definition = {"name": {play.course.languages[0] if play.course.languages else "und": activity.title}}
    return {
        "actor": play.actor,
        "verb": {"id": verb, "display": {"en": verb.rpartition("/")[2]}},
        "object": {
            "objectType": "Activity",
            "id": play.iri(activity),
            "definition": definition | ({"type": kind} if kind else {}),
        },
        "context": {
            "registration": play.registration,
            "contextActivities": activities,
            "extensions": template["extensions"] | dict(extensions),
        },
    }


def _put(play: Play, kind: DocumentKind, name: str, value: Json, activity: Activity | None) -> None:
    of_state = kind is DocumentKind.STATE
    key = DocumentKey(
        lrs=records(play.launch),
        kind=kind,
        activity=play.iri(activity) if activity else "",
        agent=_agent(play),
        registration=play.registration if of_state else "",
        id=name,
    )
    keep(play.stored, key, Document(content_type=_JSON, updated=play.now, data=orjson.dumps(value)))


def _agent(play: Play) -> str:
    return agent_key(play.actor) or ""


def _unit(activity: Activity) -> Cmi5Unit:
    return activity.cmi5 or Cmi5Unit()


def _mastery(activity: Activity) -> dict[str, float]:
    return {MASTERY_SCORE: float(activity.scaled_passing_score)} if activity.scaled_passing_score else {}
