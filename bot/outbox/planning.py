"""How is an edition stored? Whole, once, and only on the basis that it was composed on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from bot.outbox.edition import Basis, Copy, Edition, EditionKey, Kind, Planned, delivery_key
from bot.outbox.states import OUT, UNSETTLED, State
from bot.outbox.tables import copies, decided, deliveries, editions, printed
from briefs.article import ArticleId
from briefs.record import Finding, RecordId
from briefs.store import payload

REGULAR = (Kind.SCHEDULED, Kind.REQUEST)
"""Editions that carry a briefing's windows forward; alerts and drafts stand beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A line that stands in a channel."""

    article: ArticleId
    record: RecordId
    status: str | None
    """None for a quote."""
    finding: Finding


def plan(
    connection: Connection, edition: Edition, *, now: datetime, basis: Mapping[str, Basis], seen: str | None
) -> Planned:
    """Store an edition; see `Outbox.plan`."""
    known = _find(connection, edition.key) is not None
    if not known:
        for copy in edition.copies:
            if copy.channel.name in basis and not _holds(connection, edition, copy, basis[copy.channel.name]):
                return Planned.OUTDATED
        for copy in edition.copies:
            if copy.channel.name in basis:
                _overtake(connection, edition, copy, now)
        _insert(connection, edition, now)
    if seen is not None:
        see(connection, seen, edition.due)
    return Planned.ALREADY if known else Planned.PLANNED


def basis(connection: Connection, briefing: str, channel: str) -> Basis:
    """Say what a channel has of a briefing: see `Basis`."""
    of_briefing = and_(_regular(briefing), copies.c.channel == channel, *_joins())
    out = [state.value for state in OUT]
    posted = connection.scalar(select(func.max(copies.c.until)).where(of_briefing, deliveries.c.state.in_(out)))
    nothing = connection.scalar(select(func.max(copies.c.until)).where(*_said_nothing(briefing, channel)))
    until = max(filter(None, (posted, nothing)), default=None)
    numbers = select(copies.c.edition).where(of_briefing, deliveries.c.state.in_([s.value for s in UNSETTLED]))
    open_ones = _without_posts(connection, channel, set(connection.scalars(numbers)))
    here = and_(deliveries.c.edition.in_(open_ones), deliveries.c.channel == channel)
    under_way = connection.scalar(select(deliveries.c.number).where(here, _may_arrive()).limit(1))
    return Basis(until=until, waiting=bool(open_ones), under_way=under_way is not None)


def _may_arrive() -> Any:
    """Choose deliveries that are being made, or of which an earlier try is still to be asked for."""
    unclear = and_(deliveries.c.state == State.PLANNED.value, deliveries.c.ask_first)
    return or_(deliveries.c.state.in_([State.CLAIMED.value, State.SENDING.value]), unclear)


def _regular(briefing: str) -> Any:
    return and_(editions.c.briefing == briefing, editions.c.kind.in_([kind.value for kind in REGULAR]))


def _said_nothing(briefing: str, channel: str) -> tuple[Any, ...]:
    """Choose copies without a post: nothing qualified in their windows, so that the next one need not look there."""
    has_posts = select(deliveries.c.number).where(*_joins()[1:]).exists()
    return copies.c.edition == editions.c.number, _regular(briefing), copies.c.channel == channel, ~has_posts


def _joins() -> tuple[Any, ...]:
    return (
        copies.c.edition == editions.c.number,
        deliveries.c.edition == copies.c.edition,
        deliveries.c.channel == copies.c.channel,
    )


def _without_posts(connection: Connection, channel: str, numbers: set[int]) -> set[int]:
    """Return the editions among `numbers` of which nothing stands in the channel."""
    out = [state.value for state in OUT]
    here = and_(deliveries.c.edition.in_(numbers), deliveries.c.channel == channel)
    return numbers - set(connection.scalars(select(deliveries.c.edition).where(here, deliveries.c.state.in_(out))))


def _holds(connection: Connection, edition: Edition, copy: Copy, composed_on: Basis) -> bool:
    found = basis(connection, edition.key.briefing, copy.channel.name)
    return found == composed_on and not found.under_way


def _overtake(connection: Connection, edition: Edition, copy: Copy, now: datetime) -> None:
    """Take back earlier editions of which nothing is out: this one covers what they would have said."""
    here = deliveries.c.channel == copy.channel.name
    planned = deliveries.c.state == State.PLANNED.value
    numbers = select(editions.c.number).join(deliveries, deliveries.c.edition == editions.c.number)
    waiting = set(connection.scalars(numbers.where(_regular(edition.key.briefing), here, planned)))
    chosen = _without_posts(connection, copy.channel.name, waiting)
    reason = f"overtaken by the edition of {edition.key.day} {edition.key.slot}"
    taken_back = update(deliveries).where(deliveries.c.edition.in_(chosen), here, planned)
    connection.execute(taken_back.values(state=State.SKIPPED.value, reason=reason, changed=now))


