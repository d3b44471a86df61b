"""Which instance of a registration a statement was brought by, and instances whose statements are yet to be swept."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ROW_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BROUGHT = sa.text("instance IS NOT NULL")


def upgrade() -> None:
    op.add_column("statements", sa.Column("instance", _ROW_KEY))
    op.create_index(
        "ix_statements_instance_position",
        "statements",
        ["instance", "position"],
        sqlite_where=_BROUGHT,
        postgresql_where=_BROUGHT,
    )
    op.create_table(
        "forgotten_instances",
        sa.Column("instance", _ROW_KEY, autoincrement=False, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("instance", name="pk_forgotten_instances"),
    )
    op.drop_index("ix_documents_lrs", "documents")
    op.create_index("ix_documents_lrs_registration", "documents", ["lrs", "registration"])
