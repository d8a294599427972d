"""What exactly is threatened or pledged, to whom, and how does it stand? The fields of an act beside its issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.acts import Status
from briefs.document import Span
from briefs.extractors.commitments import OPEN, PLEDGE, THREAT
from briefs.language.words import listed
from briefs.speakers.mentions import Kind, find_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.extractors.candidates import Candidate
    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

_STOPS = frozenset({",", ";", ":", ".", "!", "?", "—", "–", "("})
_LEADS = listed("to that also now then in on at")
"""Words between the phrase and what it announces."""
_TURNS = listed("if unless until because after before while when although which who said says but")
"""Words that begin another clause."""
_LONGEST = 30
"""Words of an action; a longer one is cut here."""
_NOT = listed("not never won't wouldn't no")
_PARTIES = frozenset({Kind.STATE, Kind.BODY, Kind.PERSON})

_CODES = {"force": "138", "pressure": "131", "inflict": "131"}
"""CAMEO: a threat with military force; a threat without, sanctions and the like."""
_ULTIMATUM, _THREAT, _AGREE, _COOPERATE, _REJECT = "139", "130", "057", "030", "120"


def action_of(candidate: Candidate, within: Span) -> tuple[Span, ...]:
    """Return what is announced: in "vowed to close the strait unless …" it is "close the strait"."""
    tokens, hit = candidate.tokens, candidate.hit
    first = candidate.deed if candidate.deed is not None and candidate.deed >= hit.first else hit.end
    if candidate.deed is None:
        while first < len(tokens) and tokens[first].lower in _LEADS:
            first += 1
    last = first
    while last < min(len(tokens), first + _LONGEST) and _goes_on(tokens[last], candidate.condition, within):
        last += 1
    return (Span(tokens[first].start, tokens[last - 1].end),) if last > first else ()


def _goes_on(word: Word, condition: Span | None, within: Span) -> bool:
    if word.start >= within.end or word.text in _STOPS or word.lower in _TURNS:
        return False
    return condition is None or not condition.contains(Span(word.start, word.end))


def target_of(text: str, action: Sequence[Span], issuers: Sequence[Span], names: Names) -> Span | None:
    """Return whom it concerns: the first state, body or person that the action names and that is not its issuer."""
    own = {span.slice(text) for span in issuers}
    for span in action:
        for name in find_names(text, span.start, span.end, names):
            if name.kind in _PARTIES and name.text not in own:
                return name.span
    return None


def status_of(candidate: Candidate, kind: str) -> Status:
    """Return how the act stands: as its phrase says, conditional where a clause hangs on it, refused where denied.

    Only what others wanted is refused: "will not attack" is restraint, and a threat is never refused.
    """
    entry = candidate.hit.commitment
    status = entry.status
    if kind == THREAT and status is Status.REFUSED:
        status = Status.STATED
    if kind == PLEDGE and entry.kind == OPEN and status is Status.STATED and _is_denied(candidate):
        status = Status.REFUSED
    if status is Status.STATED and candidate.condition is not None:
        return Status.CONDITIONAL
    return status


def _is_denied(candidate: Candidate) -> bool:
    tokens, hit = candidate.tokens, candidate.hit
    beside = (*tokens[hit.first : hit.end], *tokens[hit.end : hit.end + 1])
    return any(token.lower in _NOT for token in beside) and "force" not in candidate.classes


def plover_of(kind: str, status: Status) -> str:
    """Return the PLOVER event: a pledge refused or taken back rejects."""
    if kind == THREAT:
        return "THREATEN"
    return "REJECT" if status in {Status.REFUSED, Status.WITHDRAWN} else "AGREE"


def cameo_of(candidate: Candidate, kind: str, status: Status) -> str:
    """Return the CAMEO code: the phrase's, or what deed and standing come to."""
    entry = candidate.hit.commitment
    if kind == THREAT:
        if candidate.condition is not None and candidate.deadline is not None:
            return _ULTIMATUM
        by_deed = next((_CODES[sort] for sort in candidate.classes if sort in _CODES), _THREAT)
        return by_deed if entry.kind != THREAT or entry.cameo == _THREAT else entry.cameo
    if status in {Status.REFUSED, Status.WITHDRAWN}:
        return _REJECT
    if entry.kind == PLEDGE:
        return entry.cameo
    return _AGREE if entry.family == "agree" else _COOPERATE
