"""NewsML-G2, the IPTC's envelope for news: single items, packages and messages of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem
from briefs.readers.address import address, inside
from briefs.readers.dates import moment
from briefs.readers.fields import language, one_line, terms
from briefs.readers.lines import unwrapped
from briefs.readers.markup import (
    child,
    children,
    descendants,
    html_paragraphs,
    joined,
    local,
    paragraphs,
    words_of,
)
from briefs.readers.nitf import XML_LANGUAGE, nitf_byline, nitf_paragraphs, nitf_title
from briefs.readers.sniffing import root_element
from briefs.readers.xml import open_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_MESSAGE = "newsMessage"
_ROOTS = frozenset({_MESSAGE, "newsItem", "packageItem"})
_OTHER_ROOTS = {
    "conceptItem": "holds a concept, not an article",
    "knowledgeItem": "holds a vocabulary, not an article",
    "planningItem": "holds planned coverage, not an article",
    "catalogItem": "holds a catalogue, not an article",
    "NewsML": "is NewsML 1, which this reader does not know",
}


class NewsmlReader:
    """Reads every `newsItem` with text in it; in a `newsMessage` each is an article of its own, by its guid.

    `pubStatus` and `embargoed` say what we may do, `provider` is the outlet. An empty `embargoed` is an embargo without
    an end: the article is withheld. Pictures and films beside the text are passed over.
    """

    name = "newsml"

    def confidence(self, resource: Resource) -> float:
        """The root element proves it."""
        root = root_element(resource.data)
        return 1.0 if root in _ROOTS or root in _OTHER_ROOTS else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the articles in the order of the message."""
        where = address(resource.uri)
        root = open_xml(resource)
        if isinstance(root, Problem):
            yield root
            return
        name = local(root.tag)
        if name in _OTHER_ROOTS:
            yield Problem(
                where=where, what=_OTHER_ROOTS[name], remedy="ask the agency for NewsML-G2 news items or NITF"
            )
            return
        found = False
        for number, item in enumerate(descendants(root, "newsItem"), start=1):
            if not _is_text(item):
                continue
            found = True
            many = name == _MESSAGE
            uri = inside(resource.uri, item.get("guid"), number) if many else resource.uri
            yield from _article(item, uri, f"{where}, item {number}" if many else where, defaults)
        if not found:
            yield Problem(
                where=where,
                what="holds no text: it only points to other items, or to pictures",
                remedy="ask the agency for the items themselves",
            )


def _is_text(item: Any) -> bool:
    nature = _code(child(item, "itemMeta", "itemClass"))
    return nature is None or nature.endswith(("text", "composite"))


def _code(element: Any | None) -> str | None:
    """Return the code of a property, given as `qcode`, as `uri` or as its words."""
    if element is None:
        return None
    value = element.get("qcode") or element.get("uri") or words_of(element)
    return value if isinstance(value, str) else None


def _article(item: Any, uri: str, where: str, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
    meta = child(item, "itemMeta")
    content = child(item, "contentMeta")
    embargoed = child(meta, "embargoed")
    held = terms(
        _code(child(meta, "pubStatus")), None if embargoed is None else words_of(embargoed) or True, where=where
    )
    story = _story(item)
    if not story.paragraphs and held.status is ArticleStatus.USABLE:
        elsewhere = child(item, "contentSet", "remoteContent") is not None
        what = "has no text: its content lies elsewhere" if elsewhere else "has no text"
        yield Problem(where=where, what=what, remedy="ask the agency for items with inline content")
        return
    yield from held.problems
    dates = (child(meta, "versionCreated"), child(meta, "firstCreated"), child(content, "contentCreated"))
    tag = None if content is None else next((one.get("tag") for one in children(content, "language")), None)
    yield Article(
        uri=uri,
        text=joined(story.paragraphs),
        title=one_line(words_of(child(content, "headline"))) or story.title,
        outlet=_outlet(item, meta) or defaults.outlet,
        byline=_byline(content) or story.byline,
        published=next((found for found in (moment(words_of(one)) for one in dates) if found is not None), None),
        language=language(tag) or language(item.get(XML_LANGUAGE)),
        guid=one_line(item.get("guid")),
        version=one_line(item.get("version")),
        status=held.status,
        embargo_until=held.embargo_until,
    )


def _outlet(item: Any, meta: Any | None) -> str | None:
    """Return the provider's name, else the copyright holder's, else the provider's code without its scheme."""
    provider = child(meta, "provider")
    code = provider.get("qcode") if provider is not None else None
    candidates = (
        words_of(child(provider, "name")),
        provider.get("literal") if provider is not None else None,
        words_of(child(item, "rightsInfo", "copyrightHolder", "name")),
        code.rsplit(":", 1)[-1] if isinstance(code, str) else None,
    )
    return next(filter(None, map(one_line, candidates)), None)


def _byline(content: Any | None) -> str | None:
    if content is None:
        return None
    creators = [words_of(child(creator, "name")) for creator in children(content, "creator")]
    return one_line(words_of(child(content, "by"))) or one_line(creators)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """The text of an item, and what stands beside it there."""

    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    byline: str | None = None


def _story(item: Any) -> _Story:
    """Return the first rendition that has text; the others are the same words in another format."""
    renditions = child(item, "contentSet")
    for rendition in () if renditions is None else renditions:
        kind = local(rendition.tag)
        if kind == "inlineXML":
            story = _in_xml(rendition)
        elif kind == "inlineData":
            story = _Story(paragraphs=tuple(_in_data(rendition)))
        else:
            continue
        if story.paragraphs:
            return story
    return _Story()


def _in_xml(rendition: Any) -> _Story:
    for root in rendition:
        if local(root.tag) == "nitf":
            return _Story(paragraphs=tuple(nitf_paragraphs(root)), title=nitf_title(root), byline=nitf_byline(root))
        return _Story(paragraphs=tuple(paragraphs(next(descendants(root, "body"), root))))
    return _Story()


def _in_data(rendition: Any) -> list[str]:
    words = "".join(rendition.itertext())
    kind = (rendition.get("contenttype") or "text/plain").lower()
    if "html" in kind:
        return html_paragraphs(words)
    return unwrapped(words) if kind.startswith("text/") and not rendition.get("encoding") else []
