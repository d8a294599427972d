"""Who stands behind each source and issuer? One small rule for each kind of mention, and Unknown with a reason else."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from datetime import datetime
from typing import TYPE_CHECKING

from briefs.acts import Party
from briefs.document import Span
from briefs.extractors.attributions import find_attributions
from briefs.extractors.cues import load_cues
from briefs.extractors.frames import Frame, find_frames
from briefs.extractors.sources import PRONOUNS, opening_subject
from briefs.language.words import folded, listed, words
from briefs.person import (
    UNREAD,
    Person,
    PersonKind,
    Resolution,
    Resolved,
    Step,
    Unknown,
)
from briefs.speakers.aliases import Cast, slug
from briefs.speakers.mentions import Kind, find_names, load_names
from briefs.speakers.pronouns import Subject, antecedent
from briefs.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Document
    from briefs.language.words import Word
    from briefs.record import Finding

_ARTICLES = listed("a an the one")
_DOCUMENTS = listed(
    "statement report letter memo document study paper article editorial tweet message sign banner complaint "
    "lawsuit filing ruling indictment post book film song poem review headline"
)
_BEFORE_PARTS = listed("of for from in at to with by on about against close near")


_LOOK_BACK = 24
"""Subjects among which a pronoun's is sought."""


def resolve(document: Document, findings: Sequence[Finding], people: Sequence[Person]) -> tuple[Finding, ...]:
    """Return the findings with their speakers, issuers and targets resolved, in the same order.

    Names and titles are looked up in the article first and in `people` second. A speaker already resolved stays.
    """
    resolver = _Resolver(document, people)
    return tuple(resolver.finish(finding) for finding in findings)


class _Resolver:
    def __init__(self, document: Document, people: Sequence[Person]) -> None:
        self._document = document
        self._known = load_names()
        self._cast = Cast(document, people, self._known)
        self._cues = load_cues()
        self._frames = tuple(find_frames(document))
        self._starts = [frame.span.start for frame in self._frames]
        self._subjects: list[Subject] = []
        self._done: dict[Span, Resolution] = {}
        published = document.article.published
        self._day = published.date() if isinstance(published, datetime) else published
        self._walk()

    def _walk(self) -> None:
        """Resolve the subjects of all sentences once, in reading order, so that pronouns can look back."""
        for number, frame in enumerate(self._frames):
            opening = opening_subject(frame.words, self._known)
            attributed = find_attributions(frame, self._cues, self._known)
            spans = {link.source.span for link in attributed if link.source} | ({opening.span} if opening else set())
            reached = -1
            for span in sorted(spans, key=lambda span: (span.start, -span.end)):
                if span.end > reached:
                    self._note(number, frame, span)
                    reached = span.end

    def _note(self, number: int, frame: Frame, span: Span) -> None:
        resolution = self.mention(span)
        pronoun = None
        if isinstance(resolution, Resolved):
            pronoun = self._cast.pronoun(resolution.person)
            word = folded(self._document.slice(span))
            pronoun = pronoun or (word if word in {"he", "she"} else None)
        self._subjects.append(
            Subject(span=span, frame=number, paragraph=frame.paragraph, resolution=resolution, pronoun=pronoun)
        )

    def finish(self, finding: Finding) -> Finding:
        """Return the finding with everybody in it resolved."""
        if isinstance(finding, Statement):
            return dataclasses.replace(finding, speaker=self._speaker(finding))
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

    def mention(self, span: Span) -> Resolution:
        """Return who the words at `span` mean."""
        if span not in self._done:
            self._done[span] = self._mention(span)
        return self._done[span]

    def _mention(self, span: Span) -> Resolution:
        text = self._document.text
        tokens = [word for word in words(text, span.start, span.end) if word.letters]
        if not tokens:
            return Unknown(reason="no words stand there")
        if len(tokens) == 1 and tokens[0].lower in PRONOUNS and tokens[0].text != "US":
            number = max(0, bisect_right(self._starts, span.start) - 1)
            paragraph = self._frames[number].paragraph if self._frames else 0
            here = bisect_left(self._subjects, span.start, key=lambda subject: subject.span.start)
            recent = self._subjects[max(0, here - _LOOK_BACK) : here]
            return antecedent(tokens[0].lower, number, paragraph, recent)
        names = find_names(text, span.start, span.end, self._known)
        named = [
            name
            for name in names
            if name.kind is not Kind.OTHER or name.span.end == tokens[-1].start + len(tokens[-1].stem)
        ]
        named = [name for name in named if folded(name.text) not in self._known.people]
        if named and any(word.lower == "and" for word in tokens):
            return self._group(span)
        if named and named[-1].span.end >= span.end and not named[-1].possessive:
            before = [word for word in tokens if word.end <= named[-1].span.start]
            before = [word for word in before if word.lower not in named[-1].titles]
            if not before or before[-1].lower not in _BEFORE_PARTS:
                return self._cast.find(named[-1])
        return self._description(span)

    def _group(self, span: Span) -> Resolution:
        name = " ".join(self._document.slice(span).split())
        return Resolved(
            person=Person(id=slug(name), name=name, kind=PersonKind.GROUP), step=Step.DESCRIPTION, name=name
        )

    def _description(self, span: Span) -> Resolution:
        tokens = [word for word in words(self._document.text, span.start, span.end) if word.letters]
        indefinite = tokens[0].lower in {"a", "an", "one", "some", "several", "many", "two", "three"}
        if tokens[0].lower in _ARTICLES and len(tokens) > 1:
            tokens = tokens[1:]
        phrase = Span(tokens[0].start, tokens[-1].end).slice(self._document.text)
        description = " ".join(phrase.split())
        cut = next(
            (place for place, word in enumerate(tokens) if place and word.lower in {"of", "for", "in", "at", "from"}),
            None,
        )
        head = folded(tokens[(cut or len(tokens)) - 1].stem)
        if head in _DOCUMENTS:
            return Unknown(reason=f"a document speaks, and the article does not say whose: “{description}”")
        if not indefinite:
            office = " ".join(folded(word.stem) for word in tokens)
            holder = self._cast.holder(office, self._day)
            if holder is not None:
                return holder
            if head in self._known.bodies:
                return self._body(description, head, named=any(is_own(word) for word in tokens))
        return Unknown(reason="the article gives no name", description=description)

    def _body(self, description: str, head: str, *, named: bool) -> Resolution:
        full = description if named else self._cast.body_ending(folded(description))
        if full is None:
            return Unknown(reason=f"which {head} is meant is not plain", description=description)
        if named:
            self._cast.learn_body(full)
        person = Person(id=slug(full), name=full, kind=PersonKind.BODY)
        return Resolved(person=person, step=Step.NAME if named else Step.DESCRIPTION, name=full)


def is_own(word: Word) -> bool:
    """Say whether a word makes a body's name its own: Vellin's ministry, not a Vellin-based club."""
    return word.capital and not word.lower.endswith("-based")
