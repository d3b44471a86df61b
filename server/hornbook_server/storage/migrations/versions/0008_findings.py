"""What was odd about a version's package."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("course_versions", sa.Column("findings", sa.Text, nullable=False, server_default=sa.text("'[]'")))
