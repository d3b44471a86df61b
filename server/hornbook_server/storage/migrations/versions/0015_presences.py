"""How long learners have been in activities, and where sessions are under way."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("since", sa.BigInteger),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_presences_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "activity", name="pk_presences"),
    )
    op.create_index("ix_presences_since", "presences", ["since"])
