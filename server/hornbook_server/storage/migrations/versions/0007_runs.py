"""What players' pages keep: runs, and the states of their activities."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("launch", sa.Text),
        sa.Column("opening", sa.Integer, nullable=False),
        sa.Column("applied", sa.Integer, nullable=False),
        sa.Column("earlier", sa.Integer, nullable=False),
        sa.Column("running", sa.Boolean, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("left", sa.Text, nullable=False),
        sa.Column("losses", sa.Text, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["launch"], ["launches.id"], name="fk_runs_launch", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_launch", "runs", ["launch"])
    op.create_table(
        "activity_states",
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("elements", sa.Text, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_activity_states_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "activity", name="pk_activity_states"),
    )
