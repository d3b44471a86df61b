"""Which resources there are, and what answers each method of theirs (xAPI 1.0.3 Communication, 2)."""

from collections.abc import Callable, Mapping

from hornbook_server.domain.xapi import Json
from hornbook_server.lrs import documents, knowledge, statements
from hornbook_server.lrs.gathering import Storing
from hornbook_server.lrs.messages import VERSIONS, Reply, Request, json_reply
from hornbook_server.lrs.store import Store

Handle = Callable[[Store, Request], Reply | Storing]


def about(_: object, request: Request) -> Reply:
    request.allow()
    found: Json = {"version": list(VERSIONS), "extensions": {}}
    return json_reply(found)


RESOURCES: Mapping[str, Mapping[str, Callable[..., Reply | Storing]]] = {
    "statements": {"GET": statements.get, "PUT": statements.put, "POST": statements.post},
    "activities/state": documents.STATE,
    "activities/profile": documents.ACTIVITY_PROFILE,
    "activities": {"GET": knowledge.activity},
    "agents/profile": documents.AGENT_PROFILE,
    "agents": {"GET": knowledge.person},
    "about": {"GET": about},
}


def more(token: str) -> Handle:
    """The page that a `more` of an earlier one leads to."""
    return lambda store, request: statements.next_page(store, request, token)
