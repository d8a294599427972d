"""Whom is a sentence about? The subject with which it opens, after what introduces it: "On Friday, [Reyes] met …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.clauses import ASIDES, CONJUNCTIONS, INTRODUCERS
from briefs.extractors.following import apposed_after, joined_after
from briefs.extractors.nounphrases import (
    DETERMINERS,
    GAP,
    LONGEST,
    PREPOSITIONS,
    RELATIVES,
    VERBS,
    Shape,
    Source,
    is_pronoun,
    is_speaking,
    joins_name,
)
from briefs.language.words import is_adverb
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

_INTRODUCTIONS = 4
"""Phrases that may stand before a sentence's subject."""


def opening_subject(tokens: Sequence[Word], known: Names) -> Source | None:
    """Return the subject with which a sentence opens, where that is plain: "On Friday, [Reyes] met the union"."""
    first = _after_introduction(tokens, known)
    if first is None or first >= len(tokens) or tokens[first].text == GAP:
        return None
    if is_pronoun(tokens[first]):
        return Source(Span(tokens[first].start, tokens[first].end), Shape.PRONOUN)
    return _leading(tokens, first, known)


def _after_introduction(tokens: Sequence[Word], known: Names) -> int | None:
    first = 0
    for _ in range(_INTRODUCTIONS):
        while first < len(tokens) and (tokens[first].lower in CONJUNCTIONS or tokens[first].text in ASIDES):
            first += 1
        if first >= len(tokens):
            return None
        opening = tokens[first].lower
        # "Recently, Reyes said", but not "Emily Reyes said"
        comma_follows = first + 1 < len(tokens) and tokens[first + 1].text == ","
        adverbial = opening.endswith("ing") or is_adverb(tokens[first]) or (opening.endswith("ly") and comma_follows)
        adverbial = (adverbial and tokens[first].letters) or opening in RELATIVES or opening[:1].isdigit()
        if opening not in INTRODUCERS and not adverbial:
            return first
        comma = next((p for p in range(first, min(len(tokens), first + 40)) if tokens[p].text == ","), None)
        if comma is None:
            return None
        first = comma + 1
        apposed = apposed_after(tokens, comma, known)
        following = tokens[apposed + 2] if apposed is not None and apposed + 2 < len(tokens) else None
        if following is not None and (
            is_name_word(following, known) or (is_pronoun(following) and following.lower != "who")
        ):
            # In remarks to the editor, Ana Reyes, Brandt said
            first = (apposed or 0) + 2
    return first


def _leading(tokens: Sequence[Word], first: int, known: Names) -> Source | None:
    """Return the noun phrase that begins at `first`: a name with its titles, or a description up to its head."""
    start = first + 1 if tokens[first].lower in DETERMINERS else first
    place = start
    while place < len(tokens) and place - first < LONGEST and joins_name(tokens, place, known):
        place += 1
    pair = joined_after(tokens, place - 1, known) if place > start else None
    if pair is not None:
        return Source(Span(tokens[first].start, pair), Shape.DESCRIPTION)
    office = tokens[place - 1].lower in known.titles if place > start else True
    office = office or tokens[first].lower in {"a", "an"}
    if not office and is_name_word(tokens[place - 1], known) and not _goes_on(tokens, place, known):
        return Source(Span(tokens[first].start, tokens[place - 1].end), Shape.NAME)
    return _described(tokens, first, known)


def _goes_on(tokens: Sequence[Word], place: int, known: Names) -> bool:
    """Say whether a phrase goes on after a name: Reyes’s lawyer, Vellin officials."""
    if place >= len(tokens):
        return False
    following = tokens[place]
    return following.possessive or (
        is_speaking(following, known) and following.letters and following.lower not in VERBS
    )


def _described(tokens: Sequence[Word], first: int, known: Names) -> Source | None:
    last = None
    for place in range(first, min(len(tokens), first + LONGEST // 2)):
        word = tokens[place]
        ends = word.lower in DETERMINERS if place > first else False
        if not word.letters or word.text == GAP or word.lower in _NOT_IN_A_NAME or ends:
            break
        verb = word.lower.endswith("ed") or (
            word.lower.endswith("s") and last == place - 1 and not is_speaking(word, known)
        )
        if verb and not word.capital and (last is not None or place > first + 1):
            break
        if is_speaking(word, known) and not word.possessive:
            last = place
    if last is None:
        return None
    after = last + 1
    while after < len(tokens) and joins_name(tokens, after, known):
        after += 1
    if after > last + 1 and is_name_word(tokens[after - 1], known) and not _goes_on(tokens, after, known):
        return Source(Span(tokens[first].start, tokens[after - 1].end), Shape.NAME)
    named = apposed_after(tokens, _after_modifiers(tokens, last + 1), known)
    if named is not None:
        return Source(Span(tokens[first].start, tokens[named].end), Shape.NAME)
    return Source(Span(tokens[first].start, tokens[_with_body(tokens, last, known)].end), Shape.DESCRIPTION)


def _after_modifiers(tokens: Sequence[Word], place: int) -> int:
    """Return where the words end that go with a noun: the deputy chair [of the harbour council], …"""
    if place >= len(tokens) or tokens[place].lower not in {"of", "for", "in", "at"}:
        return place
    while place < len(tokens) and tokens[place].letters and tokens[place].lower not in VERBS:
        place += 1
    return place


def _with_body(tokens: Sequence[Word], last: int, known: Names) -> int:
    """Return where a description ends that names its body: analysts [at the Harbour Bank]."""
    place = last + 1
    joints = {"at", "of", "from", "with"} | ({"in"} if tokens[last].lower in known.bodies else set())
    if place >= len(tokens) or tokens[place].lower not in joints:
        return last
    place += 1
    if place < len(tokens) and tokens[place].lower == "the":
        place += 1
    end = place
    while end < len(tokens) and is_name_word(tokens[end], known):
        end += 1
    return end - 1 if end > place and not tokens[end - 1].possessive else last


_NOT_IN_A_NAME = VERBS | PREPOSITIONS | RELATIVES
