"""Who is quoted? Every attributed quotation becomes a statement with its source, cue and content.

A first version by rules: cues and subjects around quotation marks. A trained tagger can stand behind the same protocol.
Scare quotes, titles and nicknames, which nobody says, are left out. A sentence in quotation marks is kept with no
source where the article does not say whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.document import Quotation, Span
from briefs.extractors.attributions import Attribution, find_attributions
from briefs.extractors.cues import load_cues
from briefs.extractors.frames import Frame, find_frames
from briefs.extractors.linking import Links, is_sentence
from briefs.extractors.signatures import beside_mark, follows_colon, signature_of
from briefs.extractors.sources import Shape, Source, opening_subject
from briefs.speakers.furniture import own_paragraphs
from briefs.speakers.mentions import load_names
from briefs.statement import Form, Manner, Statement, StatementId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding
    from briefs.speakers.mentions import Names

_SURE, _LIKELY, _CARRIED, _BARE = 0.95, 0.8, 0.7, 0.5
"""Confidence: speech beside its cue; a fragment in a reported clause; carried on from the quote before; nobody's."""


@dataclass(slots=True, eq=False)
class _Draft:
    """A statement in the making."""

    source: Source | None
    cue: Span | None
    manner: Manner
    confidence: float
    quotations: list[Quotation] = field(default_factory=list)
    direct: bool = True
    signed: bool = False
    """A signature below it says whose it is; the next quotation has its own."""
    clause: int | None = None
    """Where the reported clause begins of which the first quotation is the end."""

    def finish(self, number: int) -> Statement:
        quotes = tuple(quotation.inner for quotation in self.quotations)
        content = quotes
        if self.clause is not None and len(quotes) == 1:
            content = (Span(self.clause, self.quotations[0].outer.end),)
        return Statement(
            id=StatementId(f"s{number}"),
            form=Form.DIRECT if self.direct else Form.MIXED,
            content=content,
            quotes=quotes,
            source=self.source.span if self.source else None,
            cue=self.cue,
            manner=self.manner,
            confidence=self.confidence,
        )


class QuotedStatements:
    """Finds direct and mixed quotes and the words that say who said them."""

    name = "statements"
    version = "1"
    languages = frozenset({"en"})

    def __init__(self, lexicons: Path | None = None) -> None:
        self._cues = load_cues(lexicons)
        self._names = load_names(lexicons)

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Statement]:
        """Yield the statements of `document` in reading order; what others `found` in it changes nothing."""
        del found
        reading = _Reading(document, self._names)
        for frame in find_frames(document):
            reading.read(frame, find_attributions(frame, self._cues, self._names))
        drafts = sorted(reading.drafts, key=lambda draft: draft.quotations[0].inner.start)
        for number, draft in enumerate(drafts, start=1):
            yield draft.finish(number)


