"""Who stands right after a cue? "…", said [Ana Reyes]; "…", said the minister, [Ana Reyes]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.nounphrases import (
    GAP,
    LONGEST,
    OBJECTS,
    PREPOSITIONS,
    RELATIVES,
    VERBS,
    Shape,
    Source,
    is_pronoun,
    joins_name,
    read_phrase,
)
from briefs.language.words import listed
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names


def source_after(tokens: Sequence[Word], after: int, known: Names) -> Source | None:
    """Return the subject that stands right after a cue, from `tokens[after]` on: "...", said [Ana Reyes]."""
    if after >= len(tokens):
        return None
    alone = after + 1 >= len(tokens) or not tokens[after + 1].letters
    if is_pronoun(tokens[after]) or (tokens[after].lower in OBJECTS and alone):
        return Source(Span(tokens[after].start, tokens[after].end), Shape.PRONOUN)
    last = after
    while last < len(tokens) and last - after < LONGEST and _inside(tokens, last, after, known):
        last += 1
    last -= 1
    while last >= after and not tokens[last].letters:
        last -= 1
    return _phrase_after(tokens, after, last, known) if last >= after else None


def _phrase_after(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    span = Span(tokens[first].start, tokens[last].end)
    joints = (place for place in range(first, last) if tokens[place].lower in {"of", "for"})
    holder = all(joins_name(tokens, place, known) for place in joints)
    if is_name_word(tokens[last], known) and tokens[last].lower not in known.people and holder:
        second = joined_after(tokens, last, known)
        return Source(Span(span.start, second), Shape.DESCRIPTION) if second else Source(span, Shape.NAME)
    named = apposed_after(tokens, last + 1, known)
    if named is not None:
        return Source(Span(span.start, tokens[named].end), Shape.NAME)
    found = read_phrase(tokens, first, last, known)
    if found is None:
        return None
    return Source(span, found.shape) if found.shape is Shape.DESCRIPTION else found


def joined_after(tokens: Sequence[Word], last: int, known: Names) -> int | None:
    """Return where a second name ends that "and" joins to the first: said Brandt [and Okafor]."""
    if last + 2 >= len(tokens) or tokens[last + 1].lower not in {"and", "&"}:
        return None
    end = last + 2
    while end < len(tokens) and joins_name(tokens, end, known):
        end += 1
    named = end > last + 2 and is_name_word(tokens[end - 1], known)
    closed = end >= len(tokens) or not tokens[end].letters
    return tokens[end - 1].end if named and closed else None


def _inside(tokens: Sequence[Word], place: int, first: int, known: Names) -> bool:
    word = tokens[place]
    if word.text == ".":
        short = place > first and tokens[place - 1].end == word.start and tokens[place - 1].lower in known.titles
        return short and place + 1 < len(tokens) and tokens[place + 1].capital
    if not word.letters or word.text == GAP:
        return False
    if word.lower in known.days or word.lower in _NOT_IN_A_SUBJECT:
        return False
    named = place > first and (_is_office(tokens[place - 1], known) or _has_joint(tokens, first, place))
    if word.lower in _JOINTS and named and place + 1 < len(tokens):
        return tokens[place + 1].capital or tokens[place + 1].lower == "the"
    if word.lower in {"of", "for"}:
        return place > first and (not is_name_word(tokens[place - 1], known) or joins_name(tokens, place, known))
    return word.lower not in PREPOSITIONS


_JOINTS = frozenset({"of", "for", "to", "on"})
"""What may follow an office or a body inside its name: Ambassador to France, Institute for Straits."""


def _is_office(word: Word, known: Names) -> bool:
    return word.capital and not word.possessive and (word.lower in known.titles or word.lower in known.bodies)


def _has_joint(tokens: Sequence[Word], first: int, place: int) -> bool:
    """Say whether a body's long name is under way: the Institute for the Study [of Straits]."""
    return tokens[place - 1].capital and any(word.lower == "for" for word in tokens[first:place])


_ENDS_SUBJECT = listed(
    "when after before during while as than and but or last this later today yesterday earlier recently adding because "
    "if"
)
_NOT_IN_A_SUBJECT = VERBS | RELATIVES | _ENDS_SUBJECT


def apposed_after(tokens: Sequence[Word], comma: int, known: Names) -> int | None:
    """Return where the name ends that a comma sets beside a description: said the minister, [Ana Reyes]."""
    if comma >= len(tokens) or tokens[comma].text != ",":
        return None
    last = comma + 1
    while last < len(tokens) and is_name_word(tokens[last], known) and not tokens[last].possessive:
        last += 1
    closed = last >= len(tokens) or tokens[last].text in {",", ".", GAP, ";"}
    return last - 1 if last > comma + 1 and closed else None
