"""What goes with instances of registrations and is held by no foreign key."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, select

from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.storage.positions import hold_positions
from hornbook_server.storage.record_tables import documents, forgotten_instances, statements
from hornbook_server.storage.registration_tables import launch_history, registration_instances, registrations
from hornbook_server.storage.tables import launches, runs
from hornbook_server.storage.upsert import inserting

_INSTANCES = select(registration_instances.c.id).join(
    registrations, registrations.c.id == registration_instances.c.registration
)
_UUIDS = _INSTANCES.with_only_columns(registration_instances.c.xapi_registration_id)
_NEXT_POSITION = select(func.coalesce(func.max(statements.c.position), 0) + 1)


def forget(connection: Connection, app_id: str, of: ColumnElement[bool]) -> None:
    """Before the instances of registrations that `of` finds go: delete their launches, runs, history and documents.

    Their statements, which may be many, are seen no more, and the sweep deletes them.
    """
    instances = _INSTANCES.where(of)
    for table in (launches, runs, launch_history):
        connection.execute(delete(table).where(table.c.instance.in_(instances)))
    lrs = lrs_of_application(app_id)
    connection.execute(delete(documents).where(documents.c.lrs == lrs, documents.c.registration.in_(_UUIDS.where(of))))
    hold_positions(connection, lrs)  # what is being stored is seen now, or finds its instance gone
    _hide_statements(connection, instances)


def _hide_statements(connection: Connection, instances: Select[Any]) -> None:
    with_statements = instances.where(exists().where(statements.c.instance == registration_instances.c.id))
    hidden = with_statements.add_columns(_NEXT_POSITION.scalar_subquery())
    statement = inserting(connection, forgotten_instances).from_select(["instance", "until"], hidden)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[forgotten_instances.c.instance], set_={"until": statement.excluded.until}
        )
    )
