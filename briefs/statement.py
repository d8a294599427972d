"""Who is reported to have said what? A statement: its source, cue and content, as spans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from briefs.document import Span
from briefs.person import UNREAD, Resolution

StatementId = NewType("StatementId", str)


class Form(StrEnum):
    """How the words are given."""

    DIRECT = "direct"
    """In quotation marks, all of them."""
    MIXED = "mixed"
    """Partly in quotation marks: He called the plan "a gift to smugglers"."""
    INDIRECT = "indirect"
    """In the reporter's words."""


class Manner(StrEnum):
    """How the words came about."""

    SAID = "said"
    THOUGHT = "thought"
    WRITTEN = "written"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something attributed to somebody, in one article."""

    id: StatementId
    """Unique in its article, numbered in reading order: `s1`, `s2`."""
    form: Form
    content: tuple[Span, ...]
    """What is attributed, quotation marks excluded; several spans for a split quote: "A," said X. "B."."""
    quotes: tuple[Span, ...] = ()
    """The stretches that stand between quotation marks, marks excluded; each lies in `content`."""
    source: Span | None = None
    """The words that name who: "the minister"."""
    cue: Span | None = None
    """The attributing words: "told reporters"."""
    manner: Manner = Manner.SAID
    parent: StatementId | None = None
    """The statement in whose content this one stands: X said that Y had promised."""
    speaker: Resolution = UNREAD
    confidence: float = 1.0
    """0..1."""

    def __post_init__(self) -> None:
        if not self.content:
            message = f"statement {self.id} has no content"
            raise ValueError(message)

    @property
    def hull(self) -> Span:
        """From the first to the last character of content."""
        return Span.hull(self.content)
