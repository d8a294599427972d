"""How is the desk doing? Read from the store alone, so that it can be asked whether the bot runs or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.interface import Standing
from bot.outbox import reporting
from bot.outbox.edition import Settled
from bot.outbox.outbox import Outbox
from bot.outbox.reporting import Dead, Line
from bot.outbox.states import UNSETTLED, State
from bot.schedule import Slot, next_due
from bot.settings import Briefing, Settings
from briefs.store.interface import Counts, Store

SILENT = timedelta(minutes=2)
"""A bot that has not been heard of for so long is not running."""
RECENT = timedelta(days=7)
"""How far back failures are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What there is to know."""

    now: datetime
    lines: tuple[Line, ...]
    briefings: tuple[tuple[Briefing, datetime | None, Slot | None], ...]
    """Each with its last post and its next slot."""
    deliveries: dict[State, int]
    nothing: tuple[Settled, ...]
    """What failed or stayed unknown lately."""
    dead: tuple[Dead, ...]
    counts: Counts

    @property
    def heard(self) -> datetime | None:
        """When the bot was last heard of."""
        return max((line.heard for line in self.lines), default=None)

    @property
    def is_running(self) -> bool:
        """Say whether a bot is at work on this store, as far as the store can tell."""
        return self.heard is not None and self.now - self.heard < SILENT

    @property
    def is_well(self) -> bool:
        """Say whether the bot runs and no line is down."""
        return self.is_running and not any(line.standing is Standing.DOWN for line in self.lines)


def look(settings: Settings, store: Store, outbox: Outbox, *, now: datetime) -> Status:
    """Gather the status."""
    last = reporting.last_posts(outbox, [briefing.name for briefing in settings.briefings])
    return Status(
        now=now,
        lines=reporting.read_lines(outbox),
        briefings=tuple(
            (briefing, last[briefing.name], None if briefing.paused else next_due(briefing, now))
            for briefing in settings.briefings
        ),
        deliveries=reporting.counts(outbox),
        nothing=reporting.came_to_nothing(outbox, after=now - RECENT),
        dead=reporting.dead_channels(outbox),
        counts=store.counts(),
    )


def as_text(status: Status) -> Iterator[str]:
    """Yield the lines for a person."""
    if status.heard is None:
        yield "bot        has not run on this store yet"
    elif not status.is_running:
        yield f"bot        not running; last heard of {_moment(status.heard, 'UTC')}"
    for line in status.lines if status.is_running else ():
        since = f" since {_moment(line.since, 'UTC')}" if line.since else ""
        yield f"{line.platform:<10} {line.standing}{since}{f', {line.note}' if line.note else ''}"
    for briefing, last, slot in status.briefings:
        posted = f"last posted {_moment(last, briefing.timezone)}" if last else "nothing posted yet"
        if briefing.paused:
            coming = "paused"
        elif slot is None:
            coming = "on request"
        else:
            coming = f"next {_moment(slot.due, briefing.timezone)}"
        yield f"briefing   {briefing.name}: {posted}; {coming} ({briefing.timezone})"
    waiting = sum(status.deliveries.get(state, 0) for state in UNSETTLED)
    settled = ", ".join(f"{status.deliveries[state]} {state}" for state in State if status.deliveries.get(state))
    yield f"outbox     {waiting} waiting{f' ({settled})' if settled else ''}"
    for channel in status.dead:
        yield f"dead       {channel.platform} {channel.address} since {_moment(channel.since, 'UTC')}: {channel.reason}"
    for one in status.nothing:
        what = f"{one.edition.briefing} of {one.edition.day} {one.edition.slot} in {one.channel}, part {one.part}"
        yield f"{one.state:<10} {what}: {one.reason}"
    counts = status.counts
    held = f"{counts.articles:,} articles, {counts.statements:,} statements, {counts.acts:,} acts"
    yield f"store      {held}; {counts.quarantined:,} files in quarantine"


def as_object(status: Status) -> dict[str, Any]:
    """Return the same for scripts."""
    return {
        "schema": 1,
        "now": status.now.isoformat(),
        "running": status.is_running,
        "heard": _iso(status.heard),
        "lines": [
            {
                "platform": line.platform,
                "standing": line.standing.value,
                "since": _iso(line.since),
                "note": line.note,
                "heard": _iso(line.heard),
            }
            for line in status.lines
        ],
        "briefings": [
            {
                "name": briefing.name,
                "paused": briefing.paused,
                "last_post": _iso(last),
                "next": _iso(slot.due if slot else None),
            }
            for briefing, last, slot in status.briefings
        ],
        "deliveries": {state.value: status.deliveries.get(state, 0) for state in State},
        "came_to_nothing": [
            {
                "briefing": one.edition.briefing,
                "kind": one.edition.kind.value,
                "day": one.edition.day.isoformat(),
                "slot": one.edition.slot,
                "channel": one.channel,
                "part": one.part,
                "state": one.state.value,
                "reason": one.reason,
                "at": _iso(one.changed),
            }
            for one in status.nothing
        ],
        "dead_channels": [
            {
                "platform": channel.platform,
                "address": channel.address,
                "reason": channel.reason,
                "since": _iso(channel.since),
            }
            for channel in status.dead
        ],
        "store": {
            "articles": status.counts.articles,
            "statements": status.counts.statements,
            "acts": status.counts.acts,
            "quarantined": status.counts.quarantined,
        },
    }


def _moment(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
