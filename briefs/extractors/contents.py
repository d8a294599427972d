"""What exactly is attributed? The network's content, brought into line with the quotation marks, which are facts.

A quotation belongs to what is attributed wholly or not at all. Content that is nothing but a quotation is the words
between its marks; where the reporter's words belong to it too, the marks stay inside.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from briefs.document import Quotation, Span
from briefs.extractors.frames import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Document

_LOOSE = " \t\n\r\f\v,;:—–-"
"""What may stand at the edge of a reporter's content and says nothing."""


class Quoted:
    """The outermost quotations of one document, to be asked which of them a stretch holds."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.quotations: Sequence[Quotation] = [q for q in document.quotations if counts(q)]
        self._starts = [quotation.outer.start for quotation in self.quotations]

    def within(self, span: Span) -> list[Quotation]:
        """Return the quotations that share a character with `span`."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        while first < len(self.quotations) and self._starts[first] < span.end:
            if self.quotations[first].outer.overlaps(span):
                found.append(self.quotations[first])
            first += 1
        return found

    def settle(self, span: Span) -> tuple[Span, tuple[Quotation, ...]] | None:
        """Return the content at `span`, settled, with its quotations; None when nothing is left of it."""
        start, end = span.start, span.end
        held = []
        for quotation in self.within(span):
            outer = quotation.outer
            shared = min(end, outer.end) - max(start, outer.start)
            if 2 * shared >= len(outer):
                held.append(quotation)
                start, end = min(start, outer.start), max(end, outer.end)
            elif outer.start < start:
                start = outer.end
            else:
                end = min(end, outer.start)
        start, end = self._trimmed(start, end)
        if start >= end:
            return None
        held = [quotation for quotation in held if start <= quotation.outer.start and quotation.outer.end <= end]
        if (
            len(held) == 1
            and not self._letters(start, held[0].outer.start)
            and not self._letters(held[0].outer.end, end)
        ):
            return held[0].inner, tuple(held)
        return (Span(start, end), tuple(held)) if self._letters(start, end) else None

    def _letters(self, start: int, end: int) -> bool:
        return any(mark.isalnum() for mark in self.text[start:end])

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in _LOOSE:
            start += 1
        while start < end and self.text[end - 1] in _LOOSE:
            end -= 1
        return start, end


_SPEECH = 4
"""Words in a quotation that may be somebody's; fewer, with no word of the rules, may be a coinage in marks."""


def is_speech(text: str, quote: Span) -> bool:
    """Say whether a quotation reads as a sentence of its own: a capital first, a stop or comma last."""
    words = quote.slice(text)
    return not words[0].islower() and words[-1] in ".,!?…—" and len(words.split(maxsplit=_SPEECH)) >= _SPEECH
