"""Who speaks in a transcript? Paragraphs that begin with a name and a colon; and names signed under a quotation.

HOST: Will the ferries run? / REYES: They will. is a transcript. One such line in an article is none: a headline or a
list may look like that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    r"\s{0,4}[―—–-]{1,2}\s?(?P<name>[A-Z][\w.’'-]*(?: (?:(?:de|van|von|bin|al|of|the) )?[A-Z][\w.’'-]*){0,4})(?=[\s,(.]|$)"
)
_MARKS = "\"“”'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says until another does."""

    name: Span
    content: tuple[Span, ...]
    """One stretch a paragraph, quotation marks around it left out."""


def find_turns(document: Document) -> list[Turn]:
    """Return the turns of a transcript, in reading order; none where the document has no transcript.

    A turn goes on through the paragraphs after it that open with a quotation mark, as a printed transcript's do.
    """
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
    names = {text[turn.name.start : turn.name.end] for turn in turns}
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


def covering(turns: Sequence[Turn]) -> list[Span]:
    """Return the stretches that the turns take up, in reading order."""
    return [Span(turn.name.start, turn.content[-1].end) for turn in turns]
