"""Positions of statements: whole milliseconds since 1970 UTC, and below them 21 bits that tell statements apart."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, func, select

from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.digests import digest_of

_BITS = 21
_LARGEST = 2**63 - 1  # that databases keep, which is in the year 2109
_SPREAD = 2**20  # servers that store in one millisecond seldom begin alike; where they do, one of them tries again


def first_position(now: datetime, *, newest: int) -> int:
    """Where a batch begins: at `now`, after the newest one that is there."""
    return max((milliseconds(now) << _BITS) + secrets.randbelow(_SPREAD), newest + 1)


def stored_at(position: int) -> datetime:
    return moment(position >> _BITS)


def after(time: datetime) -> int:
    """The first position that is later than `time`, or the last there is on its side."""
    return max(-_LARGEST, min((milliseconds(time) + 1) << _BITS, _LARGEST))


def hold_positions(connection: Connection, lrs: str) -> None:
    """Until the transaction ends nobody else stores statements in these records. On SQLite nobody writes anyway."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(digest_of(lrs, "positions")[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))
