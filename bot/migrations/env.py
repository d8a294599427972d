"""Run by Alembic for every command: hands it the open connection and all the tables of the product."""

from __future__ import annotations

from alembic import context

from bot.database import METADATA, is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=lambda name, kind, _: is_ours(name, kind),
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
