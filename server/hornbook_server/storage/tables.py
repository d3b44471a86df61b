"""The schema. Times are whole milliseconds since 1970 UTC; JSON is text that only this package reads.

`*_fold` columns hold str.casefold() for case-insensitive matching, the same on every database. `title_order` is the
start of the folded title: PostgreSQL refuses index entries above 2,700 bytes. Columns that came later have defaults,
without which SQLite adds none; no row is written that leaves them to those.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

RowKey = BigInteger().with_variant(Integer(), "sqlite")
_UNFINISHED = text("ended IS NULL")
Ordered = Text().with_variant(Text(collation="C"), "postgresql")

applications = Table(
    "applications",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False, server_default=text("0")),
    Column("name_fold", Ordered, nullable=False, server_default=text("''")),
    Column("allow_delete", Boolean, nullable=False, server_default=true()),
)

credentials = Table(
    "credentials",
    metadata,
    Column("id", Text, primary_key=True),
    Column("app_id", ForeignKey(applications.c.id), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False, server_default=text("0")),
    Column("revoked", BigInteger),
)

# What a list shows of the newest version is repeated here, so that a page reads one table.
courses = Table(
    "courses",
    metadata,
    Column("id", RowKey, primary_key=True),
    Column("app_id", ForeignKey(applications.c.id), nullable=False),
    Column("course_id", Text, nullable=False),
    Column("course_id_fold", Text, nullable=False),
    Column("next_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_fold", Text, nullable=False),
    Column("title_order", Ordered, nullable=False),
    Column("standard", Text, nullable=False),
    Column("activity_id", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("tags", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    UniqueConstraint("app_id", "course_id"),
    Index(None, "app_id", "created", "id"),
    Index(None, "app_id", "updated", "id"),
    Index(None, "app_id", "title_order", "id"),
)

course_versions = Table(
    "course_versions",
    metadata,
    Column("course", ForeignKey(courses.c.id, ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("standard", Text, nullable=False),
    Column("activity_id", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("languages", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("blob", Text, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("root", Text, nullable=False),
    Column("findings", Text, nullable=False, server_default=text("'[]'")),
)

# The columns that a list is ordered by are repeated here: a page by tag then reads one index, in order.
course_tags = Table(
    "course_tags",
    metadata,
    Column("course", ForeignKey(courses.c.id, ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True),
    Column("app_id", Text, nullable=False),
    Column("tag_fold", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("title_order", Ordered, nullable=False),
    Index(None, "app_id", "tag", "created", "course"),
    Index(None, "app_id", "tag", "updated", "course"),
    Index(None, "app_id", "tag", "title_order", "course"),
)

# `standard` is empty where a value is for all courses; `single_sco` then says nothing, and is false.
application_settings = Table(
    "application_settings",
    metadata,
    Column("app_id", ForeignKey(applications.c.id, ondelete="CASCADE"), primary_key=True),
    Column("standard", Text, primary_key=True),
    Column("single_sco", Boolean, primary_key=True),
    Column("setting", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

course_settings = Table(
    "course_settings",
    metadata,
    Column("course", ForeignKey(courses.c.id, ondelete="CASCADE"), primary_key=True),
    Column("setting", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

version_settings = Table(
    "version_settings",
    metadata,
    Column("course", RowKey, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("setting", Text, primary_key=True),
    Column("value", Text, nullable=False),
    ForeignKeyConstraint(
        ["course", "version"], [course_versions.c.course, course_versions.c.version], ondelete="CASCADE"
    ),
)

# An upload's files, written before any version names the upload. `alike` is a hash of what paths share that differ in
# case or Unicode form alone.
package_files = Table(
    "package_files",
    metadata,
    Column("blob", Text, primary_key=True),
    Column("alike", BigInteger, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("offset", BigInteger, nullable=False),
    Column("compressed", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("deflated", Boolean, nullable=False),
    Column("crc", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

launches = Table(
    "launches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("app_id", Text, nullable=False),
    Column("course", RowKey, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
    Column("instance", RowKey, index=True),
    ForeignKeyConstraint(
        ["course", "version"], [course_versions.c.course, course_versions.c.version], ondelete="CASCADE"
    ),
    Index(None, "course", "version"),
)

# The run-time state of a course for a preview or an instance of a registration: of the player's page as a whole, and of
# each activity. Here and in `launches`, `instance` is the row key of that instance (storage.forgetting).
runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("launch", ForeignKey(launches.c.id, ondelete="CASCADE"), index=True),
    Column("opening", Integer, nullable=False),
    Column("applied", Integer, nullable=False),
    Column("earlier", Integer, nullable=False),
    Column("running", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("last", Integer, nullable=False),
    Column("left", Text, nullable=False),
    Column("losses", Text, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("instance", RowKey, index=True),
)

activity_states = Table(
    "activity_states",
    metadata,
    Column("run", ForeignKey(runs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("activity", Text, primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("elements", Text, nullable=False),
    Column("updated", BigInteger, nullable=False),
)

# How long the learner has been in activities, and since when a session is under way.
presences = Table(
    "presences",
    metadata,
    Column("run", ForeignKey(runs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("activity", Text, primary_key=True),
    Column("seconds", Double, nullable=False),
    Column("since", BigInteger, index=True),
)

# Openings of activities whose content speaks to the service itself, and what it said last.
sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("run", ForeignKey(runs.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("activity", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("state", Text, nullable=False),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("number", RowKey, primary_key=True),
    Column("run", ForeignKey(runs.c.id, ondelete="CASCADE"), nullable=False),
    Column("exchange", Text, nullable=False),
    Index(None, "run", "number"),
)

# `lease` is 0 until the first claim, so a job can be claimed when it has not ended and its lease lies in the past.
import_jobs = Table(
    "import_jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("app_id", ForeignKey(applications.c.id), nullable=False),
    Column("course_id", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("ended", BigInteger, index=True),
    Column("message", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("blob", Text),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", BigInteger, nullable=False),
    Column("course", ForeignKey(courses.c.id, ondelete="SET NULL"), index=True),
    Column("version", Integer),
    Column("progress", Text),
)
Index(
    "ix_import_jobs_unfinished",
    import_jobs.c.created,
    import_jobs.c.id,
    sqlite_where=_UNFINISHED,
    postgresql_where=_UNFINISHED,
)

# `due` is when the next try may begin; while one is under way it is when its lease ends.
postbacks = Table(
    "postbacks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("app_id", ForeignKey(applications.c.id), nullable=False),
    Column("topic", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("authorization", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("ended", BigInteger, index=True),
    Column("outcome", Text, nullable=False),
)
Index("ix_postbacks_waiting", postbacks.c.due, postbacks.c.id, sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED)
