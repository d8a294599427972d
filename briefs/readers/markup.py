"""How does marked-up text become paragraphs? For HTML, NITF and whatever is wrapped in them.

Paragraphs are parted by a blank line, white space inside one is collapsed, words and signs are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_TAGS = 200_000
"""More than any article or feed has; a file that has more is meant to exhaust memory."""

# Elements that begin and end a paragraph: of HTML, of NITF, and of what trafilatura makes of HTML.
_BLOCK_NAMES = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot
    th thead title tr ul
    block body.content body.end body.head bq byttl hedline hl1 hl2 media note
    cell head item lb list row
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())

# Elements whose words are no part of the article.
_SILENT_NAMES = """
    applet audio button canvas colgroup datalist embed figcaption figure frameset head iframe input map math media
    meta nav noembed noframes noscript object option script select style svg template textarea title video
    media-caption media-metadata media-producer media-reference
"""
_SILENT = frozenset(_SILENT_NAMES.split())

# trafilatura calls headings `head`; HTML keeps its title and scripts there.
_HEADING = "head"


class MarkupError(Exception):
    """Markup that cannot be read; says why in words for a problem."""


def joined(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as an article's text."""
    return "\n\n".join(paragraphs)


def collapse(words: str) -> str:
    """Return words with every run of white space made one space."""
    return " ".join(words.split())


def parse_html(text: str) -> Any:
    """Return the tree of an HTML page or fragment; raise `MarkupError` when there is none or it is far too large."""
    # It ships no types; the trees it returns are handed on as Any. Imported here: a text file does not need its 30 ms.
    from lxml import etree  # type: ignore[import-untyped] # noqa: PLC0415
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped] # noqa: PLC0415

    if text.count("<") > MOST_TAGS:
        message = f"has more than {MOST_TAGS:,} tags, more than any article"
        raise MarkupError(message)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as broken:
        message = "holds no page"
        raise MarkupError(message) from broken
    show_quotes(tree)
    return tree


def show_quotes(tree: Any) -> None:
    """Write out the quotation marks that a browser sets around `<q>`: a reader of the page sees them."""
    for quote in tree.iter("q"):
        quote.text = f"“{quote.text or ''}"
        last = quote[-1] if len(quote) else None
        if last is None:
            quote.text += "”"
        else:
            last.tail = f"{last.tail or ''}”"


def html_paragraphs(fragment: str) -> list[str]:
    """Return the paragraphs of an HTML fragment such as a feed's `content:encoded`; none when it cannot be read."""
    if "<" not in fragment and "&" not in fragment:
        return [words for words in map(collapse, fragment.split("\n\n")) if words]
    try:
        return list(paragraphs(parse_html(fragment)))
    except MarkupError:
        return []


def local(tag: object) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """Yield the element's own children of that name, in any namespace."""
    return (child for child in element if local(child.tag) == name)


def child(element: Any | None, *path: str) -> Any | None:
    """Return the first element down that path of names, in any namespace, or None."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def descendants(element: Any, name: str) -> Iterator[Any]:
    """Yield the elements of that name anywhere inside, in any namespace and in the order of the document."""
    return (inner for inner in element.iter() if local(inner.tag) == name)


def words_of(element: Any | None) -> str | None:
    """Return all words of an element on one line, or None."""
    return " ".join(paragraphs(element)) or None if element is not None else None


def paragraphs(root: Any, *, headings: bool = False) -> Iterator[str]:
    """Yield the paragraphs of an element: a block element begins a new one, so does a line break.

    Pictures' captions, forms and scripts are left out. `headings` says that `head` is a heading, as in the trees that
    trafilatura makes. A document nested a million deep is walked without recursion.
    """
    words: list[str] = []
    for piece in _walk(root, headings=headings):
        if piece is not None:
            words.append(piece)
            continue
        paragraph = collapse("".join(words))
        words.clear()
        if paragraph:
            yield paragraph


def _walk(root: Any, *, headings: bool) -> Iterator[str | None]:
    """Yield words in reading order, and None wherever a paragraph ends."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, left = stack.pop()
        name = local(element.tag).lower()
        silent = not name or (element is not root and _is_silent(element, name, headings=headings))
        if name in _BLOCKS:
            yield None
        if left or silent:
            if element is not root:
                yield element.tail or ""
            continue
        yield element.text or ""
        stack.append((element, True))
        stack.extend((inner, False) for inner in reversed(element))
    yield None


def _is_silent(element: Any, name: str, *, headings: bool) -> bool:
    """Say whether a reader sees none of the element's words: captions and scripts, and what a style hides."""
    if headings and name == _HEADING:
        return False
    style = element.get("style")
    hidden = element.get("hidden") is not None or (
        style is not None and "display:none" in "".join(style.lower().split())
    )
    return name in _SILENT or hidden
