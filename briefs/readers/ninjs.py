"""ninjs, the IPTC's news in JSON, versions 1 to 3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem
from briefs.readers.address import web_link
from briefs.readers.dates import moment
from briefs.readers.entries import SUFFIXES, Entry, entries, looks_like_json
from briefs.readers.fields import first, language, one_line, plain_names, terms
from briefs.readers.markup import html_paragraphs, joined
from briefs.readers.sniffing import head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

# Version 3 writes in camel case what 1 and 2 write small.
_MARKS = re.compile(
    r'"(uri|guid|versioncreated|firstcreated|pubstatus|embargoed|embargoeduntil|copyrightholder|body_text|body_xhtml'
    r'|bodies|headlines)"\s*:',
    re.IGNORECASE,
)
_MARKS_NEEDED = 2
_TEXT_TYPES = frozenset({"text", "composite", ""})


class NinjsReader:
    """Reads ninjs items: `uri` is the guid, `versioncreated` the date, `pubstatus` and `embargoed` what we may do.

    Of a plain and a marked-up body the plain one is taken to the character, unless it has lost its paragraphs and the
    marked-up one has kept them, as agencies' samples do.
    """

    name = "ninjs"

    def confidence(self, resource: Resource) -> float:
        """Two of the names that only ninjs uses prove it."""
        is_json = resource.suffix in SUFFIXES or "json" in (resource.media_type or "") or not resource.suffix
        if not is_json or not looks_like_json(resource):
            return 0.0
        marks = {mark.lower() for mark in _MARKS.findall(head(resource.data))}
        return 0.95 if len(marks) >= _MARKS_NEEDED and marks - {"uri", "guid"} else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the articles; pictures, events and the like are passed over where articles stand beside them."""
        others = 0
        found = False
        for entry in entries(resource):
            if isinstance(entry, Problem):
                found = True
                yield entry
            elif str(entry.value.get("type") or "").lower() not in _TEXT_TYPES:
                others += 1
            else:
                found = True
                yield from _article(entry, resource, defaults)
        if others and not found:
            where = entry.where if isinstance(entry, Entry) else resource.uri
            yield Problem(where=where, what="is a picture, video or event, not text", remedy="leave it out")


def _article(entry: Entry, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
    item = plain_names(entry.value)
    held = terms(item.get("pubstatus"), first(item, "embargoed", "embargoeduntil"), where=entry.where)
    text = _body(item)
    if text is None and held.status is ArticleStatus.USABLE:
        yield Problem(where=entry.where, what="has no body", remedy="ask the agency for the full item")
        return
    yield from held.problems
    uri = first(item, "uri", "guid")
    yield Article(
        uri=entry.uri(resource.uri),
        text=text or "",
        title=one_line(item.get("headline")) or one_line(_valued(item.get("headlines"), "main")),
        outlet=one_line(first(item, "source", "provider", "copyrightholder", "infosources")) or defaults.outlet,
        byline=one_line(first(item, "byline", "bylines", "by")),
        published=moment(first(item, "versioncreated", "firstcreated", "contentcreated")),
        url=web_link(item.get("url")),
        language=language(item.get("language")),
        guid=one_line(uri),
        version=one_line(item.get("version")),
        status=held.status,
        embargo_until=held.embargo_until,
    )


def _valued(items: Any, role: str) -> Any:
    """Return the value of the item that has that role, else of the first one."""
    known = [plain_names(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    chosen = next((item for item in known if item.get("role") == role), known[0] if known else {})
    return chosen.get("value")


def _body(item: dict[str, Any]) -> str | None:
    plain: list[Any] = [item.get("bodytext")]
    marked_up: list[Any] = [item.get("bodyxhtml"), item.get("bodyhtml")]
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else []:
        if isinstance(body, dict):
            names = plain_names(body)
            kind = f"{names.get('contenttype')} {names.get('role')}".lower()
            (marked_up if "html" in kind else plain).append(names.get("value"))
    plain_text = next(
        (words.replace("\r\n", "\n") for words in plain if isinstance(words, str) and words.strip()), None
    )
    parts = next((html_paragraphs(words) for words in marked_up if isinstance(words, str) and words.strip()), [])
    if plain_text is not None and ("\n" in plain_text.strip() or len(parts) < 2):  # noqa: PLR2004 - paragraphs to part
        return plain_text
    return joined(parts) or None
