"""A statement of xAPI as the models of official SDKs read it, and as xAPI has it, at once.

Those models have no `object`: they read the one of four members that is of its kind. They require `objectType` of every
agent and group, which xAPI lets be left out. Statements are JSON that has been validated when it was stored.
"""

from hornbook_server.domain.xapi import Json

_MEMBERS = {
    "Activity": "objectActivity",
    "Agent": "objectAgentGroup",
    "Group": "objectAgentGroup",
    "StatementRef": "objectStatementReference",
    "SubStatement": "objectSubStatement",
}
_AGENTS = ("actor", "authority")
_AGENTS_IN_CONTEXT = ("instructor", "team")


def shaped(statement: Json, *, members: bool) -> Json:
    """With `objectType` on every agent; with `members`, the object stands in the member of its kind too."""
    shown = statement | {name: _agent(statement[name]) for name in _AGENTS if name in statement}
    if "context" in statement:
        shown["context"] = _context(statement["context"])
    thing = _object(statement["object"], members=members)
    shown["object"] = thing
    return shown | {_MEMBERS[thing["objectType"]]: thing} if members else shown


def _object(thing: Json, *, members: bool) -> Json:
    kind = thing.get("objectType", "Activity")
    if kind == "SubStatement":
        return shaped(thing, members=members)
    return _agent(thing) if kind in ("Agent", "Group") else {"objectType": kind} | thing


def _context(context: Json) -> Json:
    return context | {name: _agent(context[name]) for name in _AGENTS_IN_CONTEXT if name in context}


def _agent(agent: Json) -> Json:
    typed = {"objectType": "Agent"} | agent
    return typed | {"member": [_agent(each) for each in agent["member"]]} if "member" in agent else typed
