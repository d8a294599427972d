"""Who threatens, who pledges? Acts with issuer, condition and status, found by words, grammar and a weighing of both.

It prefers silence: nobody who is bound in plain sight, no act; what one side says the other will do is nobody's act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.acts import Act, MentionId, Party, Pledge, Status, Threat, Time
from briefs.extractors.candidates import NEAR, Candidate, Candidates
from briefs.extractors.commitments import OPEN, OWNER, PLEDGE, THREAT
from briefs.extractors.issuers import UNBOUND
from briefs.extractors.merging import Merging, with_conditions
from briefs.extractors.particulars import action_of, cameo_of, plover_of, status_of, target_of
from briefs.extractors.salience import weigh
from briefs.extractors.weighing import KINDS, load_weights, marks_of, told_in
from briefs.speakers.mentions import load_names
from briefs.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding

_CLASSES: dict[str, type[Act]] = {THREAT: Threat, PLEDGE: Pledge}

ENOUGH = {THREAT: 0.35, PLEDGE: 0.3}
"""How likely an act must be: where precision and recall are best together on annotated articles."""
ENOUGH_VAGUE = 0.5
"""The same for a pledge that is a plain future of no deed known to be welcome: I shall frame it."""
ENOUGH_TOLD = 0.15
"""The same where the phrase itself tells the kind: an editor who adds one wants to see it."""
ALONE, ALONE_TOLD = 0.45, 0.3
"""How likely the likeliest act of an article must be, and one whose phrase tells it; below, the article has none."""
SHORT = 5
"""Sentences of an article so short that chance finds no act in it."""
PLAIN = 0.15
"""What a phrase that tells its kind is ahead of others, where a sentence may be a threat or a pledge."""
_FUTURES = frozenset({"will", "would", "going", "may", "can"})
"""Families of `commitments.yaml` that by themselves say nothing but that it is to come."""
_REASONS = 4
"""Marks that are told as reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An act before it is numbered."""

    kind: str
    candidate: Candidate
    chance: float
    marks: tuple[str, ...]

    @property
    def told(self) -> bool:
        """Say whether the phrase itself tells the kind, and nothing speaks against it."""
        return self.candidate.plain and self.candidate.hit.commitment.kind == self.kind

    @property
    def enough(self) -> bool:
        """Say whether it is likely enough to be an act."""
        if self.told:
            return self.chance >= ENOUGH_TOLD
        vague = self.kind == PLEDGE and not self.candidate.classes
        future = self.candidate.hit.commitment.family in _FUTURES
        return self.chance >= (ENOUGH_VAGUE if vague and future else ENOUGH[self.kind])

    @property
    def opens(self) -> bool:
        """Say whether it is likely enough to be the only act of its article."""
        return self.chance >= (ALONE_TOLD if self.told else ALONE)

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Among the phrases of a sentence one that tells kind and standing comes first: they are the act's."""
        return (self.told, self.candidate.hit.commitment.status is not Status.STATED, self.chance)


class LexiconActs:
    """Finds threats and pledges by the phrases of three lexicons and what surrounds them."""

    name = "acts"
    version = "3"
    languages = frozenset({"en"})

    def __init__(self, lexicons: Path | None = None) -> None:
        self._candidates = Candidates(lexicons)
        self._weights = load_weights()
        self._names = load_names(lexicons)

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Act]:
        """Yield the acts of `document` in reading order; `found` holds its statements, which say who speaks."""
        if self._candidates.is_sport(document):
            return
        statements = [finding for finding in found if isinstance(finding, Statement)]
        sentences = list(self._candidates.find(document, statements))
        article = told_in(sentences)
        acts = [act for candidates in sentences if (act := self._likeliest(candidates, article)) is not None]
        if len(document.sentences) <= SHORT or any(act.opens for act in acts):
            yield from self._numbered(document.text, acts)

    def _likeliest(self, candidates: Sequence[Candidate], article: Sequence[str]) -> _Found | None:
        """Return the act of one sentence: of each kind the best phrase, and of both kinds the likelier."""
        best: dict[str, _Found] = {}
        for candidate in candidates:
            if candidate.bound.tie in UNBOUND or candidate.governed or _is_undone(candidate, candidates):
                continue
            marks = marks_of(candidate, candidates, article)
            for kind, chance in zip(KINDS, self._weights.chances(marks), strict=True):
                found = _Found(kind=kind, candidate=candidate, chance=chance, marks=marks)
                if found.enough and (kind not in best or found.rank > best[kind].rank):
                    best[kind] = found
        return max(best.values(), key=lambda found: found.chance + PLAIN * found.told, default=None)

    def _numbered(self, text: str, found: Sequence[_Found]) -> Iterator[Act]:
        """Turn what was found into acts: numbered, those of one act joined, weighed."""
        merging = Merging(text)
        acts: list[Act] = []
        spoken = set()
        counts = dict.fromkeys(_CLASSES, 0)
        for item in found:
            counts[item.kind] += 1
            act = self._act(text, item, MentionId(f"{item.kind[0]}{counts[item.kind]}"), merging)
            acts.append(act)
            if item.candidate.setting.quoted:
                spoken.add(act.id)
        yield from weigh(with_conditions(acts), len(text), spoken)

    def _act(self, text: str, item: _Found, name: MentionId, merging: Merging) -> Act:
        candidate = item.candidate
        entry = candidate.hit.commitment
        issuers = candidate.bound.spans
        status = status_of(candidate, item.kind)
        action = action_of(candidate, candidate.within)
        target = target_of(text, action, issuers, self._names)
        recalls = entry.issuer == OWNER
        return _CLASSES[item.kind](
            id=name,
            act=merging.name(item.kind, candidate, status, recalls=recalls),
            statement=candidate.sentence,
            trigger=candidate.trigger,
            issuer=tuple(Party(span=span) for span in issuers),
            issuer_for=candidate.bound.stands_for,
            target=(Party(span=target),) if target else (),
            action=action,
            condition=(candidate.condition,) if candidate.condition else (),
            deadline=candidate.deadline,
            status=status,
            time=Time.BACKGROUND if candidate.history else Time.CURRENT,
            confidence=round(item.chance, 3),
            reasons=self._reasons(item),
            plover=plover_of(item.kind, status),
            cameo=cameo_of(candidate, item.kind, status),
        )

    def _reasons(self, item: _Found) -> tuple[str, ...]:
        """Return why it was found: the phrase, and where that leaves the kind open the marks that weighed most."""
        entry = item.candidate.hit.commitment
        phrase = f"the words “{item.candidate.hit.phrase.text}” ({entry.file})"
        if entry.kind != OPEN:
            return (phrase,)
        marks = self._weights.heaviest(item.marks, item.kind, _REASONS)
        return (phrase, f"marks of a {item.kind}: {', '.join(marks)}") if marks else (phrase,)


def _is_undone(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Say whether it is itself the denial of what follows it: refused to rule out, never threatened to."""
    if candidate.hit.commitment.kind != OPEN:
        return False
    reach = range(candidate.hit.first + 1, candidate.hit.end + NEAR + 1)
    return any(o.governed and o.hit.commitment.kind != OPEN and o.hit.first in reach for o in others)
