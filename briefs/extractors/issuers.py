"""Who is bound by a commitment? Its subject, its owner or whoever says it; and never an opponent by another's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.commitments import OWNER, SPEAKER
from briefs.extractors.sources import Shape, Source, name_ending, opening_subject, source_before
from briefs.language.words import folded, listed, words
from briefs.speakers.mentions import Kind, find_names, is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.extractors.attributions import Attribution
    from briefs.extractors.commitments import Hit
    from briefs.language.words import Word
    from briefs.speakers.aliases import Cast
    from briefs.speakers.mentions import Names

_FIRST_PERSON = listed("we i we're i'm we've i've")
_THIRD_PERSON = listed("he she it they who")
_OWN = listed("our my his her its their")
_PERFORMS = listed("announce announces announced announcing confirm confirms confirmed confirming")
"""Cues whose speaker makes another's commitment known, rather than claim it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Who is bound."""

    spans: tuple[Span, ...]
    """Empty where the article does not say who speaks."""
    stands_for: str | None = None
    """The state or body spoken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds a commitment."""

    quoted: bool
    """Stands in somebody's direct speech."""
    speaker: Span | None
    """Who says it, in quotes or in reported speech; None where nobody does or nobody knows."""
    reported: bool
    """Stands in quoted or reported speech."""
    cue: str | None = None


class Issuers:
    """Finds who is bound, for one document."""

    def __init__(self, text: str, cast: Cast, names: Names) -> None:
        self._text = text
        self._cast = cast
        self._names = names

    def bound(self, tokens: Sequence[Word], hit: Hit, setting: Setting) -> Bound | None:
        """Return who is bound by a phrase; None where it binds nobody whom the sentence makes plain."""
        if hit.commitment.issuer == OWNER:
            return self._owner(tokens, hit)
        if hit.commitment.issuer == SPEAKER:
            return self._speaker(setting)
        if tokens[hit.first].lower in _FIRST_PERSON:
            return self._speaker(setting) if setting.quoted else None
        several = self._several(tokens, hit.first)
        if several and not setting.quoted:
            return Bound(spans=several)
        subject = self._subject(tokens, hit)
        if setting.quoted:
            return self._in_speech(subject, setting)
        return self._in_report(subject, setting)

    def _speaker(self, setting: Setting) -> Bound | None:
        if not setting.reported:
            return None
        return Bound(spans=(setting.speaker,) if setting.speaker else ())

    def _subject(self, tokens: Sequence[Word], hit: Hit) -> Source | None:
        if tokens[hit.first].lower in _THIRD_PERSON:
            word = tokens[hit.first]
            return Source(Span(word.start, word.end), Shape.PRONOUN)
        if tokens[hit.first].lower.endswith("ing"):
            return opening_subject(tokens[: hit.first], self._names)
        before = tokens[hit.first - 1].lower if hit.first else ""
        if before in {"and", "but", "then"}:
            return opening_subject(tokens[: hit.first], self._names)
        if before.endswith("self") or before == "itself":
            return None
        return source_before(tokens, hit.first, self._names)

    def _in_speech(self, subject: Source | None, setting: Setting) -> Bound | None:
        if subject is None:
            return None
        first = words(self._text, subject.span.start, subject.span.end)[0].lower
        if first in _FIRST_PERSON or first in {"our", "my"}:
            return self._speaker(setting)
        if subject.shape is Shape.PRONOUN or setting.speaker is None:
            return None
        return self._if_linked(subject, setting.speaker)

    def _in_report(self, subject: Source | None, setting: Setting) -> Bound | None:
        if subject is None:
            return None
        if setting.speaker is None:
            return Bound(spans=(subject.span,)) if not setting.reported else None
        first = words(self._text, subject.span.start, subject.span.end)[0].lower
        if subject.span == setting.speaker or (subject.shape is Shape.PRONOUN and first != "who") or first in _OWN:
            return Bound(spans=(setting.speaker,))
        if setting.cue in _PERFORMS:
            return Bound(spans=(subject.span,))
        return self._if_linked(subject, setting.speaker)

    def _if_linked(self, subject: Source, speaker: Span) -> Bound | None:
        """Return the speaker where the subject is their own state or body; None for an opponent's claim."""
        if subject.span == speaker:
            return Bound(spans=(speaker,))
        common = self._states(subject.span) & self._states(speaker)
        if not common:
            return None
        return Bound(spans=(speaker,), stands_for=subject.span.slice(self._text))

    def _states(self, span: Span) -> frozenset[str]:
        """Return the states that the words name or that the person named serves."""
        named = find_names(self._text, span.start, span.end, self._names)
        found = {self._names.states[folded(name.text)] for name in named if folded(name.text) in self._names.states}
        for name in named:
            if name.kind is not Kind.STATE:
                found |= self._cast.serves(name)
        found |= {self._names.states[title] for name in named for title in name.titles if title in self._names.states}
        return frozenset(found)

    def _owner(self, tokens: Sequence[Word], hit: Hit) -> Bound | None:
        place = hit.first - 1
        while place >= 0 and hit.first - place < 4 and not tokens[place].possessive and tokens[place].lower not in _OWN:  # noqa: PLR2004
            place -= 1
        if place < 0 or hit.first - place >= 4:  # noqa: PLR2004
            return None
        word = tokens[place]
        if word.lower in _OWN and not word.possessive:
            subject = opening_subject(tokens[:place], self._names)
            return Bound(spans=(subject.span,)) if subject and subject.shape is not Shape.DESCRIPTION else None
        whole = name_ending([*tokens[:place], word._replace(text=word.stem)], place, self._names)
        return Bound(spans=(Span(whole.span.start, word.start + len(word.stem)),)) if whole else None

    def _several(self, tokens: Sequence[Word], verb: int) -> tuple[Span, ...]:
        """Return the parties of a list before a verb: Germany, Spain and Italy[,] have refused."""
        place = verb - 1
        while place >= 0 and (
            tokens[place].lower in {"have", "has", "had", "also", "both", "all"} or tokens[place].text == ","
        ):
            place -= 1
        found: list[Span] = []
        joints: list[str] = []
        while place >= 0 and is_name_word(tokens[place], self._names) and not tokens[place].possessive:
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


def governing(attributed: Sequence[Attribution], trigger: Span) -> Attribution | None:
    """Return the attribution that reports a trigger: the last one before it in its sentence, else one that closes it."""  # noqa: E501
    before = [link for link in attributed if link.found.span.end <= trigger.start]
    if before:
        return before[-1]
    after = [link for link in attributed if link.start >= trigger.end]
    return after[-1] if after else None
