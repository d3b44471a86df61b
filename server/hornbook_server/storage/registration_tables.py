"""The part of the schema that learners' registrations are kept in, on the terms of `tables`."""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from hornbook_server.storage.tables import Ordered, RowKey, applications, course_versions, courses, metadata

# `instance` is the number of the latest instance, `updated` the time of the last change to an instance or the tags.
registrations = Table(
    "registrations",
    metadata,
    Column("id", RowKey, primary_key=True),
    Column("app_id", ForeignKey(applications.c.id), nullable=False),
    Column("registration_id", Text, nullable=False),
    Column("registration_id_fold", Text, nullable=False),
    Column("course", ForeignKey(courses.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("instance", Integer, nullable=False),
    Column("next_instance", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("learner_id", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("first_name_fold", Text, nullable=False),
    Column("first_name_order", Ordered, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("last_name_fold", Text, nullable=False),
    Column("last_name_order", Ordered, nullable=False),
    Column("tags", Text, nullable=False),
    UniqueConstraint("app_id", "registration_id"),
    Index(None, "app_id", "created", "id"),
    Index(None, "app_id", "updated", "id"),
    Index(None, "app_id", "first_name_order", "id"),
    Index(None, "app_id", "last_name_order", "id"),
    Index(None, "app_id", "learner_id", "created", "id"),
    Index(None, "app_id", "course", "created", "id"),
    Index(None, "app_id", "course", "updated", "id"),
)

# `id` is never used twice: records that outlive an instance for a while name it.
registration_instances = Table(
    "registration_instances",
    metadata,
    Column("id", RowKey, primary_key=True),
    Column("registration", ForeignKey(registrations.c.id, ondelete="CASCADE"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("course", RowKey, nullable=False),
    Column("version", Integer, nullable=False),
    Column("xapi_registration_id", Text, nullable=False, index=True),
    Column("run", Text),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("first_access", BigInteger),
    Column("last_access", BigInteger),
    Column("completed", BigInteger),
    Column("completion", Text, nullable=False),
    Column("success", Text, nullable=False),
    Column("score_scaled", Double),
    Column("completion_amount", Double),
    Column("seconds_tracked", Double, nullable=False),
    Column("initial", Text),
    ForeignKeyConstraint(
        ["course", "version"], [course_versions.c.course, course_versions.c.version], ondelete="CASCADE"
    ),
    UniqueConstraint("registration", "instance"),
    Index(None, "course", "version"),
    sqlite_autoincrement=True,
)

# The columns that most lists are ordered by are repeated here, as they are in course_tags.
registration_tags = Table(
    "registration_tags",
    metadata,
    Column("registration", ForeignKey(registrations.c.id, ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True),
    Column("app_id", Text, nullable=False),
    Column("tag_fold", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Index(None, "app_id", "tag", "created", "registration"),
    Index(None, "app_id", "tag", "updated", "registration"),
)

registration_settings = Table(
    "registration_settings",
    metadata,
    Column("instance", ForeignKey(registration_instances.c.id, ondelete="CASCADE"), primary_key=True),
    Column("setting", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# `seconds` are those of the instance at the end of the launch, `seconds_before` at its beginning.
launch_history = Table(
    "launch_history",
    metadata,
    Column("id", Text, primary_key=True),
    Column("instance", ForeignKey(registration_instances.c.id, ondelete="CASCADE"), nullable=False),
    Column("launched", BigInteger, nullable=False),
    Column("exited", BigInteger),
    Column("updated", BigInteger),
    Column("completion", Text, nullable=False),
    Column("success", Text, nullable=False),
    Column("score", Double),
    Column("seconds", Double, nullable=False),
    Column("seconds_before", Double, nullable=False),
    Column("log", Text, nullable=False),
    Index(None, "instance", "launched"),
)
