"""The launch history of registrations."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ROW_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "launch_history",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("instance", _ROW_KEY, nullable=False),
        sa.Column("launched", sa.BigInteger, nullable=False),
        sa.Column("exited", sa.BigInteger),
        sa.Column("updated", sa.BigInteger),
        sa.Column("completion", sa.Text, nullable=False),
        sa.Column("success", sa.Text, nullable=False),
        sa.Column("score", sa.Double),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("seconds_before", sa.Double, nullable=False),
        sa.Column("log", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance"],
            ["registration_instances.id"],
            name="fk_launch_history_instance",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_launch_history"),
    )
    op.create_index("ix_launch_history_instance_launched", "launch_history", ["instance", "launched"])
