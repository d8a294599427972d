"""Who commits to what, against or for whom? Threats and pledges, as spans and parties.

The definitions are those of the annotation guideline in `docs/threats-and-pledges.md`; categories are PLOVER's, codes
CAMEO's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, NewType

from briefs.document import Span
from briefs.person import UNREAD, Resolution, join_names, printed_name

MentionId = NewType("MentionId", str)
ActId = NewType("ActId", str)


class Status(StrEnum):
    """Where the act stands at the time of the article."""

    STATED = "stated"
    REAFFIRMED = "reaffirmed"
    CONDITIONAL = "conditional"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FULFILLED = "fulfilled"


class Time(StrEnum):
    """Whether the act is news or history in its article."""

    CURRENT = "current"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody in an act: the words that name them, and who they are."""

    span: Span | None
    resolution: Resolution = UNREAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when: the words, and the day they come to where that can be told."""

    spans: tuple[Span, ...]
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One mention of one commitment. Mentions of the same act share `act`."""

    kind: ClassVar[str] = "act"

    id: MentionId
    """Unique in its article: `t1`, `p1`."""
    act: ActId
    """`T1`, `P1`."""
    statement: Span
    """The sentence, or the clause where a sentence holds two acts; contains `trigger`."""
    trigger: Span
    """The smallest words that carry the commitment: "will be deployed"."""
    issuer: tuple[Party, ...] = ()
    issuer_for: str | None = None
    """The body or state spoken for."""
    target: tuple[Party, ...] = ()
    """A threat's target, a pledge's beneficiary."""
    action: tuple[Span, ...] = ()
    condition: tuple[Span, ...] = ()
    """The if, unless or until clause; printed wherever the act is."""
    deadline: Deadline | None = None
    status: Status = Status.STATED
    time: Time = Time.CURRENT
    confidence: float = 1.0
    """0..1."""
    salience: float = 0.0
    """0..1: how much an editor wants this act in a short brief."""
    reasons: tuple[str, ...] = field(default=())
    """Why it was found and why it matters, in an editor's words."""
    key: bool = False
    """One of the at most five acts of its article that belong in a five-line brief."""
    plover: str = ""
    cameo: str = ""

    def __post_init__(self) -> None:
        if not self.statement.contains(self.trigger):
            message = f"act {self.id}: its trigger {self.trigger} lies outside its statement {self.statement}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat(Act):
    """Something unwelcome that the issuer says it will do to a target."""

    kind: ClassVar[str] = "threat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Act):
    """Something welcome that the issuer commits to, or refuses; `target` is the beneficiary."""

    kind: ClassVar[str] = "pledge"


def issuer_name(act: Act) -> str | None:
    """Return who commits, several as one name; None where anyone of them cannot be named."""
    names = [printed_name(party.resolution) for party in act.issuer]
    return join_names([name for name in names if name]) if all(names) else None
