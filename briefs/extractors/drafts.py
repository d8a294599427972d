"""How do two readings of the same words become one statement? A draft takes both up and is finished once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.extractors.confidence import Evidence, confidence
from briefs.extractors.manners import manner
from briefs.statement import Form, Manner, Statement

if TYPE_CHECKING:
    from briefs.document import Span
    from briefs.extractors.confidence import Calibration
    from briefs.statement import StatementId


_DOUBTFUL = 0.6
"""How sure the network must be to name another speaker of a direct quote than the rules."""


@dataclass(slots=True, eq=False, kw_only=True)
class Draft:
    """A statement in the making."""

    content: list[Span]
    quotes: list[Span]
    """Every quotation in the content, between its marks."""
    source: Span | None = None
    cue: Span | None = None
    sureness: float | None = None
    """The network's; None where it saw nothing."""
    spoken: bool = False
    """The quotations read as speech of their own, not as words set into the reporter's sentence."""
    ruled: Statement | None = None
    """What the rules say of the same words, or of the first of them."""
    speech: bool = False
    """Some rule takes the quotations for speech."""
    known: set[Span] = field(default_factory=set)
    """The quotations that the rules know to be somebody's words."""
    deeper: set[Span] = field(default_factory=set)
    """The quotations that belong to statements inside this one: theirs they are."""
    parent: Draft | None = None
    _reporter: tuple[Span, ...] = field(init=False)
    """The content that is in the reporter's words."""

    def __post_init__(self) -> None:
        quoted = set(self.quotes)
        self._reporter = tuple(span for span in self.content if span not in quoted)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in reading order: what holds it comes first."""
        return min(span.start for span in self.content), -max(span.end for span in self.content)

    @property
    def form(self) -> Form:
        """Direct where nothing but quotations is attributed, and they are speech; the rules know speech best."""
        if not self.quotes:
            return Form.INDIRECT
        speech = self.speech if self.ruled else self.spoken
        return Form.DIRECT if speech and not self._reporter else Form.MIXED

    def holds_speaker_of(self, statement: Statement) -> bool:
        """Say whether whoever says `statement` is named inside this one's content: it stands a level deeper."""
        named = [part for part in (statement.source, statement.cue) if part is not None]
        return any(span.contains(part) for part in named for span in self._reporter)

    def agree(self, statement: Statement) -> None:
        """Take up what the rules say of the same words: they know best which words of a phrase name somebody."""
        self.ruled = self.ruled or statement
        self.speech = self.speech or statement.form is Form.DIRECT
        theirs = statement.source
        if theirs is None:
            return
        doubtful = self.form is Form.DIRECT and self.sureness is not None and self.sureness < _DOUBTFUL
        if self.source is None or self.source.overlaps(theirs) or doubtful:
            self.source = theirs

    def release(self, quote: Span) -> bool:
        """Let go of a quotation that stands apart from reported words; say whether it did.

        "We will go," Reyes said of the plan to leave. "All of us." are her words and a plan, not a plan in her words.
        """
        if not self._reporter or quote not in self.content:
            return False
        self.content.remove(quote)
        self.quotes.remove(quote)
        return True

    def extend(self, quotes: list[Span]) -> None:
        """Add quotations of the same speech."""
        self.content += quotes
        self.quotes += quotes
        self.known.update(quotes)

    @property
    def evidence(self) -> Evidence:
        """Return what is known about how right it is."""
        return Evidence(
            form=self.form,
            sureness=self.sureness,
            ruled=self.ruled.confidence if self.ruled else None,
            has_source=self.source is not None,
            has_cue=self.cue is not None,
        )

    def confidence(self, calibration: Calibration) -> float:
        """Return how probable it is that the statement and its source are read right."""
        return confidence(self.evidence, calibration)

    def finish(self, text: str, number: StatementId, parent: StatementId | None, calibration: Calibration) -> Statement:
        """Return the statement."""
        return Statement(
            id=number,
            form=self.form,
            content=tuple(sorted(self.content)),
            quotes=tuple(sorted(self._quotes())),
            source=self.source,
            cue=self.cue,
            manner=self._manner(text),
            parent=parent,
            confidence=self.confidence(calibration),
        )

    def _quotes(self) -> list[Span]:
        """Return the quotations that are somebody's words: the network alone does not tell them from coinages."""
        return [quote for quote in self.quotes if (self.spoken or quote in self.known) and quote not in self.deeper]

    def _manner(self, text: str) -> Manner:
        found = manner(text, self.source, self.cue)
        if found is Manner.SAID and self.ruled:
            return self.ruled.manner
        return found
