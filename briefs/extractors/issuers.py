"""Who is bound by a commitment? Its subject, its owner or whoever says it; and never an opponent by another's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.commitments import OWNER, SPEAKER
from briefs.extractors.sources import Shape, Source, name_ending, opening_subject, source_before
from briefs.language.words import folded, listed, words
from briefs.person import Unknown
from briefs.speakers.aliases import roles_beside
from briefs.speakers.mentions import Kind, find_names, is_name_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefs.extractors.commitments import Hit
    from briefs.extractors.speech import Setting
    from briefs.language.words import Word
    from briefs.speakers.aliases import Cast
    from briefs.speakers.mentions import Names

_FIRST_PERSON = listed("we i we're i'm we've i've our my us me")
_SECOND_PERSON = listed("you you're your")
_THIRD_PERSON = listed("he she it they he's she's it's they're")
_OWN = listed("our my his her its their")
_PERFORMS = listed("announce announces announced announcing confirm confirms confirmed confirming")
"""Cues whose speaker makes another's commitment known, rather than claim it."""
_LINKS = listed("and but then or")
_DETERMINERS = listed("the a an this that")
_BEFORE_LIST = listed("have has had also both all")
_OWNER_REACH = 4
"""Words between an owner and what is owned: Vellin's latest public threat."""
_LIST_LENGTH = 40
"""Words over which a list of issuers may run."""


_SHORTEST_STEM = 5
"""Letters of a state's name that its people share with it: Vellin, Vellinese."""


class Tie(StrEnum):
    """How somebody is tied to a commitment."""

    FIRST = "first person"
    """We, in somebody's speech."""
    SELF = "the speaker themselves"
    """Ana Reyes said she would."""
    OWN = "the speaker's own side"
    """The Vellin minister said Vellin would."""
    ANNOUNCED = "made known by a speaker"
    """The minister announced that the union would."""
    SUBJECT = "subject"
    """In the reporter's own words: Vellin vowed to."""
    OWNER = "owner"
    """Vellin's threat."""
    SPEAKER = "speaker"
    """In somebody's speech, of things or of those addressed: these ships will be legitimate targets."""
    NEAR = "subject of the sentence"
    """The sentence's subject, where the words' own is not plain."""
    OFFICE = "the state or body of somebody in office"
    """The spokesman, of whose state the article says nothing, said Vellin would."""
    THEM = "third person in speech"
    """They, it or he in somebody's speech: of those whom a threat is for, more often than not."""
    OTHER = "another, by somebody's words"
    """The Hestrian minister said Vellin would: nobody's act."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Who is bound, and how."""

    tie: Tie
    spans: tuple[Span, ...] = ()
    """Empty where the article does not say who speaks."""
    stands_for: str | None = None
    """The state or body spoken for."""


