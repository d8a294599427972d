"""On whose side does somebody speak? The states and bodies that a speaker names, serves or holds an office of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.extractors.nounphrases import is_speaking
from briefs.extractors.sources import Shape
from briefs.language.words import folded, listed, words
from briefs.person import Unknown
from briefs.speakers.mentions import Kind, find_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefs.document import Span
    from briefs.extractors.sources import Source
    from briefs.speakers.aliases import Cast
    from briefs.speakers.mentions import Names

_JOINTS = listed("of for from in at with to on who which that")
"""Words after which a noun phrase goes on without its head: the head [of the union]."""
_SHORTEST_STEM = 5
"""Letters of a state's name that its people share with it: Vellin, Vellinese."""


class Sides:
    """Knows, for one article, who stands for whom."""

    def __init__(self, text: str, cast: Cast, names: Names) -> None:
        self._text = text
        self._cast = cast
        self._names = names
        self._beside: dict[str, set[str]] | None = None

    def are_one(self, subject: Source, speaker: Span) -> bool:
        """Say whether the subject is the speaker's own state or body: "Vellin", said by the Vellin minister.

        "The government", "the company" without a name are the speaker's own too.
        """
        spoken = words(self._text, subject.span.start, subject.span.end)
        if spoken[0].lower == "the" and len(spoken) > 1 and spoken[-1].lower in self._names.bodies:
            return not any(word.capital for word in spoken[1:]) and self._may_speak_for_a_body(speaker)
        theirs = self._of(speaker) - self._names.titles
        own = self._of(subject.span) - self._names.titles
        return any(_akin(side, other) for side in own for other in theirs)

    def in_office(self, speaker: Span) -> bool:
        """Say whether the speaker holds an office, and the article does not say of which state or body."""
        spoken = {word.lower for word in words(self._text, speaker.start, speaker.end) if word.letters}
        sides = self._of(speaker)
        told = any(side in self._names.states.values() or side in self._names.bodies for side in sides)
        return not told and bool((sides | spoken) & self._names.titles)

    def is_party(self, subject: Source) -> bool:
        """Say whether the subject is a state or a body, not another person."""
        named = find_names(self._text, subject.span.start, subject.span.end, self._names)
        return bool(named) and named[-1].kind in {Kind.STATE, Kind.BODY}

    def may_act(self, subject: Source) -> bool:
        """Say whether the subject is somebody: a name, a pronoun, "the union"; neither "the film" nor "Floods"."""
        tokens = words(self._text, subject.span.start, subject.span.end)
        if subject.shape is Shape.DESCRIPTION:
            joint = next((place for place, word in enumerate(tokens) if place and word.lower in _JOINTS), len(tokens))
            return tokens[joint - 1].capital or is_speaking(tokens[joint - 1], self._names)
        return subject.shape is Shape.PRONOUN or len(tokens) > 1 or self._is_surely_named(subject)

    def _is_surely_named(self, subject: Source) -> bool:
        """Say whether a lone word is a name, not the one capital of its sentence."""
        named = find_names(self._text, subject.span.start, subject.span.end, self._names)
        if not named:
            return False
        word = folded(named[-1].text)
        if word in self._names.people or word in self._names.places:
            return True
        return not isinstance(self._cast.find(named[-1]), Unknown)

    def _may_speak_for_a_body(self, speaker: Span) -> bool:
        """Say whether the speaker is somebody with a name, or a pronoun: fans and analysts bind no team."""
        if self._text[speaker.start].islower() and len(words(self._text, speaker.start, speaker.end)) == 1:
            return True
        named = find_names(self._text, speaker.start, speaker.end, self._names)
        return any(name.kind in {Kind.PERSON, Kind.BODY} for name in named)

    def _of(self, span: Span) -> frozenset[str]:
        """Return the states and bodies that the words name or that the person named holds an office of."""
        found: set[str] = set()
        for name in find_names(self._text, span.start, span.end, self._names):
            said = {folded(name.text), *name.titles, *self._offices().get(name.parts[-1], ())}
            found |= {self._names.states.get(word, word) for word in said}
            if name.kind is Kind.PERSON:
                found |= self._cast.serves(name)
        return frozenset(found)

    def _offices(self) -> Mapping[str, set[str]]:
        """Return the words of the offices that the article gives to whoever bears each surname."""
        if self._beside is None:
            self._beside = {}
            for member in self._cast.members:
                offices = {word for role in member.roles for word in role.split()}
                self._beside.setdefault(member.parts[-1], set()).update(offices)
        return self._beside


def _akin(side: str, other: str) -> bool:
    """Say whether two words name one state or body: Hestria and Hestrian are one, listed or not."""
    shorter, longer = sorted((side, other), key=len)
    return side == other or (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter))
