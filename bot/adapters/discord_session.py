"""Who speaks for us to Discord's REST interface? One session: logged in when it is first needed, closed once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.adapters.discord_errors import translated
from bot.adapters.discord_http import Address, DiscordHttp
from bot.adapters.interface import UnreachableError

_PATIENCE = 120.0
"""Seconds that one thing may take, the library's own waits and retries included."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The interface, logged in."""

    http: DiscordHttp
    user: Mapping[str, Any]
    """The bot, as Discord describes it."""

    @property
    def me(self) -> int:
        """The bot's id."""
        return int(self.user["id"])


class Session:
    """Lends a speaker to whoever needs one."""

    def __init__(self, *, token: str, address: Address) -> None:
        self._token = token
        self._address = address
        self._speaker: Speaker | None = None
        self._logging_in = asyncio.Lock()
        self._closed = False

    @asynccontextmanager
    async def speaking(self, *, posting: bool = False) -> AsyncIterator[Speaker]:
        """Lend the interface; every failure inside becomes one of the four families.

        With `posting`, a line that breaks leaves it unclear whether something was posted.
        """
        async with self._logging_in:
            if self._speaker is None:
                self._speaker = await self._log_in()
        try:
            async with asyncio.timeout(_PATIENCE):
                yield self._speaker
        except Exception as error:  # noqa: BLE001 - every failure becomes one of the families
            raise translated(error, posting=posting) from None

    async def close(self) -> None:
        """Disconnect; from now on nobody is lent anything."""
        self._closed = True
        if self._speaker is not None:
            await self._speaker.http.close()
            self._speaker = None

    async def _log_in(self) -> Speaker:
        if self._closed:
            message = "the adapter is closed"
            raise UnreachableError(message)
        http = DiscordHttp(self._address)
        user: Any = None
        try:
            async with asyncio.timeout(_PATIENCE):
                user = await http.static_login(self._token)
        except Exception as error:  # noqa: BLE001 - every failure becomes one of the families
            raise translated(error, posting=False) from None
        finally:
            if not isinstance(user, dict):
                await http.close()
        if not isinstance(user, dict):
            # The library hands on as text what is not named exactly as JSON.
            message = "what answers is not Discord; see DISCORD_API_URL"
            raise UnreachableError(message)
        return Speaker(http, user)
