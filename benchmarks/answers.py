"""How fast does the desk answer? `/quote` and `/brief` over a SQLite store, in process. Prints a table.

Usage: python benchmarks/answers.py [STATEMENTS] [TIMES]    (default: 10000 100)

The copy is made up: invented words in Zipf's proportions, names with accents and apostrophes, a threat in each article,
every tenth a repetition of another outlet's. Questions are asked in turn, so that none finds only its own rows warm.
The last column is time of the processor: on a shared machine what an answer takes, without what it waits.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bot.commands.desk import FrontDesk
from bot.commands.registry import Actor, Request
from bot.database import open_questions, open_store
from bot.settings import load_settings
from briefs.acts import ActId, MentionId, Party, Threat
from briefs.article import Article
from briefs.document import Span
from briefs.person import Person, Resolved, Step, person_id
from briefs.record import Reading
from briefs.statement import Form, Statement, StatementId

START = datetime(2026, 1, 1, tzinfo=UTC)
PER_ARTICLE = 8
GIVEN = ("Ana", "Jiří", "Siobhán", "Tomas", "Ilse", "Paul", "Łucja", "Øyvind", "Zoë", "Marek")
FAMILY = ("Reyes", "Novák", "O’Neill", "Brandt", "Maurer", "Kablan", "Wójcik", "Sæther", "d’Ambre", "Horvat")
VOWELS, CONSONANTS = "aeiouáéě", "bcdfgklmnprstvz"
QUESTIONS = {
    "the newest": ("quote", ""),
    "a common word": ("quote", "troops"),
    "two words": ("quote", "troops border"),
    "a phrase": ("quote", "“troops border”"),
    "a surname": ("quote", "speaker:Reyes"),
    "name and word": ("quote", 'troops speaker:"Ana Reyes" since:2w'),
    "accents": ("quote", "troops speaker:“Jiří Novák”"),
    "without accents": ("quote", "troops speaker:'jiri novak'"),
    "an apostrophe": ("quote", "speaker:O'Neill troops"),
    "a subject and an outlet": ("quote", 'about:border outlet:"Outlet 3" form:direct'),
    "a rare word": ("quote", "zeppelin"),
    "a mistyped name": ("quote", "troops speaker:Reyez"),
    "a mistake": ("quote", "speeker:Reyes"),
    "the last day": ("brief", ""),
    "a topic of the last week": ("brief", "border since:7d"),
}


def vocabulary(random: Random) -> list[str]:
    """Invented words, after the two that are looked for."""
    made = ("".join(random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(3)) for _ in range(4_000))
    return ["troops", "border", *dict.fromkeys(made)]


def readings(statements: int) -> Iterator[Reading]:
    """Made-up readings of `PER_ARTICLE` statements each."""
    random = Random(7)  # noqa: S311 - made-up copy needs no secrecy
    words = vocabulary(random)
    weights = list(accumulate(1 / rank for rank in range(5, len(words) + 5)))
    copies: list[str] = []
    for number in range(statements // PER_ARTICLE):
        parts, findings, at = [], [], 0
        for place in range(PER_ARTICLE):
            name = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
            said = random.choice(copies) if copies and number % 10 == 0 else None
            said = said or " ".join(random.choices(words, cum_weights=weights, k=20))
            copies = [*copies[-50:], said]
            sentence = f"“{said},” {name} said."
            span = Span(at + 1, at + 1 + len(said))
            who = Resolved(person=Person(id=person_id(name), name=name), step=Step.NAME, name=name)
            source = Span(at + len(said) + 4, at + len(said) + 4 + len(name))
            findings.append(
                Statement(
                    id=StatementId(f"s{place}"),
                    form=Form.DIRECT,
                    content=(span,),
                    quotes=(span,),
                    source=source,
                    speaker=who,
                )
            )
            if place == 0:
                findings.append(
                    Threat(
                        id=MentionId("t1"),
                        act=ActId("T1"),
                        statement=Span(at, at + len(sentence)),
                        trigger=Span(at + 1, at + 3),
                        issuer=(Party(span=source, resolution=who),),
                        salience=random.random(),
                    )
                )
            filler = " ".join(random.choices(words, cum_weights=weights, k=60))
            parts.append(f"{sentence}\n\n{filler}.")
            at += len(parts[-1]) + 2
        article = Article(
            uri=f"file:///{number}.txt",
            text="\n\n".join(parts),
            title=" ".join(random.choices(words, cum_weights=weights, k=8)),
            outlet=f"Outlet {number % 20}",
            published=START + timedelta(minutes=20 * number),
        )
        yield Reading(article=article, language="en", extractor="bench/1", findings=tuple(findings))


async def ask(desk: FrontDesk, times: int) -> dict[str, list[tuple[float, float]]]:
    """Ask each question `times` times, in turn; milliseconds by the clock and of the processor, by question."""
    took = defaultdict(list)
    for _ in range(times):
        for name, (command, line) in QUESTIONS.items():
            request = Request(command=command, actor=Actor(id="u1"), platform="bench", channel="c1")
            began, worked = perf_counter(), process_time()
            await desk.answer_text(request, line)
            took[name].append(((perf_counter() - began) * 1_000, (process_time() - worked) * 1_000))
    return took


def main(statements: int = 10_000, times: int = 100) -> None:
    """Fill a store and ask it everything."""
    settings, _ = load_settings(None, {})
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store = open_store(url)
        for reading in readings(statements):
            store.add(reading, entered=reading.article.published)
        last = reading.article.published
        questions = open_questions(url)
        desk = FrontDesk(
            store=store,
            questions=questions,
            settings=settings,
            readable=frozenset({"en"}),
            clock=lambda: last + timedelta(hours=1),
        )
        took = asyncio.run(ask(desk, times))
        print(f"{store.counts().statements} statements, each question {times} times\n")
        print(f"{'question':<28}{'p50':>9}{'p99':>9}{'worst':>9}{'p50 of CPU':>14}")
        for name, times_of in took.items():
            clock, processor = zip(*times_of, strict=True)
            cuts = quantiles(clock, n=100, method="inclusive")
            worked = f"{median(processor):>11.1f} ms"
            print(f"{name:<28}{cuts[49]:>6.1f} ms{cuts[98]:>6.1f} ms{max(clock):>6.1f} ms{worked}")
        desk.close()
        questions.close()
        store.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