def _insert(connection: Connection, edition: Edition, now: datetime) -> None:
    key = edition.key
    row = {"kind": key.kind.value, "briefing": key.briefing, "day": key.day, "slot": key.slot}
    moments = {"due": edition.due, "planned": now, "late": edition.late, "skipped": edition.skipped}
    inserted = connection.execute(insert(editions).values(row | moments)).inserted_primary_key
    number = int(inserted[0]) if inserted else 0
    for copy in edition.copies:
        brief = json.dumps(copy.brief, ensure_ascii=False)
        window = {"since": copy.since, "until": copy.until, "brief": brief}
        connection.execute(insert(copies).values(edition=number, channel=copy.channel.name, **window))
        if copy.parts:
            connection.execute(insert(deliveries), _deliveries(key, number, copy, now))
        if copy.printed:
            connection.execute(insert(printed), _lines(number, copy))


def _deliveries(key: EditionKey, number: int, copy: Copy, now: datetime) -> list[dict[str, Any]]:
    channel = copy.channel
    address = channel.id or ""
    return [
        {
            "edition": number,
            "channel": channel.name,
            "part": at,
            "key": delivery_key(key, channel, at),
            "platform": channel.platform,
            "address": address,
            "post": json.dumps(part.post, ensure_ascii=False),
            "in_thread": part.in_thread,
            "silent": copy.silent,
            "state": State.PLANNED.value,
            "ask_first": False,
            "attempt": 0,
            "not_before": copy.not_before or now,
            "changed": now,
        }
        for at, part in enumerate(copy.parts, 1)
    ]


def _lines(number: int, copy: Copy) -> list[dict[str, Any]]:
    return [
        {
            "edition": number,
            "channel": copy.channel.name,
            "article": entry.article.id,
            "record": entry.record.id,
            "status": status,
            "finding": payload.dump(entry.record.finding),
        }
        for entry, status in copy.printed
    ]


def _find(connection: Connection, key: EditionKey) -> int | None:
    return connection.scalar(
        select(editions.c.number).where(
            editions.c.kind == key.kind.value,
            editions.c.briefing == key.briefing,
            editions.c.day == key.day,
            editions.c.slot == key.slot,
        )
    )


def printed_lines(
    connection: Connection, briefing: str, channel: str, after: datetime, kinds: tuple[Kind, ...]
) -> tuple[Printed, ...]:
    """Return the lines that stand in a channel's editions of a briefing, or may; see `Outbox.printed`."""
    chosen = (
        select(printed.c.article, printed.c.record, printed.c.status, printed.c.finding)
        .join(editions, editions.c.number == printed.c.edition)
        .where(
            editions.c.briefing == briefing,
            editions.c.kind.in_([kind.value for kind in kinds]),
            editions.c.planned > after,
            printed.c.channel == channel,
            select(deliveries.c.number)
            .where(
                deliveries.c.edition == printed.c.edition,
                deliveries.c.channel == channel,
                deliveries.c.state.in_([state.value for state in OUT]),
            )
            .exists(),
        )
        .order_by(printed.c.number)
    )
    return tuple(
        Printed(
            article=ArticleId(row.article),
            record=RecordId(row.record),
            status=row.status,
            finding=payload.load(row.finding),
        )
        for row in connection.execute(chosen)
    )


def seen_until(connection: Connection, name: str, otherwise: datetime) -> datetime:
    """Return up to which moment slots are decided; `otherwise`, which is kept, where nothing says so yet."""
    until = decided_until(connection, name)
    if until is None:
        connection.execute(insert(decided).values(name=name, until=otherwise, begun=otherwise))
        return otherwise
    return until


def decided_until(connection: Connection, name: str) -> datetime | None:
    """Return up to which moment slots are decided; None where nothing says so."""
    until: datetime | None = connection.scalar(select(decided.c.until).where(decided.c.name == name))
    return until


def begun(connection: Connection, name: str) -> datetime | None:
    """Return when the slots of that name were first decided."""
    moment: datetime | None = connection.scalar(select(decided.c.begun).where(decided.c.name == name))
    return moment


def see(connection: Connection, name: str, until: datetime) -> None:
    """Note up to which moment slots are decided; never goes back."""
    if seen_until(connection, name, until) < until:
        connection.execute(update(decided).where(decided.c.name == name).values(until=until))
