"""What was asked? The question behind the buttons of an answer, kept so that they work after a restart.

A button carries a short key and a page, nothing else; the answer is found anew for whoever presses it. The same
question has the same key, whoever asks it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from sqlalchemy import Column, Connection, Engine, Index, MetaData, String, Table, delete, insert, select

from briefs.store.sqlite import transaction
from briefs.store.tables import Moment, Verbatim

KEPT = timedelta(days=30)
"""How long a question is kept after it was last asked: longer than anybody scrolls back."""

_KEY_BYTES = 15
"""24 characters in base32; two of a billion questions share a key once in a billion desks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A command with its options, as somebody asked it."""

    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    asked: datetime
    """Aware. Pages show the record of that moment, so that none of its lines is skipped or comes twice."""

    @property
    def key(self) -> str:
        """Made of the command and the options, in any order: letters and digits."""
        written = f"{self.command}\x1f{_written(self.options)}".encode()
        return base64.b32encode(hashlib.blake2b(written, digest_size=_KEY_BYTES).digest()).decode().lower()


class Questions(Protocol):
    """Keeps questions. Implementers promise: one transaction a call, and threads may share it."""

    def remember(self, question: Question) -> None:
        """Keep a question; asked again, it counts from the later moment. What is older than `KEPT` is dropped."""
        ...

    def recall(self, key: str) -> Question | None:
        """Return the question of that key; None when it was never asked or was dropped."""
        ...


class MemoryQuestions:
    """Questions of one run: for tests, and for a desk whose answers need not outlive it."""

    def __init__(self) -> None:
        self._questions: dict[str, Question] = {}
        self._lock = Lock()

    def remember(self, question: Question) -> None:
        with self._lock:
            self._questions[question.key] = question
            for key in [key for key, old in self._questions.items() if old.asked < question.asked - KEPT]:
                del self._questions[key]

    def recall(self, key: str) -> Question | None:
        with self._lock:
            return self._questions.get(key)


metadata = MetaData()

questions = Table(
    "questions",
    metadata,
    Column("key", String(24), primary_key=True),
    Column("command", String(32), nullable=False),
    Column("options", Verbatim, nullable=False),
    Column("asked", Moment, nullable=False),
    Index("ix_questions_asked", "asked"),
)


class SqlQuestions:
    """Questions in the desk's database; `where` names it in messages."""

    def __init__(self, engine: Engine, *, where: str) -> None:
        self._engine = engine
        self._where = where

    def remember(self, question: Question) -> None:
        row = {
            "key": question.key,
            "command": question.command,
            "options": _written(question.options),
            "asked": question.asked,
        }
        with self._open(writes=True) as connection:
            # The same question goes with the old ones: an upsert is spelt differently in every database.
            gone = (questions.c.key == question.key) | (questions.c.asked < question.asked - KEPT)
            connection.execute(delete(questions).where(gone))
            connection.execute(insert(questions).values(row))

    def recall(self, key: str) -> Question | None:
        with self._open() as connection:
            row = connection.execute(select(questions).where(questions.c.key == key)).one_or_none()
        if row is None:
            return None
        return Question(command=row.command, options=json.loads(row.options), asked=row.asked)

    def close(self) -> None:
        """Give back connections."""
        self._engine.dispose()

    def _open(self, *, writes: bool = False) -> AbstractContextManager[Connection]:
        return transaction(self._engine, where=self._where, writes=writes)


def _written(options: Mapping[str, str]) -> str:
    """Write options so that the same ones always read the same."""
    return json.dumps(dict(options), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
