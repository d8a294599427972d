"""RSS and Atom, as far as the feed carries the words themselves."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING, Any

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.address import address, inside, web_link
from briefs.readers.dates import moment
from briefs.readers.encoding import decode
from briefs.readers.fields import language, one_line
from briefs.readers.furniture import without_footer
from briefs.readers.lines import unwrapped
from briefs.readers.markup import MOST_TAGS, html_paragraphs, joined
from briefs.readers.sniffing import declared_encoding, root_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_CLOSED = re.compile(r"</(?:\w{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_NUMBERED = re.compile(r"&#(?:[xX]0*(?P<hex>[0-9a-fA-F]+)|0*(?P<decimal>[0-9]+));?")
"""A character by its number; the greedy zeros leave the last digit to the group."""
_LONGEST_NUMBER = 7
"""Digits of the highest character, in decimal; Python refuses to read numbers of thousands."""
_ROOTS = frozenset({"rss", "feed", "RDF"})


class FeedReader:
    """Reads each entry's fullest text: `content:encoded` or Atom's `content`, else its summary.

    A summary is an article too, a short one: the publisher wrote it, and a pledge in it is a pledge. An entry with
    nothing but a title and a link is a problem. The outlet is the one an aggregator names for the entry, else the
    configured one; a feed's own title ("Courier: World, latest") comes last.
    """

    name = "feed"

    def confidence(self, resource: Resource) -> float:
        """The root element proves it."""
        root = root_element(resource.data)
        return 1.0 if root in _ROOTS and (root != "RDF" or b"purl.org/rss/" in resource.data) else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the entries in the order of the feed; of a broken feed those that can be read, and a problem."""
        where = address(resource.uri)
        text = decode(resource, declared_encoding(resource.data), lenient=True)
        if isinstance(text, Problem):
            yield text
            return
        # Escaped tags count too, and so do stray ampersands, over which the parser takes its time.
        if text.count("<") + text.count("&") > MOST_TAGS:
            what = f"has more than {MOST_TAGS:,} tags, more than any feed"
            yield Problem(where=where, what=what, remedy="fetch the feed again, or split it")
            return
        if "<!ENTITY" in text:
            what = "declares XML entities, which a feed never needs and an attack does"
            yield Problem(where=where, what=what, remedy="tell the feed's publisher")
            return
        parsed = _parsed(text)
        channel = dict(parsed.feed)
        # The parser closes what a broken-off feed leaves open; half an entry may be half a sentence.
        whole = parsed.entries[: len(_CLOSED.findall(text))]
        for number, entry in enumerate(map(dict, whole), start=1):
            yield _article(entry, channel, resource, defaults, number)
        if parsed.bozo or not whole:
            yield _broken(parsed, text, len(whole), where)


def _parsed(text: str) -> Any:
    import feedparser  # noqa: PLC0415 - a tenth of a second that only feeds need

    # As a stream: feedparser takes bytes for the name of a file to open. Nothing it returns is ever shown as markup, so
    # its sanitizer, which would cost more than all the rest, has nothing to protect: only words are taken.
    return feedparser.parse(
        io.BytesIO(_NUMBERED.sub(_character, text).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _character(reference: re.Match[str]) -> str:
    """Leave a reference as it is where it names a character, and mark the place where it names none: &#99999999;.

    The parser takes every number for a character and stumbles.
    """
    digits = reference["hex"] or reference["decimal"]
    number = int(digits, 16 if reference["hex"] else 10) if len(digits) <= _LONGEST_NUMBER else sys.maxunicode + 1
    is_character = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - halves of pairs
    return reference[0] if is_character else "\ufffd"


def _broken(parsed: Any, text: str, read: int, where: str) -> Problem:
    if not parsed.bozo:
        return Problem(where=where, what="is a feed without entries", remedy="look at the feed's address")
    line = getattr(parsed.get("bozo_exception"), "getLineNumber", lambda: None)()
    declared = text.lstrip().startswith("<?xml")  # where it is not, the parser puts a line before the first
    at = f" at line {line - (not declared)}" if line else ""
    return Problem(
        where=where,
        what=f"is not well-formed XML{at}; entries read: {read}, others may be lost",
        remedy="fetch the feed again, or tell its publisher",
    )


def _article(
    entry: dict[str, Any], channel: dict[str, Any], resource: Resource, defaults: ReadingDefaults, number: int
) -> Article | Problem:
    where = f"{address(resource.uri)}, entry {number}"
    body = without_footer(max(map(_paragraphs, [*entry.get("content", ()), entry.get("summary_detail")]), key=_length))
    if not body:
        return Problem(where=where, what="has no text, only a link", remedy="read the page it links to")
    return Article(
        uri=inside(resource.uri, entry.get("id"), number),
        text=joined(body),
        title=one_line(" ".join(_paragraphs(entry.get("title_detail")))),
        outlet=_outlet(entry, channel, defaults),
        byline=one_line(entry.get("authors")) or one_line(entry.get("author")),
        published=moment(entry.get("published")) or moment(entry.get("updated")),
        url=web_link(entry.get("link")),
        language=_language(entry, channel),
        guid=one_line(entry.get("id")),
    )


def _paragraphs(detail: Any) -> list[str]:
    """Return the paragraphs of a text construct: plain words in lines, or markup."""
    value = detail.get("value") if detail else None
    if not isinstance(value, str):
        return []
    return unwrapped(value) if detail.get("type") == "text/plain" else html_paragraphs(value)


def _length(body: list[str]) -> int:
    return sum(map(len, body))


def _outlet(entry: dict[str, Any], channel: dict[str, Any], defaults: ReadingDefaults) -> str | None:
    source = entry.get("source") or {}
    publishers = (source.get("title"), entry.get("publisher"), channel.get("publisher"))
    named = next(filter(None, map(one_line, publishers)), None)
    return named or defaults.outlet or one_line(channel.get("title"))


def _language(entry: dict[str, Any], channel: dict[str, Any]) -> str | None:
    details = [*entry.get("content", ()), entry.get("summary_detail")]
    candidates = [
        entry.get("language"),
        *(detail.get("language") for detail in details if detail),
        channel.get("language"),
    ]
    return next(filter(None, map(language, candidates)), None)
