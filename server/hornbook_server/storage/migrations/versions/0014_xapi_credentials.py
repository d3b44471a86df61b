"""Credentials for the record stores of applications."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "xapi_credentials",
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_fold", _ORDERED, nullable=False),
        sa.Column("info", sa.Text),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["app_id"], ["applications.id"], name="fk_xapi_credentials_app_id"),
        sa.PrimaryKeyConstraint("app_id", "id", name="pk_xapi_credentials"),
    )
