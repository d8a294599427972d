"""Whom does "he said" mean? Whoever stands out most in what came before; when two do, it is ambiguous.

Each mention weighs by what it does there, speaks, acts or is only named, and less with every sentence and paragraph
in between. Names of the other sex are out, and so is whoever the words themselves speak of or to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from briefs.person import Ambiguous, PersonKind, Resolution, Resolved, Step, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from briefs.document import Span
    from briefs.person import Person


class Rank(IntEnum):
    """What somebody does where they are mentioned."""

    OWNER = 0
    """They own something, "Reyes’s lawyer", or only ask."""
    BESIDE = 1
    """Named after "by", "with" or "of": "in a letter by Reyes"."""
    NAMED = 2
    INTRODUCED = 3
    """Named in full for the first time."""
    SUBJECT = 4
    """Their sentence is about them."""
    SPEAKER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody mentioned in the reporter's own words."""

    span: Span
    frame: int
    """The number of its sentence."""
    paragraph: int
    resolution: Resolution
    pronoun: str | None
    """`he` or `she` where the article tells."""
    rank: Rank
    human: bool = True
    """False where the words describe a thing or a body: "the letter", "the government"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a pronoun stands, and who cannot be meant there."""

    frame: int
    paragraph: int
    opens: bool = False
    """Whether its sentence opens its paragraph: then the paragraph before counts for more."""
    spoken_to: AbstractSet[str] = frozenset()
    """Ids of those named in the same clause: he told Brandt."""
    spoken_of: AbstractSet[str] = frozenset()
    """Ids of those named in the words said: they are seldom the speaker."""


_WEIGHT = {
    Rank.SPEAKER: 3.0,
    Rank.SUBJECT: 3.0,
    Rank.INTRODUCED: 0.9,
    Rank.NAMED: 1.1,
    Rank.BESIDE: 0.8,
    Rank.OWNER: 0.4,
}
_PER_SENTENCE, _PER_PARAGRAPH, _PARAGRAPH_AT_ITS_START = 0.58, 0.5, 0.9
_AGAIN = 0.25
"""How much of its weight an earlier mention of the same party adds."""
_SPOKEN_OF, _UNTOLD = 0.4, 0.8
"""What is left of the weight of those whom the words speak of, and of those whose pronoun nobody tells."""
_CLEARLY = 1.25
"""How many times the weight of the next makes the first one plain."""
SOMEBODY = "somebody"
"""Stands for a person of either sex: "the diplomat"."""

_LEAST = 0.12
"""Weight below which somebody is too far away to be meant."""

_SELDOM = 0.3
"""States and bodies are "it" rather than "they"."""

_PLURALS = frozenset({"women", "men", "people", "children", "police", "staff", "media", "both", "many", "others"})
_GROUPS = frozenset({PersonKind.STATE, PersonKind.BODY, PersonKind.GROUP})


def antecedent(pronoun: str, place: Place, mentions: Sequence[Mention]) -> Resolution:
    """Return whom a pronoun means; `mentions` are those that stand before it, in reading order.

    A party that the article only describes is carried on as such: a White House official, he.
    """
    if pronoun in {"i", "we"}:
        return Unknown(reason="the writer speaks in the first person")
    nothing = Unknown(reason=f"no one name stands clearly before “{pronoun}”")
    weights: dict[str, float] = {}
    parties: dict[str, Resolution] = {}
    for mention in reversed(mentions):
        weight = _weight(pronoun, place, mention)
        if weight <= 0:
            continue
        key = _key(mention.resolution)
        parties.setdefault(key, mention.resolution)
        stronger, weaker = max(weights.get(key, 0.0), weight), min(weights.get(key, 0.0), weight)
        weights[key] = stronger + _AGAIN * weaker
    first, second = [*sorted(weights, key=lambda key: -weights[key])[:2], "", ""][:2]
    if weights.get(first, 0.0) < _LEAST:
        return nothing
    if weights[first] < _CLEARLY * weights.get(second, 0.0):
        return _between(parties[first], parties[second]) or nothing
    return _as_pronoun(parties[first]) or nothing


def _weight(pronoun: str, place: Place, mention: Mention) -> float:
    weight = _WEIGHT[mention.rank] * fits(pronoun, mention)
    if not weight or mention.frame > place.frame:
        return 0.0
    paragraphs = place.paragraph - mention.paragraph
    weight *= _PER_SENTENCE ** (place.frame - mention.frame)
    if paragraphs:
        weight *= (_PARAGRAPH_AT_ITS_START if place.opens else _PER_PARAGRAPH) * _PER_PARAGRAPH ** (paragraphs - 1)
    if isinstance(mention.resolution, Resolved):
        if mention.resolution.person.id in place.spoken_to:
            return 0.0
        if mention.resolution.person.id in place.spoken_of:
            weight *= _SPOKEN_OF
    return weight


def fits(pronoun: str, mention: Mention) -> float:
    """Return how well a pronoun may go back to a mention, from 0 to 1."""
    singular = pronoun in {"he", "she", SOMEBODY}
    match mention.resolution:
        case Resolved(person=person):
            return _fits_person(pronoun, person, mention.pronoun, singular=singular)
        case Unknown(description=str(description)):
            head = description.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
            plural = head.endswith("s") or head in _PLURALS
            if mention.pronoun is not None and singular and pronoun not in {mention.pronoun, SOMEBODY}:
                return 0.0
            if singular:
                return float(mention.human and not plural)
            return float(plural if pronoun == "they" else not mention.human)
        case Ambiguous(candidates=candidates):
            return float(singular and all(person.kind is PersonKind.PERSON for person in candidates))
        case _:
            return 0.0


def _fits_person(pronoun: str, person: Person, told: str | None, *, singular: bool) -> float:
    if not singular:
        seldom = _SELDOM if pronoun == "they" and person.kind is not PersonKind.GROUP else 1.0
        return seldom if person.kind in _GROUPS else 0.0
    if pronoun == SOMEBODY:
        return float(person.kind is PersonKind.PERSON)
    if person.kind is not PersonKind.PERSON or told not in {None, pronoun}:
        return 0.0
    return 1.0 if told else _UNTOLD


def _key(resolution: Resolution) -> str:
    match resolution:
        case Resolved(person=person):
            return person.id
        case Ambiguous(candidates=candidates):
            return "|".join(person.id for person in candidates)
        case Unknown(description=description, reason=reason):
            return f"unnamed {description or reason}"


def _between(first: Resolution, second: Resolution) -> Resolution | None:
    """Return that it may be the one or the other."""
    people: dict[str, Person] = {}
    for party in (first, second):
        match party:
            case Resolved(person=person):
                people[person.id] = person
            case Ambiguous(candidates=candidates):
                people |= {person.id: person for person in candidates}
            case Unknown():
                return None
    return Ambiguous(candidates=tuple(people.values()), step=Step.PRONOUN) if len(people) > 1 else None


def _as_pronoun(party: Resolution) -> Resolution | None:
    match party:
        case Resolved(person=person, name=name):
            return Resolved(person=person, step=Step.PRONOUN, name=name)
        case Unknown(description=None):
            return None
        case _:
            return party
