"""A desk in one process, with a clock that a test sets: a store, an outbox, a board in memory, and no waiting."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import builders

from bot.adapters.interface import Capabilities, Idempotency, MessageRef, UnreachableError
from bot.adapters.memory import Board, MemoryAdapter
from bot.database import open_outbox, open_store
from bot.delivery import Delivery
from bot.sending import Sender
from bot.settings import Briefing, Channel, Settings, Times

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""A Monday."""


class Clock:
    """Stands still until a test or a sleeper moves it."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class ScannedAdapter(MemoryAdapter):
    """A platform that does not know our keys while we post, and can be searched for them afterwards, as Slack can."""

    name = "scanned"
    capabilities = Capabilities(idempotency=Idempotency.SCAN, threads=True)

    is_away = False
    """Set, it cannot be asked."""
    _posting = False

    async def find(self, channel, key, *, since, thread=None):
        if self.is_away:
            message = "no line"
            raise UnreachableError(message)
        return await super().find(channel, key, since=since, thread=thread)

    async def send(self, channel, post, *, key, thread=None, silent=False) -> MessageRef:
        self._posting = True
        try:
            return await super().send(channel, post, key=key, thread=thread, silent=silent)
        finally:
            self._posting = False

    def _known(self, channel, key, thread):
        return None if self._posting else super()._known(channel, key, thread)


class BlindAdapter(MemoryAdapter):
    """A platform that cannot say what was posted, as paper cannot."""

    name = "blind"
    capabilities = Capabilities(idempotency=Idempotency.NONE)

    async def find(self, channel, key, *, since, thread=None):  # noqa: ARG002 - the seam's shape
        message = "this platform cannot be asked"
        raise AssertionError(message)


class Pressroom:
    """Everything between an article and a channel, and the hands to make it fail."""

    def __init__(self, database: Path, *briefings: Briefing, clock: Clock | None = None, board: Board | None = None):
        self.database = database
        self.clock = clock or Clock()
        self.board = board or Board()
        self.adapters = {
            kind.name: kind(board=self.board, clock=self.clock)
            for kind in (MemoryAdapter, ScannedAdapter, BlindAdapter)
        }
        channels = {
            name: Channel(name=name, platform=platform, id=name.upper())
            for name, platform in (
                ("desk", "memory"),
                ("wire", "scanned"),
                ("paper", "blind"),
                ("admins", "memory"),
                ("editors", "memory"),
            )
        }
        self.settings = Settings(
            folder=database.parent,
            base=database.parent,
            store=database,
            administrators="admins",
            editors="editors",
            channels=MappingProxyType(channels),
            briefings=briefings,
        )
        self.store = open_store(f"sqlite:///{database}")
        self.outbox = open_outbox(f"sqlite:///{database}")
        self.sender = Sender(
            outbox=self.outbox,
            adapters=self.adapters,
            settings=self.settings,
            clock=self.clock,
            sleep=self.clock.sleep,
            chance=lambda: 0.5,
            pace={"scanned": 1.0},
        )
        self.delivery = Delivery(
            store=self.store,
            outbox=self.outbox,
            adapters=self.adapters,
            settings=self.settings,
            readable={"en"},
            clock=self.clock,
            sender=self.sender,
            owner="test/1/a",
        )

    def restarted(self) -> Pressroom:
        """The same desk after its process died: the database and the platforms keep what they have."""
        self.close()
        again = Pressroom(self.database, *self.settings.briefings, clock=self.clock, board=self.board)
        again.outbox.expire(lambda owner: True, now=self.clock())  # noqa: ARG005 - whoever it was is dead
        return again

    def close(self) -> None:
        self.store.close()
        self.outbox.close()

    def read(self, *findings, text: str = builders.TEXT, **fields) -> None:
        """An article enters the store now."""
        article = builders.article(text, **fields)
        self.store.add(builders.reading(*findings, of=article), entered=self.clock())

    async def run(self) -> None:
        """Do all that is due at this moment."""
        for briefing in self.settings.briefings:
            await self.delivery.edit(briefing)
        await self.delivery.deliver()

    async def until(self, moment: str | datetime) -> None:
        """Let time go by in steps of a few seconds, doing what comes due on the way."""
        end = (
            moment if isinstance(moment, datetime) else datetime.fromisoformat(f"2026-03-{moment}").replace(tzinfo=UTC)
        )
        while self.clock.now < end:
            await self.run()
            step = min(end, self.clock.now + timedelta(hours=1))
            waiting = self.outbox.next_moment()
            if waiting is not None and self.clock.now < waiting < step:
                step = waiting
            for slot in self._slots(step):
                step = min(step, slot)
            self.clock.now = max(step, self.clock.now + timedelta(milliseconds=1))
        await self.run()

    def _slots(self, until: datetime):
        from bot.schedule import next_due  # noqa: PLC0415 - read beside its use

        for briefing in self.settings.briefings:
            slot = next_due(briefing, self.clock.now - timedelta(seconds=2))
            if slot and slot.due + timedelta(seconds=2) <= until:
                yield slot.due + timedelta(seconds=2)

    def texts(self, channel: str = "desk") -> list[str]:
        """What stands in a channel, oldest first, each post by its summary."""
        address = self.settings.channels[channel].id
        return [posted.message.summary for posted in self.board.posts if posted.ref.channel == address]


def briefing(*times: str, zone: str = "UTC", **fields) -> Briefing:
    """A briefing of the desk, at these times."""
    when = Times(times=tuple(map(time.fromisoformat, times or ("07:30",))), timezone=ZoneInfo(zone))
    given = {"name": "morning", "title": "Morning", "channels": ("desk",), "when": when, "timezone": zone, **fields}
    return Briefing(**given)


def new_pressroom(blank_database: Path, folder: Path, *briefings: Briefing) -> Pressroom:
    """A desk with an empty store."""
    database = folder / "desk.db"
    shutil.copyfile(blank_database, database)
    return Pressroom(database, *(briefings or (briefing(),)))
