"""Which stretches of a text does the network read at once? Whole paragraphs as far as they fit, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.tagging.units import Units
    from briefs.tagging.wordpiece import WordPiece

WIDTH = 96
"""Pieces in a window: two or three paragraphs of a report. Attention costs the square of it, and wider ones were no
better on PolNeAR dev."""


class Window(NamedTuple):
    """Some units in a row, spelt out."""

    first: int
    """The number of its first unit."""
    pieces: list[int]
    traits: list[int]
    places: list[int]
    """Where in `pieces` each unit begins; its label is read there."""


def cut(units: Units, wordpiece: WordPiece, *, width: int = WIDTH, lead: int | None = None) -> list[Window]:
    """Return windows that together hold every unit once.

    A window ends with a paragraph where it can; a paragraph wider than a window is cut after a full stop in the
    window's second half, or where the window is full. `lead` is the width of the first window, where it differs.
    """
    lengths = [len(spelling) for spelling in units.spellings]
    windows = []
    first = 0
    room = lead or width
    while first < len(units):
        end = _end(units, lengths, first, room - 2, wordpiece.spell("."))
        windows.append(_window(units, wordpiece, first, end))
        first, room = end, width
    return windows


def _end(units: Units, lengths: Sequence[int], first: int, room: int, full_stop: tuple[int, ...]) -> int:
    """Return the number of the unit after the window's last one."""
    used = 0
    paragraph = units.paragraphs[first]
    paragraph_end = stop = 0
    for number in range(first, len(units)):
        used += lengths[number]
        if units.paragraphs[number] != paragraph:
            paragraph = units.paragraphs[number]
            paragraph_end = number
            used += 1
        if used > room and number > first:
            return paragraph_end or stop or number
        if 2 * used > room and units.spellings[number] == full_stop:
            stop = number + 1
    return len(units)


def _window(units: Units, wordpiece: WordPiece, first: int, end: int) -> Window:
    pieces, traits, places = [wordpiece.start], [0], []
    paragraph = units.paragraphs[first]
    for number in range(first, end):
        if units.paragraphs[number] != paragraph:
            paragraph = units.paragraphs[number]
            pieces.append(wordpiece.end)
            traits.append(0)
        places.append(len(pieces))
        spelling = units.spellings[number]
        pieces += spelling
        traits += [units.traits[number]] * len(spelling)
    pieces.append(wordpiece.end)
    traits.append(0)
    return Window(first, pieces, traits, places)
