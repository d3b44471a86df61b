"""Which credential of xAPI a document was stored with."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("documents", sa.Column("credential", sa.Text, nullable=False, server_default=sa.text("''")))
