"""XML from a wire: to its root element, or to a problem, and never to what an attack wants of a parser."""

from __future__ import annotations

import html.entities
from typing import TYPE_CHECKING, Any

from briefs.errors import Problem
from briefs.readers.address import address
from briefs.readers.encoding import decode
from briefs.readers.markup import MOST_TAGS, MarkupError
from briefs.readers.sniffing import declared_encoding

if TYPE_CHECKING:
    from briefs.readers.interface import Resource


def open_xml(resource: Resource) -> Any | Problem:
    """Return the root element of a file, or why there is none."""
    text = decode(resource, declared_encoding(resource.data))
    if isinstance(text, Problem):
        return text
    try:
        return parse_xml(text)
    except MarkupError as broken:
        remedy = "fetch the file again, or ask the agency for it"
        return Problem(where=address(resource.uri), what=str(broken), remedy=remedy)


def parse_xml(text: str) -> Any:
    """Return the root element of XML; raise `MarkupError` when it is broken, hostile or far too large.

    Entities are never declared by a file (a few lines of them can fill memory) nor fetched from elsewhere. Those of
    HTML (`&mdash;`) are known where a document type is named, as old NITF copy assumes.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only XML needs it
    from defusedxml.ElementTree import DefusedXMLParser, ParseError  # noqa: PLC0415 - likewise

    if text.count("<") > MOST_TAGS:
        message = f"has more than {MOST_TAGS:,} tags, more than any article"
        raise MarkupError(message)
    parser = DefusedXMLParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.entity.update(html.entities.entitydefs)
    try:
        parser.feed(text.encode("utf-8", "replace").decode("utf-8"))
        return parser.close()
    except ParseError as broken:
        line = broken.position[0] if hasattr(broken, "position") else 0
        message = f"is not well-formed XML: {str(broken).split(':', 1)[0]}, line {line}"
        raise MarkupError(message) from broken
    except DefusedXmlException as hostile:
        message = "declares XML entities, which a news file never needs and an attack does"
        raise MarkupError(message) from hostile
