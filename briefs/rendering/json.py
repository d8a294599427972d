"""A brief as JSON for scripts, in the shape of `docs/schema/brief.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefs.brief import Brief, Item, Section
from briefs.document import Span
from briefs.record import Entry
from briefs.rendering.message import in_order
from briefs.rendering.printable import printable

SCHEMA = 1


class JsonRenderer:
    """Writes a brief as one JSON object; every text is the exact slice of its article, whatever it holds."""

    def render(self, brief: Brief) -> str:
        """Return the object, indented for people and safe to print."""
        return printable(as_object(brief))


def as_object(brief: Brief) -> dict[str, Any]:
    """Return the brief as JSON's own types."""
    window = brief.window
    return {
        "schema": SCHEMA,
        "title": brief.title,
        "window": None
        if window is None
        else {"since": window.since.isoformat() if window.since else None, "until": window.until.isoformat()},
        "articles": brief.articles,
        "outlets": brief.outlets,
        "sections": [_section(section) for section in in_order(brief.sections)],
        "omitted": {
            "embargoed": brief.omitted.embargoed,
            "languages": dict(brief.omitted.languages),
            "unreadable": brief.omitted.unreadable,
        },
    }


def _section(section: Section) -> dict[str, Any]:
    return {"kind": section.kind, "items": [item_fields(item) for item in section.items], "left_out": section.left_out}


def item_fields(item: Item) -> dict[str, Any]:
    """Return one line of a brief, or of an answer, as JSON's own types."""
    article = item.entry.article
    return {
        "record": item.entry.record.id,
        "uri": article.uri,
        "line": item.line,
        "spans": _pairs(item.spans),
        "text": list(item.text),
        "speaker": item.speaker,
        "speaker_note": item.speaker_note,
        "status": item.status,
        "condition": [item.entry.words(span) for span in item.condition],
        "condition_spans": _pairs(item.condition),
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "also_in": [_mention(entry) for entry in item.also_in],
        "reasons": list(item.reasons),
    }


def _mention(entry: Entry) -> dict[str, Any]:
    article = entry.article
    return {
        "record": entry.record.id,
        "uri": article.uri,
        "outlet": article.outlet,
        "line": article.line(entry.record.span.start),
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
