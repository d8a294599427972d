"""What does the outbox look like from outside? Counts and moments for `onrecord status` and the health page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, insert, select

from bot.adapters.interface import Standing, Transport
from bot.outbox.edition import EditionKey, Kind, Settled
from bot.outbox.outbox import Outbox
from bot.outbox.states import State
from bot.outbox.tables import dead, deliveries, editions, lines

SHOWN = 20
"""Failures that are listed at the most, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A platform's line, as the running bot last saw it."""

    platform: str
    standing: Standing
    since: datetime | None
    note: str
    heard: datetime
    """When the bot last looked: long ago means that it does not run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """A channel that refused us for good."""

    platform: str
    address: str
    reason: str
    since: datetime


def note_lines(outbox: Outbox, transports: Mapping[str, Transport], *, now: datetime) -> None:
    """Write down how the lines are; those of platforms that are not set up any more go."""
    found = [
        {
            "platform": platform,
            "standing": transport.standing.value,
            "since": transport.since,
            "note": transport.note,
            "heard": now,
        }
        for platform, transport in transports.items()
    ]
    with outbox.writing() as connection:
        connection.execute(delete(lines))
        if found:
            connection.execute(insert(lines), found)


def read_lines(outbox: Outbox) -> tuple[Line, ...]:
    """Return the lines, by platform."""
    with outbox.reading() as connection:
        found = connection.execute(select(lines).order_by(lines.c.platform)).all()
    return tuple(
        Line(
            platform=row.platform,
            standing=Standing(row.standing),
            since=row.since,
            note=row.note,
            heard=row.heard,
        )
        for row in found
    )


def counts(outbox: Outbox) -> dict[State, int]:
    """Return how many deliveries stand where; states without any are left out."""
    counted = select(deliveries.c.state, func.count().label("many")).group_by(deliveries.c.state)
    with outbox.reading() as connection:
        found = {State(row.state): int(row.many) for row in connection.execute(counted)}
    return {state: found[state] for state in State if state in found}


def last_posts(outbox: Outbox, briefings: Iterable[str]) -> dict[str, datetime | None]:
    """Return when something of each briefing was last posted."""
    sent = and_(deliveries.c.edition == editions.c.number, deliveries.c.state == State.SENT.value)
    latest = (
        select(editions.c.briefing, func.max(deliveries.c.changed).label("moment"))
        .where(sent, editions.c.kind.in_([Kind.SCHEDULED.value, Kind.REQUEST.value, Kind.ALERT.value]))
        .group_by(editions.c.briefing)
    )
    with outbox.reading() as connection:
        found = {row.briefing: row.moment for row in connection.execute(latest)}
    return {name: found.get(name) for name in briefings}


def came_to_nothing(outbox: Outbox, *, after: datetime) -> tuple[Settled, ...]:
    """Return what failed or stayed unknown since then, the latest first."""
    chosen = (
        select(deliveries, editions.c.kind, editions.c.briefing, editions.c.day, editions.c.slot)
        .join(editions, editions.c.number == deliveries.c.edition)
        .where(
            deliveries.c.state.in_([State.FAILED.value, State.UNKNOWN.value]),
            deliveries.c.changed > after,
        )
        .order_by(deliveries.c.changed.desc(), deliveries.c.number.desc())
        .limit(SHOWN)
    )
    with outbox.reading() as connection:
        found = connection.execute(chosen).all()
    return tuple(
        Settled(
            edition=EditionKey(kind=Kind(row.kind), briefing=row.briefing, day=row.day, slot=row.slot),
            channel=row.channel,
            part=row.part,
            state=State(row.state),
            reason=row.reason or "",
            changed=row.changed,
        )
        for row in found
    )


def dead_channels(outbox: Outbox) -> tuple[Dead, ...]:
    """Return the channels that refused us for good and took nothing since."""
    with outbox.reading() as connection:
        found = connection.execute(select(dead).order_by(dead.c.since)).all()
    return tuple(Dead(platform=row.platform, address=row.address, reason=row.reason, since=row.since) for row in found)
