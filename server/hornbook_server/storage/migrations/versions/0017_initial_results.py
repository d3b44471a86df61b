"""The results that registrations begin with."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("registration_instances", sa.Column("initial", sa.Text))
