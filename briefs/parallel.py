"""How are many articles read at once? Alone or in processes, with the answers in the order of the questions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from briefs.article import Article
from briefs.errors import Problem
from briefs.pipeline import Engine, read_safely
from briefs.record import Reading

AHEAD = 4
"""Articles in flight for each process: enough to keep them busy, few enough to keep memory flat."""


def read_in_order(
    items: Iterable[Article | Problem], engine: Engine, *, jobs: int = 1
) -> Iterator[tuple[Article | None, Reading | Problem]]:
    """Yield each article with its reading, or a problem in its place, in the order of `items` whatever `jobs`.

    Problems among `items` come through in their place, with None for the article. A process that dies (out of memory,
    say) costs the one article that killed it, never the run.
    """
    if jobs <= 1:
        for item in items:
            yield (None, item) if isinstance(item, Problem) else (item, read_safely(item, engine))
        return
    from briefs.pool import Pending, Pool  # noqa: PLC0415 - what starts processes takes its time to load

    with Pool(engine, jobs) as pool:
        waiting: deque[Pending] = deque()
        for item in items:
            waiting.append((None, item) if isinstance(item, Problem) else (item, pool.submit(item)))
            if len(waiting) >= jobs * AHEAD:
                yield pool.answer(waiting.popleft())
        while waiting:
            yield pool.answer(waiting.popleft())
