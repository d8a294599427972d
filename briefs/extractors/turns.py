"""Who speaks in a transcript? Paragraphs that begin with a name and a colon; and names signed under a quotation.

HOST: Will the ferries run? / REYES: They will. is a transcript. One such line in an article is none: a headline or a
list may look like that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Span

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
    (?= [\s,(.] | $ )
    """,
    re.VERBOSE,
)
_MARKS = "\"“”'"
_CLOSING = "\"”’'»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says until another does."""

    name: Span
    content: tuple[Span, ...]
    """One stretch a paragraph, quotation marks around it left out."""


class Turns:
    """The turns of a document, in reading order; none where it has no transcript."""

    def __init__(self, document: Document) -> None:
        self._turns = _find(document)
        self._starts = [turn.name.start for turn in self._turns]

    def __iter__(self) -> Iterator[Turn]:
        return iter(self._turns)

    def cover(self, span: Span) -> bool:
        """Say whether `span` stands in a turn, or reaches into one."""
        place = bisect_left(self._starts, span.end)
        return place > 0 and span.start < self._turns[place - 1].content[-1].end


def _find(document: Document) -> list[Turn]:
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
    """Return the name signed after a quotation whose words end at `end`: “Nobody will be stranded.” — Tomas Brandt."""
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    signed = _SIGNED.match(text, end, min(len(text), end + 120))
    return Span(*signed.span("name")) if signed else None
