"""Orders of a list that go by a column of another table."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, bindparam, select


@dataclass(frozen=True, slots=True)
class Parents:
    """What an order by `value` goes by: a column of the rows that `child`, a column of what is listed, names by `key`.

    No index has such an order. But what belongs to the first parents comes first, and is sorted soon if they are few.
    """

    key: Column[int]
    value: Column[Any]
    child: Column[int]

    def beyond(self, *, descending: bool, after: bool) -> Select[Any]:
        """The value of the parent that comes after `number` others."""
        return _beyond(self, descending, after)

    def are_first(self, *, descending: bool, after: bool) -> ColumnElement[bool]:
        """Whether the parent comes no later than `last_parent`."""
        last = bindparam("last_parent", type_=self.value.type)
        first = _remaining(self, descending, after).with_only_columns(self.key)
        return self.child.in_(first.where(self.value >= last if descending else self.value <= last))


@cache
def _beyond(parents: Parents, descending: bool, after: bool) -> Select[Any]:  # noqa: FBT001 the key of a cache
    ordered = parents.value.desc() if descending else parents.value.asc()
    return _remaining(parents, descending, after).order_by(ordered).offset(bindparam("number")).limit(1)


def _remaining(parents: Parents, descending: bool, after: bool) -> Select[Any]:  # noqa: FBT001 as above
    """The application's, without those before the last one already seen."""
    value, table = parents.value, parents.value.table
    remaining = select(value).where(table.c.app_id == bindparam("app_id"))
    if not after:
        return remaining
    seen = bindparam("after_value", type_=value.type)
    return remaining.where(value <= seen if descending else value >= seen)
