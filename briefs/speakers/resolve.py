"""Who stands behind each source and issuer? One small rule for each kind of mention, and Unknown with a reason else."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from briefs.acts import Party
from briefs.document import Span
from briefs.extractors.cues import load_cues
from briefs.extractors.nounphrases import OBJECTS, PRONOUNS
from briefs.extractors.sources import RELATIVE_SUBJECTS, source_of_relative
from briefs.language.words import folded, listed, words
from briefs.person import (
    UNREAD,
    Ambiguous,
    Person,
    PersonKind,
    Resolution,
    Resolved,
    Step,
    Unknown,
    join_names,
    person_id,
    printed_name,
)
from briefs.speakers.aliases import Cast
from briefs.speakers.descriptions import Descriptions
from briefs.speakers.discourse import Discourse
from briefs.speakers.mentions import Kind, Name, find_names, load_names
from briefs.speakers.pronouns import Rank, antecedent
from briefs.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Document
    from briefs.language.words import Word
    from briefs.record import Finding

_BEFORE_PARTS = listed("of for from in at to with by on about against close near than like including")
"""After one of these a name is only part of a description: a friend of Reyes."""

_CERTAINTY = {Step.NAME: 1.0, Step.ALIAS: 0.98, Step.TITLE: 0.95, Step.PRONOUN: 0.9, Step.DESCRIPTION: 0.85}
"""How sure each step is; a statement is no surer than its speaker."""


def resolve(document: Document, findings: Sequence[Finding], people: Sequence[Person]) -> tuple[Finding, ...]:
    """Return the findings with their speakers, issuers and targets resolved, in the same order.

    Names and titles are looked up in the article first and in `people` second. A speaker already resolved stays.
    """
    if not findings:
        return ()
    resolver = _Resolver(document, people)
    return tuple(resolver.finish(finding) for finding in findings)


class _Resolver:
    def __init__(self, document: Document, people: Sequence[Person]) -> None:
        self._document = document
        self._known = load_names()
        self._cast = Cast(document, people, self._known)
        self._discourse = Discourse(document, self._cast, self._known)
        published = document.article.published
        day = published.date() if isinstance(published, datetime) else published
        self._descriptions = Descriptions(document, self._cast, self._discourse, self._known, day)
        self._done: dict[tuple[Span, Rank], Resolution] = {}
        self._discourse.read(load_cues(), self.mention)

    def finish(self, finding: Finding) -> Finding:
        """Return the finding with everybody in it resolved."""
        if isinstance(finding, Statement):
            speaker = self._speaker(finding)
            certainty = _CERTAINTY[speaker.step] if isinstance(speaker, Resolved) else 1.0
            return dataclasses.replace(finding, speaker=speaker, confidence=min(finding.confidence, certainty))
        return dataclasses.replace(
            finding,
            issuer=tuple(self._party(party) for party in finding.issuer),
            target=tuple(self._party(party) for party in finding.target),
        )

    def _speaker(self, statement: Statement) -> Resolution:
        if statement.speaker is not UNREAD:
            return statement.speaker
        if statement.source is None:
            return Unknown(reason="the article does not say whose words these are")
        return self.mention(statement.source)

    def _party(self, party: Party) -> Party:
        if party.resolution is not UNREAD or party.span is None:
            return party
        return dataclasses.replace(party, resolution=self.mention(party.span))

    def mention(self, span: Span, rank: Rank = Rank.SPEAKER) -> Resolution:
        """Return who the words at `span` mean; of whoever speaks, a lone name is taken for one."""
        if (span, rank) not in self._done:
            found = self._mention(span)
            if rank is Rank.SPEAKER and isinstance(found, Unknown) and found.description is None:
                found = self._alone(span) or found
            self._done[span, rank] = found
        return self._done[span, rank]

    def _alone(self, span: Span) -> Resolution | None:
        """Return whom a lone capitalised word means that speaks: Reyes, never named in full."""
        names = find_names(self._document.text, span.start, span.end, self._known)
        return self._cast.speaking(names[-1]) if len(names) == 1 and len(names[0].parts) == 1 else None

    def _mention(self, span: Span) -> Resolution:
        tokens = words(self._document.text, span.start, span.end)
        while tokens and not tokens[0].letters:
            tokens = tokens[1:]
        if not tokens:
            return Unknown(reason="no words stand there")
        alone = not any(word.letters for word in tokens[1:])
        if alone and tokens[0].lower in RELATIVE_SUBJECTS:
            return self._relative(tokens[0])
        pronoun = OBJECTS.get(tokens[0].lower, tokens[0].lower)
        if alone and pronoun in PRONOUNS and tokens[0].text != "US":
            return self._pronoun(pronoun, span)
        return self._phrase(tokens)

    def _relative(self, pronoun: Word) -> Resolution:
        """Return whom a relative pronoun goes back to: Reyes, the foreign minister, who said so."""
        nobody = Unknown(reason=f"nobody stands clearly before “{pronoun.text}”")
        if not self._discourse.frames:
            return nobody
        tokens = self._discourse.frames[self._discourse.frame_at(pronoun.start)].words
        place = next((place for place, word in enumerate(tokens) if word.start == pronoun.start), None)
        source = None if place is None else source_of_relative(tokens, place, self._known)
        return nobody if source is None else self.mention(source.span)

    def _pronoun(self, pronoun: str, span: Span) -> Resolution:
        document = self._descriptions.documents.spoken_of_before(span.start) if pronoun == "it" else None
        found = document or antecedent(pronoun, self._discourse.place(span), self._discourse.before(span.start))
        if isinstance(found, Ambiguous):
            fitting = [person for person in found.candidates if self._cast.pronoun(person) == pronoun]
            if len(fitting) == 1 and found.step is Step.ALIAS:
                return Resolved(person=fitting[0], step=Step.PRONOUN, name=self._cast.told(fitting[0]))
        return found

    def _phrase(self, tokens: Sequence[Word]) -> Resolution:
        """Return whom a noun phrase means, with or without what stands beside it between commas."""
        parts = _between_commas(tokens)
        several = self._several(parts)
        if several is not None:
            return several
        for part in parts[:2]:
            name = self._name_of(part)
            if name is not None:
                return self._named(part, name)
        return self._descriptions.resolve(parts[0])

    def _name_of(self, part: Sequence[Word]) -> Name | None:
        """Return the name with which a phrase ends, unless the name is only part of a description."""
        letters = [word for word in part if word.letters]
        if not letters:
            return None
        names = find_names(self._document.text, part[0].start, part[-1].end, self._known)
        if not names or names[-1].span.end < letters[-1].start or names[-1].possessive:
            return None
        name = names[-1]
        before = [word for word in letters if word.end <= name.span.start and word.lower not in name.titles]
        inside = any(word.lower in _BEFORE_PARTS for word in before)
        titled = letters[0].lower not in {"a", "an", "the"} and len(name.parts) > 1 and name.kind is Kind.PERSON
        if (inside and not titled) or self._is_common(name):
            return None
        return name

    def _is_no_party(self, name: Name) -> bool:
        """Say whether a lone word is nobody the article knows: Customs, of Customs and Harbours chief Luis Brandt."""
        return len(name.parts) == 1 and name.kind is Kind.OTHER and not isinstance(self._cast.find(name), Resolved)

    def _is_common(self, name: Name) -> bool:
        """Say whether the words are an office or a people's, though they have capitals: the President, a Republican."""
        untitled = not name.titles and name.kind is not Kind.BODY
        offices = untitled and all(part in self._known.titles for part in name.parts)
        whole = folded(name.text)
        plural = f"{name.parts[-1]}s"
        return offices or whole in self._known.people or plural in self._known.people

    def _named(self, part: Sequence[Word], name: Name) -> Resolution:
        found = self._cast.find(name)
        if isinstance(found, Resolved) and found.person.kind is PersonKind.BODY and found.step is Step.NAME:
            return self._with_owner(part, name, found)
        return found

    def _with_owner(self, part: Sequence[Word], name: Name, found: Resolved) -> Resolved:
        """Return a body under the name of the state it belongs to: Vellin’s Harbour Commission."""
        before = [word for word in part if word.end <= name.span.start]
        owner = next((word for word in reversed(before[-2:]) if word.possessive), None)
        if owner is None or folded(owner.stem) not in self._known.states:
            return found
        full = " ".join(Span(owner.start, name.span.end).slice(self._document.text).split())
        return Resolved(person=self._cast.bodies.party(full), step=Step.NAME, name=full)

    def _several(self, parts: Sequence[Sequence[Word]]) -> Resolution | None:
        """Return the parties of a list of names: Brandt and Okafor, or Germany, Spain and Italy."""
        joined: list[list[Word]] = [[]]
        at_and = False
        for part in parts:
            for word in part:
                if word.lower in {"and", "&"}:
                    at_and = True
                    joined.append([])
                else:
                    joined[-1].append(word)
            if at_and:
                break
            joined.append([])
        joined = [part for part in joined if part]
        if not at_and or not joined[1:]:
            return None
        names = [self._name_of(part) for part in joined]
        if any(name is None or self._is_no_party(name) for name in names):
            return None
        parties = [self._named(part, name) for part, name in zip(joined, names, strict=True) if name is not None]
        if any(isinstance(party, Ambiguous) for party in parties):
            return next(party for party in parties if isinstance(party, Ambiguous))
        told = join_names(
            [printed_name(party) or name.text for party, name in zip(parties, names, strict=True) if name]
        )
        if told is None:
            return None
        person = Person(id=person_id(told), name=told, kind=PersonKind.GROUP)
        return Resolved(person=person, step=Step.NAME, name=told)


def _between_commas(tokens: Sequence[Word]) -> list[list[Word]]:
    """Return the stretches between commas and dashes; what stands in brackets is left out."""
    parts: list[list[Word]] = [[]]
    depth = 0
    for word in tokens:
        depth += (word.text == "(") - (word.text == ")")
        if depth > 0 or word.text == ")":
            continue
        if word.text in {",", "–", "—"}:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if any(word.letters for word in part)]
