"""What may be an act? Every phrase of the lexicons in a sentence, with all that its sentence tells about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.circumstances import Role, Sign, Surroundings, load_circumstances
from briefs.extractors.commitments import ANY, OWNER, QUOTED, Hit, by_first_word, find_hits, load_commitments
from briefs.extractors.conditions import find_condition
from briefs.extractors.cues import load_cues
from briefs.extractors.deadlines import find_deadline
from briefs.extractors.issuers import UNBOUND, Bound, Issuers
from briefs.extractors.phrases import load_classes, spread
from briefs.extractors.speech import Setting, Speech
from briefs.language.words import words
from briefs.speakers.aliases import Cast
from briefs.speakers.mentions import load_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefs.acts import Deadline
    from briefs.document import Document
    from briefs.language.words import Word
    from briefs.statement import Statement

BEFORE = 5
"""Words before a phrase that may govern it: [urged Vellin not] to promise."""
NEAR = 2
"""Words before it that deny it: [has never] threatened to."""
_LONGEST = 400
"""Words of a sentence that are read; no sentence is longer, and what only looks like one must cost no time."""
_LOOKED_AT, _SPORT = 6000, 5
"""Characters that show what an article is about, and words of sport that make it a report of a game."""
_DEED_REACH = 6
"""Words after a phrase among which the deed stands: will, within the week, [strike]."""
_YEAR = re.compile(r"\A(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One phrase in one sentence, and what surrounds it."""

    hit: Hit
    place: int
    """The number of its sentence in the document."""
    sentence: Span
    tokens: Sequence[Word]
    signs: Sequence[Sign]
    setting: Setting
    bound: Bound
    within: Span
    """Where its clauses may stand: the speech that holds it, or the sentence."""
    condition: Span | None
    deadline: Deadline | None
    deed: int | None
    """The place of the word that says what will be done."""
    classes: tuple[str, ...]
    """The classes of `deeds.yaml` that the deed belongs to."""
    history: bool
    """The sentence tells of long ago."""

    def roles_before(self, reach: int) -> frozenset[Role]:
        """Return the roles of the words up to `reach` words before the phrase, in the same clause."""
        first = self.hit.first
        start = first
        while start > max(0, first - reach) and (self.tokens[start - 1].letters or self.tokens[start - 1].text == ","):
            start -= 1
        return frozenset(sign.role for sign in self.signs if start <= sign.first and sign.end <= first)

    @property
    def governed(self) -> bool:
        """Say whether it is wished of another, told of an opponent or denied: no act, however it reads else."""
        near = self.roles_before(NEAR)
        before = near if self.hit.commitment.issuer == OWNER else self.roles_before(BEFORE)
        return Role.DENIAL in near or bool(before & {Role.WISH, Role.CLAIM})

    @property
    def plain(self) -> bool:
        """Say whether nothing speaks against it: no wish, no demand, no fear, no denial, no opponent's claim."""
        if self.bound.tie in UNBOUND or self.governed:
            return False
        reach = NEAR if self.hit.commitment.issuer == OWNER else BEFORE
        return Role.FORECAST not in self.roles_before(reach)

    @property
    def trigger(self) -> Span:
        """The smallest words that carry the commitment: the phrase, and the deed right after it."""
        last = self.hit.end - 1
        if self.deed is not None and self.deed > last:
            last = self.deed
        return Span(self.hit.span.start, self.tokens[last].end)


class Candidates:
    """Finds the candidates of a document."""

    def __init__(self, lexicons: Path | None = None) -> None:
        self._index = by_first_word(load_commitments(lexicons))
        self._surroundings = Surroundings(load_circumstances(lexicons))
        self._classes = load_classes(lexicons)
        self._cues = load_cues(lexicons)
        self._names = load_names(lexicons)

    def find(self, document: Document, statements: Sequence[Statement]) -> Iterator[tuple[Candidate, ...]]:
        """Yield the candidates of each sentence that has any, in reading order."""
        text = document.text
        speech: Speech | None = None
        issuers: Issuers | None = None
        for place, sentence in enumerate(document.sentences):
            tokens = spread(words(text, sentence.start, sentence.end))[:_LONGEST]
            hits = list(find_hits(tokens, self._index))
            if not hits:
                continue
            speech = speech or Speech(document, statements, self._cues, self._names)
            issuers = issuers or self._issuers(document)
            signs = self._surroundings.signs(tokens)
            history = _is_history(tokens, signs, document.article.published)
            found = []
            for hit in hits:
                setting = _relayed(speech.setting(hit.span), tokens, signs)
                if not _fits(hit, setting):
                    continue
                within = setting.within if setting.quoted and setting.within else sentence
                deed = self._deed(tokens, hit)
                found.append(
                    Candidate(
                        hit=hit,
                        place=place,
                        sentence=sentence,
                        tokens=tokens,
                        signs=signs,
                        setting=setting,
                        bound=issuers.bound(tokens, hit, setting),
                        within=within,
                        condition=find_condition(tokens, signs, hit.span, within),
                        deadline=find_deadline(tokens, signs, sentence, document.article.published),
                        deed=deed,
                        classes=self._classes.of(tokens[deed].lower) if deed is not None else (),
                        history=history,
                    )
                )
            if found:
                yield tuple(found)

    def is_sport(self, document: Document) -> bool:
        """Say whether an article is about a game, where a promise is a manner of speaking."""
        found = {word.lower for word in words(document.text, 0, min(len(document.text), _LOOKED_AT))}
        return len(found & self._classes.words.get("sport", frozenset())) >= _SPORT

    def _issuers(self, document: Document) -> Issuers:
        cast = Cast(document, (), self._names)
        return Issuers(document.text, cast, self._names, self._classes.words.get("owned", frozenset()))

    def _deed(self, tokens: Sequence[Word], hit: Hit) -> int | None:
        """Return the place of the deed: in the phrase itself or among the words after it, up to the clause's end."""
        for place in range(hit.first + 1, hit.end):
            if self._classes.of(tokens[place].lower):
                return place
        for place in range(hit.end, min(len(tokens), hit.end + _DEED_REACH)):
            if not tokens[place].letters:
                return None
            if self._classes.of(tokens[place].lower):
                return place
        return None


def _fits(hit: Hit, setting: Setting) -> bool:
    inside = hit.commitment.inside
    return inside == ANY or (setting.quoted if inside == QUOTED else setting.reported)


def _relayed(setting: Setting, tokens: Sequence[Word], signs: Sequence[Sign]) -> Setting:
    """Return the setting, marked where its speaker only hands on what others commit to."""
    speaker = setting.speaker
    if speaker is None or not any(
        sign.role is Role.RELAY and speaker.start <= tokens[sign.first].start < speaker.end for sign in signs
    ):
        return setting
    return replace(setting, relayed=True)


def _is_history(tokens: Sequence[Word], signs: Sequence[Sign], published: date | None) -> bool:
    """Say whether a sentence tells of long ago: last year, or a year before the article's."""
    if any(sign.role is Role.HISTORY for sign in signs):
        return True
    before = published.year if published else None
    return any(
        _YEAR.match(word.text) is not None
        and tokens[place - 1].lower in {"in", "since", "from"}
        and (before is None or int(word.text) < before)
        for place, word in enumerate(tokens)
        if place
    )
