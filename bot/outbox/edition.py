"""What is an edition, before and after it is stored? One briefing at one slot: a copy for each channel, in parts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.adapters.interface import MessageRef, Post
from bot.outbox.states import State
from bot.settings import Channel
from briefs.record import Entry

KEY_LENGTH = 24
"""What the narrowest platform takes as the name of a post: Discord's nonce has room for 25 characters."""


class Kind(StrEnum):
    """Why there is an edition."""

    SCHEDULED = "scheduled"
    REQUEST = "request"
    """Somebody asked for it."""
    ALERT = "alert"
    DRAFT = "draft"
    """For the editors to see."""
    NOTICE = "notice"
    """For the administrators. What goes wrong with one is logged only, so that notices never beget notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionKey:
    """What an edition is, once and for all: the outbox takes each key a single time."""

    kind: Kind = Kind.SCHEDULED
    briefing: str
    day: date
    """In the briefing's own time zone."""
    slot: str
    """HH:MM, a request's id, an alert's record, a notice's subject; at most 64 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One post of a copy, as its platform takes it."""

    post: Post
    in_thread: bool = False
    """It goes into the thread under the first part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An edition as one channel gets it."""

    channel: Channel
    since: datetime | None = None
    """With `until`: what it covers, by when records entered the store."""
    until: datetime | None = None
    brief: Mapping[str, Any] = field(default_factory=dict)
    """What was composed, as JSON."""
    parts: tuple[Part, ...]
    """None where nothing qualified: the next window begins where this one ended."""
    printed: tuple[tuple[Entry, str | None], ...] = ()
    """The records that stand in it, each with the status that is printed."""
    not_before: datetime | None = None
    """None for at once."""
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that is stored before the first post goes out."""

    key: EditionKey
    due: datetime
    late: bool = False
    copies: tuple[Copy, ...] = ()
    skipped: str | None = None
    """Why nothing is posted; such an edition has no copies, or none with parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a channel had of a briefing when a copy was composed; the outbox refuses a copy made on another basis."""

    until: datetime | None = None
    """The end of the last window that stands in the channel or may, or in which nothing qualified."""
    waiting: bool = False
    """An earlier edition is planned there, and nothing of it is out."""
    under_way: bool = False
    """An earlier edition's first post is going out at this moment, or may have gone out: it is to be settled first."""


class Planned(StrEnum):
    """What became of an edition that was handed to the outbox."""

    PLANNED = "planned"
    ALREADY = "already"
    """This edition is known: nothing was written."""
    OUTDATED = "outdated"
    """The basis has changed, or an earlier edition is still going out: compose again a little later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is ours to make for a while."""

    number: int
    key: str
    owner: str
    edition: EditionKey
    channel: str
    """Our own name."""
    platform: str
    address: str
    part: int
    parts: int
    post: Post
    silent: bool
    attempt: int
    """From 1."""
    ask_first: bool
    """Whether an earlier try may have arrived."""
    planned: datetime
    first_tried: datetime | None
    under: MessageRef | None = None
    """The first post, where this part goes into the thread under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A delivery that came to nothing, or to nobody knows what: one line of `onrecord status`."""

    edition: EditionKey
    channel: str
    part: int
    state: State
    reason: str
    changed: datetime


def delivery_key(edition: EditionKey, channel: Channel, part: int) -> str:
    """Return the name of one post for good: 24 letters and digits, the same whoever computes it."""
    what = (edition.kind, edition.briefing, edition.day.isoformat(), edition.slot)
    words = (*what, channel.name, channel.platform, channel.id or "", str(part))
    digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=15).digest()
    return base64.b32encode(digest).decode().lower()[:KEY_LENGTH]
