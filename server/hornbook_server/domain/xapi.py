"""What xAPI says of agents, activities and statements, as far as a record store has to know (xAPI 1.0.3 Data).

Statements, agents and activities are JSON values that have been validated; this module never changes them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

Json = dict[str, Any]
Term = tuple[str, str]  # a relation and its value
_NOTHING: Json = {}

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid")
_NEWER = "2."
_LEAP_SECOND = re.compile(r"((?<=[T ]\d\d:\d\d:)|(?<=[T ]\d{4}))60")
_OF_APPLICATION = "application:"


class Relation(StrEnum):
    """How a statement is found; each filter of the statement resource asks for one (Communication, 2.1.3)."""

    VERB = "verb"
    AGENT = "agent"
    RELATED_AGENT = "related_agent"
    ACTIVITY = "activity"
    RELATED_ACTIVITY = "related_activity"
    REGISTRATION = "registration"
    TARGET = "target"  # the statement that a StatementRef names
    INSTANCE = "instance"  # of a registration, which brought the statement; and so on
    COURSE = "course"
    COURSE_AND_LEARNER = "course and learner"
    VERSION = "version"
    VERSION_AND_LEARNER = "version and learner"


# As plain strings: an enumeration's members are hashed by Python.
_VERB, _TARGET, _REGISTRATION = Relation.VERB.value, Relation.TARGET.value, Relation.REGISTRATION.value
_AGENT, _RELATED_AGENT = Relation.AGENT.value, Relation.RELATED_AGENT.value
_ACTIVITY, _RELATED_ACTIVITY = Relation.ACTIVITY.value, Relation.RELATED_ACTIVITY.value
_NEARER = {_RELATED_AGENT: _AGENT, _RELATED_ACTIVITY: _ACTIVITY}

# A statement that refers to another is not found by these of the other.
_OWN = frozenset(
    relation.value
    for relation in (
        Relation.TARGET,
        Relation.INSTANCE,
        Relation.COURSE,
        Relation.COURSE_AND_LEARNER,
        Relation.VERSION,
        Relation.VERSION_AND_LEARNER,
    )
)


class Attribution(Struct, frozen=True, kw_only=True):
    """The instance of a registration that brings statements: row keys of it and of its course."""

    instance: int
    course: int
    version: int
    learner_id: str

    @property
    def terms(self) -> set[tuple[str, str]]:
        """What its statements are found by; each is a page's one and only term."""
        return {
            instance_term(self.instance),
            course_term(self.course),
            course_term(self.course, learner_id=self.learner_id),
            course_term(self.course, self.version),
            course_term(self.course, self.version, learner_id=self.learner_id),
        }


def instance_term(instance: int) -> tuple[str, str]:
    return Relation.INSTANCE.value, str(instance)


def course_term(course: int, version: int | None = None, *, learner_id: str | None = None) -> tuple[str, str]:
    """Of a course or one of its versions, of all learners or of one."""
    place = str(course) if version is None else f"{course} {version}"
    if learner_id is None:
        return (Relation.COURSE if version is None else Relation.VERSION).value, place
    return (
        Relation.COURSE_AND_LEARNER if version is None else Relation.VERSION_AND_LEARNER
    ).value, f"{place} {learner_id}"


