"""The contract suite's Discord: the server beside this file, people on it, and our adapter over real sockets."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from servers.discord_rules import EPHEMERAL, LOADING, Json
from servers.discord_server import DiscordServer
from servers.discord_world import THREAD, Interaction
from servers.platform import Fault, Seen

from bot.adapters.discord import DiscordAdapter
from bot.adapters.discord_http import Address
from bot.commands.parsing import parse
from bot.commands.registry import Desk

__all__ = ["DiscordPlatform", "DiscordServer"]


async def _at_once(seconds: float) -> None:
    """Stand in for waits that keep a real Discord's peace: between sessions, before another attempt."""
    await asyncio.sleep(min(seconds, 0.01))


class DiscordPlatform:
    """Implements `servers.platform.Platform`."""

    def __init__(self, desk: Desk, server: DiscordServer) -> None:
        self._desk = desk
        self._serving: asyncio.Task[None] | None = None
        self.server = server
        self.channel = server.world.channel
        self.adapter = self._made()

    def _made(self) -> DiscordAdapter:
        return DiscordAdapter(token=self.server.world.token, address=Address(api=self.server.api), sleep=_at_once)

    @classmethod
    @asynccontextmanager
    async def open(cls, desk: Desk) -> AsyncIterator[DiscordPlatform]:
        """Start the server and an adapter that answers from `desk`; stop both at the end."""
        server = DiscordServer()
        await server.start()
        platform = cls(desk, server)
        try:
            await platform._start()
            yield platform
        finally:
            await platform._stop()
            await server.stop()
        assert server.violations == []

    async def _start(self) -> None:
        self._serving = asyncio.create_task(self.adapter.serve(self._desk))
        await self.server.until(lambda: self.server.gateway.listening)

    async def _stop(self) -> None:
        await self.adapter.close()
        if self._serving is not None:
            await self._serving

    def posts(self, channel: str | None = None) -> tuple[Seen, ...]:
        return tuple(map(self._seen, self.server.visible(channel or self.channel)))

    async def command(self, name: str, line: str = "", *, manages: bool = False, again: bool = False) -> Seen:
        command = next(command for command in self._desk.commands if command.name == name)
        given = await self.server.command(name, parse(line, command), manages=manages, copies=2 if again else 1)
        return await self._answered(given)

    async def typing(self, name: str, option: str, typed: str) -> tuple[str, ...]:
        given = await self.server.typing(name, option, typed)
        await self.server.until(lambda: given.acknowledged is not None)
        return given.offered

    async def press(self, seen: Seen, label: str, *, manages: bool = False) -> Seen:
        rows = self.server.world.messages[seen.id]["components"]
        ids = [button["custom_id"] for row in rows for button in row["components"] if button["label"] == label]
        return await self._answered(await self.server.press(seen.id, ids[0], manages=manages))

    async def _answered(self, given: Interaction) -> Seen:
        """Wait until the adapter has done with it, and read what came: an aside, or what stands in the kept place."""
        await self.server.until(lambda: given.acknowledged is not None)
        await self.adapter.settled()
        written = self.server.world.messages[(given.follow_ups or [given.original])[-1]]
        assert not written["flags"] & LOADING
        return self._seen(written)

    def fail(self, fault: Fault, times: int = 1) -> None:
        self.server.faults.extend([fault] * times)

    async def cut(self) -> None:
        self.server.gateway.abort()

    async def renew(self) -> None:
        await self._stop()
        self.adapter = self._made()
        await self._start()

    def _seen(self, message: Json) -> Seen:
        place = self.server.world.channels[message["channel_id"]]
        rows = message["components"]
        return Seen(
            id=message["id"],
            channel=place.id,
            text=shown(message),
            buttons=tuple(button["label"] for row in rows for button in row["components"]),
            thread=place.id if place.type == THREAD else None,
            private=bool(message["flags"] & EPHEMERAL),
            edited=message["edited_timestamp"] is not None,
            raw=message,
        )


def shown(message: Json) -> str:
    """Return a message's words as a person reads them, without the small print by which it is found again."""
    texts = [_REFERENCE.sub("", message["content"])]
    for embed in message["embeds"]:
        texts += [embed.get("title", ""), embed.get("description", "")]
    return "\n".join(_MARKUP.sub(_read, text) for text in texts if text)


_REFERENCE = re.compile(r"(?:^|\n)-# ref [a-z2-7]{8}$")
_MARKUP = re.compile(
    r"""
      \\(?P<escaped>[^0-9A-Za-z\s])
    | \[(?P<label>(?:\\.|[^\\\[\]])*)\]\(<[^>\s]+>\)
    | ^(?:>\ |-\#\ |\#\ )
    | \*\*? | `
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
"""What of Discord's Markdown our posts may hold, read from the left, an escape first."""


def _read(found: re.Match[str]) -> str:
    if found["label"] is not None:
        return _MARKUP.sub(_read, found["label"])
    return found["escaped"] or ""
