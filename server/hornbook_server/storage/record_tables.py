"""The tables of xAPI's records; `tables` has the rest of the schema, and says how values are kept."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, Table, Text, UniqueConstraint, text

from hornbook_server.storage.tables import Ordered, RowKey, applications, metadata

__all__ = [
    "activities",
    "attachments",
    "contents",
    "documents",
    "forgotten_instances",
    "metadata",
    "statement_terms",
    "statements",
    "xapi_credentials",
]

_BROUGHT = text("instance IS NOT NULL")

# Records of xAPI. `lrs` says whose they are: an application's, or those of one launch. A position is both the order of
# storing and its time (storage.positions); a term is a hash of a filter and its value, so that a page is one range.
# `instance` is the row key of the instance of a registration that brought a statement, and `terms` are all of its own
# side by side: no index has to lead from a statement to them, and a second filter needs no second range.
statements = Table(
    "statements",
    metadata,
    Column("position", RowKey, primary_key=True, autoincrement=False),
    Column("lrs", Text, nullable=False),
    Column("statement_id", Text, nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("instance", RowKey),
    Column("terms", LargeBinary, nullable=False, server_default=text("''")),
    UniqueConstraint("lrs", "statement_id"),
    Index(None, "lrs", "position"),
)
Index(
    "ix_statements_instance_position",
    statements.c.instance,
    statements.c.position,
    sqlite_where=_BROUGHT,
    postgresql_where=_BROUGHT,
)

# Statements below the position `until` that such an instance brought are seen no more; the sweep deletes them.
forgotten_instances = Table(
    "forgotten_instances",
    metadata,
    Column("instance", RowKey, primary_key=True, autoincrement=False),
    Column("until", BigInteger, nullable=False),
)

statement_terms = Table(
    "statement_terms",
    metadata,
    Column("term", LargeBinary, primary_key=True),
    Column("position", RowKey, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

activities = Table(
    "activities",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("lrs", Text, nullable=False, index=True),
    Column("definition", LargeBinary, nullable=False),
)

# `key` is a hash of all that identifies a document, `owner` of all but its id and registration. `credential` is the id
# of the one of xapi_credentials that stored it last, empty where it was stored by others.
documents = Table(
    "documents",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("owner", LargeBinary, nullable=False),
    Column("lrs", Text, nullable=False),
    Column("registration", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False, index=True),
    Column("credential", Text, nullable=False, server_default=text("''")),
    Index(None, "owner", "updated"),
    Index(None, "lrs", "registration"),
)

# What statements are sent with, and what documents hold, each once.
contents = Table(
    "contents",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("stored", BigInteger, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("position", ForeignKey(statements.c.position, ondelete="CASCADE"), primary_key=True),
    Column("sha2", Text, primary_key=True),
    Column("content_type", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False, index=True),
)

# Who may use the record store of an application, beside the application itself. `secret` is as it was given, since it
# can be read again.
xapi_credentials = Table(
    "xapi_credentials",
    metadata,
    Column("app_id", ForeignKey(applications.c.id), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_fold", Ordered, nullable=False),
    Column("info", Text),
    Column("secret", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("level", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
)
