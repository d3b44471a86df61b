"""The launch history of registrations, as the wire has it."""

from msgspec import UNSET

from hornbook_contract.models import LaunchHistoryListSchema, LaunchHistorySchema
from hornbook_server.domain.application import Caller
from hornbook_server.domain.launch_history import HistoryEntry
from hornbook_server.domain.numbers import decimal
from hornbook_server.handlers.activity_results import score
from hornbook_server.handlers.wire import timestamp
from hornbook_server.services.hornbook import Hornbook


def get(
    hornbook: Hornbook,
    caller: Caller,
    registration_id: str,
    instance_id: int | None = None,
    *,
    include_history_log: bool = False,
) -> LaunchHistoryListSchema:
    """Of all instances, or one."""
    with hornbook.database.read() as stored:
        stored.registrations.get(caller.app_id, registration_id, instance_id)
        entries = stored.launch_history.all(caller.app_id, registration_id, instance_id)
    return LaunchHistoryListSchema(launch_history=[_to_wire(entry, with_log=include_history_log) for entry in entries])


def _to_wire(entry: HistoryEntry, *, with_log: bool) -> LaunchHistorySchema:
    return LaunchHistorySchema(
        id=entry.id,
        launch_history_id=entry.id,
        instance=entry.instance,
        score=score(entry.score),
        completion_status=entry.completion.value,
        success_status=entry.success.value,
        history_log=entry.log if with_log else UNSET,
        total_seconds_tracked=decimal(entry.seconds),
        launch_time=timestamp(entry.launched),
        exit_time=UNSET if entry.exited is None else timestamp(entry.exited),
        last_runtime_update=UNSET if entry.updated is None else timestamp(entry.updated),
    )
