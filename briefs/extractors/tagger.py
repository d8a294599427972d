"""What does the network find in a document? Attributions as spans of text, quotation marks respected."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Quotation, Span
from briefs.extractors.contents import Quoted
from briefs.tagging.decoding import Tagged, find_spans
from briefs.tagging.linking import Linking
from briefs.tagging.units import Units, find_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Document
    from briefs.tagging.decoding import Scores, Transitions
    from briefs.tagging.linking import Attributed
    from briefs.tagging.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One attribution as the network sees it."""

    content: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    """Those that lie in the content."""
    source: Span | None
    cue: Span | None
    sureness: float
    """0..1, uncalibrated."""

    @property
    def hull(self) -> Span:
        """From the first to the last character of content."""
        return Span.hull(self.content)


def find_reported(document: Document, network: Network) -> list[Reported]:
    """Return the attributions that the network sees, in reading order."""
    units = find_units(document, network.wordpiece)
    return assemble(document, units, network.score(units), network.transitions)


def assemble(document: Document, units: Units, scores: Scores, transitions: Transitions) -> list[Reported]:
    """Return the attributions that the network's scores amount to."""
    linking = Linking(find_spans(scores, transitions), _sentence_numbers(document, units), units.paragraphs)
    quoted = Quoted(document)
    found = (_reported(attributed, units, quoted) for attributed in linking.attributions())
    return sorted((item for item in found if item is not None), key=lambda item: item.content[0].start)


def _reported(attributed: Attributed, units: Units, quoted: Quoted) -> Reported | None:
    content: list[Span] = []
    quotations: list[Quotation] = []
    for tagged in attributed.contents:
        settled = quoted.settle(_span(units, tagged))
        if settled is None or (content and settled[0].start < content[-1].end):
            continue
        content.append(settled[0])
        quotations += settled[1]
    if not content:
        return None
    parts = [*attributed.contents, *(part for part in (attributed.cue, attributed.source) if part)]
    return Reported(
        content=tuple(content),
        quotations=tuple(quotations),
        source=_span(units, attributed.source) if attributed.source else None,
        cue=_span(units, attributed.cue) if attributed.cue else None,
        sureness=min(part.sureness for part in parts),
    )


def _span(units: Units, tagged: Tagged) -> Span:
    return Span(units.starts[tagged.first], units.ends[tagged.end - 1])


def _sentence_numbers(document: Document, units: Units) -> Sequence[int]:
    """Return the number of the reporter's sentence in which each unit stands; a quotation belongs to one of them."""
    outer = [quotation.outer for quotation in document.quotations if quotation.depth == 0]
    starts: list[int] = []
    which = 0
    for sentence in document.sentences:
        while which < len(outer) and outer[which].end <= sentence.start:
            which += 1
        if which == len(outer) or outer[which].start >= sentence.start:
            starts.append(sentence.start)
    return [bisect_right(starts, start) for start in units.starts]
