"""The seam where records are kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from briefs.errors import BriefsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from briefs.article import Article, ArticleId
    from briefs.record import Entry, Reading
    from briefs.statement import Form


class StoreError(BriefsError):
    """The store cannot be opened or written."""


class Added(StrEnum):
    """What became of a reading that was handed to the store."""

    NEW = "new"
    UNCHANGED = "unchanged"
    """The same article, read by the same version of the engine: nothing was written."""
    RENEWED = "renewed"
    """The same article, read by another version: its records were replaced and keep the time they entered."""
    REVISED = "revised"
    """A new version of an article (same series): it supersedes the versions before it and their records. So does a
    version that its file went back to, and a kill."""
    LATE = "late"
    """A newer version of the article was here first, or a kill of it: kept, and never found."""


class Standing(StrEnum):
    """How an article stands: whether it may be shown, and if not, why."""

    OPEN = "open"
    """The version that counts, usable, its embargo over."""
    HELD = "held"
    """The version that counts, under embargo or withheld."""
    SUPERSEDED = "superseded"
    """A newer version took its place."""
    KILLED = "killed"
    """The publisher killed it, or a version of it: lines posted from it are to be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. Fields left empty do not restrict; all that are given must hold.

    Words and names are compared without case, accents and punctuation. Where nothing is left of them ("???"), nothing
    is found.
    """

    now: datetime
    """Aware. Articles under embargo, withheld or killed at this moment are never found, nor are superseded versions."""
    words: tuple[str, ...] = ()
    """Each must occur, word for word, in what is attributed or in the act's statement; "close the strait" is one."""
    speaker: str | None = None
    """Each of its words must occur in the name, the aliases or the source's words of one speaker or issuer, or of whom
    they speak for. Candidates are no speakers: an ambiguous "Reyes" is found by "Reyes", not by "Ana Reyes"."""
    about: str | None = None
    """Each of its words must occur in the sentence around the record or in the article's title."""
    since: date | None = None
    """Published on or after that day, in the offset of the copy; undated articles by the day they entered, in UTC."""
    until: date | None = None
    """Published on or before that day."""
    outlet: str | None = None
    """The outlet's whole name."""
    form: Form | None = None
    kinds: tuple[str, ...] = ()
    """`statement`, `threat`, `pledge` or custom kinds."""
    entered_after: datetime | None = None
    """Exclusive. Copy that entered under embargo counts from the embargo's end."""
    entered_until: datetime | None = None
    """Inclusive."""
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A file that could not be read, kept with its reason until it changes or is forgotten."""

    uri: str
    sha256: str
    """Of its bytes, so that a changed file is tried again; empty when they could not be read."""
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the store holds; superseded versions are not counted."""

    articles: int
    statements: int
    acts: int
    quarantined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a brief's footer says of the articles that entered in its window; superseded versions are not counted."""

    articles: int
    """Those that may be shown."""
    outlets: int
    """How many outlets they come from."""
    held_back: int
    """Those under embargo, withheld or killed."""
    languages: Mapping[str, int]
    """Those that may be shown, by the language they were read in."""


class Store(Protocol):
    """Keeps articles and their records.

    Implementers promise: every call is one transaction; adding is idempotent by article and extractor version; results
    come newest first (published, then entered, then place in the article), the same order every time; text is kept and
    returned to the character; threads may share a store, and iterators hold no lock between two articles.
    """

    def add(self, reading: Reading, *, entered: datetime) -> Added:
        """Keep a reading; `entered` is the moment (aware) that windows count by.

        Which version counts is told by the wire's own count, else by the date, and only then by the order of arrival. A
        canceled version kills every version that shares its `guid` and outlet, earlier and later ones.
        """
        ...

    def article(self, article: ArticleId) -> Article | None:
        """Return the article, any version, open or not; None when the store does not hold it."""
        ...

    def standing(self, article: ArticleId, *, now: datetime) -> Standing | None:
        """Say whether the article may be shown at `now`; None when the store does not hold it."""
        ...

    def articles(self) -> Iterator[Article]:
        """Yield the current version of every article, open or not, in the order they entered."""
        ...

    def find(self, query: Query) -> tuple[Entry, ...]:
        """Return the records that match, each beside its article."""
        ...

    def speakers(self, *, now: datetime) -> tuple[str, ...]:
        """Return what everybody on record is called, so that a mistyped name can be told: one folded line for each.

        A line holds all names and descriptions of one speaker or issuer, as they are compared with `Query.speaker`; who
        stands only in articles that may not be shown at `now` is not among them.
        """
        ...

    def stale(self, extractor: str) -> Iterator[Article]:
        """Yield the current articles that were read by another version than `extractor`."""
        ...

    def known(self, article: ArticleId, extractor: str, *, uri: str | None = None) -> bool:
        """Say whether this article was already read by this version, so that it need not be read again.

        Given the `uri` where it stands now, say so only if adding it would change nothing: a superseded article may
        have taken its place again, since an editor undid a change.
        """
        ...

    def named(self, name: str, *, within: bool = False) -> tuple[ArticleId, ...]:
        """Return every version, current or not, that goes by `name`: its id, uri, link or publisher's identifier.

        With `within`, `name` is the uri of a file, and the articles that it holds are meant too.
        """
        ...

    def forget(self, article: ArticleId) -> int:
        """Delete an article whole and say how many versions that were; 0 when there was none.

        Every version of its series goes, earlier and later ones, and what one of them superseded or gave way to, with
        text, records and index entries. Nothing is remembered, not even a kill: what is added again enters as new.
        """
        ...

    def quarantine(self, item: Quarantined) -> None:
        """Remember a file that could not be read; a second entry for the same uri replaces the first."""
        ...

    def release(self, uri: str) -> bool:
        """Drop a file from quarantine; False when it was not there."""
        ...

    def quarantined(self) -> tuple[Quarantined, ...]:
        """Return the files in quarantine, by uri."""
        ...

    def tally(self, *, now: datetime, after: datetime | None = None, until: datetime | None = None) -> Tally:
        """Count the articles that entered after `after` and up to `until`, as they may be shown at `now`."""
        ...

    def counts(self) -> Counts:
        """Return how much there is."""
        ...

    def close(self) -> None:
        """Give back connections and files."""
        ...
