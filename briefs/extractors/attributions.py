"""Which cue has which subject? The attributions of one reporter's sentence, quotations or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.extractors.cues import Cue, Found, find_cues
from briefs.extractors.sources import GAP, Source, name_ending, opening_subject, source_after, source_before
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefs.extractors.frames import Frame
    from briefs.language.words import Word
    from briefs.speakers.mentions import Names


_REACH = 60
"""Words over which a verb may borrow its subject."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its subject."""

    found: Found
    source: Source | None
    """None where nobody can be named; what it governs is still no other speaker's."""

    @property
    def start(self) -> int:
        """Where its first word stands."""
        return min(self.source.span.start, self.found.span.start) if self.source else self.found.span.start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return max(self.source.span.end, self.found.span.end) if self.source else self.found.span.end


def find_attributions(frame: Frame, cues: Mapping[str, tuple[Cue, ...]], names: Names) -> list[Attribution]:
    """Return the frame's cues with their subjects, in reading order."""
    found: list[Attribution] = []
    for cue in find_cues(frame.words, cues):
        if cue.cue.beside and not _is_beside(frame.words, cue):
            continue
        source = _subject(frame.words, cue, found, names)
        if source is None and not _is_surely_a_verb(cue):
            continue
        if _is_relayed(frame.words, cue):
            # Tass quoted Reyes as saying: the agency only hands it on.
            found = found[:-1] if found and found[-1].found.first > cue.first - 12 else found
        found.append(Attribution(cue, source))
    return found


def _is_surely_a_verb(cue: Found) -> bool:
    """Say whether a cue without subject is a verb all the same, and no noun: "such remarks", "the report"."""
    word = cue.cue.words[0]
    return word.endswith(("ed", "ing")) or word in {"said", "told", "wrote", "thought", "felt", "spoke"}


def _is_beside(tokens: Sequence[Word], cue: Found) -> bool:
    """Say whether a quotation or its "that" or colon stands right beside the cue, or its subject between them."""
    after = tokens[cue.end : cue.end + 2]
    if any(word.text in {GAP, ":"} or word.lower == "that" for word in after):
        return True
    return any(word.text == GAP for word in tokens[max(0, cue.first - 6) : cue.first])


def _is_relayed(tokens: Sequence[Word], cue: Found) -> bool:
    return cue.cue.words == ("saying",) and cue.first > 1 and tokens[cue.first - 1].lower == "as"


def _subject(tokens: Sequence[Word], cue: Found, earlier: Sequence[Attribution], names: Names) -> Source | None:
    if cue.cue.words == ("according", "to"):
        return source_after(tokens, cue.end, names)
    if _is_relayed(tokens, cue):
        return name_ending(tokens, cue.first - 2, names) or source_before(tokens, cue.first - 1, names)
    before = tokens[cue.first - 1] if cue.first > 0 else None
    if cue.cue.participle:
        return _implied(tokens, cue, before, earlier, names)
    if before is not None and before.lower in {"and", "but", "then"}:
        return _implied(tokens, cue, before, earlier, names)
    if cue.first == 0 or _follows_quotation(tokens, cue.first):
        return source_after(tokens, cue.end, names)
    return source_before(tokens, cue.first, names)


def _implied(
    tokens: Sequence[Word], cue: Found, before: Word | None, earlier: Sequence[Attribution], names: Names
) -> Source | None:
    """Return the subject of a verb that has none of its own: "…, saying", "… and added"."""
    if before is not None and before.lower == "who":
        return source_before(tokens, cue.first, names)
    if before is not None and (is_name_word(before, names) or before.lower in names.days):
        # … with Ana Reyes calling it a gift
        return _participles_own(tokens, cue.first, names)
    candidate = earlier[-1].source if earlier else None
    if not earlier:
        candidate = opening_subject(tokens[: min(cue.first, _REACH)], names)
    if candidate is None:
        return None
    place = cue.first - 1
    while place > 0 and tokens[place].lower.endswith("ly") and tokens[place].lower not in names.people:
        place -= 1
    before = tokens[place] if cue.first > 0 else None
    nearby = tokens[max(0, cue.first - _REACH) : cue.first]
    between = [word for word in nearby if word.start >= candidate.span.end]
    if len(between) == _REACH:
        return None
    turned = any(word.lower in {"who", "whose", "where", "which", "after", "when", "as"} for word in between)
    named = any(is_name_word(word, names) for word in between)
    if before is None or before.lower in {"by", "while", "before", "after", "in"}:
        return None if named else candidate
    joined = before.text in {",", "–", "—", "-"} or before.lower in {"and", "but", "then", "also", "later"}
    return candidate if joined and not (turned and named) else None


def _participles_own(tokens: Sequence[Word], place: int, names: Names) -> Source | None:
    last = place - 1
    while last > 0 and tokens[last].lower in names.days:
        last -= 1
    return name_ending(tokens, last, names)


def _follows_quotation(tokens: Sequence[Word], place: int) -> bool:
    place -= 1
    while place >= 0 and tokens[place].text in {",", "—", "–", "-"}:
        place -= 1
    return place >= 0 and tokens[place].text == GAP
