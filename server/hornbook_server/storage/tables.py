"""The schema. Times are whole milliseconds since 1970 UTC; JSON is text that only this package reads.

`*_fold` columns hold str.casefold() for case-insensitive matching, the same on every database. `title_order` is the
start of the folded title: PostgreSQL refuses index entries above 2,700 bytes. Columns that came later have defaults,
without which SQLite adds none; no row is written that leaves them to those.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
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
)
Index(
    "ix_import_jobs_unfinished",
    import_jobs.c.created,
    import_jobs.c.id,
    sqlite_where=text("ended IS NULL"),
    postgresql_where=text("ended IS NULL"),
)
