"""How does an article or a record become a row, and come back?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefs.article import Article, ArticleId, ArticleStatus
from briefs.record import Entry, Record
from briefs.statement import Statement
from briefs.store import moments, payload
from briefs.store.interface import Quarantined
from briefs.store.versions import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from briefs.record import Reading
    from briefs.store.matching import Terms


def write_article(kept: Kept) -> dict[str, Any]:
    """Return the columns of an article."""
    article = kept.article
    return {
        "id": article.id,
        "series": kept.series,
        "superseded_by": kept.superseded_by,
        "killed": kept.killed,
        "status": article.status.value,
        "embargo_over": article.embargo_until,
        "ordered_by": kept.ordered_by,
        "day": kept.day,
        "entered": kept.entered,
        "counts_from": kept.counts_from,
        "outlet_folded": kept.outlet,
        "language_read": kept.language,
        "extractor": kept.extractor,
        "uri": article.uri,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "published": moments.written(article.published),
        "url": article.url,
        "language": article.language,
        "guid": article.guid,
        "version": article.version,
        "embargo_until": moments.written(article.embargo_until),
        "line_offset": article.line_offset,
        "text": article.text,
    }


def read_article(row: Row[Any]) -> Kept:
    """Return the article of a row and what the store knows of it."""
    return Kept(
        article=Article(
            uri=row.uri,
            text=row.text,
            title=row.title,
            outlet=row.outlet,
            byline=row.byline,
            published=moments.read_moment(row.published),
            url=row.url,
            language=row.language,
            guid=row.guid,
            version=row.version,
            status=ArticleStatus(row.status),
            embargo_until=moments.read_time(row.embargo_until),
            line_offset=row.line_offset,
        ),
        language=row.language_read,
        extractor=row.extractor,
        entered=row.entered,
        counts_from=row.counts_from,
        superseded_by=row.superseded_by,
        killed=row.killed,
    )


def write_records(reading: Reading, terms: Sequence[Terms], *, article: int) -> list[dict[str, Any]]:
    """Return the columns of a reading's records; `article` is the number of the article's row."""
    return [
        {
            "id": record.id,
            "article": article,
            "starts": record.span.start,
            "ends": record.span.end,
            "position": position,
            "kind": record.kind,
            "form": record.finding.form.value if isinstance(record.finding, Statement) else None,
            "words": found.words,
            "speaker": found.speaker,
            "about": found.about,
            "payload": payload.dump(record.finding),
        }
        for position, (record, found) in enumerate(zip(reading.records, terms, strict=True))
    ]


def read_entry(text: str, kept: Kept, article: ArticleId) -> Entry:
    """Return the entry of a record with that payload; `article` is passed so that it is not hashed anew for each."""
    record = Record(article=article, finding=payload.load(text), extractor=kept.extractor)
    return Entry(record=record, article=kept.article, entered=kept.counts_from)


def read_quarantined(row: Row[Any]) -> Quarantined:
    """Return the item of a row."""
    return Quarantined(uri=row.uri, sha256=row.sha256, reason=row.reason, since=row.since)
