"""What is known of agents and activities (xAPI 1.0.3 Communication, 2.4 and 2.5)."""

import orjson

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import Json, Relation, agent_key, agents_of
from hornbook_server.lrs import validation
from hornbook_server.lrs.messages import Reply, Request, json_reply
from hornbook_server.lrs.store import Store

_LOOKED_AT = 100  # of the newest statements, for the names of an agent


def activity(store: Store, request: Request) -> Reply:
    request.allow(required=("activityId",))
    identifier = validation.fit("Iri", request.parameters["activityId"], "activityId")
    found: Json = {"objectType": "Activity", "id": identifier}
    with store.database.read() as stored:
        definition = stored.activities.definitions(store.lrs, [identifier]).get(identifier)
    return json_reply(found | {"definition": orjson.loads(definition)} if definition else found)


def person(store: Store, request: Request) -> Reply:
    """An agent's identifier, and the names under which statements know it."""
    request.allow(required=("agent",))
    agent = validation.agent(request.parameters["agent"], name="agent")
    key = agent_key(agent)
    if key is None or agent.get("objectType", "Agent") != "Agent":
        raise Invalid("agent: must be an agent, not a group")
    store.check_agent(key)
    found: Json = {"objectType": "Person"}
    names = dict.fromkeys([*_names(store, key), *([agent["name"]] if "name" in agent else [])])
    if names:
        found["name"] = list(names)
    found |= {name: [agent[name]] for name in ("mbox", "mbox_sha1sum", "openid", "account") if name in agent}
    return json_reply(found)


def _names(store: Store, key: str) -> list[str]:
    with store.database.read() as stored:
        records = stored.statements.page(
            store.lrs,
            [(Relation.RELATED_AGENT.value, key), *store.terms],
            since=None,
            until=None,
            beyond=None,
            ascending=False,
            limit=_LOOKED_AT,
        )
    agents = (agent for record in records for agent in agents_of(orjson.loads(record.body)))
    return [agent["name"] for agent in agents if "name" in agent and agent_key(agent) == key]
