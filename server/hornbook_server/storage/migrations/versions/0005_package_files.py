"""The files of uploads, and launches. Uploads that are there already are listed when they are first launched."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "package_files",
        sa.Column("blob", sa.Text, nullable=False),
        sa.Column("alike", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("compressed", sa.BigInteger, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("deflated", sa.Boolean, nullable=False),
        sa.Column("crc", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("blob", "alike", "path", name="pk_package_files"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "launches",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("course", _KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["course", "version"],
            ["course_versions.course", "course_versions.version"],
            name="fk_launches_course_version",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_launches"),
    )
    op.create_index("ix_launches_expires", "launches", ["expires"])
    op.create_index("ix_launches_course_version", "launches", ["course", "version"])
