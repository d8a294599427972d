"""What can a unit be? The labels the network gives, in the order of its outputs."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """What part of an attribution a word belongs to."""

    SOURCE = 0
    CUE = 1
    CONTENT = 2


class Side(IntEnum):
    """On which side of a span its partner stands: a content's cue, a cue's source, a source's cue."""

    NONE = 0
    LEFT = 1
    RIGHT = 2


OUTSIDE = 0
LABELS = 1 + 2 * len(Role)
"""Outside, then for each role its beginning and its inside."""
OUTPUTS = LABELS + len(Side)


def begin(role: Role) -> int:
    """Return the label of the first unit of a span."""
    return 1 + 2 * role


def inside(role: Role) -> int:
    """Return the label of every further unit of a span."""
    return 2 + 2 * role