class Issuers:
    """Finds who is bound, for one document."""

    def __init__(self, text: str, cast: Cast, names: Names) -> None:
        self._text = text
        self._cast = cast
        self._names = names
        self._beside: dict[str, set[str]] | None = None

    def bound(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound:
        """Return who is bound by a phrase, as far as its sentence makes that plain."""
        owner = self._owner(tokens, hit, setting)
        if owner is not None or hit.commitment.issuer == OWNER:
            return owner or Bound(tie=Tie.NOBODY)
        if hit.commitment.issuer == SPEAKER:
            return self._speaker(setting, Tie.SPEAKER)
        if tokens[hit.first].lower in _FIRST_PERSON:
            return self._speaker(setting, Tie.FIRST)
        if setting.reported:
            return self._in_speech(self._subject(tokens, hit), setting)
        several = self._several(tokens, hit.first)
        return Bound(tie=Tie.SUBJECT, spans=several) if several else self._narrated(tokens, hit)

    def _speaker(self, setting: Setting, tie: Tie) -> Bound:
        if not setting.reported:
            return Bound(tie=Tie.NOBODY)
        return Bound(tie=tie, spans=(setting.speaker,) if setting.speaker else ())

    def _subject(self, tokens: Sequence[Word], hit: Hit) -> Source | None:
        first = tokens[hit.first]
        if first.lower in _THIRD_PERSON:
            return Source(Span(first.start, first.end), Shape.PRONOUN)
        before = tokens[hit.first - 1].lower if hit.first else ""
        if before in _SECOND_PERSON | _FIRST_PERSON:
            return Source(Span(tokens[hit.first - 1].start, tokens[hit.first - 1].end), Shape.PRONOUN)
        if first.lower.endswith("ing") or before in _LINKS:
            return opening_subject(tokens[: hit.first], self._names)
        subject = source_before(tokens, hit.first, self._names)
        if subject is not None and self._text[subject.span.start : subject.span.end].lower() in _DETERMINERS:
            return None
        if subject is None and hit.first and is_name_word(tokens[hit.first - 1], self._names):
            # In 2024 Reyes promised: a year is no part of the name, and no reason to doubt it
            named = name_ending(tokens, hit.first - 1, self._names)
            opening = next((word for word in reversed(tokens) if named and word.end < named.span.start), None)
            return named if opening and opening.text.isdecimal() else None
        return subject

    def _narrated(self, tokens: Sequence[Word], hit: Hit) -> Bound:
        subject = self._subject(tokens, hit)
        tie = Tie.SUBJECT if subject else Tie.NEAR
        subject = subject or opening_subject(tokens[: hit.first], self._names)
        if subject is None or self._may_be_anything(subject):
            return Bound(tie=Tie.NOBODY)
        return Bound(tie=tie, spans=(subject.span,))

    def _may_be_anything(self, subject: Source) -> bool:
        """Say whether the one capital of a lone word is its sentence's, and it need not be a name: "Floods"."""
        if subject.shape is not Shape.NAME or len(words(self._text, subject.span.start, subject.span.end)) > 1:
            return False
        named = find_names(self._text, subject.span.start, subject.span.end, self._names)
        if named and (folded(named[-1].text) in self._names.people or folded(named[-1].text) in self._names.places):
            return False
        return not named or isinstance(self._cast.find(named[-1]), Unknown)

    def _in_speech(self, subject: Source | None, setting: Setting) -> Bound:
        first = words(self._text, subject.span.start, subject.span.end)[0].lower if subject else ""
        if subject is None or first in _SECOND_PERSON:
            return self._speaker(setting, Tie.SPEAKER)
        if first in _FIRST_PERSON:
            return self._speaker(setting, Tie.FIRST)
        return self._third_person(subject, first, setting)

    def _third_person(self, subject: Source, first: str, setting: Setting) -> Bound:
        pronoun = first in _OWN or (subject.shape is Shape.PRONOUN and first != "who")
        if pronoun:
            return self._speaker(setting, Tie.THEM if setting.quoted else Tie.SELF)
        tie, spans, stands_for = Tie.OTHER, (subject.span,), None
        if setting.speaker is None:
            pass
        elif subject.span == setting.speaker:
            tie, spans = Tie.SELF, (setting.speaker,)
        elif setting.cue in _PERFORMS and not setting.quoted:
            tie = Tie.ANNOUNCED
        elif self._one_side(subject, setting.speaker):
            tie, spans, stands_for = Tie.OWN, (setting.speaker,), subject.span.slice(self._text)
        elif self._in_office(setting.speaker) and self._is_party(subject):
            tie, spans, stands_for = Tie.OFFICE, (setting.speaker,), subject.span.slice(self._text)
        return Bound(tie=tie, spans=spans, stands_for=stands_for)

    def _in_office(self, speaker: Span) -> bool:
        """Say whether the speaker holds an office, and the article does not say of which state or body."""
        spoken = [word.lower for word in words(self._text, speaker.start, speaker.end) if word.letters]
        sides = self._sides(speaker)
        named = any(side in self._names.states.values() or side in self._names.bodies for side in sides)
        offices = sides | set(spoken)
        return not named and bool(offices & self._names.titles)

    def _is_party(self, subject: Source) -> bool:
        """Say whether the subject is a state or a body, not another person."""
        named = find_names(self._text, subject.span.start, subject.span.end, self._names)
        return bool(named) and named[-1].kind in {Kind.STATE, Kind.BODY}

    def _one_side(self, subject: Source, speaker: Span) -> bool:
        """Say whether the subject is the speaker's own state or body: "Vellin", said by the Vellin minister.

        "The government", "the company" without a name are the speaker's own too.
        """
        spoken = words(self._text, subject.span.start, subject.span.end)
        if spoken[0].lower == "the" and len(spoken) > 1 and spoken[-1].lower in self._names.bodies:
            return not any(word.capital for word in spoken[1:]) and self._may_speak_for_a_body(speaker)
        sides = self._sides(speaker)
        sides -= self._names.titles
        own = self._sides(subject.span) - self._names.titles
        return any(_akin(side, other) for side in own for other in sides)

    def _may_speak_for_a_body(self, speaker: Span) -> bool:
        """Say whether the speaker is somebody with a name, or a pronoun: fans and analysts bind no team."""
        if self._text[speaker.start].islower() and len(words(self._text, speaker.start, speaker.end)) == 1:
            return True
        named = find_names(self._text, speaker.start, speaker.end, self._names)
        return any(name.kind in {Kind.PERSON, Kind.BODY} for name in named)

    def _sides(self, span: Span) -> frozenset[str]:
        """Return the states and bodies that the words name or that the person named holds an office of."""
        found: set[str] = set()
        for name in find_names(self._text, span.start, span.end, self._names):
            said = {folded(name.text), *name.titles, *self._offices().get(name.parts[-1], ())}
            found |= {self._names.states.get(word, word) for word in said}
        return frozenset(found)

    def _offices(self) -> Mapping[str, set[str]]:
        """Return the words of the offices that stand beside each surname in the article."""
        if self._beside is None:
            self._beside = {}
            for name in self._cast.names:
                offices = " ".join(roles_beside(self._text, name, self._names))
                self._beside.setdefault(name.parts[-1], set()).update(offices.split())
        return self._beside

    def _owner(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound | None:
        """Return who owns a threat or promise: "Vellin's latest threat", "his promise"."""
        place = hit.first - 1
        reach = max(-1, hit.first - 1 - _OWNER_REACH)
        while place > reach and tokens[place].letters and not (tokens[place].possessive or tokens[place].lower in _OWN):
            place -= 1
        if place <= reach or not tokens[place].letters:
            return None
        word = tokens[place]
        if word.lower in _OWN and not word.possessive:
            if word.lower in _FIRST_PERSON:
                return self._speaker(setting, Tie.FIRST)
            return Bound(tie=Tie.OWNER, spans=(self._own(tokens, place, setting),))
        whole = name_ending([*tokens[:place], word._replace(text=word.stem)], place, self._names)
        return Bound(tie=Tie.OWNER, spans=(Span(whole.span.start, word.start + len(word.stem)),)) if whole else None

    def _own(self, tokens: Sequence[Word], place: int, setting: Setting) -> Span:
        """Return whom "his" or "its" means: the speaker, the subject of the sentence, or the word itself."""
        subject = opening_subject(tokens[:place], self._names)
        if subject is not None and subject.shape is not Shape.DESCRIPTION:
            return subject.span
        return setting.speaker or Span(tokens[place].start, tokens[place].end)

    def _several(self, tokens: Sequence[Word], verb: int) -> tuple[Span, ...]:
        """Return the parties of a list before a verb: Germany, Spain and Italy[,] have refused."""
        place = verb - 1
        while place >= 0 and (tokens[place].lower in _BEFORE_LIST or tokens[place].text == ","):
            place -= 1
        found: list[Span] = []
        joints: list[str] = []
        while place >= max(0, verb - _LIST_LENGTH) and is_name_word(tokens[place], self._names):
            if tokens[place].possessive:
                break
            last = place
            while place > 0 and is_name_word(tokens[place - 1], self._names):
                place -= 1
            found.insert(0, Span(tokens[place].start, tokens[last].end))
            joint = tokens[place - 1] if place else None
            if joint is None or (joint.lower != "and" and joint.text != ","):
                break
            joints.append(joint.lower)
            place -= 2
        return tuple(found) if len(found) > 1 and joints[:1] == ["and"] else ()


def _akin(side: str, other: str) -> bool:
    """Say whether two words name one state or body: Hestria and Hestrian are one, listed or not."""
    shorter, longer = sorted((side, other), key=len)
    return side == other or (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter))
