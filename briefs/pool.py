"""Who reads when one process is not enough? Several, each with an engine of its own; one that dies is replaced."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Self, cast

from briefs.article import Article
from briefs.errors import Problem
from briefs.pipeline import Engine, Recipe, read_safely
from briefs.readers.address import address
from briefs.record import Reading

Pending = tuple[Article | None, "Problem | Future[Reading | Problem]"]
"""An article that is being read, or a problem that waits for its turn to be told."""

_engine: Engine | None = None
"""The engine of a worker process, loaded once when it starts."""


class Pool:
    """A pool of reading processes that outlives the death of any of them."""

    def __init__(self, engine: Engine, jobs: int) -> None:
        self._engine = engine
        self._jobs = jobs
        self._pool = self._fresh(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(self, article: Article) -> Future[Reading | Problem]:
        """Hand an article to one of the processes."""
        try:
            return self._pool.submit(_read, article)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._fresh(self._jobs)
            return self._pool.submit(_read, article)

    def answer(self, pending: Pending) -> tuple[Article | None, Reading | Problem]:
        """Wait for one answer. When its process died, whichever article killed it, this one is tried alone."""
        article, result = pending
        if article is None or isinstance(result, Problem):
            return article, cast("Problem", result)
        try:
            return article, result.result()
        except BrokenProcessPool:
            with self._fresh(1) as alone:
                try:
                    return article, alone.submit(_read, article).result()
                except BrokenProcessPool:
                    return article, Problem(
                        where=address(article.uri),
                        what="the process that read it died, most likely for want of memory",
                        remedy="read it alone with --jobs 1, or take it out",
                    )

    def _fresh(self, jobs: int) -> ProcessPoolExecutor:
        """Return a pool of new processes: forking one that may hold threads and locks is not safe."""
        return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(self._engine.recipe,))


def _start(recipe: Recipe) -> None:
    global _engine  # noqa: PLW0603 - a worker process has one engine, and this is where it lives
    _engine = recipe.load()


def _read(article: Article) -> Reading | Problem:
    if _engine is None:
        message = "this process was not started by a pool of readers"
        raise RuntimeError(message)
    return read_safely(article, _engine)
