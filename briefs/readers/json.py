"""JSON: an article as an object with its text and whatever is known of it, alone, in a list or one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem
from briefs.readers.entries import SUFFIXES, entries, looks_like_json
from briefs.readers.fields import describe, plain_names
from briefs.readers.markup import html_paragraphs, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_PLAIN = ("text", "body", "content", "articlebody", "bodytext", "contenttext", "fulltext")
_MARKED_UP = ("contenthtml", "bodyhtml", "bodyxhtml", "html")


class JsonReader:
    """Reads `{"text": "…", "title": "…", …}`: the text under `text`, `body` or `content`, the rest beside it.

    The text is taken to the character (CRLF made LF), so that offsets into it are offsets into the file's string. Only
    where there is none is marked-up text (`content_html`, as in JSON Feed) made into paragraphs.
    """

    name = "json"

    def confidence(self, resource: Resource) -> float:
        """An opening `{"` says more than any suffix."""
        known = resource.suffix in SUFFIXES or "json" in (resource.media_type or "")
        if looks_like_json(resource):
            return 0.9 if known else 0.8
        return 0.5 if known else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the articles; an object that holds none is a problem and the others are read."""
        for entry in entries(resource):
            if isinstance(entry, Problem):
                yield entry
                continue
            described = describe(entry.value, where=entry.where, outlet=defaults.outlet)
            text = _text(entry.value)
            if text is None and described.fields["status"] is ArticleStatus.USABLE:
                yield Problem(
                    where=entry.where,
                    what="has no text: none of its fields is text, body or content",
                    remedy="put the article's words under text",
                )
                continue
            yield from described.problems
            yield Article(uri=entry.uri(resource.uri), text=text or "", **described.fields)


def _text(value: dict[str, Any]) -> str | None:
    names = plain_names(value)
    plain = next((names[name] for name in _PLAIN if isinstance(names.get(name), str)), None)
    if isinstance(plain, str):
        return plain.replace("\r\n", "\n")
    marked_up = next((names[name] for name in _MARKED_UP if isinstance(names.get(name), str)), None)
    return joined(html_paragraphs(marked_up)) if isinstance(marked_up, str) else None
