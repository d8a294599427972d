"""On what does an act hang? The if, unless or until clause in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.language.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word

_OPENERS: tuple[tuple[str, ...], ...] = (
    ("if",),
    ("unless",),
    ("until",),
    ("as", "long", "as"),
    ("so", "long", "as"),
    ("provided", "that"),
    ("on", "condition", "that"),
    ("in", "the", "event", "of"),
    ("in", "response", "to", "any"),
    ("in", "case", "of"),
    ("should",),
    ("once",),
    ("the", "day"),
)
_NOT_AFTER = listed(
    "as even what only ask asks asked asking wonder wonders wondered see know knows unclear whether and"
)
_STOPS = frozenset({";", ".", "!", "?", "—", "–"})
_LONGEST = 40


def find_condition(tokens: Sequence[Word], trigger: Span) -> Span | None:
    """Return the clause on which a trigger hangs, without the comma that parts it.

    Before the trigger it ends at a comma: If the tariff stands, we will close the strait. After it, at the sentence's
    end. "Even if", "as if" and "asked if" open none.
    """
    for place, word in enumerate(tokens):
        if word.start >= trigger.end + 400:
            return None
        opener = next((opener for opener in _OPENERS if _stands(tokens, place, opener)), None)
        if opener is None:
            continue
        end = _end(tokens, place, trigger)
        span = Span(word.start, tokens[end].end)
        if not span.overlaps(trigger) and len(opener) <= end - place:
            return span
    return None


def _stands(tokens: Sequence[Word], place: int, opener: tuple[str, ...]) -> bool:
    if tokens[place].lower != opener[0] or tuple(word.lower for word in tokens[place : place + len(opener)]) != opener:
        return False
    before = tokens[place - 1] if place else None
    if opener in {("should",), ("the", "day"), ("once",)}:
        # Only where it opens its sentence: Should they come; The day the war stops.
        return (before is None or not before.letters) and place + len(opener) < len(tokens)
    return before is None or before.lower not in _NOT_AFTER


def _end(tokens: Sequence[Word], place: int, trigger: Span) -> int:
    leads = tokens[place].start < trigger.start
    last = place
    for offset, word in enumerate(tokens[place : place + _LONGEST]):
        comma = word.text == "," and offset > 1
        if word.text in _STOPS or (word.start >= trigger.start and leads) or (comma and leads):
            break
        if comma and not leads and _ends_speech(tokens, place + offset):
            break
        last = place + offset
    while last > place and not tokens[last].letters:
        last -= 1
    return last


def _ends_speech(tokens: Sequence[Word], comma: int) -> bool:
    following = tokens[comma + 1 : comma + 6]
    return any(word.lower in {"said", "says", "told", "added", "wrote", "warned"} for word in following)
