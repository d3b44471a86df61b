"""Records of xAPI: statements and what they are found by, activities, documents, and the bytes that they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for create in (_statements, _statement_terms, _activities, _documents, _contents, _attachments):
        create()


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("position", _KEY, autoincrement=False, nullable=False),
        sa.Column("lrs", sa.Text, nullable=False),
        sa.Column("statement_id", sa.Text, nullable=False),
        sa.Column("voided", sa.Boolean, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_statements"),
        sa.UniqueConstraint("lrs", "statement_id", name="uq_statements_lrs_statement_id"),
    )
    op.create_index("ix_statements_lrs_position", "statements", ["lrs", "position"])


def _statement_terms() -> None:
    op.create_table(
        "statement_terms",
        sa.Column("term", sa.LargeBinary, nullable=False),
        sa.Column("position", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["position"], ["statements.position"], name="fk_statement_terms_position", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term", "position", name="pk_statement_terms"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_terms_position", "statement_terms", ["position"])


def _activities() -> None:
    op.create_table(
        "activities",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("lrs", sa.Text, nullable=False),
        sa.Column("definition", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_activities"),
    )
    op.create_index("ix_activities_lrs", "activities", ["lrs"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("owner", sa.LargeBinary, nullable=False),
        sa.Column("lrs", sa.Text, nullable=False),
        sa.Column("registration", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_documents"),
    )
    op.create_index("ix_documents_lrs", "documents", ["lrs"])
    op.create_index("ix_documents_sha256", "documents", ["sha256"])
    op.create_index("ix_documents_owner_updated", "documents", ["owner", "updated"])


def _contents() -> None:
    op.create_table(
        "contents",
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("stored", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_contents"),
    )


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("position", _KEY, nullable=False),
        sa.Column("sha2", sa.Text, nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["position"], ["statements.position"], name="fk_attachments_position", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", "sha2", name="pk_attachments"),
    )
    op.create_index("ix_attachments_sha256", "attachments", ["sha256"])
