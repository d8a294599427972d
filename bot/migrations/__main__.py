"""Drafts the next revision from what the tables of this program and of the last revision differ in.

Usage: python -m bot.migrations "what changes"
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

from bot.database import configuration
from briefs.store.sqlite import open_engine, transaction


def draft(message: str) -> None:
    """Write a revision beside the others; it is read and completed by hand before it is committed."""
    with TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch.db"
        engine = open_engine(scratch, create=True)
        with transaction(engine, where=str(scratch), writes=True) as connection:
            config = configuration(connection)
            command.upgrade(config, "head")
            last = ScriptDirectory.from_config(config).get_current_head()
            command.revision(config, message=message, autogenerate=True, rev_id=f"{int(last or 0) + 1:04d}")
        engine.dispose()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]) or "unnamed")
