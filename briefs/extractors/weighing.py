"""How likely is a phrase a threat, how likely a pledge? A sum of small weights over what its sentence shows.

Whether "will" threatens, promises or merely foretells is told by no single word. So everything that grammar and the
lexicons say of a candidate is written down as a set of plain marks, `family=vow`, `deed=strike`, `tie=first`, and each
mark has a weight for either kind, learnt once from annotated articles (`training/acts.py`) and kept in a table that can
be read. The sum, as a share of one, is the act's confidence; the heaviest marks are its reasons.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from briefs.extractors.candidates import BEFORE, NEAR, Candidate
from briefs.extractors.commitments import OPEN, PLEDGE, THREAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefs.extractors.speech import Setting
    from briefs.language.words import Word

KINDS = (THREAT, PLEDGE)
TABLE = "acts.weights.tsv"
CONSTANT = "(always)"

_OBJECT, _NEXT, _SENTENCE = 6, 3, 80
"""Words that are looked at: after the deed, after the phrase, of the sentence."""
_LEAD, _MIDDLE = 3, 12
"""Sentences that open an article, and those that still stand near its top."""
_MOST = 3
"""More acts than this in an article say no more than this many."""
_NOT = frozenset({"not", "never", "n't", "no"})
_FIRST_PERSON = frozenset({"i", "i'm", "i've"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The table: for each mark what it adds for a threat and for a pledge."""

    table: Mapping[str, tuple[float, float]]

    def chances(self, marks: Sequence[str]) -> tuple[float, float]:
        """Return how likely a candidate with these marks is a threat, and a pledge."""
        threat, pledge = self.table.get(CONSTANT, (0.0, 0.0))
        for mark in marks:
            adds = self.table.get(mark)
            if adds is not None:
                threat += adds[0]
                pledge += adds[1]
        return _share(threat), _share(pledge)

    def heaviest(self, marks: Sequence[str], kind: str, most: int) -> tuple[str, ...]:
        """Return the marks that speak most for a kind."""
        which = KINDS.index(kind)
        found = sorted(
            ((self.table[mark][which], mark) for mark in marks if mark in self.table and self.table[mark][which] > 0),
            key=lambda pair: (-pair[0], pair[1]),
        )
        return tuple(mark for _, mark in found[:most])


@cache
def load_weights() -> Weights:
    """Return the table that comes with the product."""
    lines = (files("briefs.extractors") / TABLE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Weights(table={mark: (float(threat), float(pledge)) for mark, threat, pledge in rows})


def _share(weight: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, weight))))


def told_in(sentences: Sequence[Sequence[Candidate]]) -> tuple[str, ...]:
    """Return the marks that an article gives to all its candidates: how many of its sentences plainly tell an act."""
    counts = Counter(
        kind
        for candidates in sentences
        for kind in {candidate.hit.commitment.kind for candidate in candidates if is_told(candidate)}
    )
    return tuple(f"article={kind}{min(_MOST, number)}" for kind, number in sorted(counts.items()))


def is_told(candidate: Candidate) -> bool:
    """Say whether the phrase tells the kind, and nothing in its sentence speaks against it."""
    return candidate.hit.commitment.kind != OPEN and candidate.plain


def marks_of(candidate: Candidate, others: Sequence[Candidate], article: Sequence[str]) -> tuple[str, ...]:
    """Return all marks of a candidate, `others` being the candidates of its sentence, itself among them."""
    return tuple(
        dict.fromkeys((*_grammar(candidate), *_company(candidate, others), *_words(candidate), *article)),
    )


def _grammar(candidate: Candidate) -> Iterator[str]:
    """Yield what phrase, deed, speaker and circumstances say, alone and together."""
    tokens, hit = candidate.tokens, candidate.hit
    family, tie = hit.commitment.family, candidate.bound.tie.name.lower()
    setting = _setting(candidate.setting)
    yield f"family={family}"
    yield f"phrase={'_'.join(token.lower for token in tokens[hit.first : hit.end])}"
    yield f"setting={setting}"
    yield f"tie={tie}"
    yield f"family+setting={family}+{setting}"
    yield f"family+tie={family}+{tie}"
    for sort in candidate.classes or ("other",):
        yield f"class={sort}"
        yield f"class+family={sort}+{family}"
        yield f"class+setting={sort}+{setting}"
        yield f"class+tie={sort}+{tie}"
    if candidate.deed is not None:
        yield f"deed={tokens[candidate.deed].lower}"
    if candidate.setting.cue:
        yield f"cue={candidate.setting.cue}"
        yield f"cue+family={candidate.setting.cue}+{family}"
    for role in candidate.roles_before(BEFORE):
        yield f"before={role}"
        yield f"before+family={role}+{family}"
    for role in candidate.roles_before(NEAR):
        yield f"near={role}"
    for role in {sign.role for sign in candidate.signs}:
        yield f"sentence={role}"
    yield from _circumstances(candidate, family)


def _setting(setting: Setting) -> str:
    if setting.relayed:
        return "relayed"
    return "quoted" if setting.quoted else "reported" if setting.reported else "narrated"


def _circumstances(candidate: Candidate, family: str) -> Iterator[str]:
    tokens, hit = candidate.tokens, candidate.hit
    for name, holds in (
        ("condition", candidate.condition is not None),
        ("history", candidate.history),
        ("negation", any(token.lower in _NOT for token in tokens[hit.end : hit.end + _NEXT])),
    ):
        if holds:
            yield name
            yield f"{name}+family={family}"
    if candidate.deadline is not None:
        yield "deadline"
    if any(token.text == "?" for token in tokens):
        yield "question"
    place = candidate.place
    yield f"place={'lead' if place < _LEAD else 'middle' if place < _MIDDLE else 'later'}"


def _company(candidate: Candidate, others: Sequence[Candidate]) -> Iterator[str]:
    """Yield what the phrases of its sentence tell, its own first."""
    if candidate.hit.commitment.kind != OPEN:
        yield f"told={candidate.hit.commitment.kind}"
        yield f"told={candidate.hit.commitment.kind}+{'plain' if candidate.plain else 'doubtful'}"
    for other in others:
        if other is candidate:
            continue
        if other.hit.commitment.kind == OPEN:
            yield f"beside={other.hit.commitment.family}"
        else:
            yield f"beside={other.hit.commitment.kind}+{'plain' if other.plain else 'doubtful'}"


def _words(candidate: Candidate) -> Iterator[str]:
    """Yield the words around it; names and numbers are all alike, since who they are must not tell what was said."""
    tokens, hit = candidate.tokens, candidate.hit
    yield f"previous={_word(tokens, hit.first - 1) if hit.first else 'none'}"
    for place in range(hit.end, min(len(tokens), hit.end + _NEXT)):
        yield f"next{place - hit.end}={_word(tokens, place)}"
    after = (candidate.deed if candidate.deed is not None else hit.end - 1) + 1
    for place in range(after, min(len(tokens), after + _OBJECT)):
        yield f"object={_word(tokens, place)}"
    for place in range(min(len(tokens), _SENTENCE)):
        yield f"word={_word(tokens, place)}"


def _word(tokens: Sequence[Word], place: int) -> str:
    token = tokens[place]
    if token.text[0].isdigit():
        return "#"
    if token.text[0].isupper() and place and token.lower not in _FIRST_PERSON:
        return "^"
    return token.lower
