"""How do we reach Discord? By discord.py's own client, whose addresses can be moved without touching its classes.

The library keeps its addresses in class attributes (`Route.BASE`, `DiscordWebSocket.DEFAULT_GATEWAY`), which every
client in the process shares. This client moves each request as it passes instead, so that two adapters with different
addresses live side by side and nothing has to be put back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

if TYPE_CHECKING:
    import aiohttp

PATIENCE = 30.0
"""Seconds: a longer wait for a rate limit is passed on to whoever asked instead of being slept through."""

_TALKATIVE = ("discord.client", "discord.gateway", "discord.http", "discord.webhook.async_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where Discord is, and the way there; neither given, it is where it always is."""

    api: str | None = None
    """Instead of https://discord.com/api/v10."""
    proxy: str | None = field(default=None, repr=False)
    """May hold a password."""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Address:
        """Take the address from `DISCORD_API_URL`, and the proxy that goes for secure addresses."""
        api = environ.get("DISCORD_API_URL", "").strip().rstrip("/") or None
        proxy = environ.get("HTTPS_PROXY") or environ.get("https_proxy") or None
        return cls(api=api, proxy=proxy if api is None or api.startswith("https:") else None)


class DiscordHttp(HTTPClient):
    """discord.py's REST client, with its retries and rate limits, at any address."""

    def __init__(self, address: Address) -> None:
        super().__init__(asyncio.get_running_loop(), proxy=address.proxy, max_ratelimit_timeout=PATIENCE)
        self._api = address.api

    async def request(self, route: Route, **kwargs: Any) -> Any:
        if self._api is not None:
            route.url = self._api + route.url.removeprefix(Route.BASE)
        return await super().request(route, **kwargs)

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open a gateway socket.

        Only the address that is built into the library is moved, to the one that the interface at `api` names; the
        address for resuming comes from that gateway itself and is kept.
        """
        address = URL(url)
        if self._api is not None and address.host == DiscordWebSocket.DEFAULT_GATEWAY.host:
            named = await self.request(Route("GET", "/gateway"))
            url = str(URL(named["url"]).with_query(address.query))
        return await super().ws_connect(url, compress=compress)


def quiet_library() -> None:
    """Keep the library from writing what it sends and hears: at DEBUG that holds the tokens of interactions.

    And from warning that it cannot speak aloud, which nobody asked of it.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
