"""The contract suite's platform that needs no server: the adapter that keeps messages in memory."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import count

from servers.platform import Fault, Seen

from bot.adapters.interface import BusyError, MessageRef, RefusedError, Standing, UnclearError, UnreachableError
from bot.adapters.memory import Board, MemoryAdapter, Posted
from bot.commands.registry import Actor, Desk, Press, Request
from briefs.message import Buttons, Message, Pager
from briefs.rendering.plain import plain

_FAULTS = {
    Fault.BUSY: (BusyError("wait", retry_after=0.01), False),
    Fault.DROP: (UnreachableError("not reached"), False),
    Fault.STORE_THEN_DROP: (UnclearError("the line broke"), True),
    Fault.ERROR: (UnclearError("the server failed"), False),
    Fault.STORE_THEN_ERROR: (UnclearError("the server failed"), True),
    Fault.REFUSE: (RefusedError("malformed"), False),
    Fault.GONE: (RefusedError("no such channel; invite the bot to it", gone=True), False),
    Fault.FORBIDDEN: (RefusedError("not allowed; grant the right to post"), False),
}


class MemoryPlatform:
    """Implements `servers.platform.Platform`."""

    channel = "board"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._board = Board()
        self._deliveries = count()
        self._serving: asyncio.Task[None] | None = None
        self.adapter = MemoryAdapter(board=self._board, room=12)

    @classmethod
    @asynccontextmanager
    async def open(cls, desk: Desk):
        """Start the platform and an adapter that answers from `desk`; stop both at the end."""
        platform = cls(desk)
        await platform._start()
        yield platform
        await platform._stop()

    async def _start(self) -> None:
        self._serving = asyncio.create_task(self.adapter.serve(self._desk))
        await asyncio.sleep(0)
        assert self.adapter.transport.standing is Standing.UP

    async def _stop(self) -> None:
        await self.adapter.close()
        await self._serving

    def posts(self, channel: str | None = None) -> tuple[Seen, ...]:
        return tuple(_seen(posted) for posted in self._board.posts if posted.ref.channel == (channel or self.channel))

    async def command(self, name: str, line: str = "", *, manages: bool = False, again: bool = False) -> Seen:
        request = Request(command=name, actor=_actor(manages=manages), platform="memory", channel=self.channel)
        delivery = str(next(self._deliveries))
        for _ in range(2 if again else 1):
            answer = await self.adapter.command(request, line, delivery=delivery)
        return _seen(answer)

    async def typing(self, name: str, option: str, typed: str) -> tuple[str, ...]:  # noqa: ARG002 - nothing is offered
        return ()

    async def press(self, seen: Seen, label: str, *, manages: bool = False) -> Seen:
        on: Posted = seen.raw
        button = next(button for button in _buttons(on.message) if button.label == label)
        press = Press(
            action=button.action,
            key=button.key,
            actor=_actor(manages=manages),
            platform="memory",
            channel=self.channel,
        )
        return _seen(await self.adapter.press(press, on))

    def fail(self, fault: Fault, times: int = 1) -> None:
        error, stored = _FAULTS[fault]
        self.adapter.fail_next(error, stored=stored, times=times)

    async def cut(self) -> None:
        """There is no line to cut: people and the adapter are in one process."""

    async def renew(self) -> None:
        await self._stop()
        self.adapter = MemoryAdapter(board=self._board, room=12)
        await self._start()


def _actor(*, manages: bool) -> Actor:
    return Actor(id="u1", name="Kim", manages=manages)


def _buttons(message: Message):
    for block in message.blocks:
        if isinstance(block, Buttons | Pager):
            yield from block.buttons


def _seen(posted: Posted) -> Seen:
    ref: MessageRef = posted.ref
    message = posted.message
    return Seen(
        id=ref.id,
        channel=ref.channel,
        text=plain(message),
        buttons=tuple(button.label for button in _buttons(message)),
        thread=ref.thread,
        private=posted.private,
        edited=posted.edited,
        raw=posted,
    )
