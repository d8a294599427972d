"""A chat platform in memory: posts go up on a board, and people there are whoever calls.

It ships with the product. Tests of everything above an adapter run on it, and it keeps the promises that the others
keep over the network: one post a key, an answer that only one person sees, a delivery that comes twice answered once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import ClassVar

from bot.adapters import written
from bot.adapters.interface import (
    AdapterError,
    Capabilities,
    Check,
    Idempotency,
    MessageRef,
    Post,
    RefusedError,
    Standing,
    Transport,
)
from bot.clock import Clock, wall_clock
from bot.commands.registry import Desk, Press, Request
from bot.settings import Settings
from briefs.message import Message

ROOM = 50
"""Blocks of a post; a longer message takes several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post on the board, or an answer to somebody."""

    ref: MessageRef
    post: Post
    at: datetime
    key: str = ""
    silent: bool = False
    private: bool = False
    edited: bool = False

    @property
    def message(self) -> Message:
        """The post, read back."""
        return written.load(self.post)


@dataclass(slots=True, kw_only=True)
class Board:
    """What the platform itself keeps: it outlives an adapter, as a server outlives a client."""

    posts: list[Posted] = field(default_factory=list)
    """Oldest first; answers that one person sees are not here."""
    numbers: count[int] = field(default_factory=lambda: count(1))
    delivered: dict[str, Posted] = field(default_factory=dict)
    """Answers, by the delivery of the command."""


@dataclass(slots=True, kw_only=True)
class _Mishap:
    error: AdapterError
    stored: bool
    times: int
    channel: str | None

    def meets(self, channel: str) -> bool:
        return self.channel in {None, channel}


class MemoryAdapter:
    """Posts to a board in memory and serves commands there; implements `bot.adapters.interface.ChatAdapter`."""

    name: ClassVar[str] = "memory"
    capabilities: ClassVar[Capabilities] = Capabilities(
        idempotency=Idempotency.NATIVE, edit=True, threads=True, buttons=True, ephemeral=True, silent=True
    )

    def __init__(self, *, board: Board | None = None, clock: Clock = wall_clock, room: int = ROOM) -> None:
        self.board = board or Board()
        self._clock = clock
        self._room = room
        self._mishaps: list[_Mishap] = []
        self._desk: Desk | None = None
        self._since: datetime | None = None
        self._closed = asyncio.Event()

    @classmethod
    def open(cls, settings: Settings, environ: Mapping[str, str]) -> MemoryAdapter:  # noqa: ARG003 - it needs neither
        return cls()

    def fail_next(
        self, error: AdapterError, *, stored: bool = False, times: int = 1, channel: str | None = None
    ) -> None:
        """Let the next `times` posts or edits raise `error`: before anything is kept or, with `stored`, after.

        With `channel`, only those in that channel do.
        """
        self._mishaps.append(_Mishap(error=error, stored=stored, times=times, channel=channel))

    def render(self, message: Message) -> tuple[Post, ...]:
        starts = range(0, max(len(message.blocks), 1), self._room)
        parts = [message.blocks[start : start + self._room] for start in starts]
        many = len(parts) > 1
        return tuple(
            written.dump(
                Message(
                    summary=f"{message.summary} ({number}/{len(parts)})" if many else message.summary, blocks=blocks
                )
            )
            for number, blocks in enumerate(parts, 1)
        )

    async def send(
        self, channel: str, post: Post, *, key: str, thread: MessageRef | None = None, silent: bool = False
    ) -> MessageRef:
        mishap = self._mishap(channel)
        if mishap and not mishap.stored:
            raise mishap.error
        known = self._known(channel, key, thread)
        if known is None:
            ref = MessageRef(
                platform=self.name,
                channel=channel,
                id=str(next(self.board.numbers)),
                thread=thread.thread if thread else None,
            )
            known = Posted(ref=ref, post=post, at=self._clock(), key=key, silent=silent)
            self.board.posts.append(known)
        if mishap:
            raise mishap.error
        return known.ref

    async def edit(self, ref: MessageRef, post: Post) -> None:
        mishap = self._mishap(ref.channel)
        if mishap and not mishap.stored:
            raise mishap.error
        place = next((place for place, posted in enumerate(self.board.posts) if posted.ref == ref), None)
        if place is None:
            message = f"there is no post {ref.id} in {ref.channel}; it cannot be edited"
            raise RefusedError(message)
        self.board.posts[place] = replace(self.board.posts[place], post=post, edited=True)
        if mishap:
            raise mishap.error

    async def find(
        self, channel: str, key: str, *, since: datetime, thread: MessageRef | None = None
    ) -> MessageRef | None:
        known = self._known(channel, key, thread)
        return known.ref if known and known.at >= since else None

    async def thread(self, ref: MessageRef, title: str) -> MessageRef:  # noqa: ARG002 - a board's threads have no title
        return replace(ref, thread=ref.id)

    async def serve(self, desk: Desk) -> None:
        self._desk, self._since = desk, self._clock()
        await self._closed.wait()

    async def close(self) -> None:
        self._desk = None
        self._closed.set()

    @property
    def transport(self) -> Transport:
        return Transport(standing=Standing.UP if self._desk else Standing.DOWN, since=self._since)

    async def check(self, channels: tuple[str, ...]) -> tuple[Check, ...]:
        return tuple(Check(sound=True, what=f"{channel} is on the board") for channel in channels)

    # ---- what people do

    async def command(self, request: Request, text: str, *, delivery: str) -> Posted:
        """Give a command, `text` being what stands after its name; the answer to a `delivery` is given once."""
        desk = self._serving()
        if delivery not in self.board.delivered:
            message = await desk.answer_text(request, text)
            private = next((command.private for command in desk.commands if command.name == request.command), True)
            self.board.delivered[delivery] = self._answer(message, request.channel, private=private)
        return self.board.delivered[delivery]

    async def press(self, press: Press, on: Posted) -> Posted:
        """Press a button of a post or an answer: what comes takes its place, or is an aside to that person."""
        message = await self._serving().press(press)
        if message.aside:
            return self._answer(message, press.channel, private=True)
        turned = replace(on, post=written.dump(message), edited=True)
        self.board.posts[:] = [turned if posted.ref == on.ref else posted for posted in self.board.posts]
        return turned

    def _answer(self, message: Message, channel: str, *, private: bool) -> Posted:
        ref = MessageRef(platform=self.name, channel=channel, id=str(next(self.board.numbers)))
        posted = Posted(ref=ref, post=written.dump(message), at=self._clock(), private=private)
        if not private:
            self.board.posts.append(posted)
        return posted

    def _serving(self) -> Desk:
        if self._desk is None:
            message = "nobody answers commands; call serve first"
            raise RefusedError(message)
        return self._desk

    def _known(self, channel: str, key: str, thread: MessageRef | None) -> Posted | None:
        where = thread.thread if thread else None
        mine = (posted for posted in self.board.posts if key and posted.key == key)
        return next((posted for posted in mine if (posted.ref.channel, posted.ref.thread) == (channel, where)), None)

    def _mishap(self, channel: str) -> _Mishap | None:
        mishap = next((mishap for mishap in self._mishaps if mishap.meets(channel)), None)
        if mishap is None:
            return None
        mishap.times -= 1
        if mishap.times < 1:
            self._mishaps.remove(mishap)
        return mishap
