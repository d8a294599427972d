"""How are records kept for one run? In memory, by the same rules as in a database.

It ships with the product: `onrecord brief` composes from it, and it is the twin that databases are tested against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING

from briefs.record import Entry
from briefs.statement import Statement
from briefs.store.interface import Added, Counts, Standing, Tally
from briefs.store.matching import Terms, Wanted, terms_of, wanted
from briefs.store.moments import utc
from briefs.store.versions import Decision, Kept, decide, keep, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from briefs.article import Article, ArticleId
    from briefs.record import Reading, Record
    from briefs.store.interface import Quarantined, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """An article with its records in the order of their places, each with its terms."""

    kept: Kept
    records: tuple[tuple[Record, Terms], ...]


class MemoryStore:
    """Articles and records of one run; implements `briefs.store.interface.Store`."""

    def __init__(self) -> None:
        self._held: dict[ArticleId, _Held] = {}
        self._series: dict[str, set[ArticleId]] = {}
        self._quarantine: dict[str, Quarantined] = {}
        self._lock = RLock()

    def add(self, reading: Reading, *, entered: datetime) -> Added:
        article, name = reading.article, reading.article.id
        with self._lock:
            held = self._held.get(name)
            stored = held.kept if held else None
            decision = self._decide(article, reading.extractor, stored)
            if decision.added is Added.UNCHANGED:
                return Added.UNCHANGED
            kept = keep(reading, decision, stored=stored, entered=entered)
            renew = held is None or held.kept.extractor != reading.extractor
            records = _in_place(reading) if held is None or renew else held.records
            if stored is not None:
                self._leave_series(stored)
            self._held[name] = _Held(kept=kept, records=records)
            self._settle_series(kept, decision)
            return decision.added

    def _decide(self, article: Article, extractor: str, stored: Kept | None) -> Decision:
        series = [self._held[name].kept for name in self._series.get(series_of(article), ())]
        current = next((kept for kept in series if kept.superseded_by is None), None)
        killed = any(kept.killed for kept in series)
        return decide(article, extractor, stored=stored, current=current, killed=killed)

    def _settle_series(self, kept: Kept, decision: Decision) -> None:
        others = self._series.setdefault(kept.series, set())
        for name in others:
            held = self._held[name]
            gives_way = decision.superseded_by is None and held.kept.superseded_by is None
            self._held[name] = replace(
                held,
                kept=replace(
                    held.kept,
                    superseded_by=kept.article.id if gives_way else held.kept.superseded_by,
                    killed=held.kept.killed or decision.kills,
                ),
            )
        others.add(kept.article.id)

    def _leave_series(self, kept: Kept) -> None:
        name = kept.series
        self._series[name].discard(kept.article.id)
        if not self._series[name]:
            del self._series[name]

    def article(self, article: ArticleId) -> Article | None:
        with self._lock:
            held = self._held.get(article)
        return held.kept.article if held else None

    def standing(self, article: ArticleId, *, now: datetime) -> Standing | None:
        with self._lock:
            held = self._held.get(article)
        return held.kept.standing(now) if held else None

    def articles(self) -> Iterator[Article]:
        return self._each(None)

    def stale(self, extractor: str) -> Iterator[Article]:
        return self._each(extractor)

    def _each(self, but: str | None) -> Iterator[Article]:
        with self._lock:
            current = [held.kept for held in self._held.values() if held.kept.superseded_by is None]
        for kept in sorted(current, key=lambda kept: kept.entered):
            if kept.extractor != but:
                yield kept.article

    def known(self, article: ArticleId, extractor: str, *, uri: str | None = None) -> bool:
        with self._lock:
            held = self._held.get(article)
            if held is None or held.kept.extractor != extractor:
                return False
            if uri is None:
                return True
            return self._decide(held.kept.read_at(uri), extractor, held.kept).added is Added.UNCHANGED

    def find(self, query: Query) -> tuple[Entry, ...]:
        asked = wanted(query)
        if asked.impossible:
            return ()
        with self._lock:
            found = [held for held in self._held.values() if _is_wanted(held.kept, query, asked)]
        found.sort(key=lambda held: (held.kept.ordered_by, held.kept.counts_from, held.kept.article.id), reverse=True)
        entries = (entry for held in found for entry in _answers(held, query, asked))
        return tuple(islice(entries, None if query.limit is None else max(0, query.limit)))

    def speakers(self, *, now: datetime) -> tuple[str, ...]:
        with self._lock:
            shown = [held for held in self._held.values() if held.kept.standing(now) is Standing.OPEN]
            found = {terms.speaker for held in shown for _, terms in held.records}
        return tuple(sorted({line for lines in found for line in lines.split("\n") if line}))

    def named(self, name: str, *, within: bool = False) -> tuple[ArticleId, ...]:
        with self._lock:
            articles = [(key, held.kept.article) for key, held in self._held.items()]
        return tuple(
            sorted(
                key
                for key, article in articles
                if name in {key, article.uri, article.url, article.guid}
                or (within and article.uri.startswith(f"{name}/"))
            )
        )

    def forget(self, article: ArticleId) -> int:
        with self._lock:
            gone = self._whole(article)
            for name in gone:
                self._leave_series(self._held.pop(name).kept)
        return len(gone)

    def _whole(self, article: ArticleId) -> set[ArticleId]:
        """Return the article's versions, whatever series a moved file has brought them into."""
        found: set[ArticleId] = set()
        more = {article} & self._held.keys()
        while more:
            found |= more
            kept = [self._held[name].kept for name in found]
            series, heirs = {version.series for version in kept}, {version.superseded_by for version in kept}
            more = {
                name
                for name, held in self._held.items()
                if held.kept.series in series or name in heirs or held.kept.superseded_by in found
            } - found
        return found

    def quarantine(self, item: Quarantined) -> None:
        with self._lock:
            self._quarantine[item.uri] = item

    def release(self, uri: str) -> bool:
        with self._lock:
            return self._quarantine.pop(uri, None) is not None

    def quarantined(self) -> tuple[Quarantined, ...]:
        with self._lock:
            return tuple(sorted(self._quarantine.values(), key=lambda item: item.uri))

    def tally(self, *, now: datetime, after: datetime | None = None, until: datetime | None = None) -> Tally:
        with self._lock:
            current = [held.kept for held in self._held.values() if held.kept.superseded_by is None]
        shown = [
            kept
            for kept in current
            if kept.standing(now) is Standing.OPEN and _in_window(kept.counts_from, after, until)
        ]
        held_back = [
            kept
            for kept in current
            if kept.standing(now) is not Standing.OPEN and _in_window(kept.entered, after, until)
        ]
        languages: dict[str, int] = {}
        for kept in shown:
            languages[kept.language] = languages.get(kept.language, 0) + 1
        return Tally(
            articles=len(shown),
            outlets=len({kept.outlet for kept in shown if kept.outlet}),
            held_back=len(held_back),
            languages=languages,
        )

    def counts(self) -> Counts:
        with self._lock:
            current = [held for held in self._held.values() if held.kept.superseded_by is None]
            findings = [record.finding for held in current for record, _ in held.records]
            statements = sum(isinstance(finding, Statement) for finding in findings)
            return Counts(
                articles=len(current),
                statements=statements,
                acts=len(findings) - statements,
                quarantined=len(self._quarantine),
            )

    def close(self) -> None:
        """Nothing is open."""