class _Reading:
    """One pass over the frames of a document."""

    def __init__(self, document: Document, names: Names) -> None:
        self._text = document.text
        self._names = names
        self._own = own_paragraphs(document)
        self.drafts: list[_Draft] = []
        self._paragraph = -1
        self._last: _Draft | None = None
        """The draft that a bare quotation right after goes on with."""
        self._opening: Source | None = None
        """Whom the frame before is about."""
        self._speaker: Source | None = None
        """Who was reported to speak in the frame before, in the same paragraph."""
        self._before: _Draft | None = None
        """The draft with which the article's own paragraph before ended."""
        self._colon: _Draft | None = None
        """What was announced by a colon at the end of the paragraph before."""
        self._open: _Draft | None = None
        """The draft whose last quotation goes on in the next paragraph."""
        self._about: Source | None = None
        """Whom the sentence before this paragraph lets speak, or is about."""
        self._unsigned: _Draft | None = None
        """The draft of the paragraph before, which the article has not said whose it is."""

    def read(self, frame: Frame, attributed: Sequence[Attribution]) -> None:
        """Turn the quotations of one frame into drafts, or into more of an earlier draft."""
        if not frame.quotations and not self._own.holds(frame.span.start):
            self._sign(frame)
            return
        if frame.paragraph != self._paragraph:
            self._about = self._speaker or self._opening
            self._before = self._last
            self._paragraph = frame.paragraph
            self._last = self._speaker = self._opening = None
        else:
            self._colon = None
        if not frame.quotations:
            self._sign(frame)
        links = Links(self._text, frame, attributed, self._names)
        drafts: dict[int, _Draft] = {}
        latest = None
        for quotation in frame.quotations:
            draft = self._place(frame, quotation, links, drafts, attributed)
            if draft is not None:
                latest = draft
                self._open = draft if quotation.continues else None
        self._remember(frame, attributed, latest)

    def _sign(self, frame: Frame) -> None:
        """Give the quotation before to whoever signs it on a line of its own: “No.” / Ana Reyes, Harbour Union."""
        unsigned, self._unsigned = self._unsigned, None
        if unsigned is None:
            return
        signature = signature_of(frame.words, self._names)
        if signature is not None:
            unsigned.source, unsigned.confidence, unsigned.signed = signature, _CARRIED, True

    def _remember(self, frame: Frame, attributed: Sequence[Attribution], latest: _Draft | None) -> None:
        ends_open = bool(frame.words) and frame.words[-1].text == ":"
        self._colon = self._announced(frame, attributed) if ends_open else None
        self._unsigned = latest if latest is not None and latest.source is None and frame.bare else None
        if latest is not None:
            self._last = latest
            self._speaker = latest.source
        elif not frame.quotations:
            self._last = None
            self._speaker = self._reported(frame, attributed)
        opening = opening_subject(frame.words, self._names) if latest is None else None
        about_it = opening is not None and opening.span.slice(self._text).lower() == "it"
        told = opening is not None and opening.shape is not Shape.DESCRIPTION and not about_it
        self._opening = opening if told else None

    def _announced(self, frame: Frame, attributed: Sequence[Attribution]) -> _Draft | None:
        """Return whom a sentence that ends with a colon lets speak, in a draft to be filled."""
        link = attributed[-1] if attributed else None
        source = link.source if link else opening_subject(frame.words, self._names)
        if source is None:
            return None
        manner = link.found.cue.manner if link else Manner.SAID
        cue = link.found.span if link else None
        return _Draft(source=source, cue=cue, manner=manner, confidence=_SURE if link else _LIKELY)

    def _reported(self, frame: Frame, attributed: Sequence[Attribution]) -> Source | None:
        """Return whose words a sentence without quotations reports: the closing cue's, else the first one's."""
        if not attributed:
            return None
        last = attributed[-1]
        closes = not any(word.letters for word in frame.words if word.start >= last.end)
        return last.source if closes else attributed[0].source

    def _place(
        self,
        frame: Frame,
        quotation: Quotation,
        links: Links,
        drafts: dict[int, _Draft],
        attributed: Sequence[Attribution],
    ) -> _Draft | None:
        """Give a quotation to a draft, a new one perhaps; None when nobody says it."""
        link = links.govern(quotation)
        if quotation.continued and self._open is not None:
            return self._go_on(self._open, quotation, link)
        if link is not None:
            known = drafts.get(link.found.first)
            if known is None:
                drafts[link.found.first] = self._draft(quotation, link, links)
                return drafts[link.found.first]
            known.quotations.append(quotation)
            return known
        if not frame.is_speech(quotation):
            return None
        return self._without_verb(frame, quotation, attributed) or (
            self._bare(frame, quotation, drafts) if frame.bare else None
        )

    def _go_on(self, draft: _Draft, quotation: Quotation, link: Attribution | None) -> _Draft:
        """Add a paragraph to speech that was left open; its cue may stand in the last one only."""
        draft.quotations.append(quotation)
        if draft.source is None and link is not None:
            draft.source, draft.cue = link.source, link.found.span
            draft.manner, draft.confidence = link.found.cue.manner, _SURE
        return draft

    def _without_verb(self, frame: Frame, quotation: Quotation, attributed: Sequence[Attribution]) -> _Draft | None:
        """Give a whole sentence to whom only a mark parts from it, a name's dash or colon, or a sentence's colon."""
        if not is_sentence(self._text, quotation):
            return None
        named = beside_mark(frame.words, quotation.outer.start, self._names)
        if named is not None:
            return self._new(quotation, named, _LIKELY)
        colon = follows_colon(frame.words, quotation.outer.start)
        announced = self._announced(frame, attributed) if colon else None
        if announced is not None:
            announced.quotations.append(quotation)
            self.drafts.append(announced)
        return announced

    def _new(self, quotation: Quotation, source: Source | None, confidence: float) -> _Draft:
        draft = _Draft(source=source, cue=None, manner=Manner.SAID, confidence=confidence, quotations=[quotation])
        self.drafts.append(draft)
        return draft

    def _draft(self, quotation: Quotation, link: Attribution, links: Links) -> _Draft:
        direct = links.is_direct(quotation, link)
        draft = _Draft(
            source=link.source,
            cue=link.found.span,
            manner=link.found.cue.manner,
            confidence=_SURE if direct else _LIKELY,
            quotations=[quotation],
            direct=direct,
            clause=None if direct else links.clause(quotation, link),
        )
        self.drafts.append(draft)
        return draft

    def _bare(self, frame: Frame, quotation: Quotation, drafts: dict[int, _Draft]) -> _Draft | None:
        """Place a quotation that stands alone: it goes on with the speaker right before, or nobody says it."""
        if self._colon is not None and quotation is frame.quotations[0] and not drafts:
            self._colon.quotations.append(quotation)
            self.drafts.append(self._colon)
            return self._colon
        last = self._last
        if last is not None and last.source is not None and last.direct:
            last.quotations.append(quotation)
            return last
        source = last.source if last is not None else self._speaker or self._opening
        whole = is_sentence(self._text, quotation)
        if source is None and self._before is not None and whole and not self._before.signed:
            source = self._before.source
        if source is None and whole and self._before is None and last is None and self._speaker is None:
            source = self._about
        if source is None and not whole:
            return None
        return self._new(quotation, source, _CARRIED if source else _BARE)
