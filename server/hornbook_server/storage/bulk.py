"""Many rows at once, past what SQLAlchemy does for each of their values."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, bindparam

_SIZES = (100, 10, 1)  # of lists of parameters, so that three statements are compiled and no more


def insert_rows(connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of a table, as values of these columns of it."""
    names, marks = ", ".join(column.name for column in columns), ", ".join(_mark(connection) for _ in columns)
    if rows:
        text = f"INSERT INTO {columns[0].table.name} ({names}) VALUES ({marks})"  # noqa: S608 names of the schema
        connection.exec_driver_sql(text, list(rows))


def delete_rows(connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[tuple[Any, ...]]) -> None:
    """The rows of a table that have these values of these columns."""
    conditions = " AND ".join(f"{column.name} = {_mark(connection)}" for column in columns)
    if rows:
        connection.exec_driver_sql(f"DELETE FROM {columns[0].table.name} WHERE {conditions}", list(rows))  # noqa: S608 as above


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


class Lookup:
    """A statement about rows whose `column` has one of many values."""

    def __init__(self, statement: Select[*tuple[Any, ...]], column: Column[Any]) -> None:
        self._by_size = {
            size: statement.where(column.in_([bindparam(f"value{number}") for number in range(size)]))
            for size in _SIZES
        }

    def rows(self, connection: Connection, values: Collection[Any], **others: Any) -> Iterator[Row[*tuple[Any, ...]]]:
        """`others` are the statement's own parameters."""
        rest = list(values)
        while rest:
            size = next(size for size in _SIZES if size <= len(rest))
            some = {f"value{number}": value for number, value in enumerate(rest[:size])}
            yield from connection.execute(self._by_size[size], some | others)
            rest = rest[size:]
