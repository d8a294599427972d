"""NITF, the IPTC's News Industry Text Format, alone or inside NewsML-G2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem
from briefs.readers.address import address, web_link
from briefs.readers.dates import moment
from briefs.readers.encoding import decode
from briefs.readers.fields import language, one_line, terms
from briefs.readers.markup import MarkupError, child, descendants, joined, paragraphs, parse_xml, words_of
from briefs.readers.sniffing import declared_encoding, root_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class NitfReader:
    """Reads NITF: the paragraphs of `body.content`, and what `docdata` says of them.

    `date.release` is an embargo. `management-status="canceled"` kills the document itself; with
    `management-doc-idref` and `management-idref-status` an advisory kills another one, which is then yielded as an
    article without text under that identifier. `date.expire` only says when copy stops being news, and is not kept.
    """

    name = "nitf"

    def confidence(self, resource: Resource) -> float:
        """The root element proves it."""
        return 1.0 if root_element(resource.data) == "nitf" else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the kill of another document where there is one, then the document's own article."""
        where = address(resource.uri)
        text = decode(resource, declared_encoding(resource.data))
        if isinstance(text, Problem):
            yield text
            return
        try:
            root = parse_xml(text)
        except MarkupError as broken:
            yield Problem(where=where, what=str(broken), remedy="fetch the file again, or ask the agency for it")
            return
        docdata = child(root, "head", "docdata")
        doc_id = _attribute(child(docdata, "doc-id"), "id-string")
        du_key = child(docdata, "du-key")
        outlet = _outlet(root, docdata) or defaults.outlet
        killed = _status_of_another(docdata)
        if killed is not None:
            other, status = killed
            held = terms(status, None, where=where)
            yield from held.problems
            yield Article(uri=resource.uri, text="", outlet=outlet, guid=other, status=held.status)
        held = terms(
            _attribute(docdata, "management-status"),
            _attribute(child(docdata, "date.release"), "norm"),
            where=where,
        )
        body = nitf_paragraphs(root)
        if not body and held.status is ArticleStatus.USABLE:
            if killed is None:
                remedy = "ask the agency for the full text"
                yield Problem(where=where, what="has no paragraphs in body.content", remedy=remedy)
            return
        yield from held.problems
        yield Article(
            uri=resource.uri,
            text=joined(body),
            title=nitf_title(root) or one_line(words_of(child(root, "head", "title"))),
            outlet=outlet,
            byline=nitf_byline(root),
            published=_published(root, docdata),
            url=web_link(_attribute(child(root, "head", "pubdata"), "ex-ref")),
            language=language(root.get(XML_LANGUAGE)),
            guid=one_line(doc_id) or one_line(_attribute(du_key, "key")),
            version=one_line(_attribute(du_key, "version")),
            status=held.status,
            embargo_until=held.embargo_until,
        )


def nitf_paragraphs(root: Any) -> list[str]:
    """Return the paragraphs of an NITF document's story."""
    content = child(root, "body", "body.content")
    return [] if content is None else list(paragraphs(content))


def nitf_title(root: Any) -> str | None:
    """Return the headline: its first line, where it has several."""
    hedline = child(root, "body", "body.head", "hedline")
    first_line = child(hedline, "hl1")
    return one_line(words_of(hedline if first_line is None else first_line))


def nitf_byline(root: Any) -> str | None:
    """Return the people whom the byline marks as such, else the words as printed, "By Mara Lind, Staff Reporter"."""
    byline = child(root, "body", "body.head", "byline")
    people = [] if byline is None else [one_line(words_of(person)) for person in descendants(byline, "person")]
    return ", ".join(filter(None, people)) or one_line(words_of(byline))


def _attribute(element: Any | None, name: str) -> str | None:
    value = None if element is None else element.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _status_of_another(docdata: Any | None) -> tuple[str, str] | None:
    """Return the identifier and the status of another document that this one stops, if it stops one."""
    other = one_line(_attribute(docdata, "management-doc-idref"))
    status = _attribute(docdata, "management-idref-status")
    if other is None or status is None:
        return None
    held = terms(status, None, where="")
    return None if held.status is ArticleStatus.USABLE or held.problems else (other, status)


def _outlet(root: Any, docdata: Any | None) -> str | None:
    candidates = (
        _attribute(child(root, "head", "pubdata"), "name"),
        words_of(child(root, "body", "body.head", "distributor")),
        _attribute(child(docdata, "doc.copyright"), "holder"),
        _attribute(child(docdata, "doc-id"), "regsrc"),
    )
    return next(filter(None, map(one_line, candidates)), None)


def _published(root: Any, docdata: Any | None) -> Any:
    candidates = (
        _attribute(child(docdata, "date.issue"), "norm"),
        _attribute(child(root, "head", "pubdata"), "date.publication"),
        _attribute(child(root, "body", "body.head", "dateline", "story.date"), "norm"),
    )
    return next((found for found in map(moment, candidates) if found is not None), None)
