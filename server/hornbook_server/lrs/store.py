"""Whose records a request reads and writes, and as whom."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.documents import Document
from hornbook_server.domain.xapi import Attribution, Json, Relation, agent_key, instance_term
from hornbook_server.domain.xapi_credential import PermissionsLevel
from hornbook_server.services.statements import Watch
from hornbook_server.storage.database import Database


class Store(Struct, frozen=True, kw_only=True):
    """`lrs` is the key of the records, `authority` the agent that statements are stored by.

    `address` is the path of the store on its server, without a slash at its end; `brought_by` is the
    instance of a registration that all statements stored here belong to; `watch` sees new ones before they are stored.
    `credential` is the id of the credential of xAPI that is used, if it is one, and `level` what that may do.
    With `learner`, an agent's key, nothing is read or written but what is about that learner, and statements only of
    that instance; profiles of activities are everybody's.
    """

    database: Database
    lrs: str
    authority: Json
    address: str
    secret_key: str
    now: Callable[[], datetime]
    credential: str = ""
    level: PermissionsLevel = PermissionsLevel.ROOT
    brought_by: Attribution | None = None
    watch: Watch | None = None
    learner: str | None = None

    def check_level(self, method: str) -> None:
        """Raises Refused 403 for a method that the permissions level does not go to."""
        reading = method in ("GET", "HEAD")
        if not (self.level.reads if reading else self.level.writes):
            raise Refused(403, f"This credential is {self.level}: it may not {'read' if reading else 'write'}.")

    def check_agent(self, agent: str | None) -> None:
        """Raises Refused 403 for what is about somebody else than the learner; `agent` is a key."""
        if self.learner is not None and agent != self.learner:
            raise Refused(403, "agent: these credentials are for the learner of the launch alone")

    def check_document(self, document: Document) -> None:
        """Raises Refused 403 for one that a confined credential has not stored itself."""
        if self.own is not None and document.credential != self.own:
            raise Refused(
                403, f"This document was stored by others; this credential is {self.level}, for its own alone."
            )

    @property
    def own(self) -> str | None:
        """The credential whose documents alone are read and changed, if it is confined to them."""
        return self.credential if self.level.confined else None

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """That every statement which is shown must be found by."""
        terms = []
        if self.learner is not None and self.brought_by is not None:
            terms.append(instance_term(self.brought_by.instance))
        if self.level.confined:
            terms.append((Relation.RELATED_AGENT.value, agent_key(self.authority) or ""))
        return tuple(terms)
