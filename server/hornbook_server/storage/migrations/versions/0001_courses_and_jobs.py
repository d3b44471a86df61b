"""Applications with their secrets, courses with versions and tags, import jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for create in (_applications, _credentials, _courses, _course_versions, _course_tags, _import_jobs):
        create()


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
    )


def _credentials() -> None:
    op.create_table(
        "credentials",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.BigInteger, nullable=True),
        sa.ForeignKeyConstraint(["app_id"], ["applications.id"], name="fk_credentials_app_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credentials"),
    )
    op.create_index("ix_credentials_app_id", "credentials", ["app_id"])


def _courses() -> None:
    op.create_table(
        "courses",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("course_id", sa.Text, nullable=False),
        sa.Column("course_id_fold", sa.Text, nullable=False),
        sa.Column("next_version", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_fold", sa.Text, nullable=False),
        sa.Column("title_order", _ORDERED, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("activity_id", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("metadata", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["app_id"], ["applications.id"], name="fk_courses_app_id"),
        sa.PrimaryKeyConstraint("id", name="pk_courses"),
        sa.UniqueConstraint("app_id", "course_id", name="uq_courses_app_id_course_id"),
    )
    op.create_index("ix_courses_app_id_created_id", "courses", ["app_id", "created", "id"])
    op.create_index("ix_courses_app_id_title_order_id", "courses", ["app_id", "title_order", "id"])
    op.create_index("ix_courses_app_id_updated_id", "courses", ["app_id", "updated", "id"])


def _course_versions() -> None:
    op.create_table(
        "course_versions",
        sa.Column("course", _KEY, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("activity_id", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("metadata", sa.Text, nullable=False),
        sa.Column("blob", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_course_versions_course", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "version", name="pk_course_versions"),
    )
    op.create_index("ix_course_versions_blob", "course_versions", ["blob"])


def _course_tags() -> None:
    op.create_table(
        "course_tags",
        sa.Column("course", _KEY, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("tag_fold", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("title_order", _ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_course_tags_course", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "tag", name="pk_course_tags"),
    )
    op.create_index("ix_course_tags_app_id_tag_created_course", "course_tags", ["app_id", "tag", "created", "course"])
    op.create_index(
        "ix_course_tags_app_id_tag_title_order_course", "course_tags", ["app_id", "tag", "title_order", "course"]
    )
    op.create_index("ix_course_tags_app_id_tag_updated_course", "course_tags", ["app_id", "tag", "updated", "course"])


def _import_jobs() -> None:
    op.create_table(
        "import_jobs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("course_id", sa.Text, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger, nullable=True),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.Column("blob", sa.Text, nullable=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", sa.BigInteger, nullable=False),
        sa.Column("course", _KEY, nullable=True),
        sa.Column("version", sa.Integer, nullable=True),
        sa.ForeignKeyConstraint(["app_id"], ["applications.id"], name="fk_import_jobs_app_id"),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_import_jobs_course", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_import_jobs"),
    )
    op.create_index("ix_import_jobs_course", "import_jobs", ["course"])
    op.create_index("ix_import_jobs_ended", "import_jobs", ["ended"])
    op.create_index(
        "ix_import_jobs_unfinished",
        "import_jobs",
        ["created", "id"],
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
