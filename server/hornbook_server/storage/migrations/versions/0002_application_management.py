"""What the management of applications changes: names, leave to delete, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("applications", sa.Column("updated", sa.BigInteger, nullable=False, server_default=sa.text("0")))
    op.add_column("applications", sa.Column("name_fold", _ORDERED, nullable=False, server_default=sa.text("''")))
    op.add_column("applications", sa.Column("allow_delete", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("credentials", sa.Column("updated", sa.BigInteger, nullable=False, server_default=sa.text("0")))
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    applications = sa.table("applications", *map(sa.column, ("id", "name", "name_fold", "created", "updated")))
    credentials = sa.table("credentials", *map(sa.column, ("created", "revoked", "updated")))
    for app_id, name in connection.execute(sa.select(applications.c.id, applications.c.name)).all():
        connection.execute(
            sa.update(applications)
            .where(applications.c.id == app_id)
            .values(name_fold=name.casefold(), updated=applications.c.created)
        )
    connection.execute(
        sa.update(credentials).values(updated=sa.func.coalesce(credentials.c.revoked, credentials.c.created))
    )
