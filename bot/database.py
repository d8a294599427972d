"""Which database, and are its tables those of this program? From a URL to an open store, a remedy for every failure.

No message holds the URL as it was given: it may hold a password.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, make_url
from sqlalchemy.exc import ArgumentError

from bot.commands import questions
from bot.outbox import tables as outbox_tables
from bot.outbox.outbox import Outbox
from briefs.store import tables
from briefs.store.interface import Store, StoreError
from briefs.store.sqlite import PATIENCE, SqliteStore, open_engine, transaction, write_ahead

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData

METADATA: list[MetaData] = [tables.metadata, questions.metadata, outbox_tables.metadata]
"""The tables of the whole product: one history of migrations makes them all."""

_INDEX = "records_index"
"""SQLite's full-text index and the tables it keeps for itself begin with this."""

_HOW = "write sqlite:///onrecord.db, or sqlite:////srv/onrecord.db for an absolute path"

_VERSION = "alembic_version"

_one_at_a_time = threading.Lock()
"""Alembic keeps its context in the module, so threads migrate one after the other; processes wait in the database."""


def open_store(url: str, *, must_be_current: bool = True, patience: float = PATIENCE) -> Store:
    """Return the store at `url`, such as `sqlite:///onrecord.db`; raise `StoreError` with a remedy.

    A file that is not there yet is made, so that a desk's first run needs no preparation; an existing one is changed
    by `migrate` only. Without `must_be_current` the file is taken as it is, which `doctor` wants. `patience` is how
    many seconds to wait for another process that is writing.
    """
    path = locate(url)
    if must_be_current and not path.exists():
        migrate(url, patience=patience)
    engine = open_engine(path, patience=patience)
    store = SqliteStore(engine, where=str(path))
    try:
        if must_be_current:
            with transaction(engine, where=str(path)) as connection:
                check(connection, where=str(path))
    except StoreError:
        store.close()
        raise
    return store


def open_outbox(url: str, *, patience: float = PATIENCE) -> Outbox:
    """Return the outbox in the database at `url`, whose tables are those of this program; see `open_store`."""
    path = locate(url)
    where = str(path)
    engine = open_engine(path, patience=patience)
    outbox = Outbox(
        reading=lambda: transaction(engine, where=where),
        writing=lambda: transaction(engine, where=where, writes=True),
        close=engine.dispose,
    )
    try:
        with transaction(engine, where=where) as connection:
            check(connection, where=where)
    except StoreError:
        outbox.close()
        raise
    return outbox


def open_questions(url: str, *, patience: float = PATIENCE) -> questions.SqlQuestions:
    """Return the questions kept in the store at `url`, which `open_store` has made or found current.

    With little `patience` an answer goes out without its buttons rather than wait for another process that is writing.
    """
    path = locate(url)
    return questions.SqlQuestions(open_engine(path, patience=patience), where=str(path))


def migrate(url: str, *, patience: float = PATIENCE) -> None:
    """Make the database at `url` or bring it up to date: all of it or, when something fails, nothing.

    It may run twice and in several processes at once: the second finds nothing left to do. A file that is not ours is
    left as it is.
    """
    path = locate(url)
    where = str(path)
    engine = open_engine(path, create=True, patience=patience)
    try:
        with transaction(engine, where=where) as connection:
            if _is_current(connection, where=where):
                return
        write_ahead(engine, where=where)
        with _one_at_a_time, transaction(engine, where=where, writes=True) as connection:
            if not _is_current(connection, where=where):
                command.upgrade(configuration(connection), "head")
    finally:
        engine.dispose()


def check(connection: Connection, *, where: str) -> None:
    """Raise `StoreError` unless the tables are those of this program."""
    if not _is_current(connection, where=where):
        message = f"{where}: its tables are older than this program; run onrecord migrate"
        raise StoreError(message)


def locate(url: str) -> Path:
    """Return the file that a database URL names; raise `StoreError` for a URL that names none."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        message = (
            "the database URL cannot be read; write sqlite:///onrecord.db, or sqlite:////srv/onrecord.db with a path"
        )
        raise StoreError(message) from None
    if backend != "sqlite":
        message = f"{backend} databases are not supported yet; {_HOW}"
        raise StoreError(message)
    if parsed.database in {None, "", ":memory:"} or parsed.query or parsed.host:
        message = f"the database URL names no file, or more than a file; {_HOW}"
        raise StoreError(message)
    path = Path(str(parsed.database))
    folder = path.absolute().parent
    try:
        if not folder.is_dir():
            message = f"{path}: the folder {folder} is not there; make it, or name another file"
            raise StoreError(message)
        if path.is_dir():
            message = f"{path}: this is a folder; name a file in it, such as {path / 'onrecord.db'}"
            raise StoreError(message)
    except OSError as cause:
        message = f"{path}: this file cannot be reached ({cause.strerror}); name another one"
        raise StoreError(message) from cause
    return path


def is_ours(name: str | None, kind: str) -> bool:
    """Say whether Alembic is to compare a table; the index is made by hand."""
    return kind != "table" or not (name or "").startswith(_INDEX)


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration, made here so that it works from an installed wheel, without alembic.ini."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "bot:migrations")
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    return config


def _is_current(connection: Connection, *, where: str) -> bool:
    script = ScriptDirectory.from_config(configuration(connection))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None and (others := set(inspect(connection).get_table_names()) - {_VERSION}):
        message = f"{where}: this database belongs to another program (it has a table {min(others)}); name another file"
        raise StoreError(message)
    known = {script.revision for script in script.walk_revisions()}
    if revision is not None and revision not in known:
        message = f"{where}: its tables are newer than this program (revision {revision}); install a newer onrecord"
        raise StoreError(message)
    return revision == script.get_current_head()
