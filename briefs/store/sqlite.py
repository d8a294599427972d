"""How are records kept in one SQLite file? With WAL, so that readers never wait, and FTS5, so that words are found.

One file serves one machine. The tables and the index are made by the migrations.
"""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, QueuePool, Select, column, create_engine, event, insert, table
from sqlalchemy.exc import SQLAlchemyError

from briefs.store.interface import StoreError
from briefs.store.matching import Wanted
from briefs.store.sql import SqlStore
from briefs.store.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""

MOST_TERMS = 32
"""Words handed to the index: the longest ones; SQLite limits how deep an expression may nest."""
LONGEST_TERM = 1_000
"""Characters of a word that the index is asked for; it cuts very long ones, so they are compared by us alone."""

_INDEX = table("records_index", column("rowid"), column("records_index"))

_WRITES = "onrecord_writes"


def open_engine(path: Path, *, create: bool = False, patience: float = PATIENCE) -> Engine:
    """Return an engine on the file at `path`; connections are made when they are needed.

    Transactions are opened by us, since Python's driver opens them late and not for every statement: those that write
    take the lock at once (BEGIN IMMEDIATE), so that two processes wait for each other and neither fails half-way.
    """
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            # What is deleted is overwritten, not merely let go: an article that was forgotten is in no free page.
            for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
                made.execute(f"PRAGMA {pragma}").fetchall()
        except sqlite3.Error:
            made.close()
            raise
        return made

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def write_ahead(engine: Engine, *, where: str) -> None:
    """Switch the file to a write-ahead log for good, so that readers and a writer need not wait for each other."""
    with _explained(where), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


@contextmanager
def transaction(engine: Engine, *, where: str, writes: bool = False) -> Iterator[Connection]:
    """Open one transaction; what SQLite has to say against it comes out as a `StoreError` that begins with `where`."""
    with _explained(where), engine.connect().execution_options(**{_WRITES: writes}) as connection, connection.begin():
        yield connection


@contextmanager
def _explained(where: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as cause:
        raise StoreError(explain(cause, where)) from cause


class SqliteStore(SqlStore):
    """Articles and records in a SQLite file whose schema is up to date; `where` names it in messages."""

    def __init__(self, engine: Engine, *, where: str) -> None:
        self._engine = engine
        self._where = where

    def _reading(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine, where=self._where)

    def _writing(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine, where=self._where, writes=True)

    def _search(self, candidates: Select[int], terms: Wanted) -> tuple[Select[int], bool]:
        expression, exact = index_expression(terms)
        if not expression:
            return candidates, exact
        joined = candidates.join(_INDEX, _INDEX.c.rowid == records.c.number)
        return joined.where(_INDEX.c.records_index.op("MATCH")(expression)), exact

    def _sweep(self) -> None:
        """Merge the index, which else keeps deleted words for a while, and empty the log, which holds old pages.

        The log keeps what somebody is still reading; it is emptied when they close, at the latest.
        """
        with self._writing() as connection:
            connection.execute(insert(_INDEX).values(records_index="optimize"))
        with _explained(self._where), closing(self._engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        self._engine.dispose()


def index_expression(terms: Wanted) -> tuple[str, bool]:
    """Return what to ask FTS5 for, and whether its answer is exact or merely holds the right one; "" asks nothing.

    Every run of words stands between quotation marks, so that nothing a user types is an operator: NEAR, -, *, ^.
    """
    asked = [*(("words", run) for run in terms.words), *(("about", word) for word in terms.about)]
    asked += [("speaker", word) for word in terms.speaker]
    short = [(name, run) for name, run in asked if len(run) <= LONGEST_TERM]
    kept = sorted(short, key=lambda term: -len(term[1]))[:MOST_TERMS]
    expression = " AND ".join(f'{name} : "{run}"' for name, run in kept)
    return expression, len(kept) == len(asked) and len(terms.speaker) <= 1


_MEANINGS = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), "another process is writing and does not finish; wait for it or stop it"),
    (("SQLITE_NOTADB",), "this is not a SQLite database; name another file, or move this one away"),
    (("SQLITE_CORRUPT",), "the file is damaged; restore it from a copy"),
    (("SQLITE_CANTOPEN",), "the file cannot be opened; check that it and its folder are there and may be written to"),
    (("SQLITE_READONLY", "SQLITE_PERM"), "the file may not be written to; change its permissions or its folder's"),
    (("SQLITE_FULL",), "the disk is full; make room and try again"),
)


def explain(cause: Exception, where: str) -> str:
    """Return what happened and what to do about it, in a sentence."""
    error = cause.__cause__ if isinstance(cause, SQLAlchemyError) and cause.__cause__ else cause
    name = getattr(error, "sqlite_errorname", "")
    for names, meaning in _MEANINGS:
        if name.startswith(names):
            return f"{where}: {meaning}"
    if "no such table" in str(error) or "no such column" in str(error):
        return f"{where}: its tables are not those of this program ({error}); run onrecord migrate"
    return f"{where}: {error}; run onrecord doctor"
