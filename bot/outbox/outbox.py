"""How is an edition posted once? It is stored whole, then taken part by part, each step written before the next.

Each call is one transaction. Several processes may share an outbox: a delivery belongs to whoever claimed it while the
lease lasts, and a step that somebody else's delivery was to take is refused with `LostError`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, exists, func, insert, or_, select, update

from bot.adapters.interface import MessageRef
from bot.outbox import planning
from bot.outbox.edition import Basis, Claim, Edition, EditionKey, Kind, Planned
from bot.outbox.states import UNSETTLED, State, befores, check
from bot.outbox.tables import dead, deliveries, editions
from briefs.errors import BriefsError

Opens = Callable[[], AbstractContextManager[Connection]]


class LostError(BriefsError):
    """The delivery is not ours any more: its lease ran out, and another process took it."""


class Outbox:
    """Editions and deliveries in a database."""

    def __init__(self, *, reading: Opens, writing: Opens, close: Callable[[], None]) -> None:
        self.reading = reading
        self.writing = writing
        self.close = close

    # Planning

    def basis(self, briefing: str, channel: str) -> Basis:
        """Say what the channel has of the briefing so far."""
        with self.reading() as connection:
            return planning.basis(connection, briefing, channel)

    def printed(
        self, briefing: str, channel: str, *, after: datetime, kinds: tuple[Kind, ...] = planning.REGULAR
    ) -> tuple[planning.Printed, ...]:
        """Return the lines that stand in the channel's editions of the briefing that were planned after `after`."""
        with self.reading() as connection:
            return planning.printed_lines(connection, briefing, channel, after, kinds)

    def plan(
        self,
        edition: Edition,
        *,
        now: datetime,
        basis: Mapping[str, Basis] | None = None,
        seen: str | None = None,
    ) -> Planned:
        """Store an edition with all parts of all its channels, or nothing.

        `basis` is what its copies were composed on, by channel; where it says that an earlier edition was waiting, that
        one is overtaken: this one covers what it said. `seen` names the row that then says that slots up to this one
        are decided.
        """
        with self.writing() as connection:
            return planning.plan(connection, edition, now=now, basis=basis or {}, seen=seen)

    def seen(self, name: str, *, otherwise: datetime) -> datetime:
        """Return up to which moment slots are decided; on the first call `otherwise`, which is kept."""
        with self.reading() as connection:
            known = planning.decided_until(connection, name)
        if known is not None:
            return known
        with self.writing() as connection:
            return planning.seen_until(connection, name, otherwise)

    def begun(self, name: str) -> datetime | None:
        """Return when the slots of that name were first decided; None when they never were."""
        with self.reading() as connection:
            return planning.begun(connection, name)

    def see(self, name: str, until: datetime) -> None:
        """Note up to which moment slots are decided; never goes back."""
        with self.writing() as connection:
            planning.see(connection, name, until)

    # Delivering

    def claim(self, *, now: datetime, owner: str, lease: timedelta) -> Claim | None:
        """Take the next delivery that is due, the oldest edition's first; None when there is none.

        Parts of one copy go in order, and a channel has one sender at a time. A delivery whose owner let the lease run
        out is taken over; when it was being sent, it is to be asked for first.
        """
        with self.writing() as connection:
            row = _next_due(connection, now)
            if row is None:
                return None
            check(State(row.state), State.CLAIMED)
            connection.execute(
                update(deliveries)
                .where(deliveries.c.number == row.number)
                .values(
                    state=State.CLAIMED.value,
                    owner=owner,
                    lease_until=now + lease,
                    attempt=row.attempt + 1,
                    ask_first=row.ask_first or row.state == State.SENDING.value,
                    changed=now,
                )
            )
            return _claim(connection, row, owner)

    def begin(self, claim: Claim, *, now: datetime, lease: timedelta) -> None:
        """Note that the post goes out now; from here on, nobody sends it again without asking."""
        moments = {"lease_until": now + lease, "first_tried": claim.first_tried or now}
        with self.writing() as connection:
            _move(connection, claim, State.SENDING, now, moments)

    def sent(self, claim: Claim, ref: MessageRef, *, now: datetime) -> None:
        """Note where the post stands. A channel that takes a post is not dead any more."""
        with self.writing() as connection:
            _move(connection, claim, State.SENT, now, {"ref": json.dumps(asdict(ref)), "ask_first": False} | _FREE)
            connection.execute(delete(dead).where(_dead_at(claim.platform, claim.address)))

    def put_back(
        self, claim: Claim, *, now: datetime, until: datetime, reason: str | None = None, unclear: bool | None = None
    ) -> None:
        """Let it wait until then. `unclear`: it may have arrived, so that it is asked for first; None leaves that as
        it is.
        """
        values: dict[str, Any] = {"not_before": until, "reason": reason} | _FREE
        if unclear is not None:
            values["ask_first"] = unclear
        with self.writing() as connection:
            _move(connection, claim, State.PLANNED, now, values)

    def hold(self, platform: str, address: str, *, until: datetime) -> None:
        """Let everything wait that is planned for a channel whose platform asked us to."""
        waiting = and_(deliveries.c.state == State.PLANNED.value, deliveries.c.not_before < until)
        with self.writing() as connection:
            connection.execute(update(deliveries).where(_is_for(platform, address), waiting).values(not_before=until))

    def failed(self, claim: Claim, reason: str, *, now: datetime) -> None:
        """Give it up: nothing was posted. Parts for a thread under it go with it."""
        with self.writing() as connection:
            _move(connection, claim, State.FAILED, now, {"reason": reason} | _FREE)
            _drop_thread(connection, claim, now)

    def unknown(self, claim: Claim, reason: str, *, now: datetime) -> None:
        """Leave it: nobody can say whether it was posted."""
        with self.writing() as connection:
            _move(connection, claim, State.UNKNOWN, now, {"reason": reason} | _FREE)
            _drop_thread(connection, claim, now)

    def bury(self, claim: Claim, reason: str, *, now: datetime) -> bool:
        """Give up a dead channel: this delivery and all that is planned there. Say whether that is news."""
        with self.writing() as connection:
            _move(connection, claim, State.FAILED, now, {"reason": reason} | _FREE)
            planned = deliveries.c.state == State.PLANNED.value
            for after, unclear in ((State.UNKNOWN, True), (State.FAILED, False)):
                gone = _is_for(claim.platform, claim.address) & planned & (deliveries.c.ask_first == unclear)
                values = {"state": after.value, "reason": reason, "changed": now}
                connection.execute(update(deliveries).where(gone).values(values))
            known = connection.scalar(select(dead.c.since).where(_dead_at(claim.platform, claim.address)))
            if known is None:
                row = {"platform": claim.platform, "address": claim.address, "reason": reason, "since": now}
                connection.execute(insert(dead).values(row))
            return known is None

    def expire(self, is_orphan: Callable[[str], bool], *, now: datetime) -> int:
        """End the leases of owners that are known to be gone, so that nobody waits for them; say how many."""
        held = deliveries.c.state.in_([State.CLAIMED.value, State.SENDING.value])
        with self.writing() as connection:
            owners = connection.scalars(select(deliveries.c.owner).where(held).distinct()).all()
            orphans = [owner for owner in owners if owner and is_orphan(owner)]
            ended = update(deliveries).where(held, deliveries.c.owner.in_(orphans), deliveries.c.lease_until > now)
            return connection.execute(ended.values(lease_until=now)).rowcount if orphans else 0

    def next_moment(self) -> datetime | None:
        """Return when the next delivery can be claimed, as far as is known; None when nothing waits."""
        planned = select(func.min(deliveries.c.not_before)).where(deliveries.c.state == State.PLANNED.value)
        with self.reading() as connection:
            moment: datetime | None = connection.scalar(planned)
        return moment


