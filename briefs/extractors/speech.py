"""Whose words stand at a place? Somebody's in quotation marks, somebody's by report, or the reporter's own."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.attributions import Attribution, find_attributions
from briefs.extractors.cues import CLAUSE
from briefs.extractors.frames import find_frames
from briefs.statement import Form, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefs.document import Document
    from briefs.extractors.cues import Cue
    from briefs.speakers.mentions import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds some words."""

    quoted: bool = False
    """They stand in somebody's direct speech."""
    reported: bool = False
    """They stand in direct or reported speech."""
    speaker: Span | None = None
    """Who says it; None where nobody does or nobody knows."""
    cue: str | None = None
    """The first of the attributing words: `warned`."""
    relayed: bool = False
    """The speaker only hands on what others commit to: a newspaper, sources."""
    within: Span | None = None
    """The stretch of speech; None in the reporter's own words."""


NARRATED = Setting()


class Speech:
    """Tells the setting of any words of one document."""

    def __init__(
        self,
        document: Document,
        statements: Iterable[Statement],
        cues: Mapping[str, tuple[Cue, ...]],
        names: Names,
    ) -> None:
        self._text = document.text
        self._spoken = _sorted_stretches(statements)
        self._starts = [stretch.start for stretch, _ in self._spoken]
        self._frames = [(frame.span, find_attributions(frame, cues, names)) for frame in find_frames(document)]
        self._opens = [span.start for span, _ in self._frames]

    def setting(self, words: Span) -> Setting:
        """Return the setting of some words: the innermost statement's that holds them, else the reporter's sentence."""
        spoken = self._statement(words)
        if spoken is not None:
            stretch, statement = spoken
            cue = statement.cue.slice(self._text).split()[0].lower() if statement.cue else None
            direct = statement.form is Form.DIRECT
            return Setting(
                quoted=direct and any(quote.contains(words) for quote in statement.quotes),
                reported=True,
                speaker=statement.source,
                cue=cue,
                within=stretch,
            )
        return self._reported(words)

    def _statement(self, words: Span) -> tuple[Span, Statement] | None:
        place = bisect_right(self._starts, words.start) - 1
        for index in range(place, max(-1, place - _NESTED), -1):
            stretch, statement = self._spoken[index]
            if stretch.contains(words):
                return stretch, statement
        return None

    def _reported(self, words: Span) -> Setting:
        place = bisect_right(self._opens, words.start) - 1
        if place < 0:
            return NARRATED
        sentence, attributed = self._frames[place]
        link = self._governing(attributed, words)
        if link is None:
            return NARRATED
        return Setting(
            reported=True,
            speaker=link.source.span if link.source else None,
            cue=link.found.cue.words[0],
            within=Span(min(link.end, words.start), sentence.end) if link.end <= words.start else None,
        )

    def _governing(self, attributed: Sequence[Attribution], words: Span) -> Attribution | None:
        """Return what reports some words: the last cue before them in their sentence, else the one that closes it.

        A cue that names rather than reports, "what he calls …", governs no clause; and only a mark parts what is
        reported from a cue that follows it: "The strait would close, Reyes said."
        """
        before = [link for link in attributed if link.found.span.end <= words.start and link.found.cue.takes == CLAUSE]
        if before:
            return before[-1]
        after = [link for link in attributed if link.start >= words.end]
        parted = bool(after) and self._text[words.end : after[-1].start].rstrip()[-1:] in _PARTS
        return after[-1] if parted else None


_PARTS = frozenset(",”\"’'»—–-")
_NESTED = 4
"""Stretches of speech that may begin before the one that holds some words."""


def _sorted_stretches(statements: Iterable[Statement]) -> list[tuple[Span, Statement]]:
    pairs = [(stretch, statement) for statement in statements for stretch in {*statement.quotes, *statement.content}]
    return sorted(pairs, key=lambda pair: (pair[0].start, -pair[0].end))
