"""What is a standing order? A briefing: which records, at what times, to which channels, on what terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.settings.timing import QuietHours, When
from briefs.brief import Filters, Limits


class WhenEmpty(StrEnum):
    """What happens at the hour when nothing qualifies."""

    SKIP = "skip"
    SAY_SO = "say-so"


class CatchUp(StrEnum):
    """Which of the editions that came due while the bot was down are posted when it is back."""

    LATEST = "latest"
    ALL = "all"
    NONE = "none"


class Review(StrEnum):
    """Whether an editor sees the draft before the channel does."""

    NONE = "none"
    REQUIRED = "required"


class OnTimeout(StrEnum):
    """What becomes of a draft that nobody approved in time."""

    SKIP = "skip"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """A new key threat is posted within a minute of being read, unless an editor is to see it first."""

    review: Review = Review.REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A standing order for briefs, as an editor wrote it in `briefings.yaml`."""

    name: str
    """Unique; commands and the store know the briefing by it."""
    title: str
    """The heading of each edition."""
    channels: tuple[str, ...]
    """By our own names, those of `channels.yaml`."""
    when: When | None = None
    """None for a briefing that comes on request only."""
    window: timedelta | None = None
    """How far back an edition looks; None for all that came in since the last edition sent to that channel."""
    filters: Filters = field(default_factory=Filters)
    limits: Limits = field(default_factory=Limits)
    when_empty: WhenEmpty = WhenEmpty.SKIP
    catch_up: CatchUp = CatchUp.LATEST
    quiet_hours: tuple[QuietHours, ...] = ()
    """In the time zone of the briefing: what falls into them waits until they end."""
    timezone: str = "UTC"
    """An IANA name; `when` has the same one."""
    thread: bool = False
    """Whether the details go into a thread under a short post."""
    alerts: Alerts | None = None
    """None for no alerts."""
    review: Review = Review.NONE
    review_within: timedelta = timedelta(minutes=30)
    """How long editors have, from the draft on."""
    on_timeout: OnTimeout = OnTimeout.SKIP
    paused: bool = False
