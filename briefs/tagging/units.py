"""What does the network read? Words and marks in order, each with its spelling and what the spelling cannot say.

The vocabulary has no capitals, and quotation marks come in a dozen shapes. So every unit carries a trait: how it is
capitalised, whether it opens or closes a quotation, whether it stands inside one. Where quotations begin and end is
a fact, settled by `briefs.language.marks`; the network is told it and never has to learn the shapes.

The middle of a long quotation is elided to one unit: what the words inside say does not change whose they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.document import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Document, Quotation
    from briefs.tagging.wordpiece import WordPiece

_UNIT = re.compile(r"([^\w\s])\1{3,}|``|''|\w+|[^\w\s]")
"""A rule of dashes or dots is one unit, however long."""

PLAIN, TITLE, CAPITALS, OPENING, CLOSING = range(5)
INSIDE = 5
"""Added to a trait inside a quotation."""
TRAITS = 2 * INSIDE

HEAD, TAIL = 8, 6
"""Units of a long quotation that are read, at its beginning and at its end."""
SHORTEST_GAP = 4
"""Fewer units than this are not worth eliding."""


@dataclass(slots=True, eq=False)
class Units:
    """The units of one document, in parallel lists."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    spellings: list[tuple[int, ...]] = field(default_factory=list)
    traits: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    """The number of the paragraph in which each stands."""

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start: int, end: int, spelling: tuple[int, ...], trait: int, paragraph: int) -> None:
        """Append one unit."""
        self.starts.append(start)
        self.ends.append(end)
        self.spellings.append(spelling)
        self.traits.append(trait)
        self.paragraphs.append(paragraph)

    def elide(self, first: int, end: int, spelling: tuple[int, ...]) -> None:
        """Put one unit in the place of those from number `first` up to `end`."""
        self.ends[first] = self.ends[end - 1]
        self.spellings[first] = spelling
        self.traits[first] = INSIDE
        for column in (self.starts, self.ends, self.spellings, self.traits, self.paragraphs):
            del column[first + 1 : end]


def find_units(document: Document, wordpiece: WordPiece) -> Units:
    """Return the units of `document`, in reading order."""
    units = Units()
    text = document.text
    marks = _marks(document.quotations)
    mark = wordpiece.spell('"')
    outermost = [quotation for quotation in document.quotations if quotation.depth == 0]
    outermost.reverse()
    opened = 0
    for number, paragraph in enumerate(document.paragraphs):
        for match in _UNIT.finditer(text, paragraph.start, paragraph.end):
            start, end = match.span()
            while outermost and outermost[-1].outer.end <= start:
                _shorten(units, outermost.pop(), opened, (wordpiece.elided,))
            inside = INSIDE if outermost and outermost[-1].outer.start <= start else 0
            if start in marks:
                if inside and start == outermost[-1].outer.start:
                    opened = len(units)
                units.add(start, end, mark, marks[start] + inside, number)
            else:
                word = match.group()
                units.add(start, end, wordpiece.spell(word), _capitals(word) + inside, number)
    if outermost:
        _shorten(units, outermost[-1], opened, (wordpiece.elided,))
    return units


def _shorten(units: Units, quotation: Quotation, opened: int, spelling: tuple[int, ...]) -> None:
    """Elide the middle of a quotation that has just been read and began with unit number `opened`."""
    if not quotation.balanced:
        return
    first, end = opened + 1 + HEAD, len(units) - (not quotation.continues) - TAIL
    if end - first >= SHORTEST_GAP and units.starts[opened] == quotation.outer.start:
        units.elide(first, end, spelling)


def _marks(quotations: Sequence[Quotation]) -> dict[int, int]:
    """Return where paired marks stand, and whether each opens or closes."""
    marks = {}
    for quotation in quotations:
        width = 2 if quotation.mark is Mark.TWO_SINGLES else 1
        marks[quotation.outer.start] = OPENING
        if quotation.balanced and not quotation.continues:
            marks[quotation.outer.end - width] = CLOSING
    return marks


def _capitals(word: str) -> int:
    if not word[0].isupper():
        return PLAIN
    return CAPITALS if len(word) > 1 and word.isupper() else TITLE