def passed_on(terms: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of a statement's terms that statements which refer to it are found by too (2.1.3, StatementRefs)."""
    return {term for term in terms if term[0] not in _OWN}


class StatementQuery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`terms` must all hold; `since` is exclusive, `until` inclusive; `form` and `languages` shape the answer."""

    terms: tuple[tuple[str, str], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    ascending: bool = False
    limit: int = 0
    form: str = "exact"
    attachments: bool = False
    languages: str = ""


def lrs_of_application(app_id: str) -> str:
    """The key of an application's own records."""
    return f"{_OF_APPLICATION}{app_id}"


def application_of(lrs: str) -> str | None:
    """The application whose own records these are, if they are any's."""
    return lrs.removeprefix(_OF_APPLICATION) if lrs.startswith(_OF_APPLICATION) else None


def agent_key(agent: Json) -> str | None:
    """The one identifier of an agent or group; two with the same are the same. None for an anonymous group."""
    for name in _IDENTIFIERS:
        if name in agent:
            return f"{name}:{agent[name]}"
    account = agent.get("account")
    return f"account:{account['homePage']}\0{account['name']}" if account else None


def is_agent(thing: Json) -> bool:
    return thing.get("objectType") in ("Agent", "Group")


def is_activity(thing: Json) -> bool:
    return bool(thing.get("objectType", "Activity") == "Activity")


def reference_of(statement: Json) -> str | None:
    """The id of the statement that this one is about, in small letters."""
    thing = statement["object"]
    return str(thing["id"]).lower() if thing.get("objectType") == "StatementRef" else None


def registration_of(statement: Json) -> str | None:
    """The UUID of the registration that a statement is about, in small letters."""
    registration = statement.get("context", {}).get("registration")
    return registration.lower() if registration else None


def is_voiding(statement: Json) -> bool:
    return bool(statement["verb"]["id"] == VOIDED)


def terms_of(statement: Json) -> set[tuple[str, str]]:
    """All that a statement is found by of itself, without what it refers to."""
    thing, verb = statement["object"], statement["verb"]["id"]
    terms = {(_VERB, verb)}
    registration, target = registration_of(statement), reference_of(statement)
    if registration:
        terms.add((_REGISTRATION, registration))
    if target:
        terms.add((_TARGET, target))
    agents, activity = set(_keys(_actor_and_object(statement))), thing["id"] if is_activity(thing) else None
    terms.update([(_AGENT, key) for key in agents])
    terms.update([(_RELATED_AGENT, key) for key in _keys(_related_agents(statement)) if key not in agents])
    terms.update([(_RELATED_ACTIVITY, each["id"]) for each in activities_of(statement) if each["id"] != activity])
    if activity is not None:
        terms.add((_ACTIVITY, activity))
    return terms


def kept_as(term: Term) -> tuple[Term, ...]:
    """The terms of which a statement that this one finds has one: what is its own is not kept as related too."""
    relation, value = term
    nearer = _NEARER.get(relation)
    return (term,) if nearer is None else (term, (nearer, value))


def activities_of(statement: Json) -> list[Json]:
    """Every activity of a statement: its object, those of its context, and those of the statement inside it."""
    thing, found = statement["object"], []
    kind = thing.get("objectType", "Activity")
    if kind == "Activity":
        found.append(thing)
    elif kind == "SubStatement":
        found += activities_of(thing)
    for activities in statement.get("context", _NOTHING).get("contextActivities", _NOTHING).values():
        found += activities if isinstance(activities, list) else [activities]
    return found


def agents_of(statement: Json) -> Iterator[Json]:
    """Every agent and group that stands anywhere in a statement, members included."""
    for agent in _related_agents(statement):
        yield agent
        yield from agent.get("member", ())


def attachments_in(statement: Json) -> list[Json]:
    """Those of the statement and of the one inside it."""
    return [*statement.get("attachments", ()), *statement["object"].get("attachments", ())]


def moment_of(timestamp: str) -> datetime:
    """A timestamp with a known form as a time; without an offset it is UTC. Raises ValueError for 31 February.

    A leap second counts as the second before it.
    """
    time = datetime.fromisoformat(_LEAP_SECOND.sub("59", timestamp.upper().replace(",", ".")))
    try:
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError(timestamp) from None


def is_newer(version: str) -> bool:
    """Whether a version of xAPI is 2.0 or later."""
    return version.startswith(_NEWER)


def _actor_and_object(statement: Json) -> list[Json]:
    actor, thing = statement["actor"], statement["object"]
    return [actor, thing] if is_agent(thing) else [actor]


def _related_agents(statement: Json) -> list[Json]:
    found, context, thing = _actor_and_object(statement), statement.get("context"), statement["object"]
    if "authority" in statement:
        found.append(statement["authority"])
    if context:
        found += [context[name] for name in ("instructor", "team") if name in context]
        found += [entry["agent"] for entry in context.get("contextAgents", ())]
        found += [entry["group"] for entry in context.get("contextGroups", ())]
    if thing.get("objectType") == "SubStatement":
        found += _related_agents(thing)
    return found


def _keys(agents: Iterable[Json]) -> list[str]:
    """The identifiers of agents and of the members of groups."""
    keys = [agent_key(each) for agent in agents for each in (agent, *agent.get("member", ()))]
    return [key for key in keys if key]
