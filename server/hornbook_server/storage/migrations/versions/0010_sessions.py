"""Sessions of content that speaks to the service itself, and their exchanges with it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_ROW_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_sessions_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_run", "sessions", ["run"])
    op.create_table(
        "exchanges",
        sa.Column("number", _ROW_KEY, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("exchange", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_exchanges_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_exchanges"),
    )
    op.create_index("ix_exchanges_run_number", "exchanges", ["run", "number"])