def _in_place(reading: Reading) -> tuple[tuple[Record, Terms], ...]:
    """Return the records with their terms in the order of their places; equal places keep the order of the reading."""
    found = zip(reading.records, terms_of(reading), strict=True)
    return tuple(sorted(found, key=lambda pair: pair[0].span))


def _is_wanted(kept: Kept, query: Query, asked: Wanted) -> bool:
    return (
        kept.standing(query.now) is Standing.OPEN
        and _in_window(kept.counts_from, query.entered_after, query.entered_until)
        and (query.since is None or kept.day >= query.since)
        and (query.until is None or kept.day <= query.until)
        and (not asked.outlet or kept.outlet == asked.outlet)
    )


def _answers(held: _Held, query: Query, asked: Wanted) -> Iterator[Entry]:
    for record, terms in held.records:
        finding = record.finding
        form = finding.form if isinstance(finding, Statement) else None
        if query.form is not None and form is not query.form:
            continue
        if (not query.kinds or record.kind in query.kinds) and asked.matches(terms):
            yield Entry(record=record, article=held.kept.article, entered=held.kept.counts_from)


def _in_window(moment: datetime, after: datetime | None, until: datetime | None) -> bool:
    return (after is None or moment > utc(after)) and (until is None or moment <= utc(until))
