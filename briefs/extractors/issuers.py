"""Who is bound by a commitment? Its subject, its owner or whoever says it; and never an opponent by another's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.commitments import OWNER, SPEAKER
from briefs.extractors.owners import (
    OURS,
    is_noun,
    name_of_owner,
    owner_after,
    owner_word,
    whom_a_pronoun_means,
)
from briefs.extractors.sides import Sides
from briefs.extractors.sources import Shape, Source, name_ending, opening_subject, source_before
from briefs.language.words import listed, words
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_BEINGS = listed("is are was were been being")
_STATES = listed("committed prepared determined resolved agreed")
"""What somebody is who does it: is committed to."""
_LIST_LENGTH = 40
"""Words over which a list of issuers may run."""


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


UNBOUND = frozenset({Tie.OTHER, Tie.NOBODY})
"""Ties by which nobody is bound whom the article lets one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Who is bound, and how."""

    tie: Tie
    spans: tuple[Span, ...] = ()
    """Empty where the article does not say who speaks."""
    stands_for: str | None = None
    """The state or body spoken for."""


_NOBODY = Bound(tie=Tie.NOBODY)


class Issuers:
    """Finds who is bound, for one document."""

    def __init__(self, text: str, cast: Cast, names: Names, owned: frozenset[str]) -> None:
        """Take the text, who is in it, and the words that can be somebody's."""
        self._text = text
        self._owned = owned
        self._sides = Sides(text, cast, names)
        self._names = names

    def bound(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound:
        """Return who is bound by a phrase, as far as its sentence makes that plain."""
        if _is_done_to(tokens, hit):
            by = owner_after(tokens, hit.end, self._names)
            return Bound(tie=Tie.SUBJECT, spans=(by,)) if by else _NOBODY
        owner = self._owner(tokens, hit, setting)
        if owner is not None or hit.commitment.issuer == OWNER:
            return owner or _NOBODY
        if hit.commitment.issuer == SPEAKER:
            return self._speaker(setting, Tie.SPEAKER)
        if tokens[hit.first].lower in _FIRST_PERSON:
            return self._speaker(setting, Tie.FIRST)
        if setting.reported and not setting.relayed:
            return self._in_speech(self._subject(tokens, hit, setting), tokens, hit, setting)
        several = self._several(tokens, hit.first)
        return Bound(tie=Tie.SUBJECT, spans=several) if several else self._narrated(tokens, hit, setting)

    def _owner(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound | None:
        if hit.commitment.issuer != OWNER and tokens[hit.first].lower not in self._owned:
            return None
        place = owner_word(tokens, hit.first, self._names)
        if place is None:
            after = owner_after(tokens, hit.end, self._names) if is_noun(tokens, hit.first) else None
            return Bound(tie=Tie.OWNER, spans=(after,)) if after else None
        word = tokens[place]
        if word.lower in OURS and not word.possessive:
            return self._speaker(setting, Tie.FIRST)
        if word.possessive:
            named = name_of_owner(tokens, place, self._names)
            return Bound(tie=Tie.OWNER, spans=(named,)) if named else None
        meant = whom_a_pronoun_means(tokens, place, self._names) or setting.speaker
        return Bound(tie=Tie.OWNER, spans=(meant,) if meant else ())

    def _speaker(self, setting: Setting, tie: Tie) -> Bound:
        if not setting.reported or setting.relayed:
            return _NOBODY
        return Bound(tie=tie, spans=(setting.speaker,) if setting.speaker else ())

    def _subject(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Source | None:
        """Return the subject of a phrase, from the words of its own speech: not "said Vellin", but "Vellin"."""
        opens = setting.within.start if setting.within else tokens[0].start
        begins = next((place for place in range(hit.first) if tokens[place].start >= opens), hit.first)
        while begins < hit.first and tokens[begins].lower == "that":
            begins += 1
        first = tokens[hit.first]
        if first.lower in _THIRD_PERSON:
            return Source(Span(first.start, first.end), Shape.PRONOUN)
        before = tokens[hit.first - 1].lower if hit.first else ""
        if before in _SECOND_PERSON | _FIRST_PERSON | _THIRD_PERSON:
            return Source(Span(tokens[hit.first - 1].start, tokens[hit.first - 1].end), Shape.PRONOUN)
        if first.lower.endswith("ing") or before in _LINKS:
            return opening_subject(tokens[begins : hit.first], self._names)
        subject = source_before(tokens[begins:], hit.first - begins, self._names)
        if subject is not None and self._text[subject.span.start : subject.span.end].lower() in _DETERMINERS:
            return None
        if subject is None and hit.first and is_name_word(tokens[hit.first - 1], self._names):
            # In 2024 Reyes promised: a year is no part of the name, and no reason to doubt it
            named = name_ending(tokens, hit.first - 1, self._names)
            opening = next((word for word in reversed(tokens) if named and word.end < named.span.start), None)
            return named if opening and opening.text.isdecimal() else None
        return subject

    def _narrated(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound:
        subject = self._subject(tokens, hit, setting)
        tie = Tie.SUBJECT if subject else Tie.NEAR
        subject = subject or opening_subject(tokens[: hit.first], self._names)
        if subject is None or _is_passive(tokens, hit) or not self._sides.may_act(subject):
            return _NOBODY
        return Bound(tie=tie, spans=(subject.span,))

    def _in_speech(self, subject: Source | None, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound:
        first = words(self._text, subject.span.start, subject.span.end)[0].lower if subject else ""
        if subject is None and is_noun(tokens, hit.first):
            return _NOBODY
        if subject is None or first in _SECOND_PERSON or _is_passive(tokens, hit):
            return self._speaker(setting, Tie.SPEAKER)
        if first in _FIRST_PERSON:
            return self._speaker(setting, Tie.FIRST)
        if first in _OWN or (subject.shape is Shape.PRONOUN and first != "who"):
            return self._third_person(subject, tokens, hit, setting)
        return self._named(subject, setting)

    def _third_person(self, subject: Source, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound:
        if setting.quoted or setting.speaker is not None:
            return self._speaker(setting, Tie.THEM if setting.quoted else Tie.SELF)
        opening = opening_subject(tokens[: hit.first], self._names)
        return Bound(tie=Tie.SELF, spans=(opening.span if opening else subject.span,))

    def _named(self, subject: Source, setting: Setting) -> Bound:
        """Return who is bound where a state, a body or a person is the subject of somebody's speech."""
        tie, spans, stands_for = Tie.OTHER, (subject.span,), None
        if setting.speaker is None:
            # A weekly reported that Vellin would: nobody is named who could be its opponent
            tie = Tie.OTHER if setting.quoted else Tie.SUBJECT
        elif subject.span == setting.speaker:
            tie, spans = Tie.SELF, (setting.speaker,)
        elif setting.cue in _PERFORMS and not setting.quoted:
            tie = Tie.ANNOUNCED
        elif self._sides.are_one(subject, setting.speaker):
            tie, spans, stands_for = Tie.OWN, (setting.speaker,), subject.span.slice(self._text)
        elif self._sides.in_office(setting.speaker) and self._sides.is_party(subject):
            tie, spans, stands_for = Tie.OFFICE, (setting.speaker,), subject.span.slice(self._text)
        return Bound(tie=tie, spans=spans, stands_for=stands_for)

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


def _is_passive(tokens: Sequence[Word], hit: Hit) -> bool:
    """Say whether the subject is done by, not doing: the ships will be sunk."""
    following = tokens[hit.end] if hit.end < len(tokens) else None
    return following is not None and following.lower == "be"


def _is_done_to(tokens: Sequence[Word], hit: Hit) -> bool:
    """Say whether the subject is threatened or promised something, rather than threatening: was threatened by."""
    first = tokens[hit.first].lower
    if not hit.first or not first.endswith("ed") or first in _STATES:
        return False
    return tokens[hit.first - 1].lower in _BEINGS
