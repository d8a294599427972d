"""Who speaks where the layout says so? Transcripts, and quotations with a name signed under them.

HOST: Will the ferries run? / REYES: They will. is a transcript. One such line in an article is none: a headline or a
list may look like that. “Nobody will be stranded.” — Tomas Brandt is signed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.contents import is_speech
from briefs.extractors.frames import counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.document import Document

_TURN = re.compile(
    r"""
    [\"“”]?
    (?P<name>
        [QA]                                                # Q: … A: …
        | [A-Z][A-Z.’'-]+ (?: [ ][A-Z][A-Z.’'-]*){0,4}      # HOST, ANA REYES
    )
    (?: [ ]\([^)\n]{1,60}\) )?                              # (through an interpreter)
    : \s+ (?= \S )
    """,
    re.VERBOSE,
)
_FEWEST = 3

_SIGNED = re.compile(
    r"""
    \s{0,4} [―—–-]{1,2} \s?
    (?P<name>
        [A-Z][\w.’'-]* (?: [ ] (?: (?:de|van|von|bin|al|of|the) [ ] )? [A-Z][\w.’'-]* ){0,4}   # Tomas van Brandt
    )
    (?= [ ]? (?: [\n,(.] | \Z ) )                                                             # and no word after it
    """,
    re.VERBOSE,
)
_MARKS = "\"“”'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says until another does."""

    name: Span
    content: tuple[Span, ...]
    """One stretch a paragraph, quotation marks around it left out."""

    @property
    def hull(self) -> Span:
        """From the first to the last character of name and content."""
        return Span.hull((self.name, *self.content))


class Turns:
    """The turns of a document, in reading order; none where its layout does not say who speaks."""

    def __init__(self, document: Document) -> None:
        self._turns = _transcript(document) or list(_signed(document))
        self._hulls = [turn.hull for turn in self._turns]

    def __iter__(self) -> Iterator[Turn]:
        return iter(self._turns)

    def cover(self, span: Span) -> bool:
        """Say whether `span` stands in a turn, or reaches into one."""
        place = bisect_left(self._hulls, span.end, key=lambda hull: hull.start)
        return place > 0 and span.overlaps(self._hulls[place - 1])


def _signed(document: Document) -> Iterator[Turn]:
    """Yield the quotations that open a paragraph and have a name under them."""
    text = document.text
    starts = {paragraph.start for paragraph in document.paragraphs}
    for quotation in document.quotations:
        if quotation.outer.start in starts and counts(quotation) and is_speech(text, quotation.inner):
            name = find_signature(text, quotation.outer.end)
            if name is not None:
                yield Turn(name=name, content=(quotation.inner,))


def _transcript(document: Document) -> list[Turn]:
    """Return the turns; one goes on through the paragraphs after it that open with a quotation mark, as in print."""
    text = document.text
    turns: list[Turn] = []
    name: Span | None = None
    content: list[Span] = []
    for paragraph in document.paragraphs:
        label = _TURN.match(text, paragraph.start, paragraph.end)
        if label is None and name is not None and text[paragraph.start] in _MARKS:
            content.append(_bare(text, paragraph))
            continue
        if name is not None:
            turns.append(Turn(name=name, content=tuple(content)))
        name = Span(*label.span("name")) if label else None
        content = [_bare(text, Span(label.end(), paragraph.end))] if label else []
    if name is not None:
        turns.append(Turn(name=name, content=tuple(content)))
    names = {turn.name.slice(text) for turn in turns}
    return turns if len(turns) >= _FEWEST and 1 < len(names) < len(turns) else []


def _bare(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end - 1 and text[start] in _MARKS:
        start += 1
    while start < end - 1 and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def find_signature(text: str, end: int) -> Span | None:
    """Return the name signed after a quotation that ends at `end`: “Nobody will be stranded.” — Tomas Brandt."""
    signed = _SIGNED.match(text, end, min(len(text), end + 120))
    return Span(*signed.span("name")) if signed else None
