"""How is discord.py's gateway client set up? It hears interactions and nothing else, and says how the line is doing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord.gateway import KeepAliveHandler

from bot.adapters.discord_http import Address, DiscordHttp
from bot.adapters.interface import Standing

IDENTIFY_PAUSE = 5.0
"""Seconds between two sessions opened anew: Discord allows one in five seconds."""

LAST_BEAT = 5.0
"""Seconds for a heartbeat that is under way when the line closes."""

Sleep = Callable[[float], Awaitable[Any]]


class Line(discord.Client):
    """The gateway: resumes, reconnects and beats by itself, as discord.py does.

    It asks for the `guilds` intent alone, which no server has to grant; commands and buttons come without any.
    """

    def __init__(
        self,
        *,
        address: Address,
        heard: Callable[[discord.Interaction], None],
        changed: Callable[[Standing], None],
        sleep: Sleep,
    ) -> None:
        self._address = address
        self._heard = heard
        self._changed = changed
        self._sleep = sleep
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )

    def _get_state(self, **options: Any) -> Any:
        # The place where the library hands its REST client on; ours may go elsewhere.
        self.http = DiscordHttp(self._address)
        return super()._get_state(**options)

    async def close(self) -> None:
        """Disconnect; the threads of the library that beat for this line do not outlive the loop they speak to."""
        await super().close()
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:  # noqa: SLF001 - what tells our line's threads from another's
                thread.stop()
                await asyncio.to_thread(thread.join, LAST_BEAT)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 - the library's signature
        if not initial:
            await self._sleep(IDENTIFY_PAUSE)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Pass on a command or a button that was used."""
        self._heard(interaction)

    async def on_connect(self) -> None:
        """Note that a session was opened."""
        self._changed(Standing.UP)

    async def on_resumed(self) -> None:
        """Note that a session goes on."""
        self._changed(Standing.UP)

    async def on_disconnect(self) -> None:
        """Note that the line broke; the library is about to reconnect."""
        self._changed(Standing.CONNECTING)
