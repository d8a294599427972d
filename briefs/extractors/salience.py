"""How much does an editor want an act in a short brief? A few plain reasons, each with its weight."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefs.acts import Act, Status, Time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from briefs.acts import ActId, MentionId

MOST = 5
"""Key acts an article."""

_BASE = 0.1
_SURE = 0.3
"""Times the confidence: a brief that opens with a doubtful line is not read on."""
_EARLY, _LEAD, _SPOKEN, _NAMED, _AGAIN, _STATUS = 0.15, 0.1, 0.1, 0.1, 0.1, 0.1
_BACKGROUND = -0.4
_LEAD_SHARE = 0.15
"""The part of an article that is its top."""
_TELLING = frozenset({Status.CONDITIONAL, Status.REFUSED, Status.WITHDRAWN})
"""Standings that make an act more than a promise among others."""


def weigh(acts: Iterable[Act], length: int, spoken: Collection[MentionId]) -> tuple[Act, ...]:
    """Return the acts with salience, reasons and the article's key acts; `spoken` are those in direct speech.

    An act is key by its best mention, and then all its mentions are. History is never key.
    """
    acts = tuple(acts)
    mentions = Counter(act.act for act in acts)
    weighed = [_weighed(act, length, spoken, mentions[act.act]) for act in acts]
    best: dict[ActId, float] = {}
    for act in weighed:
        if act.time is Time.CURRENT:
            best[act.act] = max(best.get(act.act, 0.0), act.salience)
    keys = set(sorted(best, key=lambda name: -best[name])[:MOST])
    return tuple(replace(act, key=act.act in keys and act.time is Time.CURRENT) for act in weighed)


def _weighed(act: Act, length: int, spoken: Collection[MentionId], mentions: int) -> Act:
    share = act.statement.start / max(1, length)
    found = [
        (_SURE * act.confidence, "", True),
        (_LEAD, "stands at the top of the article", share < _LEAD_SHARE),
        (_EARLY * (1 - share), "", share < 1),
        (_SPOKEN, "in the issuer's own words", act.id in spoken),
        (_NAMED, "", bool(act.issuer)),
        (_AGAIN, f"comes up {mentions} times", mentions > 1),
        (_STATUS, f"is {act.status.value}", act.status in _TELLING),
        (_BACKGROUND, "is history here", act.time is Time.BACKGROUND),
    ]
    salience = _BASE + sum(weight for weight, _, holds in found if holds)
    reasons = tuple(reason for _, reason, holds in found if holds and reason)
    return replace(act, salience=round(min(1.0, max(0.0, salience)), 3), reasons=act.reasons + reasons)
