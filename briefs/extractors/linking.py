"""Which cue governs a quotation? Right beside it, before it in the same clause, or at its sentence's end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from briefs.extractors.cues import CLAUSE, PHRASE
from briefs.extractors.frames import last_mark
from briefs.extractors.sources import GAP, Shape
from briefs.language.words import listed, words
from briefs.speakers.mentions import NOT_NAMES, is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Quotation
    from briefs.extractors.attributions import Attribution
    from briefs.extractors.frames import Frame
    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

_FARTHEST = 40
"""Reporter's words between a cue and the fragment it governs."""

_AFTERTHOUGHT = 12
"""Words that may follow a cue at its sentence's end: "…", Reyes said during a visit to the port."""

_TURNS = listed("after before when while since because although though whereas unlike")
"""Words that begin another clause."""

_DASHES = frozenset({",", "—", "–", "-"})

_PRESS = listed("agency news reuters afp ap tass ria interfax xinhua media newspaper times post guardian bbc cnn")
"""Words of a source that only hands on what others say."""

_MOST_MARKS = 4
"""A comma, a dash, "that" and one to spare may stand between a cue and its quotation."""

_SHORTEST_SENTENCE = 4
"""Words of a sentence that may stand alone between marks."""

_LONGEST_TITLE = 6
"""Words of a programme's title."""

_COINED = 40
"""Characters of a coined name."""

_NAMING = listed("call calls calling-it nicknamed so-called dubbed known")
_NAMED_SO = listed("group party movement film book song novel show programme program series album play game operation")
"""After these a quotation is a name: the group “Reyes now”."""


class Links:
    """The attributions of one frame, and which of them each quotation falls to."""

    def __init__(self, text: str, frame: Frame, attributed: Sequence[Attribution], names: Names) -> None:
        self._text = text
        self._words = frame.words
        self._frame = frame
        self._attributed = attributed
        self._names = names
        self._places = {word.start: place for place, word in enumerate(frame.words)}
        self._firsts = [link.found.first for link in attributed]
        self._ends = [link.found.end for link in attributed]

    def govern(self, quotation: Quotation) -> Attribution | None:
        """Return the cue that a quotation falls to, or None.

        Right before it, `said: "…"`; right after it, `"…," said`; before a fragment in the same clause; or at the
        sentence's end, `… "a gift", Reyes said`. What looks like a title is linked only right beside a cue.
        """
        at = self._places[quotation.outer.start]
        if self._is_coined(at, quotation):
            return None
        before = self._before(at, quotation)
        after = self._after(at)
        if before is not None and self._only_marks(before.found.end, at):
            return before
        title = is_title(self._text, quotation)
        governs = before is not None and not title and self._reaches(before, at)
        if after is not None and self._begins(after, at + 1) and self._is_closed(at, quotation):
            relayed = before is not None and governs and (before.found.cue.takes == PHRASE or self._hands_on(after))
            if not relayed and not (governs and _is_named(after)):
                return after
        if before is not None and before.found.cue.words == ("according", "to") and self._words[at - 1].text == ",":
            return before
        if title or not self._frame.is_speech(quotation):
            return None
        last = self._attributed[-1] if self._attributed else None
        return before if governs else last if last is not None and self._closes(last, at) else None

    def _is_closed(self, at: int, quotation: Quotation) -> bool:
        """Say whether what follows a quotation may be its cue: the “late answer” Reyes called for is none."""
        following = self._words[at + 1] if at + 1 < len(self._words) else None
        marked = following is not None and not following.letters
        return marked or quotation.outer.start in self._frame.closed or is_sentence(self._text, quotation)

    def _hands_on(self, link: Attribution) -> bool:
        """Say whether an agency or a newspaper hands on what somebody else is said to say."""
        source = link.source.span.slice(self._text).lower().split() if link.source else []
        return any(word.strip("’'s") in _PRESS for word in source)

    def _is_coined(self, at: int, quotation: Quotation) -> bool:
        """Say whether people merely have a word for something: diplomats call it the “tug fleet”."""
        if self._is_programme(at, quotation):
            return True
        if len(quotation.inner) > _COINED or last_mark(self._text, quotation) in ",.!?":
            return False
        habit = any(word.lower in _NAMING for word in self._words[max(0, at - 4) : at])
        before = self._words[at - 1].lower if at else ""
        return habit or (before in _NAMED_SO and not self._text[quotation.inner.start].islower())

    def _is_programme(self, at: int, quotation: Quotation) -> bool:
        """Say whether a title in capitals stands where a programme's does: she told the Courier’s “Harbour Hour,” …"""
        before = self._words[at - 1] if at else None
        if before is None or not (before.possessive or before.lower in {"on", "of", "in", "the"}):
            return False
        inside = [word for word in words(self._text, quotation.inner.start, quotation.inner.end) if word.letters]
        big = [word for word in inside if word.lower not in _SMALL]
        return 0 < len(inside) <= _LONGEST_TITLE and bool(big) and all(word.capital for word in big)

    def is_direct(self, quotation: Quotation, link: Attribution) -> bool:
        """Say whether a quotation stands as speech of its own, not as a fragment of the reporter's sentence."""
        inside = words(self._text, quotation.inner.start, min(quotation.inner.end, quotation.inner.start + 80))
        opening = next((word for word in inside if word.letters), None)
        if opening is None or opening.text[0].islower():
            return False
        at = self._places[quotation.outer.start]
        before = self._words[at - 1] if at else None
        if before is None or before.text in {":", ",", "—", "–"}:
            return before is None or link.found.end <= at or link.found.first > at
        return link.found.end == at and len(inside) > len(("No", "."))

    def clause(self, quotation: Quotation, link: Attribution) -> int | None:
        """Return where the reported clause begins, when the quotation ends it and the sentence."""
        at = self._places[quotation.outer.start]
        first = link.found.end
        if link.found.cue.takes != CLAUSE or not 0 < at - first <= _FARTHEST or at + 2 < len(self._words):
            return None
        if any(word.letters for word in self._words[at + 1 :]):
            return None
        opening = [word.lower for word in self._words[first : min(at, first + 6)]]
        if "that" in opening:
            first += opening.index("that") + 1
        while first < at and self._words[first].text in {",", ":"}:
            first += 1
        marks = any(word.text in {GAP, ";", ":"} for word in self._words[first:at])
        return None if first >= at or marks else self._words[first].start

    def _before(self, at: int, quotation: Quotation) -> Attribution | None:
        place = bisect_right(self._ends, at) - 1
        while place >= 0 and self._attributed[place].end > quotation.outer.start:
            place -= 1
        return self._attributed[place] if place >= 0 else None

    def _after(self, at: int) -> Attribution | None:
        place = bisect_left(self._firsts, at + 1)
        return self._attributed[place] if place < len(self._attributed) else None

    def _only_marks(self, start: int, end: int) -> bool:
        if end - start > _MOST_MARKS:
            return False
        between = self._words[start:end]
        return all(word.text in _DASHES | {":", "…"} or word.lower == "that" for word in between)

    def _begins(self, link: Attribution, place: int) -> bool:
        stop = min(len(self._words), place + 4)
        while place < stop and self._words[place].text in _DASHES | {".", "…"}:
            place += 1
        return place < len(self._words) and self._words[place].start == link.start

    def _reaches(self, link: Attribution, at: int) -> bool:
        """Say whether a cue reaches a quotation: near, and no other clause with a name of its own between."""
        if at - link.found.end > _FARTHEST:
            return False
        between = _without_parentheses(self._words[link.found.end : at])
        turn = next((place for place in range(len(between)) if _turns(between, place)), None)
        named = turn is not None and any(is_name_word(word, self._names) for word in between[turn:])
        return not named and not any(word.text == ";" for word in between)

    def _closes(self, link: Attribution, at: int) -> bool:
        place = self._places.get(link.start, 0)
        if place <= at or self._words[place - 1].text not in {",", "—", "–"}:
            return False
        rest = [word for word in self._words[link.found.end :][: 4 * _AFTERTHOUGHT] if word.start >= link.end]
        letters = sum(word.letters for word in rest)
        return letters <= _AFTERTHOUGHT and not any(word.text == GAP for word in rest)


