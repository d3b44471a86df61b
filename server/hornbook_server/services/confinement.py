"""What content may say in its application's own records: of its learner, in the registration that is launched."""

from collections.abc import Sequence

import orjson

from hornbook_server.domain.errors import StatementRefused
from hornbook_server.domain.xapi import Json, agent_key, is_voiding, reference_of, registration_of
from hornbook_server.services.launches import records
from hornbook_server.services.play import Play


def confine(play: Play, statements: Sequence[Json]) -> None:
    """Raises StatementRefused."""
    learner = agent_key(play.actor)
    for statement in statements:
        if agent_key(statement["actor"]) != learner:
            raise StatementRefused("actor: must be the learner of this launch, as the launch has named it")
        if registration_of(statement) not in (None, play.registration):
            raise StatementRefused(f"context.registration: must be [{play.registration}], that of this launch")
        if is_voiding(statement) and not _is_own(play, reference_of(statement) or "", learner):
            raise StatementRefused("object.id: only statements of this learner can be voided from a launch")


def _is_own(play: Play, target: str, learner: str | None) -> bool:
    known = play.stored.statements.known(records(play.launch), [target]).get(target)
    return known is not None and agent_key(orjson.loads(known.body)["actor"]) == learner
