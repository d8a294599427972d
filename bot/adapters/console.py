"""A channel that is always there: what is posted to it is printed, as `onrecord brief` prints it.

Paper does not forget and cannot be asked: the console posts, and neither edits nor finds. Whoever ran the bot with it
can look at what was printed.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import ClassVar, TextIO

from bot.adapters import written
from bot.adapters.interface import (
    Capabilities,
    Check,
    Idempotency,
    MessageRef,
    Post,
    RefusedError,
    Standing,
    Transport,
    UnclearError,
)
from bot.clock import Clock, wall_clock
from bot.commands.registry import Desk
from bot.settings import Settings
from briefs.message import Message
from briefs.rendering.plain import plain


class ConsoleAdapter:
    """Prints posts to a stream, standard output unless told otherwise; implements `ChatAdapter`."""

    name: ClassVar[str] = "console"
    capabilities: ClassVar[Capabilities] = Capabilities(idempotency=Idempotency.NONE)

    def __init__(self, stream: TextIO | None = None, *, clock: Clock = wall_clock) -> None:
        self._stream = stream
        self._clock = clock
        self._numbers = count(1)
        self._since: datetime | None = None
        self._closed = asyncio.Event()

    @classmethod
    def open(cls, settings: Settings, environ: Mapping[str, str]) -> ConsoleAdapter:  # noqa: ARG003 - it needs neither
        return cls()

    def render(self, message: Message) -> tuple[Post, ...]:
        return (written.dump(message),)

    async def send(
        self,
        channel: str,
        post: Post,
        *,
        key: str,  # noqa: ARG002 - paper keeps no keys
        thread: MessageRef | None = None,
        silent: bool = False,  # noqa: ARG002 - it never rings
    ) -> MessageRef:
        try:
            self._print(written.load(post))
        except (OSError, ValueError) as cause:  # the reader of our output left, or the stream was closed
            message = f"printing failed half-way ({cause}); look at what was printed"
            raise UnclearError(message) from cause
        where = thread.thread if thread else None
        return MessageRef(platform=self.name, channel=channel, id=str(next(self._numbers)), thread=where)

    async def edit(self, ref: MessageRef, post: Post) -> None:  # noqa: ARG002 - the seam's shape
        message = "what was printed cannot be edited; post a correction"
        raise RefusedError(message)

    async def find(
        self,
        channel: str,  # noqa: ARG002 - the seam's shape
        key: str,  # noqa: ARG002 - likewise
        *,
        since: datetime,  # noqa: ARG002 - likewise
        thread: MessageRef | None = None,  # noqa: ARG002 - likewise
    ) -> MessageRef | None:
        return None

    async def thread(self, ref: MessageRef, title: str) -> MessageRef:  # noqa: ARG002 - the seam's shape
        message = "paper has no threads; post the details to the channel"
        raise RefusedError(message)

    async def serve(self, desk: Desk) -> None:  # noqa: ARG002 - nobody gives commands to paper; the program takes them
        self._since = self._clock()
        await self._closed.wait()

    async def close(self) -> None:
        self._closed.set()

    @property
    def transport(self) -> Transport:
        return Transport(standing=Standing.DOWN if self._closed.is_set() else Standing.UP, since=self._since)

    async def check(self, channels: tuple[str, ...]) -> tuple[Check, ...]:  # noqa: ARG002 - any name will do
        return (Check(sound=True, what="posts are printed here"),)

    def _print(self, message: Message) -> None:
        stream = self._stream or sys.stdout
        if stream.isatty():
            from rich.console import Console  # noqa: PLC0415 - only where somebody watches

            from briefs.rendering.terminal import layout  # noqa: PLC0415 - likewise

            Console(file=stream).print(layout(message))
        else:
            stream.write(f"{plain(message)}\n")
        stream.write("\n")
        stream.flush()
