"""Which copy of an article counts? New ones supersede old ones, in whatever order they arrive; a kill ends them all.

Pure decisions, taken before anything is written and the same for every store.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from briefs.article import Article, ArticleId, ArticleStatus
from briefs.folding import fold
from briefs.record import Reading
from briefs.store import moments
from briefs.store.interface import Added, Standing

LONGEST_COUNT = 18
"""Digits in a version number that is taken for one; anything longer is no count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article in a store, and what the store knows of it."""

    article: Article
    language: str
    extractor: str
    entered: datetime
    """When it was first handed over."""
    counts_from: datetime
    """The moment that windows count by: when it entered, or when its embargo ended if that was later. So copy that
    entered under embargo is in the first brief after it, not lost between two."""
    superseded_by: ArticleId | None = None
    """The version that took its place."""
    killed: bool = False

    @property
    def ordered_by(self) -> datetime:
        """The moment by which results are sorted."""
        return moments.instant(self.article.published, otherwise=self.entered)

    @property
    def day(self) -> date:
        """The day that `since` and `until` are compared with."""
        return moments.day(self.article.published, otherwise=self.entered)

    @property
    def outlet(self) -> str:
        """The outlet's name as it is compared; empty when there is none."""
        return fold(self.article.outlet or "")

    @property
    def series(self) -> str:
        """What it shares with its other versions."""
        return series_of(self.article)

    def read_at(self, uri: str) -> Article:
        """Return the article as it would be read at another place."""
        return replace(self.article, uri=uri)

    def standing(self, now: datetime) -> Standing:
        """Say how the article stands at `now`."""
        if self.killed or self.article.status is ArticleStatus.CANCELED:
            return Standing.KILLED
        if self.superseded_by is not None:
            return Standing.SUPERSEDED
        return Standing.OPEN if self.article.is_open(now) else Standing.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done with a reading."""

    added: Added
    superseded_by: ArticleId | None = None
    """None for the version that counts from now on: every other of its series is then superseded by it."""
    kills: bool = False
    """Every version of the series is killed with it."""


def series_of(article: Article) -> str:
    """Return what the versions of one article share, hashed: links come in any length.

    A publisher's identifier is unique to the publisher only ("12345" in a feed), so the outlet belongs to it.
    """
    name = article.series if article.guid is None else f"{article.outlet or ''}\x1f{article.guid}"
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def decide(
    article: Article, extractor: str, *, stored: Kept | None, current: Kept | None, killed: bool = False
) -> Decision:
    """Decide about an article read by `extractor`.

    `stored` is the same article where the store has it, `current` the version of its series that counts now, and
    `killed` says whether the series was killed before.
    """
    if stored is None:
        return _decide_unseen(article, current, killed=killed)
    if _takes_over(article, stored, current):
        return Decision(added=Added.REVISED)
    added = Added.UNCHANGED if stored.extractor == extractor else Added.RENEWED
    return Decision(added=added, superseded_by=stored.superseded_by)


def _decide_unseen(article: Article, current: Kept | None, *, killed: bool) -> Decision:
    """A kill counts even where a higher version is here already: better lose a story than print a killed one."""
    kills = article.guid is not None and article.status is ArticleStatus.CANCELED
    newer = current if current is not None and _is_older(article, current.article) else None
    superseded_by = newer.article.id if newer else None
    if not kills and (killed or newer):
        return Decision(added=Added.LATE, superseded_by=superseded_by, kills=killed)
    added = Added.NEW if current is None else Added.REVISED
    return Decision(added=added, superseded_by=superseded_by, kills=kills or killed)


def _is_older(article: Article, current: Article) -> bool:
    """Say whether unseen copy is older than the version that counts.

    The wire's own count decides where both have one, else the date, and where neither tells, the later arrival counts.
    Copy that only its file identifies is never older: a file holds one copy at a time.
    """
    return not _by_place(article) and _compare(article, current) < 0


def _takes_over(article: Article, stored: Kept, current: Kept | None) -> bool:
    """Say whether copy that the store knows becomes the version that counts (again).

    A file that went from A to B and back to A holds A. A folder that holds both, read a second time, changes nothing.
    """
    if current is None:
        return _by_place(article) and stored.superseded_by is not None
    if current.article.id == article.id:
        return False
    if _by_place(article):
        return True
    order = _compare(article, current.article)
    return order > 0 or (order == 0 and article.uri == current.article.uri)


def _by_place(article: Article) -> bool:
    """Say whether nothing but its file identifies the article over its versions."""
    return article.guid is None and article.url is None


def _compare(one: Article, other: Article) -> int:
    """Return -1, 0 or 1 for an older, equally old or newer version; 0 as well when the two cannot be compared."""
    left, right = _count(one.version), _count(other.version)
    if left is not None and right is not None and left != right:
        return (left > right) - (left < right)
    if one.published is None or other.published is None:
        return 0
    if isinstance(one.published, datetime) and isinstance(other.published, datetime):
        return (one.published > other.published) - (one.published < other.published)
    return (_dateline(one.published) > _dateline(other.published)) - (
        _dateline(one.published) < _dateline(other.published)
    )


def _count(version: str | None) -> int | None:
    text = (version or "").strip()
    return int(text) if text.isdecimal() and len(text) <= LONGEST_COUNT else None


def _dateline(published: datetime | date) -> date:
    return published.date() if isinstance(published, datetime) else published


def keep(reading: Reading, decision: Decision, *, stored: Kept | None, entered: datetime) -> Kept:
    """Return what the store is to hold after a decision that changes something.

    An article that is here already keeps its times: a better engine does not make yesterday's threat today's news.
    """
    if stored is not None:
        return replace(
            stored,
            article=reading.article,
            language=reading.language,
            extractor=reading.extractor,
            superseded_by=decision.superseded_by,
        )
    moment = moments.utc(entered)
    embargo = reading.article.embargo_until
    return Kept(
        article=reading.article,
        language=reading.language,
        extractor=reading.extractor,
        entered=moment,
        counts_from=moment if embargo is None else max(moment, moments.utc(embargo)),
        superseded_by=decision.superseded_by,
        killed=decision.kills,
    )
