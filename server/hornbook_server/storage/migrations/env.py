"""Run by Alembic; the connection comes from Database.migrate, inside its transaction."""

from alembic import context

from hornbook_server.storage.record_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
