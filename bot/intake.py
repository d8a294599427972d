"""Who reads, while the bot talks? A process of its own, so that an import holds up neither the chat nor the clock.

It opens the store and makes its engine once; what it is handed are paths and fetched bytes, what it hands back is a
short account. When the bot dies, however suddenly, it ends with it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

from bot.clock import wall_clock
from bot.database import open_store
from bot.ingest import ingest
from briefs.errors import Problem
from briefs.pipeline import Engine, Recipe
from briefs.readers.interface import ReadingDefaults, Resource
from briefs.readers.reading import load_readers
from briefs.readers.sources import open_sources
from briefs.store.interface import Added, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a batch."""

    said: str
    """For the log: "3 articles: 2 new, 1 unchanged"."""
    fresh: int
    """Articles that are new or changed: there may be something to alert to."""
    problems: tuple[Problem, ...] = ()


class Intake:
    """Reads files and fetched feeds into the store, one batch at a time, in a process beside this one."""

    def __init__(self, *, database_url: str, recipe: Recipe) -> None:
        self._arguments = (database_url, recipe)
        self._pool: ProcessPoolExecutor | None = None
        self._number: Future[int] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def take(
        self, sources: Sequence[str | Resource], defaults: ReadingDefaults, *, reader: str | None = None
    ) -> Taken:
        """Read one batch, with the outlet's own reader where it asks for one.

        A process that dies of it costs the batch, and the next one gets a new process.
        """
        async with self._one_at_a_time:
            try:
                # Submitting may start the process, which takes a moment: that too is done beside the loop.
                taking = await asyncio.to_thread(self._submit, tuple(sources), defaults, reader)
                return await asyncio.wrap_future(taking)
            except BrokenProcessPool:
                self.close()
                problem = Problem(
                    where=", ".join(source if isinstance(source, str) else source.uri for source in sources[:3]),
                    what=f"the process that read it, and {len(sources) - 1} more, died",
                    remedy="read it alone with onrecord ingest; most likely it needs too much memory",
                )
                return Taken(said="the reading process died", fresh=0, problems=(problem,))

    def close(self) -> None:
        """End the process, also in the middle of a batch.

        Each article is written whole or not at all; what was not read is read at the next start.
        """
        if self._pool is None:
            return
        if self._number is not None and self._number.done() and not self._number.exception():
            with suppress(ProcessLookupError):
                os.kill(self._number.result(), signal.SIGTERM)
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None

    def _submit(
        self, sources: tuple[str | Resource, ...], defaults: ReadingDefaults, reader: str | None
    ) -> Future[Taken]:
        return self._running().submit(_take, sources, defaults, reader)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned: forking a process that holds threads and sockets is not safe.
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_start, initargs=self._arguments)
            self._number = self._pool.submit(os.getpid)
        return self._pool


_at_work: tuple[Store, Engine] | None = None
"""What the reading process works with, made when it starts."""


def _start(database_url: str, recipe: Recipe) -> None:
    global _at_work  # noqa: PLW0603 - the process has one store and one engine, and this is where they live
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to both; the bot decides when this one ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _at_work = (open_store(database_url), recipe.load())


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nothing is left to report to; the database undoes what was half-written


def _take(sources: tuple[str | Resource, ...], defaults: ReadingDefaults, reader: str | None) -> Taken:
    if _at_work is None:
        message = "this process was not started by an intake"
        raise RuntimeError(message)
    store, engine = _at_work
    problems: list[Problem] = []
    result = ingest(
        store,
        _opened(sources),
        engine,
        defaults=defaults,
        clock=wall_clock,
        report=problems.append,
        reader=None if reader is None else load_readers((reader,))[0],
    )
    fresh = result.added[Added.NEW] + result.added[Added.REVISED]
    return Taken(said=str(result), fresh=fresh, problems=tuple(problems))


def _opened(sources: tuple[str | Resource, ...]) -> Iterator[Resource | Problem]:
    for source in sources:
        if isinstance(source, Resource):
            yield source
        else:
            yield from open_sources([source])
