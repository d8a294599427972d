"""Who stands before a cue? The noun phrase that is its subject, or nothing.

The subject is the first noun phrase of the clause: in "An official in her office said" the official, not the office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.clauses import (
    ASIDES,
    CONJUNCTIONS,
    SUBORDINATORS,
    after_verb,
    clause_start,
    introduces,
    parts_of,
    skip_helpers,
)
from briefs.extractors.following import source_after
from briefs.extractors.nounphrases import (
    DETERMINERS,
    GAP,
    LONGEST,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    Shape,
    Source,
    is_pronoun,
    is_speaking,
    joins_name,
    name_ending,
    read_phrase,
)
from briefs.extractors.openings import opening_subject
from briefs.language.words import is_adverb
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

__all__ = [
    "GAP",
    "PRONOUNS",
    "Shape",
    "Source",
    "name_ending",
    "opening_subject",
    "source_after",
    "source_before",
    "source_of_relative",
]
"""What readers of clauses use together, from one place."""

RELATIVE_SUBJECTS = frozenset({"who", "which", "that"})
_BEFORE_NOUNS = PREPOSITIONS | DETERMINERS
_OPENS_A_CLAUSE = SUBORDINATORS | CONJUNCTIONS
_OPENS_APPOSITION = DETERMINERS | RELATIVES


def source_before(tokens: Sequence[Word], cue: int, known: Names) -> Source | None:
    """Return the subject of the cue whose first word is `tokens[cue]`, from the words before it."""
    last = skip_helpers(tokens, cue - 1, known)
    if last < 0 or tokens[last].text == GAP:
        return None
    if tokens[last].lower in RELATIVE_SUBJECTS:
        return source_of_relative(tokens, last, known)
    if is_pronoun(tokens[last]):
        return Source(Span(tokens[last].start, tokens[last].end), Shape.PRONOUN)
    beside = tokens[last].text in ASIDES
    parts = parts_of(tokens, clause_start(tokens, last, across=beside), last)
    if not parts:
        return None
    return _apposed(tokens, parts, known) if beside else _in_last_part(tokens, parts, known)


def _in_last_part(tokens: Sequence[Word], parts: Sequence[tuple[int, int]], known: Names) -> Source | None:
    """Return the subject that ends right before the verb: "On Friday, an official in her office [said]"."""
    first, last = parts[-1]
    first = after_verb(tokens, first, last)
    if first > last:
        return None
    pair = _coordinated(tokens, first, last, known)
    if pair is not None:
        return pair
    joint = next((place for place in range(last, first, -1) if tokens[place].lower in {"and", "but", "or"}), None)
    if joint is not None:
        first = joint + 1
    if tokens[first].lower == "with":
        # … with Ana Reyes calling it a gift
        return read_phrase(tokens, first + 1, last, known)
    if introduces(tokens, first, known):
        return _ending(tokens, first, last, known)
    return read_phrase(tokens, first, last, known)


def _coordinated(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    """Return two names joined by "and", when nothing but they stands there: "Brandt and Okafor"."""
    joint = next((place for place in range(first, last) if tokens[place].lower in {"and", "&"}), None)
    if joint is None or joint == first:
        return None
    names = all(joins_name(tokens, place, known) for place in range(first, joint))
    if not names or not is_name_word(tokens[joint - 1], known):
        return None
    second = read_phrase(tokens, joint + 1, last, known)
    if second is None or second.shape is not Shape.NAME:
        return None
    return Source(Span(tokens[first].start, second.span.end), Shape.DESCRIPTION)


def _ending(tokens: Sequence[Word], first: int, last: int, known: Names) -> Source | None:
    """Return the noun phrase at the end of a part that begins otherwise: "In Vellin one adviser to the mayor"."""
    for place in range(first + 1, last + 1):
        before = tokens[place - 1].lower
        begins = tokens[place].lower in DETERMINERS or tokens[place].capital or tokens[place].lower in known.people
        determined = tokens[place].lower in DETERMINERS
        inside = before in _BEFORE_NOUNS or (not determined and joins_name(tokens, place - 1, known))
        if not begins or inside:
            continue
        found = read_phrase(tokens, place, last, known)
        if found is not None:
            return found
    if tokens[first].lower in PREPOSITIONS:
        return None
    whole = name_ending(tokens, last, known)
    return whole if whole is not None and tokens[first].start <= whole.span.start else None


def source_of_relative(tokens: Sequence[Word], who: int, known: Names) -> Source | None:
    """Return whom "who" goes back to: Ana Reyes, who [said]."""
    last = who - 1
    if last >= 0 and tokens[last].text in ASIDES:
        last -= 1
    if last < 0 or not tokens[last].letters:
        return None
    named = name_ending(tokens, last, known)
    near = reversed(tokens[max(0, last - LONGEST) : last])
    before = next((word for word in near if named is not None and word.end <= named.span.start), None)
    inside = before is not None and before.lower in _BEFORE_NOUNS
    if named is not None and not inside:
        return named
    parts = parts_of(tokens, clause_start(tokens, last), last)
    found = _in_last_part(tokens, parts, known) if parts else None
    return found if found is not None and found.span.end == tokens[last].end else named


def _apposed(tokens: Sequence[Word], parts: Sequence[tuple[int, int]], known: Names) -> Source | None:
    """Return the subject before a comma: Ana Reyes, the minister for ports, [said]."""
    for number, (begin, last) in enumerate(parts):
        first = after_verb(tokens, begin, last)
        opening = tokens[first].lower if first <= last else ""
        if first > last or opening.endswith("ing") or is_adverb(tokens[first]):
            continue
        beside = parts[number + 1 :]
        if not all(_is_apposition(tokens, part, known) for part in beside):
            continue
        if introduces(tokens, first, known):
            found = _ending(tokens, first, last, known) if beside else None
        else:
            found = _coordinated(tokens, first, last, known) or read_phrase(tokens, first, last, known)
        if found is None:
            continue
        if found.shape is Shape.DESCRIPTION and beside and _is_name(tokens, _without_age(tokens, beside[0]), known):
            return Source(Span(found.span.start, tokens[beside[0][1]].end), Shape.NAME)
        return found
    return None


def _without_age(tokens: Sequence[Word], part: tuple[int, int]) -> tuple[int, int]:
    """Return the words after an age: [23-year-old] Ana Reyes."""
    aged = part[0] < part[1] and tokens[part[0]].lower.endswith("-year-old")
    return (part[0] + 1, part[1]) if aged else part


def _is_name(tokens: Sequence[Word], part: tuple[int, int], known: Names) -> bool:
    """Say whether a part is a name, with the place that a senator's has: Senator Ana Reyes [of Vellin]."""
    of = next((place for place in range(part[0] + 1, part[1]) if tokens[place].lower == "of"), None)
    if of is not None and all(word.capital for word in tokens[of + 1 : part[1] + 1]) and tokens[of - 1].capital:
        part = (part[0], of - 1)
    return all(joins_name(tokens, place, known) for place in range(part[0], part[1] + 1))


def _is_apposition(tokens: Sequence[Word], part: tuple[int, int], known: Names) -> bool:
    """Say whether words between commas stand beside a name, "the minister for ports" or "56", and are no list."""
    first, last = part
    opening = tokens[first]
    if opening.lower in _OPENS_A_CLAUSE:
        return False
    if opening.lower in _OPENS_APPOSITION or not opening.capital or _is_party_or_place(tokens, first, last):
        return True
    if _is_name(tokens, part, known) or is_speaking(tokens[last], known) or opening.lower in known.titles:
        return True
    return any(is_speaking(word, known) for word in tokens[first : min(last, first + 4)])


def _is_party_or_place(tokens: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a short form stands there: R-Ariz., Mass."""
    letters = [word for word in tokens[first : last + 1] if word.letters]
    hyphened = tokens[first].text[:2] in {"R-", "D-", "I-"}
    return hyphened or (len(letters) == 1 and tokens[last].text == ".")
