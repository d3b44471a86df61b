"""Settings of applications, of courses and of versions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _settings_of(
        "application",
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("single_sco", sa.Boolean, nullable=False),
        parent=(["app_id"], ["applications.id"]),
    )
    _settings_of(
        "course",
        sa.Column("course", _KEY, nullable=False),
        parent=(["course"], ["courses.id"]),
    )
    _settings_of(
        "version",
        sa.Column("course", _KEY, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        parent=(["course", "version"], ["course_versions.course", "course_versions.version"]),
    )


def _settings_of(owner: str, *key: sa.Column[object], parent: tuple[list[str], list[str]]) -> None:
    table = f"{owner}_settings"
    columns, referred = parent
    op.create_table(
        table,
        *key,
        sa.Column("setting", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(columns, referred, name=f"fk_{table}_{'_'.join(columns)}", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*(column.name for column in key), "setting", name=f"pk_{table}"),
    )
