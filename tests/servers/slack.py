"""Slack as the contract suite knows it: the server, our adapter on it, and people who type and press."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from servers.platform import Fault, Seen
from servers.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL, SlackServer
from servers.slack_view import acts, buttons, words
from servers.slack_workspace import EDITOR, READER, Json, Person

from bot.adapters.slack import SlackAdapter
from bot.commands.registry import Desk
from bot.settings import Secrets, Settings


def settings(*, bot_token: str = BOT_TOKEN, app_token: str = APP_TOKEN) -> Settings:
    """Return settings with these tokens; an empty one is absent."""
    secrets = Secrets.read({"SLACK_BOT_TOKEN": bot_token, "SLACK_APP_TOKEN": app_token})
    here = Path()
    return Settings(folder=here, base=here, store=here / "unused.db", secrets=secrets)


class SlackPlatform:
    """A workspace with one channel for us."""

    adapter: SlackAdapter

    def __init__(self, desk: Desk, server: SlackServer, make: Callable[[], SlackAdapter] | None) -> None:
        self.server = server
        self._make = make or self._open
        self.channel = CHANNEL
        self._desk = desk
        self._serving: asyncio.Task[None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(
        cls, desk: Desk, server: SlackServer | None = None, make: Callable[[], SlackAdapter] | None = None
    ) -> AsyncIterator[Self]:
        """Start a server and an adapter (that `make` makes) that serves `desk`; stop both at the end."""
        platform = cls(desk, server or SlackServer(), make)
        await platform.server.start()
        platform._connect()
        yield platform
        await platform._disconnect()
        await platform.server.stop()

    async def renew(self) -> None:
        """Stop the adapter and start another one; the server keeps everything."""
        await self._disconnect()
        self._connect()

    async def cut(self) -> None:
        """Break the socket."""
        await self.server.sockets.cut()

    def fail(self, fault: Fault, times: int = 1) -> None:
        """Let the next posts fail."""
        self.server.fail(fault, times)

    def posts(self, channel: str | None = None) -> tuple[Seen, ...]:
        """Return what stands in the channel, oldest first."""
        where = channel or self.channel
        return tuple(self._seen([message], where) for message in self.server.workspace.channels[where].messages)

    async def command(self, name: str, line: str = "", *, manages: bool = False, again: bool = False) -> Seen:
        """Type a command and wait for its whole answer."""
        start = len(self.server.workspace.journal)
        payload = self.server.slash(name, line, _person(manages=manages))
        await self.server.sockets.deliver("slash_commands", payload)
        if again:
            await self.server.sockets.deliver("slash_commands", payload, retry=1)
        return await self._answer(start)

    async def typing(self, name: str, option: str, typed: str) -> tuple[str, ...]:  # noqa: ARG002 - nothing is offered
        return ()

    async def press(self, seen: Seen, label: str, *, manages: bool = False) -> Seen:
        """Press a button, and see what stands there then; a button that only opens a link changes nothing."""
        start = len(self.server.workspace.journal)
        for message in seen.raw:
            for block, button in buttons(message):
                if button["text"]["text"] == label:
                    payload = self.server.press(message, block, button, _person(manages=manages), seen.channel)
                    await self.server.sockets.deliver("interactive", payload)
                    await self.adapter.settled()
                    return await self._answer(start) if len(self.server.workspace.journal) > start else seen
        raise LookupError(label)

    async def _answer(self, start: int) -> Seen:
        await self.adapter.settled()
        shown: dict[str, Json] = {message["ts"]: message for message in self.server.workspace.journal[start:]}
        if not shown:
            message = "nobody answered"
            raise LookupError(message)
        return self._seen(list(shown.values()), self.channel)

    def _seen(self, messages: list[Json], channel: str) -> Seen:
        """Describe a message, or the several of one answer."""
        last: dict[str, Any] = messages[-1]
        root = last.get("thread_ts")
        return Seen(
            id=last["ts"],
            channel=channel,
            text="\n".join(map(words, messages)),
            buttons=tuple(button["text"]["text"] for message in messages for _, button in buttons(message)),
            thread=None if root == last["ts"] else root,
            private=bool(last.get("is_ephemeral")),
            edited="edited" in last,
            acts=tuple(act for message in messages for act in acts(message)),
            raw=messages,
        )

    def _open(self) -> SlackAdapter:
        return SlackAdapter.open(settings(), {"SLACK_API_URL": self.server.url})

    def _connect(self) -> None:
        self.adapter = self._make()
        self._serving = asyncio.create_task(self.adapter.serve(self._desk))

    async def _disconnect(self) -> None:
        await self.adapter.close()
        if self._serving is not None:
            await self._serving


def _person(*, manages: bool) -> Person:
    return EDITOR if manages else READER
