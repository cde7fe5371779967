"""What Alembic runs: the steps, on the connection that `data.store.upgrading` hands over."""

from alembic import context

from data.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
