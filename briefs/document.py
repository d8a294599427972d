"""Where do things stand in an article? One text, and spans that point into it.

Nobody copies text; everybody points. How a text is laid out is decided in `briefs.language`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs.article import Article


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in `Article.text`.

    Written `Span(3, 9)`: the one type here whose fields are given by position, since a range reads that way.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"a span runs forward from 0; got {self.start}..{self.end}"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    @classmethod
    def hull(cls, spans: Iterable[Span]) -> Span:
        """Return the smallest span that contains all of `spans`; at least one is needed."""
        spans = tuple(spans)
        return cls(min(s.start for s in spans), max(s.end for s in spans))


class Mark(StrEnum):
    """Which quotation marks enclose a stretch of text."""

    DOUBLE = "double"
    """Straight or curly: "…", “…”, „…“."""
    SINGLE = "single"
    """‘…’ or '…', told apart from apostrophes."""
    TWO_SINGLES = "two-singles"
    """``…'' or ''…'', as old wire copy writes double marks."""
    GUILLEMETS = "guillemets"
    """«…», ‹…›, »…«."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One stretch between quotation marks, inside one paragraph."""

    inner: Span
    """What stands between the marks, the marks excluded."""
    outer: Span
    """The same with its marks, those that are there."""
    mark: Mark
    depth: int = 0
    """0 for an outermost quotation, 1 for one inside it, and so on."""
    continues: bool = False
    """Left open because the next paragraph opens with a mark again, or the next sentence of copy without paragraphs."""
    continued: bool = False
    """Goes on with the quotation that was left open before it."""
    balanced: bool = True
    """False where the closing mark is missing and no paragraph goes on with it: taken to the paragraph's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article laid out once: paragraphs, sentences and quotations, all of them spans in reading order."""

    article: Article
    language: str
    """BCP 47 primary tag in which the text is read, such as `en`."""
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    """Never across a paragraph's end; a sentence inside a quotation is a sentence of its own."""
    quotations: tuple[Quotation, ...]

    @property
    def text(self) -> str:
        """The article's text, into which every span points."""
        return self.article.text

    def slice(self, span: Span) -> str:
        """Return the words at `span`."""
        return span.slice(self.article.text)

    def line(self, offset: int) -> int:
        """Return the 1-based line of the article's file in which `offset` stands."""
        return self.article.line(offset)
