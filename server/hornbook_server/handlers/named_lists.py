"""Lists of things with an id and a name, as the wire asks for them."""

from datetime import datetime
from typing import Any

from hornbook_server.domain.listing import DateField
from hornbook_server.domain.named_listing import NamedField, NamedOrder, NamedQuery


def named_query(
    *,
    datetime_filter: str,
    filter_by: str,
    order_by: str,
    since: datetime | None = None,
    until: datetime | None = None,
    filter_: str = "",
    **_: Any,
) -> NamedQuery:
    """`filter_by` is `name`, or what the list calls its ids."""
    return NamedQuery(
        since=since,
        until=until,
        date_field=DateField(datetime_filter),
        filter=filter_,
        filter_by=NamedField.NAME if filter_by == NamedField.NAME else NamedField.ID,
        order=NamedOrder(order_by),
    )
