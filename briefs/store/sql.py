"""How does a store keep its promises in SQL? All that is the same for every database.

A store of one database says how it opens a transaction and how it searches words; everything else is here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, delete, distinct, func, insert, or_, select, update

from briefs.article import Article, ArticleId, ArticleStatus
from briefs.store import rows
from briefs.store.interface import Added, Counts, Quarantined, Query, Standing, Tally
from briefs.store.matching import Terms, Wanted, terms_of, wanted
from briefs.store.moments import utc
from briefs.store.tables import articles, quarantine, records
from briefs.store.versions import Decision, Kept, decide, keep, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement

    from briefs.record import Entry, Reading

BATCH = 500
"""Rows fetched by number at once: databases limit how many numbers a statement may name."""
FEWEST = 50
"""Rows fetched at once for a search that wants only a few, some of which may not match."""

_CURRENT = articles.c.superseded_by.is_(None)


class SqlStore(ABC):
    """Articles and records in a database; implements `briefs.store.interface.Store`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the database; failures come out as `StoreError`."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """Open a transaction that no other writer can come between; failures come out as `StoreError`."""

    @abstractmethod
    def _search(self, candidates: Select[int], terms: Wanted) -> tuple[Select[int], bool]:
        """Narrow `candidates` to records that may match, and say whether all of them do."""

    @abstractmethod
    def _sweep(self) -> None:
        """See to it that what was just deleted is in none of the database's files any more, as far as it can be."""

    @abstractmethod
    def close(self) -> None:
        """Give back connections and files."""

    def add(self, reading: Reading, *, entered: datetime) -> Added:
        article = reading.article
        terms = terms_of(reading)  # before the transaction: nobody waits for it
        with self._writing() as connection:
            stored, decision = self._decide(connection, article, reading.extractor)
            if decision.added is Added.UNCHANGED:
                return Added.UNCHANGED
            kept = keep(reading, decision, stored=stored, entered=entered)
            number = _put_article(connection, kept, is_new=stored is None)
            if stored is None or stored.extractor != reading.extractor:
                connection.execute(delete(records).where(records.c.article == number))
                found = rows.write_records(reading, terms, article=number)
                if found:
                    connection.execute(insert(records), found)
            _settle_series(connection, article, decision)
        return decision.added

    def _decide(self, connection: Connection, article: Article, extractor: str) -> tuple[Kept | None, Decision]:
        of_series = articles.c.series == series_of(article)
        stored = _one_article(connection, articles.c.id == article.id)
        current = _one_article(connection, of_series & _CURRENT)
        killed = connection.scalar(select(articles.c.id).where(of_series, articles.c.killed).limit(1)) is not None
        return stored, decide(article, extractor, stored=stored, current=current, killed=killed)

    def article(self, article: ArticleId) -> Article | None:
        with self._reading() as connection:
            kept = _one_article(connection, articles.c.id == article)
        return kept.article if kept else None

    def standing(self, article: ArticleId, *, now: datetime) -> Standing | None:
        with self._reading() as connection:
            kept = _one_article(connection, articles.c.id == article)
        return kept.standing(now) if kept else None

    def articles(self) -> Iterator[Article]:
        return self._each(_CURRENT)

    def stale(self, extractor: str) -> Iterator[Article]:
        return self._each(_CURRENT & (articles.c.extractor != extractor))

    def _each(self, which: ColumnElement[bool]) -> Iterator[Article]:
        """Yield in batches, in transactions of their own: who walks an archive for hours must not hold a lock."""
        with self._reading() as connection:
            chosen = select(articles.c.number).where(which).order_by(articles.c.entered, articles.c.number)
            numbers = iter(connection.scalars(chosen).all())
        while batch := list(islice(numbers, BATCH)):
            with self._reading() as connection:
                found = _articles(connection, batch)
            yield from (found[number].article for number in batch if number in found)

    def known(self, article: ArticleId, extractor: str, *, uri: str | None = None) -> bool:
        with self._reading() as connection:
            stored = _one_article(connection, articles.c.id == article)
            if stored is None or stored.extractor != extractor:
                return False
            if uri is None:
                return True
            _, decision = self._decide(connection, stored.read_at(uri), extractor)
        return decision.added is Added.UNCHANGED

    def find(self, query: Query) -> tuple[Entry, ...]:
        terms = wanted(query)
        limit = None if query.limit is None else max(0, query.limit)
        if terms.impossible or limit == 0:
            return ()
        candidates = _in_order(
            select(records.c.number).join_from(records, articles).where(*_conditions(query, terms.outlet))
        )
        exact = True
        if not terms.is_anything:
            candidates, exact = self._search(candidates, terms)
        ordered = _in_order(candidates).limit(limit if exact else None)
        with self._reading() as connection, connection.execute(ordered) as numbers:
            return tuple(islice(_entries(connection, numbers.scalars(), terms, limit), limit))

    def speakers(self, *, now: datetime) -> tuple[str, ...]:
        named = select(records.c.speaker).distinct().join_from(records, articles).where(_open(now))
        with self._reading() as connection:
            found = connection.scalars(named).all()
        return tuple(sorted({line for lines in found for line in lines.split("\n") if line}))

    def named(self, name: str, *, within: bool = False) -> tuple[ArticleId, ...]:
        goes_by = or_(*(column == name for column in (articles.c.id, articles.c.uri, articles.c.url, articles.c.guid)))
        if within:
            goes_by |= articles.c.uri.startswith(f"{name}/", autoescape=True)
        with self._reading() as connection:
            return tuple(
                map(ArticleId, connection.scalars(select(articles.c.id).where(goes_by).order_by(articles.c.id)))
            )

    def forget(self, article: ArticleId) -> int:
        with self._writing() as connection:
            gone = _whole(connection, article)
            if gone:
                connection.execute(delete(articles).where(articles.c.id.in_(gone)))
        if gone:
            self._sweep()
        return len(gone)

    def quarantine(self, item: Quarantined) -> None:
        columns = {"uri": item.uri, "sha256": item.sha256, "reason": item.reason, "since": item.since}
        with self._writing() as connection:
            connection.execute(delete(quarantine).where(quarantine.c.uri == item.uri))
            connection.execute(insert(quarantine).values(columns))

    def release(self, uri: str) -> bool:
        with self._writing() as connection:
            return connection.execute(delete(quarantine).where(quarantine.c.uri == uri)).rowcount > 0

    def quarantined(self) -> tuple[Quarantined, ...]:
        with self._reading() as connection:
            items = [rows.read_quarantined(row) for row in connection.execute(select(quarantine))]
        return tuple(sorted(items, key=lambda item: item.uri))

    def tally(self, *, now: datetime, after: datetime | None = None, until: datetime | None = None) -> Tally:
        is_open = _open(now)
        shown = select(articles).where(is_open, *_window(articles.c.counts_from, after, until)).subquery()
        held = select(func.count()).where(_CURRENT, ~is_open, *_window(articles.c.entered, after, until))
        with self._reading() as connection:
            by_language = connection.execute(
                select(shown.c.language_read, func.count().label("articles")).group_by(shown.c.language_read)
            ).all()
            outlets = connection.scalar(
                select(func.count(distinct(shown.c.outlet_folded))).where(shown.c.outlet_folded != "")
            )
            held_back = connection.scalar(held)
        languages = {row.language_read: row.articles for row in by_language}
        return Tally(
            articles=sum(languages.values()), outlets=outlets or 0, held_back=held_back or 0, languages=languages
        )

    def counts(self) -> Counts:
        held = select(func.count()).select_from(records.join(articles)).where(_CURRENT)
        with self._reading() as connection:
            return Counts(
                articles=connection.scalar(select(func.count()).where(_CURRENT)) or 0,
                statements=connection.scalar(held.where(records.c.kind == "statement")) or 0,
                acts=connection.scalar(held.where(records.c.kind != "statement")) or 0,
                quarantined=connection.scalar(select(func.count()).select_from(quarantine)) or 0,
            )


