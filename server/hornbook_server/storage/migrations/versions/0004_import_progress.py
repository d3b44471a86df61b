"""How far an import has come."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("import_jobs", sa.Column("progress", sa.Text))
