"""How do commands come from Slack? Over Socket Mode: each is taken once, over a line that comes back by itself.

The SDK holds the line: it pings, and opens another one when Slack asks for that or when nothing is heard. What is ours
here is that a ticket is used once, that a delivery which comes twice is answered once, and that the state is known.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.interface import AdapterError, BusyError, RefusedError, Standing, Transport, UnreachableError
from bot.adapters.slack_errors import NotServedError
from bot.adapters.slack_web import proxy_for, wire_log
from bot.clock import Clock

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp
    from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger(__name__)

_REMEMBERED = 2000
"""Deliveries whose second coming is noticed; Slack tries three times within an hour at most."""
_LONGEST_REST = 60.0
"""Seconds between two tries to reach Slack."""
_LOOK_EVERY = 0.5
"""Seconds until a broken line is noticed. The SDK looks when it pings, and a command that comes meanwhile is lost."""


class Once:
    """Knows what was delivered before, as far back as it remembers."""

    def __init__(self, size: int = _REMEMBERED) -> None:
        self._seen: OrderedDict[tuple[str, ...], None] = OrderedDict()
        self._size = size

    def is_new(self, request: SocketModeRequest) -> bool:
        """Say whether this is the first delivery of it, and remember it."""
        names = tuple(_names(request))
        new = not any(name in self._seen for name in names)
        for name in names:
            self._seen[name] = None
            self._seen.move_to_end(name)
        while len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return new


def _names(request: SocketModeRequest) -> list[tuple[str, ...]]:
    """Return by what a delivery is known when it comes again: its envelope, and what was inside."""
    names: list[tuple[str, ...]] = [("envelope", request.envelope_id)]
    payload = request.payload
    if payload.get("event_id"):
        names.append(("event", str(payload["event_id"])))
    if payload.get("trigger_id"):
        # A trigger is one command or press; the rest helps with a server whose triggers are all alike.
        more = [payload.get(name) for name in ("response_url", "command", "text", "actions")]
        names.append(("trigger", str(payload["trigger_id"]), str(more)))
    return names


class SlackLine(SocketModeClient):
    """The SDK's line with our way to a ticket. Close it in the loop that made it."""

    def __init__(
        self,
        ticket: Callable[[], Awaitable[str]],
        *,
        clock: Clock,
        ping_every: float,
        patience: float,
    ) -> None:
        # The SDK asks for tickets with a client of its own; it never does, for `issue_new_wss_url` is ours.
        unused = AsyncWebClient(retry_handlers=[], logger=wire_log())
        super().__init__(app_token="", logger=wire_log(), web_client=unused, ping_interval=ping_every)
        self._ticket = ticket
        self._clock = clock
        self._patience = patience
        self._closing = asyncio.Event()
        self._watcher = asyncio.create_task(self._watch())
        self._greeted: object | None = None
        """The session over which Slack said something: hello, to begin with."""
        self._note = "connecting"
        self._refused = False
        self._since = clock()
        self.message_listeners.append(self._listen)

    @property
    def transport(self) -> Transport:
        """How the line is doing now."""
        if self.closed:
            return Transport(standing=Standing.DOWN, since=self._since, note=self._note if self._refused else "closed")
        session = self.current_session
        up = session is not None and not session.closed and self._greeted is session and not self.stale
        if up:
            return Transport(standing=Standing.UP, since=self._since)
        standing = Standing.DOWN if self._refused else Standing.CONNECTING
        return Transport(standing=standing, since=self._since, note=self._note)

    async def issue_new_wss_url(self) -> str:
        """Return a fresh ticket, however long that takes; raise `RefusedError` when Slack will not give one."""
        if self._refused:  # it was taken away while we were connected: Slack is asked again, and not ten times a minute
            await self._rest(_LONGEST_REST)
        rest = 0.5
        while not self.closed:
            try:
                return await self._ticket()
            except AdapterError as error:
                # A server without Socket Mode may still be posted to; only Slack's own no is the end of it.
                final = isinstance(error, RefusedError) and not isinstance(error, NotServedError)
                self._tell(str(error), refused=final)
                log.warning("Slack's socket is not open: %s", error)
                if final:
                    raise
                rest = error.retry_after if isinstance(error, BusyError) else min(rest * 2, _LONGEST_REST)
            await self._rest(rest)
        message = "the line was closed"
        raise UnreachableError(message)

    async def connect(self) -> None:
        """Open the line. A ticket opens one connection, and the SDK would try the same one for ever."""
        patience = self._patience
        while not self.closed:
            if self.wss_uri is None:
                self.wss_uri = await self.issue_new_wss_url()
            self.proxy = proxy_for(self.wss_uri)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await super().connect()  # type: ignore[no-untyped-call] # the SDK's
                    return
            self.wss_uri = None
            patience = min(patience * 2, _LONGEST_REST)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - the SDK's signature
        """Come back, when Slack asks for it or nothing is heard any more."""
        if not self._refused:
            self._tell("connecting again")
        await super().connect_to_new_endpoint(force)

    async def close(self) -> None:
        """Close the line, and whatever waits for a ticket."""
        self._since = self._clock()
        self._closing.set()
        await super().close()  # type: ignore[no-untyped-call] # the SDK's
        self._watcher.cancel()
        tasks = (self._watcher, self.message_processor, self.current_session_monitor, self.message_receiver)
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)

    async def _watch(self) -> None:
        while not self.closed:
            await self._rest(_LOOK_EVERY)
            if self.current_session is not None and self.current_session.closed:
                with contextlib.suppress(AdapterError):  # it is in the log, and in `transport`
                    await self.connect_to_new_endpoint()

    async def _listen(self, _client: Any, message: dict[str, Any], _raw: str | None) -> None:
        del message
        if self._greeted is not self.current_session:
            self._greeted = self.current_session
            self._tell("connecting again")
            log.info("Slack's socket is open")

    async def _rest(self, seconds: float) -> None:
        """Wait, unless the line is closed meanwhile."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    def _tell(self, note: str, *, refused: bool = False) -> None:
        self._note = note
        self._refused = refused
        self._since = self._clock()


class SlackHandler(AsyncSocketModeHandler):
    """Hands commands and presses to Bolt, once; acknowledges whatever else comes."""

    def __init__(self, app: AsyncApp, line: SlackLine) -> None:
        # Bolt's own constructor would make a line of the SDK's.
        self.app = app
        self.client = line
        self._once = Once()
        line.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: Any, req: SocketModeRequest) -> None:
        """Take one delivery."""
        if self._is_for_us(req) and self._once.is_new(req):
            await super().handle(client, req)
        else:
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))

    @staticmethod
    def _is_for_us(req: SocketModeRequest) -> bool:
        return req.type == "slash_commands" or (
            req.type == "interactive" and req.payload.get("type") == "block_actions"
        )