_FREE: dict[str, Any] = {"owner": None, "lease_until": None}


def _next_due(connection: Connection, now: datetime) -> Row[Any] | None:
    """Return the row to take: rows are few, since only what is not settled is looked at."""
    other = deliveries.alias("other")
    held = (State.CLAIMED.value, State.SENDING.value)
    unsettled = [state.value for state in UNSETTLED]
    ready = or_(
        and_(deliveries.c.state == State.PLANNED.value, deliveries.c.not_before <= now),
        and_(deliveries.c.state.in_(held), deliveries.c.lease_until <= now),
    )
    behind = exists().where(
        other.c.edition == deliveries.c.edition,
        other.c.channel == deliveries.c.channel,
        other.c.part < deliveries.c.part,
        other.c.state.in_(unsettled),
    )
    taken = exists().where(
        other.c.platform == deliveries.c.platform,
        other.c.address == deliveries.c.address,
        other.c.number != deliveries.c.number,
        other.c.state.in_(held),
        or_(other.c.lease_until > now, deliveries.c.state == State.PLANNED.value),
    )
    chosen: Select[Any] = (
        select(deliveries)
        .where(ready, ~behind, ~taken)
        .order_by(deliveries.c.edition, deliveries.c.channel, deliveries.c.part)
        .limit(1)
        .with_for_update(skip_locked=True)  # SQLite has no such words, and needs none: one writer at a time
    )
    return connection.execute(chosen).one_or_none()


