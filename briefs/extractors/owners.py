"""Whose is a threat, a promise, a deal? "Vellin's latest threat", "his promise", "assurances by Ana Reyes"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.nounphrases import is_speaking
from briefs.extractors.sources import Shape, name_ending, opening_subject
from briefs.language.words import listed
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

OURS = listed("our my")
THEIRS = listed("his her its their")
_ARTICLES = listed("the a an this that these those any such no another of new latest")
_FROM = listed("by from")
_BEFORE, _AFTER = 4, 9
"""Words between an owner and what is owned, before it and after it."""


def is_noun(tokens: Sequence[Word], first: int) -> bool:
    """Say whether a word that may be a verb is none here: the threat, such promises."""
    return first > 0 and (tokens[first - 1].lower in _ARTICLES or tokens[first - 1].possessive)


def owner_word(tokens: Sequence[Word], first: int, names: Names) -> int | None:
    """Return the place of the word that owns what stands at `first`: "Vellin's", "his"; None where none does.

    What stands between must belong to it, "his latest threat"; in "his lawyer plans" it is the lawyer who does.
    """
    place = first - 1
    while place >= max(0, first - _BEFORE) and tokens[place].letters:
        if tokens[place].possessive or tokens[place].lower in OURS | THEIRS:
            return place
        if tokens[place].capital or is_speaking(tokens[place], names):
            return None
        place -= 1
    return None


def name_of_owner(tokens: Sequence[Word], place: int, names: Names) -> Span | None:
    """Return the name that ends with a possessive word, without its ending: [Ana Reyes]'s."""
    word = tokens[place]
    whole = name_ending([*tokens[:place], word._replace(text=word.stem)], place, names)
    return Span(whole.span.start, word.start + len(word.stem)) if whole else None


def owner_after(tokens: Sequence[Word], end: int, names: Names) -> Span | None:
    """Return the name that follows what is owned: threats of war from [Vellin], assurances by [Ana Reyes]."""
    for place in range(end, min(len(tokens) - 1, end + _AFTER)):
        if not tokens[place].letters:
            return None
        if tokens[place].lower in _FROM:
            last = place + 1 + (tokens[place + 1].lower in _ARTICLES)
            if last >= len(tokens) or not is_name_word(tokens[last], names):
                return None
            first = last
            while last + 1 < len(tokens) and is_name_word(tokens[last + 1], names) and not tokens[last].possessive:
                last += 1
            return Span(tokens[first].start, tokens[last].start + len(tokens[last].stem))
    return None


def whom_a_pronoun_means(tokens: Sequence[Word], place: int, names: Names) -> Span | None:
    """Return whom "his" or "its" goes back to inside its sentence: its subject, or the one name before it."""
    subject = opening_subject(tokens[:place], names)
    if subject is not None and subject.shape is not Shape.DESCRIPTION:
        return subject.span
    last = place - 1
    while last >= 0 and not (is_name_word(tokens[last], names) and not tokens[last].possessive):
        last -= 1
    named = name_ending(tokens, last, names) if last >= 0 else None
    return named.span if named else None
