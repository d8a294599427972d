"""Who threatens, who pledges? Acts with issuer, condition and status, found by words, grammar and a weighing of both.

It prefers silence: nobody who is bound in plain sight, no act; what one side says the other will do is nobody's act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.acts import Act, MentionId, Party, Pledge, Status, Threat, Time
from briefs.extractors.candidates import BEFORE, NEAR, Candidate, Candidates
from briefs.extractors.circumstances import Role
from briefs.extractors.commitments import OPEN, OWNER
from briefs.extractors.issuers import Tie
from briefs.extractors.merging import Merging
from briefs.extractors.salience import weigh
from briefs.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding

_CLASSES: dict[str, type[Act]] = {"threat": Threat, "pledge": Pledge}
_SURE, _NAMELESS = 0.8, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An act before it is numbered."""

    kind: str
    candidate: Candidate


class LexiconActs:
    """Finds threats and pledges by the words of `threats.yaml` and `pledges.yaml`."""

    name = "acts"
    version = "2"
    languages = frozenset({"en"})

    def __init__(self, lexicons: Path | None = None) -> None:
        self._candidates = Candidates(lexicons)

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Act]:
        """Yield the acts of `document` in reading order; `found` holds its statements, which say who speaks."""
        statements = [finding for finding in found if isinstance(finding, Statement)]
        acts = [act for group in self._candidates.find(document, statements) for act in _chosen(group)]
        yield from _numbered(document.text, acts)


def _chosen(candidates: Sequence[Candidate]) -> Iterator[_Found]:
    """Yield the acts of one sentence, at most one of each kind."""
    kinds: set[str] = set()
    for candidate in candidates:
        kind = candidate.hit.commitment.kind
        if kind != OPEN and kind not in kinds and _commits(candidate):
            kinds.add(kind)
            yield _Found(kind=kind, candidate=candidate)


def _commits(candidate: Candidate) -> bool:
    """Say whether somebody is bound: no wish, no demand, no fear, no denial, no opponent's claim."""
    if candidate.bound.tie in {Tie.OTHER, Tie.NOBODY}:
        return False
    near = candidate.roles_before(NEAR)
    if Role.DENIAL in near:
        return False
    before = near if candidate.hit.commitment.issuer == OWNER else candidate.roles_before(BEFORE)
    return not before & {Role.WISH, Role.FORECAST, Role.CLAIM}


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
        confidence=_SURE if issuers else _NAMELESS,
        reasons=(f"the words “{candidate.hit.phrase.text}” ({entry.file})",),
        plover=entry.plover,
        cameo=entry.cameo,
    )
