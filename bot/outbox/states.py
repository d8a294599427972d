"""Where can a delivery stand, and what may become of it? The whole life of a post as one table.

The outbox refuses every move that is not in the table, and the documentation is drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefs.errors import BriefsError


class State(StrEnum):
    """Where one part of an edition stands on its way to one channel."""

    PLANNED = "planned"
    """Stored, and waiting for its turn."""
    CLAIMED = "claimed"
    """A process has taken it, for as long as its lease lasts."""
    SENDING = "sending"
    """Handed to the platform; no answer yet. Whoever takes it from here asks the platform before sending again."""
    SENT = "sent"
    """The platform said where it stands."""
    FAILED = "failed"
    """Nothing was posted, and it is not tried again; the administrators heard why."""
    UNKNOWN = "unknown"
    """Nobody can say whether it was posted. It is not sent again, and the administrators were asked to look."""
    SKIPPED = "skipped"
    """It was not to be posted any more."""


MEANINGS = {
    State.PLANNED: "stored, waiting for its turn",
    State.CLAIMED: "a process has taken it for as long as its lease lasts",
    State.SENDING: "handed to the platform, no answer yet",
    State.SENT: "the platform said where it stands",
    State.FAILED: "nothing was posted and nothing will be; the administrators heard why",
    State.UNKNOWN: "nobody can say whether it was posted; the administrators were asked to look",
    State.SKIPPED: "not to be posted any more",
}

UNSETTLED = (State.PLANNED, State.CLAIMED, State.SENDING)
"""Something is still to happen."""
OUT = (State.SENT, State.UNKNOWN)
"""It stands in the channel, or may: what it says is never posted a second time."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step that a delivery may take."""

    before: State
    after: State
    because: str


MOVES = (
    Move(State.PLANNED, State.CLAIMED, "its time has come and the parts before it are settled"),
    Move(State.PLANNED, State.SKIPPED, "the next edition overtook it, or its thread has no first post"),
    Move(State.PLANNED, State.FAILED, "its channel turned out to be dead"),
    Move(State.PLANNED, State.UNKNOWN, "its channel turned out to be dead, and an earlier try may have arrived"),
    Move(State.CLAIMED, State.CLAIMED, "the lease ran out before it was sent: another process takes it"),
    Move(State.CLAIMED, State.SENDING, "the post goes out"),
    Move(State.CLAIMED, State.PLANNED, "given back: the program stops, or the platform cannot be asked yet"),
    Move(State.CLAIMED, State.SENT, "the platform was asked, and has it already"),
    Move(State.CLAIMED, State.FAILED, "it cannot be posted at all: its platform is not set up"),
    Move(State.CLAIMED, State.UNKNOWN, "the platform cannot say whether an earlier try arrived"),
    Move(State.SENDING, State.SENT, "the platform took it"),
    Move(State.SENDING, State.PLANNED, "busy, unreachable or unclear: it is tried again, after asking where unclear"),
    Move(State.SENDING, State.FAILED, "refused, or the time for trying is over"),
    Move(State.SENDING, State.UNKNOWN, "unclear, on a platform that cannot be asked"),
    Move(State.SENDING, State.CLAIMED, "the lease ran out while sending: another process takes it, and asks first"),
)

_ALLOWED = frozenset((move.before, move.after) for move in MOVES)


class StateError(BriefsError):
    """A delivery was to take a step that no delivery may take; this is a mistake in the program."""


def check(before: State, after: State) -> None:
    """Raise `StateError` unless a delivery may go from `before` to `after`."""
    if (before, after) not in _ALLOWED:
        message = f"a delivery that is {before} does not become {after}"
        raise StateError(message)


def befores(after: State) -> tuple[State, ...]:
    """Return the states from which a delivery may become `after`."""
    return tuple(state for state in State if (state, after) in _ALLOWED)


def as_markdown() -> str:
    """Return the states and the moves as two tables, for docs/delivery.md."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "| state | means |"
    yield "|---|---|"
    yield from (f"| `{state}` | {MEANINGS[state]} |" for state in State)
    yield ""
    yield "| from | to | when |"
    yield "|---|---|---|"
    yield from (f"| `{move.before}` | `{move.after}` | {move.because} |" for move in MOVES)
