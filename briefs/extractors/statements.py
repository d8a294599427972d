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
from briefs.extractors.sources import Source
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

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Statement]:  # noqa: ARG002 - the text alone
        """Yield the statements of `document` in reading order."""
        reading = _Reading(document.text, self._names)
        for frame in find_frames(document):
            reading.read(frame, find_attributions(frame, self._cues, self._names))
        drafts = sorted(reading.drafts, key=lambda draft: draft.quotations[0].inner.start)
        for number, draft in enumerate(drafts, start=1):
            yield draft.finish(number)


class _Reading:
    """One pass over the frames of a document."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self.drafts: list[_Draft] = []
        self._paragraph = -1
        self._last: _Draft | None = None
        """The draft that a bare quotation right after goes on with."""
        self._speaker: Source | None = None
        """Who was reported to speak in the frame before, in the same paragraph."""
        self._before: _Draft | None = None
        """The draft with which the paragraph before ended, when this one is nothing but a quotation."""
        self._colon: Attribution | None = None
        """Who was announced by a colon at the end of the paragraph before."""
        self._open: _Draft | None = None
        """The draft whose last quotation goes on in the next paragraph."""

    def read(self, frame: Frame, attributed: Sequence[Attribution]) -> None:
        """Turn the quotations of one frame into drafts, or into more of an earlier draft."""
        if frame.paragraph != self._paragraph:
            adjoins = frame.bare and frame.paragraph == self._paragraph + 1
            self._before = self._last if adjoins else None
            self._paragraph = frame.paragraph
            self._last = self._speaker = None
        else:
            self._colon = None
        links = Links(self._text, frame, attributed, self._names)
        drafts: dict[int, _Draft] = {}
        latest = None
        for quotation in frame.quotations:
            draft = self._place(frame, quotation, links, drafts)
            if draft is not None:
                latest = draft
                self._open = draft if quotation.continues else None
        self._remember(frame, attributed, latest)

    def _remember(self, frame: Frame, attributed: Sequence[Attribution], latest: _Draft | None) -> None:
        ends_open = bool(attributed) and bool(frame.words) and frame.words[-1].text == ":"
        self._colon = attributed[-1] if ends_open else None
        if latest is not None:
            self._last = latest
            self._speaker = latest.source
        elif not frame.quotations:
            self._last = None
            sources = {link.source for link in attributed}
            self._speaker = sources.pop() if len(sources) == 1 else None

    def _place(self, frame: Frame, quotation: Quotation, links: Links, drafts: dict[int, _Draft]) -> _Draft | None:
        """Give a quotation to a draft, a new one perhaps; None when nobody says it."""
        link = links.govern(quotation)
        if quotation.continued and self._open is not None:
            self._open.quotations.append(quotation)
            if self._open.source is None and link is not None:
                self._open.source, self._open.cue = link.source, link.found.span
                self._open.manner, self._open.confidence = link.found.cue.manner, _SURE
            return self._open
        if link is not None:
            known = drafts.get(link.found.first)
            if known is None:
                drafts[link.found.first] = self._draft(quotation, link, links)
                return drafts[link.found.first]
            known.quotations.append(quotation)
            return known
        if not frame.bare or not frame.is_speech(quotation):
            return None
        return self._bare(frame, quotation, links, drafts)

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

    def _bare(self, frame: Frame, quotation: Quotation, links: Links, drafts: dict[int, _Draft]) -> _Draft | None:
        """Place a quotation that stands alone: it goes on with the speaker right before, or nobody says it."""
        if self._colon is not None and quotation is frame.quotations[0]:
            return self._draft(quotation, self._colon, links) if not drafts else None
        last = self._last
        if last is not None and last.source is not None and last.direct:
            last.quotations.append(quotation)
            return last
        source = last.source if last is not None else self._speaker
        if source is None and self._before is not None and self._before.direct:
            source = self._before.source if is_sentence(self._text, quotation) else None
        if source is None and not is_sentence(self._text, quotation):
            return None
        draft = _Draft(
            source=source,
            cue=None,
            manner=Manner.SAID,
            confidence=_CARRIED if source else _BARE,
            quotations=[quotation],
        )
        self.drafts.append(draft)
        return draft
