"""Who threatens, who pledges? Acts with issuer, condition and status, found by words, grammar and a weighing of both.

It prefers silence: nobody who is bound in plain sight, no act; what one side says the other will do is nobody's act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.acts import Act, MentionId, Party, Pledge, Status, Threat, Time
from briefs.extractors.candidates import Candidate, Candidates
from briefs.extractors.commitments import OWNER, PLEDGE, THREAT
from briefs.extractors.issuers import Tie
from briefs.extractors.merging import Merging
from briefs.extractors.salience import weigh
from briefs.extractors.weighing import KINDS, load_weights, marks_of, told_in
from briefs.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding

_CLASSES: dict[str, type[Act]] = {THREAT: Threat, PLEDGE: Pledge}
ENOUGH = {THREAT: 0.4, PLEDGE: 0.35}
"""How likely an act must be to be one: where precision and recall are best together on annotated articles."""
_REASONS = 3
"""Marks that are told as reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An act before it is numbered."""

    kind: str
    candidate: Candidate
    chance: float
    marks: tuple[str, ...]


class LexiconActs:
    """Finds threats and pledges by the phrases of three lexicons and what surrounds them."""

    name = "acts"
    version = "3"
    languages = frozenset({"en"})

    def __init__(self, lexicons: Path | None = None) -> None:
        self._candidates = Candidates(lexicons)
        self._weights = load_weights()

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Act]:
        """Yield the acts of `document` in reading order; `found` holds its statements, which say who speaks."""
        statements = [finding for finding in found if isinstance(finding, Statement)]
        sentences = list(self._candidates.find(document, statements))
        article = told_in(sentences)
        acts = [act for candidates in sentences for act in self._chosen(candidates, article)]
        yield from _numbered(document.text, acts)

    def _chosen(self, candidates: Sequence[Candidate], article: Sequence[str]) -> Iterator[_Found]:
        """Yield the acts of one sentence: of each kind the likeliest, where it is likely enough."""
        best: dict[str, _Found] = {}
        for candidate in candidates:
            if candidate.bound.tie in {Tie.OTHER, Tie.NOBODY}:
                continue
            marks = marks_of(candidate, candidates, article)
            for kind, chance in zip(KINDS, self._weights.chances(marks), strict=True):
                if chance >= ENOUGH[kind] and (kind not in best or chance > best[kind].chance):
                    best[kind] = _Found(kind=kind, candidate=candidate, chance=chance, marks=marks)
        yield from best.values()


def _numbered(text: str, found: Sequence[_Found]) -> Iterator[Act]:
    """Turn what was found into acts: numbered, those of one act joined, weighed."""
    merging = Merging(text)
    acts: list[Act] = []
    spoken = set()
    counts = dict.fromkeys(_CLASSES, 0)
    for item in found:
        counts[item.kind] += 1
        act = _act(item, MentionId(f"{item.kind[0]}{counts[item.kind]}"), merging)
        acts.append(act)
        if item.candidate.setting.quoted:
            spoken.add(act.id)
    yield from weigh(acts, len(text), spoken)


def _act(item: _Found, name: MentionId, merging: Merging) -> Act:
    candidate = item.candidate
    entry = candidate.hit.commitment
    status = entry.status
    if candidate.condition is not None and status is Status.STATED:
        status = Status.CONDITIONAL
    issuers = candidate.bound.spans
    return _CLASSES[item.kind](
        id=name,
        act=merging.name(item.kind, issuers, candidate.sentence, candidate.hit.span, recalls=entry.issuer == OWNER),
        statement=candidate.sentence,
        trigger=candidate.trigger,
        issuer=tuple(Party(span=span) for span in issuers),
        issuer_for=candidate.bound.stands_for,
        condition=(candidate.condition,) if candidate.condition else (),
        deadline=candidate.deadline,
        status=status,
        time=Time.BACKGROUND if candidate.history else Time.CURRENT,
        confidence=round(item.chance, 3),
        reasons=(f"the words “{candidate.hit.phrase.text}” ({entry.file})",),
        plover=entry.plover,
        cameo=entry.cameo,
    )
