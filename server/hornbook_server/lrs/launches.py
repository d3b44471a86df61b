"""The record store of a launch, below /play/<launch>/xapi/: for the sessions of this launch alone."""

import re
from collections.abc import Callable

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.actors import agent
from hornbook_server.domain.xapi import agent_key
from hornbook_server.lrs.admission import credentials_of, unauthorized
from hornbook_server.lrs.store import Store
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import attribution_of, authority_of, find_launch, records
from hornbook_server.services.sessions import heed, session_of

OF_LAUNCHES = re.compile(r"/play/([^/]+)/xapi/+(.*)")


def of_launches(hornbook: Hornbook) -> Callable[[str, str], Store]:
    """Admits a session of a launch, by its id and secret, to the records of this launch."""

    def admit(name: str, authorization: str) -> Store:
        session_id, secret = credentials_of(authorization)
        launch = find_launch(hornbook, name)
        if launch is None:
            raise Refused(404, "This launch has ended, or its course has been deleted.")
        session = session_of(hornbook, launch, session_id, secret)
        if session is None:
            raise unauthorized()
        if not session.admits(hornbook.now()):
            raise Refused(403, "The session is over, and its credentials with it (cmi5 8.2.1).")
        with hornbook.database.read() as stored:
            brought_by = attribution_of(stored, launch)
        return Store(
            database=hornbook.database,
            lrs=records(launch),
            authority=authority_of(hornbook, launch),
            address=f"/play/{launch.id}/xapi",
            secret_key=hornbook.secret_key,
            now=hornbook.now,
            watch=heed(hornbook, launch, session_id),
            brought_by=brought_by,
            learner=agent_key(agent(hornbook.launch_url, launch.learner)) if launch.tracked else None,
        )

    return admit
