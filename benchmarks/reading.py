"""How fast does one process read, and how much memory does it take? A table over the samples, repeated.

    python benchmarks/reading.py [FOLDER…]

Counted is the processor's time, which a busy machine does not change much: articles in a second that one core has for
itself. The last column is the share of the whole that a stage takes in this very run.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from briefs.article import Article
from briefs.language.layout import lay_out
from briefs.pipeline import Recipe, read_article
from briefs.readers.interface import ReadingDefaults
from briefs.readers.reading import read_sources
from briefs.tagging.network import shipped
from briefs.tagging.units import find_units

SAMPLES = Path(__file__).parent.parent / "samples"
GROWING = (
    "The minister said the ferries would run again on Monday. “Nobody will be stranded,” Ana Reyes told reporters, "
    "adding that the strait was “wide open”.\n\n"
)
SECONDS = 3.0
"""Each stage is repeated for about as long."""


def rate(stage: Callable[[], object], articles: int) -> float:
    """Return articles a second of processor time, over at least `SECONDS`: other people's work does not count."""
    stage()
    rounds, start = 0, time.process_time()
    while (taken := time.process_time() - start) < SECONDS:
        stage()
        rounds += 1
    return rounds * articles / taken


def cold_start() -> float:
    """Return the processor's seconds that `onrecord extract` takes for one article in a new process, the best of 5."""
    command = [sys.executable, "-m", "bot", "extract", str(SAMPLES / "harbour-courier.txt")]
    best = float("inf")
    for _ in range(5):
        start = _of_children()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, _of_children() - start)
    return best


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def growth() -> None:
    """Print the time of one article ever longer: it is to grow as the article does."""
    engine = Recipe().load()
    print(f"\n{'characters of one article':28}{'seconds':>12}{'µs/character':>14}")
    for times in (20, 40, 80, 160):
        text = GROWING * times
        start = time.process_time()
        read_article(Article(uri="file:///growing", text=text, language="en"), engine)
        taken = time.process_time() - start
        print(f"{len(text):<28}{taken:12.2f}{1e6 * taken / len(text):14.1f}")


def main() -> None:
    """Print the table."""
    paths = sys.argv[1:] or [str(SAMPLES)]
    defaults = ReadingDefaults()
    articles = [item for item in read_sources(paths, defaults) if isinstance(item, Article)]
    engine = Recipe().load()
    whole = rate(lambda: [read_article(article, engine) for article in articles], len(articles))
    network = shipped()
    units = [find_units(lay_out(article), network.wordpiece) for article in articles]
    rows = [
        ("read files", rate(lambda: list(read_sources(paths, defaults)), len(articles))),
        ("lay out", rate(lambda: [lay_out(article) for article in articles], len(articles))),
        ("the network, bare", rate(lambda: [network.score(unit) for unit in units], len(articles))),
        ("lay out, extract, resolve", whole),
    ]
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words, one process\n")
    print(f"{'stage':28}{'articles/s':>12}{'of the whole':>14}")
    for name, speed in rows:
        print(f"{name:28}{speed:12.1f}{whole / speed:14.2f}")
    growth()
    print(f"\ncold start of `onrecord extract`, one article: {cold_start():.2f} s")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
