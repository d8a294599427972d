"""What does a web page say of itself? JSON-LD, OpenGraph, meta tags and the headline, in that order.

Only what is said counts: no date is read out of an address, a footer or a clock.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from briefs.readers.address import web_link
from briefs.readers.dates import moment
from briefs.readers.fields import first, language, one_line
from briefs.readers.markup import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

_MOST_NODES = 2_000
_LONGEST_SCRIPT = 1_000_000
_LONGEST_BYLINE = 120

_ARTICLE = ("Article", "BlogPosting", "Posting", "Report")
_AUTHORS = ("author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author")
_DATES = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "article.published", "date",
)  # fmt: skip
_OUTLETS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "citation_journal_title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's own account of its article."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: datetime | date | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None
    """The article's text, where the page gives it to search engines whole."""


def account(tree: Any, *, uri: str) -> Page:
    """Return what the page says; `uri` is where it was read, its link where it names none itself."""
    linked = _linked_data(tree)
    meta = _meta(tree)
    site = one_line(linked.get("publisher")) or one_line(first(meta, *_OUTLETS))
    body = linked.get("articleBody")
    return Page(
        title=one_line(linked.get("headline")) or one_line(meta.get("og:title")) or _title(tree, site),
        outlet=site,
        byline=_byline(linked.get("author")) or _byline([meta.get(name) for name in _AUTHORS]) or _printed_byline(tree),
        published=moment(linked.get("datePublished")) or _published(tree, meta),
        url=_link(tree, linked, meta, uri),
        language=language(tree.get("lang")) or language(linked.get("inLanguage")) or language(meta.get("og:locale")),
        body=body if isinstance(body, str) else None,
    )


def _meta(tree: Any) -> dict[str, str]:
    """Return the page's meta tags by their name in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop"):
            name = element.get(attribute)
            if name and content and content.strip():
                found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(tree: Any) -> dict[str, Any]:
    """Return the first article among the page's JSON-LD nodes; empty when there is none."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        try:
            # Publishers leave raw line breaks inside strings, which strict JSON forbids.
            data = json.loads(text, strict=False) if len(text) < _LONGEST_SCRIPT else None
        except (ValueError, RecursionError):
            continue
        article = next((node for node in _nodes(data) if _is_article(node)), None)
        if article is not None:
            return article
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script from the outside in, no more than a page can need."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLE) for kind in kinds)


def _byline(author: Any) -> str | None:
    """Return the names; a link to a profile is no name."""
    authors = author if isinstance(author, list) else [author]
    names = [name for name in map(one_line, authors[:20]) if name and not name.lower().startswith(("http:", "https:"))]
    return ", ".join(dict.fromkeys(names)) or None


def _printed_byline(tree: Any) -> str | None:
    """Return the byline that stands on the page, where its element is marked as one."""
    for element in tree.iter("a", "address", "div", "p", "span"):
        marked = element.get("rel") == "author" or "author" in (element.get("itemprop") or "").lower().split()
        if marked or "byline" in (element.get("class") or "").lower().split():
            words = one_line(words_of(element))
            if words and len(words) <= _LONGEST_BYLINE:
                return words
    return None


def _published(tree: Any, meta: dict[str, str]) -> datetime | date | None:
    for name in _DATES:
        found = moment(meta.get(name))
        if found is not None:
            return found
    for element in tree.iter("time"):
        said = f"{element.get('itemprop')} {element.get('class')}".lower()
        if "publi" in said or element.get("pubdate") is not None:
            found = moment(element.get("datetime"))
            if found is not None:
                return found
    return None


def _link(tree: Any, linked: dict[str, Any], meta: dict[str, str], uri: str) -> str | None:
    base = web_link(uri) or web_link(meta.get("og:url"))
    main = linked.get("mainEntityOfPage")
    for value in (
        next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None),
        meta.get("og:url"),
        linked.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
        base,
    ):
        link = web_link(value) or (web_link(_joined(base, value)) if base else None)
        if link:
            return link
    return None


def _joined(base: str, value: Any) -> str | None:
    try:
        return urljoin(base, value) if isinstance(value, str) and value.strip() else None
    except ValueError:
        return None


def _title(tree: Any, site: str | None) -> str | None:
    """Return the one headline, else the page's title without the outlet's name behind it: "Talks stall | Courier"."""
    headlines = list(tree.iter("h1"))
    headline = words_of(headlines[0]) if len(headlines) == 1 else None
    if headline:
        return one_line(headline)
    title = one_line(words_of(next(tree.iter("title"), None)))
    for mark in ("|", "–", "—", "-", "·", "•") if title and site else ():
        before, found, after = str(title).rpartition(f" {mark} ")
        if found and before and after.casefold() == str(site).casefold():
            return before.strip()
    return title
