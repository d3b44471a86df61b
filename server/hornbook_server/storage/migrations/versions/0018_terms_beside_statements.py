"""Statements hold their terms themselves, and no index leads from a statement to them."""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 1000
_STATEMENTS = sa.table("statements", sa.column("position", _KEY), sa.column("terms", sa.LargeBinary))
_TERMS = sa.table("statement_terms", sa.column("term", sa.LargeBinary), sa.column("position", _KEY))


def upgrade() -> None:
    op.add_column("statements", sa.Column("terms", sa.LargeBinary, nullable=False, server_default=sa.text("''")))
    last = None
    while (last := _gather(after=last)) is not None:
        pass
    op.drop_index("ix_statement_terms_position", "statement_terms")
    if op.get_context().dialect.name == "sqlite":
        _make_anew()
    else:
        op.drop_constraint("fk_statement_terms_position", "statement_terms")


def _gather(after: int | None) -> int | None:
    """The terms of some more statements; the position of the last of them."""
    connection, later = op.get_bind(), [] if after is None else [_STATEMENTS.c.position > after]
    chosen = sa.select(_STATEMENTS.c.position).where(*later).order_by(_STATEMENTS.c.position).limit(_AT_ONCE)
    positions = connection.execute(chosen).scalars().all()
    if not positions:
        return None
    between = _TERMS.c.position.between(positions[0], positions[-1])
    rows = connection.execute(sa.select(_TERMS).where(between).order_by(_TERMS.c.position)).all()
    joined = [
        {"at": position, "joined": b"".join(row.term for row in found)}
        for position, found in groupby(rows, key=lambda row: row.position)
    ]
    keep = (
        sa.update(_STATEMENTS).where(_STATEMENTS.c.position == sa.bindparam("at")).values(terms=sa.bindparam("joined"))
    )
    if joined:
        connection.execute(keep, joined)
    last: int = positions[-1]
    return last


def _make_anew() -> None:
    """SQLite drops no constraint."""
    op.create_table(
        "terms_anew",
        sa.Column("term", sa.LargeBinary, nullable=False),
        sa.Column("position", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("term", "position", name="pk_statement_terms"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO terms_anew SELECT term, position FROM statement_terms ORDER BY term, position")
    op.drop_table("statement_terms")
    op.rename_table("terms_anew", "statement_terms")