def _put_article(connection: Connection, kept: Kept, *, is_new: bool) -> int:
    """Write the article's row and return its number."""
    columns = rows.write_article(kept)
    if is_new:
        inserted = connection.execute(insert(articles).values(columns)).inserted_primary_key
        return int(inserted[0]) if inserted else 0
    connection.execute(update(articles).where(articles.c.id == kept.article.id).values(columns))
    return int(connection.scalar(select(articles.c.number).where(articles.c.id == kept.article.id)) or 0)


def _settle_series(connection: Connection, article: Article, decision: Decision) -> None:
    """Let the other versions give way, where this one counts, and die, where it kills."""
    others = update(articles).where(articles.c.series == series_of(article), articles.c.id != article.id)
    if decision.superseded_by is None:
        connection.execute(others.where(_CURRENT).values(superseded_by=article.id))
    if decision.kills:
        connection.execute(others.values(killed=True))


def _whole(connection: Connection, article: ArticleId) -> set[ArticleId]:
    """Return the article's versions, whatever series a moved file has brought them into."""
    chosen = select(articles.c.id, articles.c.series, articles.c.superseded_by)
    found: set[ArticleId] = set()
    versions = connection.execute(chosen.where(articles.c.id == article)).all()
    while len(versions) > len(found):
        found = {version.id for version in versions}
        versions = connection.execute(
            chosen.where(
                articles.c.series.in_({version.series for version in versions})
                | articles.c.id.in_({version.superseded_by for version in versions if version.superseded_by})
                | articles.c.superseded_by.in_(found)
            )
        ).all()
    return found


