"""Which cue has which subject? The attributions of one reporter's sentence, quotations or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.extractors.cues import Cue, Found, find_cues
from briefs.extractors.nounphrases import GAP, VERBS, Shape, Source, name_ending, read_phrase
from briefs.extractors.sources import opening_subject, source_after, source_before
from briefs.extractors.unlisted import find_agents, find_unlisted
from briefs.language.words import is_adverb, listed

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
    listed_cues = find_cues(frame.words, cues)
    for cue in sorted([*listed_cues, *find_unlisted(frame, listed_cues, names)], key=lambda cue: cue.first):
        if cue.cue.beside and not _is_beside(frame.words, cue):
            continue
        source = _subject(frame.words, cue, found, names)
        if source is None and (cue.cue.beside or not _is_surely_a_verb(cue)):
            continue
        if _is_relayed(frame.words, cue):
            # Tass quoted Reyes as saying: the agency only hands it on.
            found = found[:-1] if found and found[-1].found.first > cue.first - 12 else found
        found.append(Attribution(cue, source))
    for cue, by in find_agents(frame.words, cues):
        agent = source_after(frame.words, by + 1, names)
        if agent is not None:
            found.append(Attribution(cue, agent))
    return sorted(found, key=lambda link: link.found.first)


def _is_surely_a_verb(cue: Found) -> bool:
    """Say whether a cue without subject is a verb all the same, and no noun: "such remarks", "the report"."""
    word = cue.cue.words[0]
    return word.endswith(("ed", "ing")) or word in {"said", "told", "wrote", "thought", "felt", "spoke"}


def _is_beside(tokens: Sequence[Word], cue: Found) -> bool:
    """Say whether a quotation or its "that" or colon stands right beside the cue, or its subject between them."""
    after = tokens[cue.end : cue.end + 2]
    if any(word.text in {GAP, ":"} for word in after):
        return True
    if any(word.lower == "that" or word.text == ":" for word in tokens[cue.end : cue.end + 6]):
        return True
    past = cue.cue.words[0].endswith("ed") or cue.cue.words[0] in {"wrote", "said"}
    if past and not any(word.letters for word in tokens[cue.end :]):
        # … Ana Reyes tweeted. “It stays open.”
        return True
    return any(word.text == GAP for word in tokens[max(0, cue.first - 14) : cue.first])


def _is_relayed(tokens: Sequence[Word], cue: Found) -> bool:
    return cue.cue.words == ("saying",) and cue.first > 1 and tokens[cue.first - 1].lower == "as"


def _subject(tokens: Sequence[Word], cue: Found, earlier: Sequence[Attribution], names: Names) -> Source | None:
    if cue.cue.words == ("according", "to"):
        return source_after(tokens, cue.end, names)
    if _is_relayed(tokens, cue):
        return _quoted(tokens, cue.first - 1, names) or source_before(tokens, cue.first - 1, names)
    place = _before_adverbs(tokens, cue.first)
    before = tokens[place].lower if place >= 0 else ""
    if cue.cue.participle:
        return _of_participle(tokens, cue, before, earlier, names)
    if before in _JOINS:
        return _shared(tokens, cue, earlier, names)
    if place < 0 or _follows_quotation(tokens, cue.first):
        return source_after(tokens, cue.end, names)
    return _inverted(tokens, cue, before, names) or source_before(tokens, cue.first, names)


def _inverted(tokens: Sequence[Word], cue: Found, before: str, names: Names) -> Source | None:
    """Return the subject after a cue that closes a whole clause: "The boats would run, said [Tomas Brandt]"."""
    clause = tokens[max(0, cue.first - _REACH) : cue.first]
    if before != "," or not any(word.lower in VERBS for word in clause[1:-1]):
        return None
    after = source_after(tokens, cue.end, names)
    if after is None or after.shape is Shape.PRONOUN:
        return None
    end = next((place for place in range(cue.end, len(tokens)) if tokens[place].start >= after.span.end), len(tokens))
    closed = end >= len(tokens) or not tokens[end].letters or tokens[end].lower in {"on", "in", "at", "who"}
    return after if closed else None


def _quoted(tokens: Sequence[Word], end: int, names: Names) -> Source | None:
    """Return whom somebody quotes: The Courier quoted [a statement from the port] as saying."""
    verb = next((p for p in range(end - 1, max(-1, end - _REACH), -1) if tokens[p].lower in _QUOTES), None)
    found = read_phrase(tokens, verb + 1, end - 1, names) if verb is not None else None
    return found or name_ending(tokens, end - 1, names)


_QUOTES = listed("quoted quotes quoting cited cites citing reported")
_JOINS = frozenset({"and", "but", "then", "or"})
_LEANS_ON = listed("despite by while before after in for without when of from on upon since")
"""A participle after one of these is an act of the sentence's subject: "… by threatening"."""


def _before_adverbs(tokens: Sequence[Word], place: int) -> int:
    """Return the place of the word before a verb and its adverbs: and [later reportedly] said."""
    place -= 1
    while place >= 0 and (tokens[place].lower in _ADVERBS or is_adverb(tokens[place])):
        place -= 1
    return place


_ADVERBS = listed("also then later further even has have had is was are were")


def _of_participle(
    tokens: Sequence[Word], cue: Found, before: str, earlier: Sequence[Attribution], names: Names
) -> Source | None:
    """Return who says what "saying" brings: the sentence's subject, or the noun right before it.

    Brandt said no, [adding]; in "with Ana Reyes [calling] it a gift" it is hers, and "a letter [demanding]" speaks.
    """
    if not before:
        return opening_subject(tokens[:_REACH], names)
    if before in _JOINS | _LEANS_ON | {",", "–", "—", "-", ";", GAP}:
        return _shared(tokens, cue, earlier, names)
    return source_before(tokens, cue.first, names)


def _shared(tokens: Sequence[Word], cue: Found, earlier: Sequence[Attribution], names: Names) -> Source | None:
    """Return the subject of a verb that has none of its own: that of the cue before, or the sentence's."""
    first = max(0, cue.first - _REACH)
    if earlier and earlier[-1].found.first >= first and earlier[-1].source is not None:
        return earlier[-1].source
    return opening_subject(tokens[first : cue.first], names) if first == 0 else None


def _follows_quotation(tokens: Sequence[Word], place: int) -> bool:
    place -= 1
    while place >= 0 and tokens[place].text in {",", "—", "–", "-"}:
        place -= 1
    return place >= 0 and tokens[place].text == GAP
