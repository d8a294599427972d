"""How fast does the SQLite store take articles in, and how fast does it answer? Prints a table.

Usage: python benchmarks/store.py [ARTICLES] [RECORDS PER ARTICLE]    (default: 1000 30)

The articles are made up: words of a 5,000-word vocabulary in Zipf's proportions, 400 speakers likewise, so that common
and rare words are both looked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.database import open_store
from briefs.acts import ActId, MentionId, Party, Threat
from briefs.article import Article
from briefs.document import Span
from briefs.person import Person, PersonId, Resolved, Step
from briefs.record import Finding, Reading
from briefs.statement import Form, Statement, StatementId
from briefs.store.interface import Query

MANY = 10_000
"""Answers of which reading all takes seconds: once is enough."""
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = tuple(f"w{number}" for number in range(5_000))
PEOPLE = tuple(
    Person(id=PersonId(f"p{number}"), name=f"First{number} Last{number % 300}", aliases=(f"Minister {number}",))
    for number in range(400)
)


def zipf(count: int) -> list[float]:
    """Weights of the first to the last of `count` things, cumulated."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


OF_WORDS, OF_PEOPLE = zipf(len(WORDS)), zipf(len(PEOPLE))


def readings(articles: int, records: int) -> Iterator[Reading]:
    """Made-up readings, four statements to each threat, one sentence a record."""
    random = Random(7)  # noqa: S311 - made-up copy needs no secrecy
    for number in range(articles):
        sentences, findings, at = [], [], 0
        for place in range(records):
            person = random.choices(PEOPLE, cum_weights=OF_PEOPLE)[0]
            said = " ".join(random.choices(WORDS, cum_weights=OF_WORDS, k=18))
            sentence = f"“{said},” {person.name} said."
            findings.append(finding(place, Span(at + 1, at + 1 + len(said)), Span(at, at + len(sentence)), person))
            sentences.append(sentence)
            at += len(sentence) + 2
        article = Article(
            uri=f"file:///{number}.txt",
            text="\n\n".join(sentences),
            title=" ".join(random.choices(WORDS, cum_weights=OF_WORDS, k=8)),
            outlet=f"Outlet {number % 20}",
            published=START + timedelta(minutes=number),
        )
        yield Reading(article=article, language="en", extractor="bench/1", findings=tuple(findings))


def finding(place: int, said: Span, sentence: Span, person: Person) -> Finding:
    """A quote, or at every fifth place a threat."""
    who = Resolved(person=person, step=Step.NAME, name=person.name)
    if place % 5:
        return Statement(id=StatementId(f"s{place}"), form=Form.DIRECT, content=(said,), quotes=(said,), speaker=who)
    issuer = (Party(span=None, resolution=who),)
    name = MentionId(f"t{place}")
    return Threat(id=name, act=ActId(f"T{place}"), statement=sentence, trigger=said, issuer=issuer)


def milliseconds(ask: Callable[[], object], times: int = 7) -> float:
    """The median of several runs, the first of which warms up and does not count."""
    took = []
    for _ in range(times + 1):
        begin = perf_counter()
        ask()
        took.append((perf_counter() - begin) * 1_000)
    return median(took[1:])


def main(articles: int = 1_000, records: int = 30) -> None:
    """Fill a store and ask it things."""
    made = list(readings(articles, records))
    now = START + timedelta(days=400)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        store = open_store(f"sqlite:///{path}")
        begin = perf_counter()
        for reading in made:
            store.add(reading, entered=reading.article.published)
        took = perf_counter() - begin
        size = path.stat().st_size / 1e6
        print(f"{articles} articles, {articles * records} records in {took:.1f} s: ", end="")
        print(f"{articles / took:.0f} articles/s, {articles * records / took:.0f} records/s; {size:.0f} MB\n")
        late = made[-1].article.published
        asked = {
            "nothing in particular": {},
            "the commonest word (w0)": {"words": ("w0",)},
            "a common word (w20)": {"words": ("w20",)},
            "a rare word (w4000)": {"words": ("w4000",)},
            "two words in a row (w0 w1)": {"words": ("w0 w1",)},
            "the commonest speaker (Last0)": {"speaker": "Last0"},
            "both names (First3 Last3)": {"speaker": "First3 Last3"},
            "a rare speaker (First399)": {"speaker": "First399"},
            "a subject (w20 w30)": {"about": "w20 w30"},
            "speaker and word": {"speaker": "Last0", "words": ("w20",)},
            "threats": {"kinds": ("threat",)},
            "an outlet": {"outlet": "Outlet 7"},
            "a window of the last two hours": {"entered_after": late - timedelta(hours=2)},
            "what is not there": {"words": ("nowhere",)},
        }
        print(f"{'find':<34}{'20 newest':>12}{'all':>12}{'found':>9}")
        for name, fields in asked.items():
            few, every = Query(now=now, limit=20, **fields), Query(now=now, **fields)
            count = len(store.find(every))
            slow = milliseconds(lambda every=every: store.find(every), times=3 if count < MANY else 1)
            fast = milliseconds(lambda few=few: store.find(few))
            print(f"{name:<34}{fast:>9.1f} ms{slow:>9.0f} ms{count:>9}")
        known = made[articles // 2].article.id
        print(f"\nknown: {milliseconds(lambda: store.known(known, 'bench/1'), times=50):.2f} ms")
        print(
            f"counts: {milliseconds(store.counts):.1f} ms; tally: {milliseconds(lambda: store.tally(now=now)):.1f} ms"
        )
        store.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