def _one_article(connection: Connection, which: ColumnElement[bool]) -> Kept | None:
    row = connection.execute(select(articles).where(which).limit(1)).one_or_none()
    return None if row is None else rows.read_article(row)


def _articles(connection: Connection, numbers: Iterable[int]) -> dict[int, Kept]:
    found = connection.execute(select(articles).where(articles.c.number.in_(numbers)))
    return {row.number: rows.read_article(row) for row in found}


def _conditions(query: Query, outlet: str) -> Iterator[ColumnElement[bool]]:
    """Yield what a query asks of anything but words."""
    yield _open(query.now)
    yield from _window(articles.c.counts_from, query.entered_after, query.entered_until)
    if query.since is not None:
        yield articles.c.day >= query.since
    if query.until is not None:
        yield articles.c.day <= query.until
    if outlet:
        yield articles.c.outlet_folded == outlet
    if query.form is not None:
        yield records.c.form == query.form.value
    if query.kinds:
        yield records.c.kind.in_(query.kinds)


def _open(now: datetime) -> ColumnElement[bool]:
    return (
        _CURRENT
        & ~articles.c.killed
        & (articles.c.status == ArticleStatus.USABLE.value)
        & or_(articles.c.embargo_over.is_(None), articles.c.embargo_over <= now)
    )


def _window(
    moment: ColumnElement[datetime], after: datetime | None, until: datetime | None
) -> Iterator[ColumnElement[bool]]:
    if after is not None:
        yield moment > utc(after)
    if until is not None:
        yield moment <= utc(until)


def _in_order(candidates: Select[int]) -> Select[int]:
    newest_first = (articles.c.ordered_by.desc(), articles.c.counts_from.desc(), articles.c.id.desc())
    return candidates.order_by(*newest_first, records.c.starts, records.c.ends, records.c.position)


def _entries(connection: Connection, numbers: Iterable[int], terms: Wanted, limit: int | None) -> Iterator[Entry]:
    """Yield the records that match, in the order of their numbers, reading few more of them than are asked for."""
    known: dict[int, tuple[ArticleId, Kept]] = {}
    numbers = iter(numbers)
    size = BATCH if limit is None else min(BATCH, max(limit, FEWEST))
    while batch := list(islice(numbers, size)):
        chosen = {row.number: row for row in connection.execute(select(records).where(records.c.number.in_(batch)))}
        found = [row for row in map(chosen.get, batch) if row is not None and _answers(row, terms)]
        missing = {row.article for row in found} - known.keys()
        known |= {number: (kept.article.id, kept) for number, kept in _articles(connection, missing).items()}
        for row in found:
            article, kept = known[row.article]
            yield rows.read_entry(row.payload, kept, article)


def _answers(row: Any, terms: Wanted) -> bool:
    return terms.is_anything or terms.matches(Terms(words=row.words, speaker=row.speaker, about=row.about))
