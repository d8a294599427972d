"""Which words attribute although no list has them so? Verbs beside a closed quotation, and passives with their "by".

“No,” gushed Reyes. Reyes joked that it was “late”. The plan was called “a gift” by Brandt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.cues import CLAUSE, Cue, Found
from briefs.extractors.nounphrases import DETERMINERS, GAP, PREPOSITIONS, RELATIVES, VERBS, is_pronoun
from briefs.language.words import listed
from briefs.speakers.mentions import is_name_word
from briefs.statement import Manner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefs.extractors.frames import Frame
    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

_LONGEST_SUBJECT = 8
"""Words between a quotation and the verb that follows its speaker."""

_AGENT = 14
"""Words between a passive verb and its "by"."""

_BE = listed("is are was were be been being")
_NO_VERBS = (
    VERBS
    | PREPOSITIONS
    | RELATIVES
    | DETERMINERS
    | listed(
        "as its his news goods sales others needed based supposed used united indeed need series address press process "
        "appeared seemed happened emerged followed resulted turned indeed "
        "less unless across always perhaps besides towards afterwards thus plus minus yes this"
    )
)
_OF_THOUGHT = ("called", "described", "dubbed", "branded", "labelled", "labeled", "termed", "hailed", "dismissed")


def find_unlisted(frame: Frame, listed_cues: Sequence[Found], known: Names) -> Iterator[Found]:
    """Yield the verbs of speaking that their place shows: after a quotation with a comma, or before "that"."""
    taken = {place for cue in listed_cues for place in range(cue.first, cue.end)}
    tokens = frame.words
    for place, word in enumerate(tokens):
        if word.text == GAP and word.start in frame.closed:
            verb = _verb_after(tokens, place, known)
            if verb is not None and not taken & set(range(place + 1, verb + 2)):
                yield _found(tokens, verb)
        elif frame.quotations and place and _reports(tokens, place) and place not in taken:
            yield _found(tokens, place)


def _found(tokens: Sequence[Word], place: int) -> Found:
    word = tokens[place]
    cue = Cue(words=(word.lower,), takes=CLAUSE, object=False, beside=False, unless=(), manner=Manner.SAID, example="")
    return Found(cue=cue, first=place, end=place + 1, span=Span(word.start, word.end))


def _verb_after(tokens: Sequence[Word], gap: int, known: Names) -> int | None:
    """Return the verb of what follows a quotation: [gushed] Ana Reyes, or Ana Reyes [gushed]."""
    first = gap + 1
    if first < len(tokens) and tokens[first].text == ",":
        first += 1
    if first + 1 >= len(tokens):
        return None
    if _looks_a_verb(tokens[first]):
        following = tokens[first + 1]
        return first if is_name_word(following, known) or following.lower in DETERMINERS else None
    if not (is_name_word(tokens[first], known) or tokens[first].lower == "the" or is_pronoun(tokens[first])):
        return None
    for place in range(first + 1, min(len(tokens), first + _LONGEST_SUBJECT)):
        word = tokens[place]
        if not word.letters or word.lower in PREPOSITIONS:
            return None
        if _looks_a_verb(word) and _ends_clause(tokens, place + 1):
            return place
    return None


def _looks_a_verb(word: Word) -> bool:
    ending = word.lower.endswith("ed") or (word.lower.endswith("s") and not word.lower.endswith("ss"))
    return ending and not word.capital and not word.possessive and word.lower not in _NO_VERBS


def _ends_clause(tokens: Sequence[Word], place: int) -> bool:
    if place >= len(tokens):
        return True
    following = tokens[place]
    return not following.letters or following.lower in PREPOSITIONS or following.lower in {"as", "when", "while"}


def _reports(tokens: Sequence[Word], place: int) -> bool:
    """Say whether a past verb has "that" after it, as reporting verbs have: Reyes [joked] that …"""
    word, before = tokens[place], tokens[place - 1]
    if place + 1 >= len(tokens) or tokens[place + 1].lower != "that" or not word.lower.endswith("ed"):
        return False
    after_comma = before.text == ","
    return (
        not word.capital and (before.letters or after_comma) and before.lower not in _BE and word.lower not in _NO_VERBS
    )


def find_agents(tokens: Sequence[Word], cues: Mapping[str, tuple[Cue, ...]]) -> Iterator[tuple[Found, int]]:
    """Yield passive verbs with the place of the "by" that names who says so: was called “a gift” [by] Brandt."""
    for place in range(1, len(tokens)):
        word = tokens[place]
        if word.lower not in _OF_THOUGHT or tokens[place - 1].lower not in _BE or word.lower not in cues:
            continue
        stop = min(len(tokens), place + _AGENT)
        by = next((p for p in range(place + 1, stop) if tokens[p].lower == "by"), None)
        if by is not None and any(token.text == GAP for token in tokens[place:by]):
            yield _found(tokens, place), by