def _is_named(link: Attribution) -> bool:
    return link.source is not None and link.source.shape is Shape.NAME


_SMALL = listed("a an and as at but by de for from in la of on or the to with")
_TITLE = 200
"""Characters within which a title ends; longer words are speech."""


def _turns(between: Sequence[Word], place: int) -> bool:
    """Say whether another clause begins here; "any boat which lays a hand on it" is none."""
    lower = between[place].lower
    if lower in _RELATIVES:
        return place > 0 and between[place - 1].text == ","
    return lower in _TURNS


_RELATIVES = listed("who whom whose which where")


def _without_parentheses(between: Sequence[Word]) -> list[Word]:
    """Return the words without clauses between commas: the ship[, which sank off Drev,] had been lost."""
    kept: list[Word] = []
    place = 0
    while place < len(between):
        relative = place + 1 < len(between) and between[place + 1].lower in {"which", "who", "whose", "where"}
        close = None
        if between[place].text == "," and relative:
            close = next((p for p in range(place + 2, len(between)) if between[p].text == ","), None)
        if close is None:
            kept.append(between[place])
        place = (close or place) + 1
    return kept


def is_title(text: str, quotation: Quotation) -> bool:
    """Say whether the quotation looks like a title or a coined name: "Army of Drones"."""
    if len(quotation.inner) > _TITLE or last_mark(text, quotation) in ".!?,":
        return False
    inside = [word for word in words(text, quotation.inner.start, quotation.inner.end) if word.letters]
    big = [word for word in inside if word.lower not in _SMALL]
    if not big or not all(word.capital or word.text[0].isdigit() for word in big):
        return False
    return len(big) > 1 or big[0].lower not in NOT_NAMES


def is_sentence(text: str, quotation: Quotation) -> bool:
    """Say whether the words stand alone: capital first, stop last, four words or more; or they go on elsewhere."""
    if quotation.continues:
        return True
    inside = [word for word in words(text, quotation.inner.start, quotation.inner.end) if word.letters]
    stops = last_mark(text, quotation) in ".!?…"
    return len(inside) >= _SHORTEST_SENTENCE and not inside[0].text[0].islower() and stops
