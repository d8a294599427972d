"""Which spans do the scores amount to? The best legal row of labels for every window, and the spans in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefs.tagging.labels import LABELS, OUTSIDE, Role, Side, begin, inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network thinks of each unit of a document."""

    outputs: NDArray[np.float32]
    """One row a unit: the labels, then the sides."""
    windows: tuple[tuple[int, int], ...]
    """Which units were read together: first, and the one after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One span the network sees, in units."""

    role: Role
    first: int
    end: int
    left: float
    """How probable it is that its partner stands to its left."""
    right: float
    sureness: float
    """The mean probability of its labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transitions:
    """How likely one label follows another, as counted in the training corpus."""

    follow: NDArray[np.float32]
    """Row: the label before; column: the label; -1e4 where it is not legal."""
    prior: NDArray[np.float32]
    """What is taken off each label's score, since its frequency is in `follow` already."""


def find_spans(scores: Scores, transitions: Transitions) -> list[Tagged]:
    """Return the spans in reading order; none crosses a window's end."""
    labels = scores.outputs[:, :LABELS]
    sides = _softmax(scores.outputs[:, LABELS:])
    chances = _softmax(labels)
    emissions = np.log(chances + np.float32(1e-9)) - transitions.prior
    path = _viterbi(emissions, scores.windows, transitions.follow)
    return _spans(path, scores.windows, chances, sides)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return chances


def _viterbi(
    emissions: NDArray[np.float32], windows: Sequence[tuple[int, int]], follow: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return the best row of labels, all windows at once: as many steps as the longest one has units."""
    if not windows:
        return np.empty(0, dtype=np.int64)
    lengths = np.array([end - first for first, end in windows])
    firsts = np.array([first for first, _ in windows])
    order = np.argsort(-lengths, kind="stable")
    lengths, firsts = lengths[order], firsts[order]
    best = emissions[firsts].copy()
    best[:, [inside(role) for role in Role]] += _NEVER
    back = np.zeros((int(lengths[0]), len(windows), LABELS), dtype=np.int64)
    for step in range(1, int(lengths[0])):
        alive = int(np.searchsorted(-lengths, -step, side="left"))
        through = best[:alive, :, None] + follow
        back[step, :alive] = through.argmax(axis=1)
        best[:alive] = through.max(axis=1) + emissions[firsts[:alive] + step]
    path = np.zeros(len(emissions), dtype=np.int64)
    for row, (first, length) in enumerate(zip(firsts.tolist(), lengths.tolist(), strict=True)):
        label = int(best[row].argmax())
        for step in range(length - 1, -1, -1):
            path[first + step] = label
            label = int(back[step, row, label])
    return path


def _spans(
    path: NDArray[np.int64],
    windows: Sequence[tuple[int, int]],
    chances: NDArray[np.float32],
    sides: NDArray[np.float32],
) -> list[Tagged]:
    spans = []
    labels = path.tolist()
    sure = chances[np.arange(len(path)), path]
    for start, stop in windows:
        number = start
        while number < stop:
            if labels[number] == OUTSIDE:
                number += 1
                continue
            role = Role((labels[number] - 1) // 2)
            end = number + 1
            while end < stop and labels[end] == inside(role):
                end += 1
            spans.append(
                Tagged(
                    role=role,
                    first=number,
                    end=end,
                    left=float(sides[number:end, Side.LEFT].mean()),
                    right=float(sides[number:end, Side.RIGHT].mean()),
                    sureness=float(sure[number:end].mean()),
                )
            )
            number = end
    return spans


def legal(counts: NDArray[np.float64], *, weight: float, prior_weight: float) -> Transitions:
    """Return transitions from counted pairs of labels; what never may follow never does."""
    follow = weight * np.log(counts / counts.sum(axis=1, keepdims=True))
    for role in Role:
        for before in range(LABELS):
            if before not in (begin(role), inside(role)):
                follow[before, inside(role)] = _NEVER
    prior = prior_weight * np.log(counts.sum(axis=0) / counts.sum())
    return Transitions(follow=follow.astype(np.float32), prior=prior.astype(np.float32))
