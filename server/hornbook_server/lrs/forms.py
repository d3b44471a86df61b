"""The forms in which statements are answered: exact, ids, canonical (xAPI 1.0.3 Communication, 2.1.3)."""

from collections.abc import Callable, Mapping, Sequence

import orjson
from msgspec import Struct

from hornbook_server.domain.xapi import Json, activities_of, agent_key, is_activity, is_agent
from hornbook_server.lrs.languages import chosen
from hornbook_server.lrs.store import Store
from hornbook_server.storage.statements import Record

_MAPS = ("name", "description")
_COMPONENTS = ("choices", "scale", "source", "target", "steps")


class Form:
    """`languages` is what the client's Accept-Language says."""

    def __init__(self, store: Store, name: str, languages: str) -> None:
        self._store = store
        self._name = name
        self._languages = languages

    def bodies(self, records: Sequence[Record]) -> list[bytes]:
        if self._name == "exact":
            return [record.body for record in records]
        statements = [orjson.loads(record.body) for record in records]
        if self._name == "ids":
            return [orjson.dumps(_identified(statement)) for statement in statements]
        known = self._known(statements)
        return [orjson.dumps(self._canonical(statement, known)) for statement in statements]

    def _known(self, statements: Sequence[Json]) -> Mapping[str, Json]:
        ids = {activity["id"] for statement in statements for activity in activities_of(statement)}
        with self._store.database.read() as stored:
            found = stored.activities.definitions(self._store.lrs, ids)
        return {each: orjson.loads(text) for each, text in found.items()}

    def _canonical(self, statement: Json, known: Mapping[str, Json]) -> Json:
        def activity(thing: Json) -> Json:
            definition = known.get(thing["id"], thing.get("definition"))
            return thing | {"definition": self._in_one_language(definition)} if definition else thing

        def verb(said: Json) -> Json:
            return said | {"display": chosen(said["display"], self._languages)} if "display" in said else said

        return _replaced(statement, _Change(activity=activity, agent=lambda agent: agent, verb=verb))

    def _in_one_language(self, definition: Json) -> Json:
        changed = dict(definition)
        for name in _MAPS:
            if name in changed:
                changed[name] = chosen(changed[name], self._languages)
        for name in _COMPONENTS:
            if name in changed:
                changed[name] = [self._component(each) for each in changed[name]]
        return changed

    def _component(self, component: Json) -> Json:
        if "description" not in component:
            return component
        return component | {"description": chosen(component["description"], self._languages)}


def _identified(statement: Json) -> Json:
    """Just what is needed to tell agents, activities and verbs apart."""
    return _replaced(statement, _Change(activity=_id_alone, agent=_id_of_agent, verb=_id_alone))


def _id_alone(thing: Json) -> Json:
    return {"id": thing["id"]}


def _id_of_agent(agent: Json) -> Json:
    """Anonymous groups are told apart by their members."""
    kept = {name: value for name, value in agent.items() if name != "name"}
    if agent_key(agent) is not None:
        kept.pop("member", None)
    elif "member" in kept:
        kept["member"] = [_id_of_agent(member) for member in kept["member"]]
    return kept


class _Change(Struct, frozen=True, kw_only=True):
    """What stands in place of each activity, agent and verb."""

    activity: Callable[[Json], Json]
    agent: Callable[[Json], Json]
    verb: Callable[[Json], Json]


def _replaced(statement: Json, change: _Change) -> Json:
    """The statement with all its parts changed, those of the one inside as well."""
    changed = dict(statement)
    thing = statement["object"]
    changed["actor"], changed["verb"] = change.agent(statement["actor"]), change.verb(statement["verb"])
    if is_activity(thing):
        changed["object"] = change.activity(thing)
    elif is_agent(thing):
        changed["object"] = change.agent(thing)
    elif thing["objectType"] == "SubStatement":
        changed["object"] = _replaced(thing, change)
    if "authority" in statement:
        changed["authority"] = change.agent(statement["authority"])
    if "context" in statement:
        changed["context"] = _replaced_context(statement["context"], change)
    return changed


def _replaced_context(context: Json, change: _Change) -> Json:
    agents = ("instructor", "team")
    changed = {name: change.agent(value) if name in agents else value for name, value in context.items()}
    if "contextActivities" in context:
        changed["contextActivities"] = {
            kind: [change.activity(each) for each in activities]
            for kind, activities in context["contextActivities"].items()
        }
    for name, member in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in context:
            changed[name] = [entry | {member: change.agent(entry[member])} for entry in context[name]]
    return changed
