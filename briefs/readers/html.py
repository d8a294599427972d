"""A web page, as a site serves it: the article without the menus around it."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.address import address
from briefs.readers.encoding import charset_of, decode
from briefs.readers.furniture import drop_teasers
from briefs.readers.markup import MarkupError, collapse, html_paragraphs, joined, paragraphs, parse_html
from briefs.readers.page import account
from briefs.readers.sniffing import head, root_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_MOST_TAGS = 60_000
"""trafilatura's time grows faster than the page: at this size it needs a few seconds, at five times it a minute."""

_UNHEARD = logging.NullHandler()
"""Where no log is kept: it reports every page without an article on standard error, and so does our problem."""

_SHORTEST = 80
_ENDINGS = (".", "!", "?", "…", "”", '"', "»", "’", "'")


class HtmlReader:
    """Reads a saved or fetched page: trafilatura finds the article in it, the page's own metadata describes it.

    Reader comments, tables, picture captions and teasers are left out, and the headline where it opens the text again.
    Undated pages stay undated.
    """

    name = "html"

    def confidence(self, resource: Resource) -> float:
        """A document type or a root of `html` proves it."""
        if (root_element(resource.data) or "").lower() == "html":
            return 1.0
        is_page = resource.suffix in _SUFFIXES or "html" in (resource.media_type or "")
        return 0.5 if is_page else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the one article."""
        where = address(resource.uri)
        text = decode(resource, charset_of(resource.media_type) or charset_of(head(resource.data)[:4096]), lenient=True)
        if isinstance(text, Problem):
            yield text
            return
        if text.count("<") > _MOST_TAGS:
            yield Problem(where=where, what=f"has more than {_MOST_TAGS:,} tags, more than any article", remedy=_SAVE)
            return
        try:
            tree = parse_html(text)
        except MarkupError as broken:
            yield Problem(where=where, what=str(broken), remedy=_SAVE)
            return
        page = account(tree, uri=resource.uri)
        body = _body(tree, page.title) or html_paragraphs((page.body or "").replace("\n", "\n\n"))
        if not _is_article(body):
            yield Problem(where=where, what="is a page without an article", remedy=_SAVE)
            return
        yield Article(
            uri=resource.uri,
            text=joined(body),
            title=page.title,
            outlet=page.outlet or defaults.outlet,
            byline=page.byline,
            published=page.published,
            url=page.url,
            language=page.language,
        )


_SAVE = "save the article's own page, or its words as text"


def _body(tree: Any, title: str | None) -> list[str]:
    """Return the article's paragraphs as trafilatura finds them."""
    import trafilatura  # noqa: PLC0415 - half a second that only pages need

    logging.getLogger("trafilatura").addHandler(_UNHEARD)
    drop_teasers(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, with_metadata=False, config=_settings()
    )
    root = getattr(found, "body", None)
    body = [] if root is None else list(paragraphs(root, headings=True))
    if len(body) == 1:
        # From a very short article it takes all words as one paragraph; the page knows better.
        whole = [list(paragraphs(element)) for element in tree.iter("article")]
        body = next((parts for parts in whole if collapse(" ".join(parts)) == collapse(body[0])), body)
    while body and title and body[0].casefold() == title.casefold():
        body.pop(0)
    return body


@cache
def _settings() -> Any:
    """Return trafilatura's settings for short articles too.

    What it finds is short by its own measure below 250 characters, and it would take the whole page as one paragraph.
    """
    from trafilatura.settings import use_config  # noqa: PLC0415 - as above

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return settings


def _is_article(body: list[str]) -> bool:
    """Say whether this reads like an article: one whole sentence is enough, "Log in" and a menu are not."""
    return any(len(words) >= _SHORTEST or (words.endswith(_ENDINGS) and " " in words) for words in body)
