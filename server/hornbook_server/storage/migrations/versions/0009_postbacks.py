"""The outbox of postbacks."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "postbacks",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("authorization", sa.Text, nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["app_id"], ["applications.id"], name="fk_postbacks_app_id"),
        sa.PrimaryKeyConstraint("id", name="pk_postbacks"),
    )
    op.create_index("ix_postbacks_ended", "postbacks", ["ended"])
    waiting = sa.text("ended IS NULL")
    op.create_index("ix_postbacks_waiting", "postbacks", ["due", "id"], sqlite_where=waiting, postgresql_where=waiting)
