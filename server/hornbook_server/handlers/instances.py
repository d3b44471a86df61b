"""The instances of a registration, as the wire has them."""

import uuid
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from hornbook_contract.models import RegistrationListSchema
from hornbook_server.domain.application import Caller
from hornbook_server.domain.registration_listing import InstancesMore
from hornbook_server.handlers.progress import detail_of, progress
from hornbook_server.handlers.wire import page_size
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook


def create(hornbook: Hornbook, caller: Caller, registration_id: str) -> None:
    with hornbook.database.write() as stored:
        stored.instances.add(caller.app_id, registration_id, xapi_registration_id=str(uuid.uuid4()), now=hornbook.now())


def list_page(
    hornbook: Hornbook,
    caller: Caller,
    registration_id: str,
    *,
    more: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    **switches: Any,
) -> RegistrationListSchema:
    """A page; `more` brings its own filters, so those beside it are left alone."""
    if more is None:
        place = InstancesMore(since, until, None, detail_of(**switches))
    else:
        place = read_more(hornbook.secret_key, caller.app_id, more, InstancesMore, of=registration_id)
    with hornbook.database.snapshot() as stored:
        page = stored.instances.page(
            caller.app_id,
            registration_id,
            since=place.since,
            until=place.until,
            after=place.after,
            limit=page_size(place.since),
        )
        registrations = progress(stored, page.registrations, place.detail)
    token: str | UnsetType = UNSET
    if page.next is not None:
        following = InstancesMore(place.since, place.until, page.next, place.detail)
        token = write_more(hornbook.secret_key, caller.app_id, following, of=registration_id)
    return RegistrationListSchema(registrations=registrations, more=token)


def delete(hornbook: Hornbook, caller: Caller, registration_id: str, instance_id: int) -> None:
    with hornbook.database.write(durable=True) as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.instances.delete(caller.app_id, registration_id, instance_id)
