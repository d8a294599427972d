"""How probable is it that a statement is right? A logistic curve over what the two readers saw, fitted to annotators.

Right means: the annotators mark these words, with this source. The weights come with the network they were fitted for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from briefs.statement import Form

Calibration = Mapping[str, float]
"""A weight for each fact; see `facts`."""

FACTS = ("constant", *Form, "seen", "sureness", "ruled", "agreed", "source", "cue")
"""What a weight is kept for."""

_LEAST, _MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about a statement when it is finished."""

    form: Form
    sureness: float | None
    """The network's least probability of its spans; None where only the rules saw it."""
    ruled: float | None
    """How sure the rules are; None where only the network saw it."""
    has_source: bool
    has_cue: bool


def facts(evidence: Evidence) -> dict[str, float]:
    """Return the evidence as numbers, the constant among them."""
    seen = evidence.sureness is not None
    return {
        "constant": 1.0,
        evidence.form.value: 1.0,
        "seen": float(seen),
        "sureness": _odds(evidence.sureness) if evidence.sureness is not None else 0.0,
        "ruled": evidence.ruled or 0.0,
        "agreed": float(seen and evidence.ruled is not None),
        "source": float(evidence.has_source),
        "cue": float(evidence.has_cue),
    }


def confidence(evidence: Evidence, calibration: Calibration) -> float:
    """Return a probability, never quite 0 or 1."""
    total = sum(calibration.get(name, 0.0) * value for name, value in facts(evidence).items())
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-total)))), 3)


def _odds(probability: float) -> float:
    bounded = min(0.999, max(0.001, probability))
    return math.log(bounded / (1 - bounded))
