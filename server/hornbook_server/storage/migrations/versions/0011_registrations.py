"""Registrations of learners for courses, and their instances."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ROW_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _create_registrations()
    _create_instances()
    _create_tags()
    op.create_table(
        "registration_settings",
        sa.Column("instance", _ROW_KEY, nullable=False),
        sa.Column("setting", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance"],
            ["registration_instances.id"],
            name="fk_registration_settings_instance",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("instance", "setting", name="pk_registration_settings"),
    )
    for table in ("launches", "runs"):
        op.add_column(table, sa.Column("instance", _ROW_KEY))
        op.create_index(f"ix_{table}_instance", table, ["instance"])


def _create_registrations() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", _ROW_KEY, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("registration_id", sa.Text, nullable=False),
        sa.Column("registration_id_fold", sa.Text, nullable=False),
        sa.Column("course", _ROW_KEY, nullable=False),
        sa.Column("instance", sa.Integer, nullable=False),
        sa.Column("next_instance", sa.Integer, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("learner_id", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("first_name", sa.Text, nullable=False),
        sa.Column("first_name_fold", sa.Text, nullable=False),
        sa.Column("first_name_order", _ORDERED, nullable=False),
        sa.Column("last_name", sa.Text, nullable=False),
        sa.Column("last_name_fold", sa.Text, nullable=False),
        sa.Column("last_name_order", _ORDERED, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["app_id"], ["applications.id"], name="fk_registrations_app_id"),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_registrations_course", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_registrations"),
        sa.UniqueConstraint("app_id", "registration_id", name="uq_registrations_app_id_registration_id"),
    )
    op.create_index("ix_registrations_course", "registrations", ["course"])
    for columns in (
        ("app_id", "created", "id"),
        ("app_id", "updated", "id"),
        ("app_id", "first_name_order", "id"),
        ("app_id", "last_name_order", "id"),
        ("app_id", "learner_id", "created", "id"),
        ("app_id", "course", "created", "id"),
        ("app_id", "course", "updated", "id"),
    ):
        op.create_index(f"ix_registrations_{'_'.join(columns)}", "registrations", list(columns))


def _create_instances() -> None:
    op.create_table(
        "registration_instances",
        sa.Column("id", _ROW_KEY, nullable=False),
        sa.Column("registration", _ROW_KEY, nullable=False),
        sa.Column("instance", sa.Integer, nullable=False),
        sa.Column("course", _ROW_KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("xapi_registration_id", sa.Text, nullable=False),
        sa.Column("run", sa.Text),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("first_access", sa.BigInteger),
        sa.Column("last_access", sa.BigInteger),
        sa.Column("completed", sa.BigInteger),
        sa.Column("completion", sa.Text, nullable=False),
        sa.Column("success", sa.Text, nullable=False),
        sa.Column("score_scaled", sa.Double),
        sa.Column("completion_amount", sa.Double),
        sa.Column("seconds_tracked", sa.Double, nullable=False),
        sa.ForeignKeyConstraint(
            ["course", "version"],
            ["course_versions.course", "course_versions.version"],
            name="fk_registration_instances_course_version",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration"],
            ["registrations.id"],
            name="fk_registration_instances_registration",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registration_instances"),
        sa.UniqueConstraint("registration", "instance", name="uq_registration_instances_registration_instance"),
        sqlite_autoincrement=True,
    )
    for columns in (("course", "version"), ("xapi_registration_id",)):
        op.create_index(f"ix_registration_instances_{'_'.join(columns)}", "registration_instances", list(columns))


def _create_tags() -> None:
    op.create_table(
        "registration_tags",
        sa.Column("registration", _ROW_KEY, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        sa.Column("tag_fold", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["registration"], ["registrations.id"], name="fk_registration_tags_registration", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("registration", "tag", name="pk_registration_tags"),
    )
    for order in ("created", "updated"):
        columns = ["app_id", "tag", order, "registration"]
        op.create_index(f"ix_registration_tags_{'_'.join(columns)}", "registration_tags", columns)
