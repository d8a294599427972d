"""How does a briefing reach its channels? The bot's main path: what is due is composed and stored, then posted once.

`edit` turns a slot that has come into an edition: composed for each channel since the last one there, written, and
stored with all its parts in one transaction. `deliver` posts what is stored, part by part, one sender a channel.
Between the two there is only the outbox, so either may crash and start again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts import raise_alerts
from bot.clock import Clock
from bot.drafting import Adapters, Draft, draft, lay_out
from bot.notices import tell
from bot.outbox.edition import Claim, Copy, Edition, EditionKey, Kind, Planned
from bot.outbox.outbox import Outbox
from bot.schedule import Slot, decide, is_late
from bot.sending import LEASE, Sender
from bot.settings import Briefing, CatchUp, OnTimeout, Review, Settings
from briefs.store.interface import Store

SETTLED = timedelta(seconds=2)
"""A window ends this long ago: a record that is being written at this moment belongs to the next one, and into none
twice."""

GLANCE = 1.0
"""Seconds after which a slow post is left to itself, to see whether there is another one to make."""
NOTHING = "nothing qualified"
UNAPPROVED = "an editor is to approve it, and approving in chat is still to come"

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Delivery:
    """Brings briefings to their channels."""

    store: Store
    outbox: Outbox
    adapters: Adapters
    settings: Settings
    readable: Container[str]
    clock: Clock
    sender: Sender
    owner: str
    """Names this process in the outbox."""

    async def edit(self, briefing: Briefing) -> None:
        """Store the editions and alerts of a briefing whose time has come."""
        await asyncio.to_thread(self.edit_now, briefing)
        await asyncio.to_thread(self.alert_now, briefing)

    def edit_now(self, briefing: Briefing) -> None:
        """Do so in this thread."""
        now = self.clock()
        settled = now - SETTLED
        seen = self.outbox.seen(briefing.name, otherwise=settled)
        if briefing.paused:
            self.outbox.see(briefing.name, settled)
            return
        decision = decide(briefing, seen=seen, now=settled)
        if not decision.post and not decision.missed:
            return
        channels = self._free_channels(briefing, decision.post, now)
        if decision.post and not channels:
            return
        for slot in decision.missed:
            self._skip(briefing, slot, f"missed; catch_up is {briefing.catch_up}", now)
            if briefing.catch_up is CatchUp.NONE:
                self._tell_why_not(briefing, slot, "the bot was not running then, and catch_up is none", now)
        for slot in decision.post:
            is_last = slot is decision.post[-1]
            if not self._plan(briefing, slot, channels, until=settled if is_last else slot.due, now=now):
                return

    def alert_now(self, briefing: Briefing) -> None:
        """Store an alert for each key threat that came in."""
        planned = raise_alerts(
            briefing,
            store=self.store,
            outbox=self.outbox,
            settings=self.settings,
            adapters=self.adapters,
            until=self.clock() - SETTLED,
        )
        if planned:
            _log.info("alerts planned: %s %d", briefing.name, planned)

    async def deliver(self, stopping: asyncio.Event | None = None) -> None:
        """Post all that is due; returns when nothing is left to do now or, once `stopping` is set, is under way."""
        under_way: set[asyncio.Task[None]] = set()
        while True:
            claim = None if _is_set(stopping) else await self._claim(stopping)
            if claim is not None:
                under_way.add(asyncio.create_task(self.sender.send(claim)))
            elif under_way:
                done, under_way = await asyncio.wait(under_way, timeout=GLANCE, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            else:
                return

    async def _claim(self, stopping: asyncio.Event | None) -> Claim | None:
        now = self.clock()
        claim = await asyncio.to_thread(self.outbox.claim, now=now, owner=self.owner, lease=LEASE)
        if claim is not None and _is_set(stopping):  # the word to stop came while we asked
            await asyncio.to_thread(self.outbox.put_back, claim, now=self.clock(), until=now)
            return None
        return claim

    def _plan(
        self, briefing: Briefing, slot: Slot, channels: tuple[str, ...], *, until: datetime, now: datetime
    ) -> bool:
        """Compose and store one edition; say whether the next slot may follow at once."""
        drafts = [
            draft(
                briefing,
                name,
                store=self.store,
                outbox=self.outbox,
                readable=self.readable,
                until=until,
                now=now,
            )
            for name in channels
        ]
        wanted = [made for made in drafts if made.is_wanted]
        skipped = None if wanted else NOTHING
        if wanted and briefing.review is Review.REQUIRED:
            self._show_editors(briefing, slot, wanted[0], now)
            if briefing.on_timeout is OnTimeout.SKIP:
                self._skip(briefing, slot, UNAPPROVED, now)
                self._tell_why_not(briefing, slot, UNAPPROVED, now)
                return True
        planned = self.outbox.plan(
            Edition(
                key=_key(briefing, slot),
                due=slot.due,
                late=is_late(slot, now),
                copies=tuple(self._copy(made, slot, now) for made in drafts),
                skipped=skipped,
            ),
            now=now,
            basis={made.channel: made.basis for made in drafts},
            seen=briefing.name,
        )
        _log.info("edition %s: %s %s %s", skipped or planned.value, briefing.name, slot.day, slot.name)
        return planned is not Planned.OUTDATED and (not wanted or briefing.catch_up is not CatchUp.ALL)

    def _copy(self, made: Draft, slot: Slot, now: datetime) -> Copy:
        channel = self.settings.channels[made.channel]
        waits = made.briefing.review is Review.REQUIRED
        return lay_out(
            made,
            adapter=self.adapters[channel.platform],
            channel=channel,
            late_for=slot.due if is_late(slot, now) else None,
            not_before=now + made.briefing.review_within if waits else None,
        )

    def _show_editors(self, briefing: Briefing, slot: Slot, made: Draft, now: datetime) -> None:
        if self.settings.editors is None:
            return
        channel = self.settings.channels[self.settings.editors]
        after = "it is posted" if briefing.on_timeout is OnTimeout.POST else "it is not posted"
        within = f"{briefing.review_within.total_seconds() / 60:.0f} minutes"
        note = f"Draft for {', '.join(briefing.channels)}. Approving in chat comes later; after {within} {after}."
        copy = lay_out(made, adapter=self.adapters[channel.platform], channel=channel, note=note)
        key = EditionKey(kind=Kind.DRAFT, briefing=briefing.name, day=slot.day, slot=slot.name)
        self.outbox.plan(Edition(key=key, due=slot.due, copies=(copy,)), now=now)

    def _skip(self, briefing: Briefing, slot: Slot, why: str, now: datetime) -> None:
        skipped = Edition(key=_key(briefing, slot), due=slot.due, late=is_late(slot, now), skipped=why)
        self.outbox.plan(skipped, now=now, seen=briefing.name)

    def _tell_why_not(self, briefing: Briefing, slot: Slot, why: str, now: datetime) -> None:
        tell(
            f"{briefing.name} of {slot.day} {slot.name} is not posted: {why}",
            "the next edition covers what it would have said",
            subject=f"not posted {briefing.name} {slot.day} {slot.name}",
            settings=self.settings,
            outbox=self.outbox,
            adapters=self.adapters,
            now=now,
        )

    def _free_channels(self, briefing: Briefing, slots: tuple[Slot, ...], now: datetime) -> tuple[str, ...]:
        """Return the channels that the next edition goes to; none while it has to wait for an earlier one.

        It waits while an earlier edition is going out. A channel where that takes long (its platform is away, and what
        was sent there is still to be asked for) does not hold up the others: they get the edition, and it gets the next
        one, which covers both. Where each edition that was missed is to be posted, they go strictly one after another.
        """
        if not slots:
            return briefing.channels
        bases = {name: self.outbox.basis(briefing.name, name) for name in briefing.channels}
        if briefing.catch_up is CatchUp.ALL:
            wait = any(basis.under_way or basis.waiting for basis in bases.values())
            return () if wait else briefing.channels
        free = tuple(name for name, basis in bases.items() if not basis.under_way)
        return free if len(free) == len(bases) or is_late(slots[-1], now) else ()


def _is_set(stopping: asyncio.Event | None) -> bool:
    return stopping is not None and stopping.is_set()


def _key(briefing: Briefing, slot: Slot) -> EditionKey:
    return EditionKey(briefing=briefing.name, day=slot.day, slot=slot.name)
