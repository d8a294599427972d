"""On what does an act hang? The if, unless or until clause in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.circumstances import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.extractors.circumstances import Sign
    from briefs.language.words import Word

_STOPS = frozenset({";", ".", "!", "?", "—", "–", ":"})
_LONGEST = 40
"""Words of a clause; a longer one is cut here."""
_ATTRIBUTES = frozenset({"said", "says", "told", "added", "wrote", "warned", "tweeted"})
"""Words that end a clause with its speech: … if the tariff stands, Reyes said."""
_AFTERTHOUGHT = 6
"""Words after a comma among which one of those may stand."""


def find_condition(tokens: Sequence[Word], signs: Sequence[Sign], trigger: Span, within: Span) -> Span | None:
    """Return the clause on which a trigger hangs, without the comma that parts it, inside `within`.

    Before the trigger it ends at the last comma: If the tariff stands, we will close the strait. After it, at its
    speech's or sentence's end. Of several the nearest counts.
    """
    found = [
        clause
        for sign in signs
        if sign.role is Role.CONDITION and within.start <= tokens[sign.first].start < within.end
        if (clause := _clause(tokens, sign, trigger, within)) is not None
    ]
    return min(found, key=lambda clause: _distance(clause, trigger), default=None)


def _distance(clause: Span, trigger: Span) -> int:
    return trigger.start - clause.end if clause.end <= trigger.start else clause.start - trigger.end


def _clause(tokens: Sequence[Word], sign: Sign, trigger: Span, within: Span) -> Span | None:
    leads = tokens[sign.first].start < trigger.start
    limit = min(within.end, trigger.start) if leads else within.end
    last = sign.first
    comma = None
    for place in range(sign.first, min(len(tokens), sign.first + _LONGEST)):
        word = tokens[place]
        if word.start >= limit or (word.text in _STOPS and place > sign.first):
            break
        if word.text == ",":
            if _ends_speech(tokens, place, limit):
                comma = None if not leads else place
                break
            comma = place if leads else comma
        last = place
    if leads:
        if comma is None:
            return None
        last = comma - 1
    while last > sign.first and not tokens[last].letters:
        last -= 1
    clause = Span(tokens[sign.first].start, tokens[last].end)
    return clause if last >= sign.end and not clause.overlaps(trigger) else None


def _ends_speech(tokens: Sequence[Word], comma: int, limit: int) -> bool:
    following = tokens[comma + 1 : comma + 1 + _AFTERTHOUGHT]
    return any(word.lower in _ATTRIBUTES and word.start < limit for word in following)
