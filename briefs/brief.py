"""What goes into one edition? A brief: its sections and items, ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from briefs.document import Span
    from briefs.record import Entry

QUOTE = "quote"
"""The section of direct and mixed quotes; the other sections are named by their acts' kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time a brief covers, by when records entered the store: after `since`, up to and including `until`."""

    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many items each section may hold, by kind; a kind that is not named gets no section."""

    threat: int = 5
    pledge: int = 5
    quote: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which records a briefing wants. Empty means all; words are matched without case and accents."""

    people: tuple[str, ...] = ()
    """Speakers or issuers, by any word of their name."""
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """`threat`, `pledge`, `quote`."""
    confidence: float = 0.0
    """Quotes less probably right than this are left out; 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a brief: an act or a quote, once, with everything needed to print it and to go back to it."""

    entry: Entry
    """The fullest wording."""
    spans: tuple[Span, ...]
    """What is printed verbatim: an act's statement, a quote's stretches."""
    speaker: str | None
    """The name to print; None when nobody can be named."""
    speaker_note: str | None = None
    """What an editor must know of the name: "ambiguous: A or B", or why it is unknown."""
    status: str | None = None
    """An act's status; None for a quote."""
    condition: tuple[Span, ...] = ()
    also_in: tuple[Entry, ...] = ()
    """Other mentions of the same act or the same words, in other articles."""
    reasons: tuple[str, ...] = ()
    """Why this line is here."""

    @property
    def text(self) -> tuple[str, ...]:
        """The printed slices of the article."""
        return tuple(self.entry.words(span) for span in self.spans)

    @property
    def line(self) -> int:
        """The line of the file on which the item begins."""
        return self.entry.article.line(self.spans[0].start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items of one kind. An empty section is printed as "none found"."""

    kind: str
    items: tuple[Item, ...]
    left_out: int = 0
    """Items that qualified but stand over the section's limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Omitted:
    """What was read and not printed, in numbers."""

    embargoed: int = 0
    """Articles held back by an embargo, withheld or killed."""
    languages: tuple[tuple[str, int], ...] = ()
    """Articles in languages that the engine cannot read, by language."""
    unreadable: int = 0
    """Files, and articles in files, that could not be read; each is a `Problem` of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One edition, before it is written in any format."""

    title: str
    window: Window | None
    """None when the brief was made of files, not of the store."""
    sections: tuple[Section, ...]
    articles: int
    """How many articles were considered."""
    outlets: int = 0
    """How many outlets they came from."""
    omitted: Omitted = Omitted()