def _claim(connection: Connection, row: Row[Any], owner: str) -> Claim:
    edition = connection.execute(select(editions).where(editions.c.number == row.edition)).one()
    copy = and_(deliveries.c.edition == row.edition, deliveries.c.channel == row.channel)
    parts = connection.scalar(select(func.count()).where(copy)) or 1
    first = connection.scalar(select(deliveries.c.ref).where(copy, deliveries.c.part == 1)) if row.in_thread else None
    return Claim(
        number=row.number,
        key=row.key,
        owner=owner,
        edition=EditionKey(kind=Kind(edition.kind), briefing=edition.briefing, day=edition.day, slot=edition.slot),
        channel=row.channel,
        platform=row.platform,
        address=row.address,
        part=row.part,
        parts=parts,
        post=json.loads(row.post),
        silent=row.silent,
        attempt=row.attempt + 1,
        ask_first=row.ask_first or row.state == State.SENDING.value,
        planned=edition.planned,
        first_tried=row.first_tried,
        under=MessageRef(**json.loads(first)) if first else None,
    )


def _move(connection: Connection, claim: Claim, after: State, now: datetime, values: Mapping[str, Any]) -> None:
    """Take one step with a delivery that is still ours."""
    ours = and_(
        deliveries.c.number == claim.number,
        deliveries.c.owner == claim.owner,
        deliveries.c.attempt == claim.attempt,
        deliveries.c.state.in_([state.value for state in befores(after)]),
    )
    moved = connection.execute(update(deliveries).where(ours).values(state=after.value, changed=now, **values))
    if moved.rowcount != 1:
        message = f"{claim.edition.briefing} part {claim.part} for {claim.channel} is in other hands"
        raise LostError(message)


def _drop_thread(connection: Connection, claim: Claim, now: datetime) -> None:
    if claim.part != 1:
        return
    own = select(deliveries.c.edition).where(deliveries.c.number == claim.number).scalar_subquery()
    copy = and_(deliveries.c.channel == claim.channel, deliveries.c.edition == own)
    dropped = update(deliveries).where(copy, deliveries.c.in_thread, deliveries.c.state == State.PLANNED.value)
    reason = "the post that its thread belongs to did not come about"
    connection.execute(dropped.values(state=State.SKIPPED.value, reason=reason, changed=now))


def _is_for(platform: str, address: str) -> Any:
    return and_(deliveries.c.platform == platform, deliveries.c.address == address)


def _dead_at(platform: str, address: str) -> Any:
    return and_(dead.c.platform == platform, dead.c.address == address)
