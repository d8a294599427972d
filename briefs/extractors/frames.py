"""What does the reporter say around the quotations? A frame: one sentence of the reporter's, its quotations blanked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Mark, Quotation, Span
from briefs.extractors.sources import GAP
from briefs.language.words import Word, word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence of the reporter's, the quotations in it counted as one word each.

    "We are ready. He is not," said Reyes. is one frame, although the quotation holds two sentences.
    """

    span: Span
    paragraph: int
    """The number of its paragraph in the document."""
    quotations: tuple[Quotation, ...]
    """The outermost ones, in reading order."""
    words: tuple[Word, ...]
    """The reporter's words and marks; a quotation is one word, `GAP`."""

    bare: bool
    """Nothing but quotations stands here."""


def counts(quotation: Quotation) -> bool:
    """Say whether the words surely stand between marks, and are not inside another quotation's."""
    return quotation.depth == 0 and quotation.balanced


def find_frames(document: Document) -> Iterator[Frame]:
    """Yield the frames of a document in reading order."""
    sentences = list(document.sentences)
    quotations = [quotation for quotation in document.quotations if counts(quotation)]
    at = which = 0
    for number, paragraph in enumerate(document.paragraphs):
        inside = []
        while which < len(quotations) and quotations[which].outer.start < paragraph.end:
            inside.append(quotations[which])
            which += 1
        mine = []
        while at < len(sentences) and sentences[at].start < paragraph.end:
            mine.append(sentences[at])
            at += 1
        yield from _merged(document.text, number, mine, inside)


def _merged(text: str, paragraph: int, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Frame]:
    which = 0
    start: int | None = None
    for sentence in sentences:
        start = sentence.start if start is None else start
        first = which
        while which < len(quotations) and quotations[which].outer.end <= sentence.end:
            which += 1
        if which < len(quotations) and quotations[which].outer.start < sentence.end:
            which = first
            continue
        yield _frame(text, paragraph, Span(start, sentence.end), quotations[first:which])
        start = None
    if start is not None and sentences:
        yield _frame(text, paragraph, Span(start, sentences[-1].end), quotations[which:])


def _frame(text: str, paragraph: int, span: Span, quotations: Sequence[Quotation]) -> Frame:
    found: list[Word] = []
    place = span.start
    for quotation in quotations:
        found += words(text, place, quotation.outer.start)
        found.append(word(GAP, quotation.outer.start, quotation.outer.end))
        place = quotation.outer.end
    found += words(text, place, span.end)
    bare = bool(quotations) and not any(token.letters for token in found)
    return Frame(span=span, paragraph=paragraph, quotations=tuple(quotations), words=tuple(found), bare=bare)


def is_double(quotation: Quotation) -> bool:
    """Say whether the marks are those that English news sets around speech; single ones may be a writer's tongs."""
    return quotation.mark is not Mark.SINGLE
