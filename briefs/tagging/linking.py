"""Which content has which cue, which cue which source? The nearest, as people write; and where the network looks.

Distance is counted in units, with a toll for every sentence and paragraph between, and for every other span that would
answer as well. The network's own view, on which side the partner stands, is one more toll: what it holds to be
improbable must be near.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.tagging.labels import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.tagging.decoding import Tagged

_NEIGHBOURS = 5
"""Spans on either side that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """Content with who it is attributed to, as far as that is said."""

    contents: tuple[Tagged, ...]
    cue: Tagged | None
    source: Tagged | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolls:
    """What stands in the way between two spans, in units of distance."""

    sentence: float
    paragraph: float
    other: float
    """For every span between that has the part of one of the two."""
    doubt: float
    """Times the surprise (in nats) that the partner stands on that side."""
    limit: float
    """Farther than this nothing is linked."""


TO_SOURCE = Tolls(sentence=15, paragraph=45, other=8, doubt=12, limit=45)
TO_CUE = Tolls(sentence=20, paragraph=60, other=8, doubt=12, limit=90)
STRAIGHT_TO_SOURCE = Tolls(sentence=15, paragraph=30, other=8, doubt=0, limit=20)


class Linking:
    """The spans of one document, and where sentences and paragraphs end among its units."""

    def __init__(self, spans: Sequence[Tagged], sentences: Sequence[int], paragraphs: Sequence[int]) -> None:
        self._spans = {role: [span for span in spans if span.role is role] for role in Role}
        self._firsts = {role: [span.first for span in self._spans[role]] for role in Role}
        self._sentences = sentences
        self._paragraphs = paragraphs

    def attributions(self) -> list[Attributed]:
        """Return what is attributed to whom, in the order of the content."""
        by_partner: dict[Tagged, list[Tagged]] = {}
        alone: list[Attributed] = []
        for content in self._spans[Role.CONTENT]:
            partner = self._nearest(content, Role.CUE, TO_CUE) or self._nearest(
                content, Role.SOURCE, STRAIGHT_TO_SOURCE
            )
            if partner is None:
                alone.append(Attributed(contents=(content,), cue=None, source=None))
            else:
                by_partner.setdefault(partner, []).append(content)
        found = [self._attributed(partner, contents) for partner, contents in by_partner.items()]
        return sorted(found + alone, key=lambda attributed: attributed.contents[0].first)

    def _attributed(self, partner: Tagged, contents: list[Tagged]) -> Attributed:
        if partner.role is Role.SOURCE:
            return Attributed(contents=tuple(contents), cue=None, source=partner)
        source = self._nearest(partner, Role.SOURCE, TO_SOURCE)
        return Attributed(contents=tuple(contents), cue=partner, source=source)

    def _nearest(self, span: Tagged, role: Role, tolls: Tolls) -> Tagged | None:
        place = bisect_left(self._firsts[role], span.first)
        best, least = None, tolls.limit
        for partner in self._spans[role][max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]:
            cost = self._cost(span, partner, tolls)
            if cost < least:
                best, least = partner, cost
        return best

    def _cost(self, span: Tagged, partner: Tagged, tolls: Tolls) -> float:
        earlier, later = (partner, span) if partner.first < span.first else (span, partner)
        probable = span.left if partner.first < span.first else span.right
        ends, begins = earlier.end - 1, later.first
        distance = max(0, later.first - earlier.end)
        sentences = self._sentences[begins] - self._sentences[ends]
        paragraphs = self._paragraphs[begins] - self._paragraphs[ends]
        between = sum(
            bisect_left(self._firsts[role], later.first) - bisect_left(self._firsts[role], earlier.first + 1)
            for role in (span.role, partner.role)
        )
        return (
            distance
            + tolls.sentence * sentences
            + tolls.paragraph * paragraphs
            + tolls.other * between
            - tolls.doubt * math.log(max(probable, 1e-3))
        )
