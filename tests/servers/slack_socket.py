"""Socket Mode, from Slack's side: tickets, envelopes that must be acknowledged in time, lines that end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections import defaultdict, deque
from dataclasses import dataclass

from aiohttp import WSMsgType, web
from servers.slack_workspace import APP, Json

ACK_WITHIN = 3.0
"""Seconds in which an envelope must be acknowledged."""
SOCKETS = 10
"""An app has no more at once."""
_TURN = 0.1
_PATIENCE = 20
"""Seconds that an envelope waits for a socket; Slack gives up at once, and a test would fail for half a second."""


class UnacknowledgedError(Exception):
    """The app did not acknowledge in time: the person sees that it did not respond."""


@dataclass(slots=True)
class Socket:
    """A connection of the app's."""

    line: web.WebSocketResponse
    request: web.Request
    retired: bool = False
    """It was asked to make way for another."""

    @property
    def is_open(self) -> bool:
        """Whether it takes envelopes."""
        return not self.retired and not self.line.closed


class SocketMode:
    """Every socket of the app."""

    def __init__(self, ack_within: float = ACK_WITHIN) -> None:
        self.ack_within = ack_within
        self.acknowledged: list[float] = []
        """How many seconds each acknowledgement took."""
        self.refusals = 0
        """How many tickets, from now on, open no connection."""
        self.opened = 0
        """How many sockets were opened so far."""
        self._tickets: set[str] = set()
        self._sockets: list[Socket] = []
        self._connected = asyncio.Condition()
        self._waiting: defaultdict[str, deque[asyncio.Future[Json]]] = defaultdict(deque)

    def ticket(self, host: str) -> str:
        """Return the URL of a socket; it opens one connection."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"ws://{host}/link?ticket={ticket}&app_id={APP}"

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection until it ends."""
        ticket = request.query.get("ticket", "")
        refused = self.refusals > 0
        self.refusals -= refused
        if ticket not in self._tickets or refused:
            self._tickets.discard(ticket)
            return web.Response(status=404, text="no such ticket")
        self._tickets.discard(ticket)
        line = web.WebSocketResponse()
        await line.prepare(request)
        socket = Socket(line, request)
        self._sockets.append(socket)
        await line.send_json(self._greeting())
        async with self._connected:
            self.opened += 1
            self._connected.notify_all()
        try:
            async for frame in line:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(frame.data))
        finally:
            if socket in self._sockets:
                self._sockets.remove(socket)
        return line

    async def deliver(self, kind: str, payload: Json, *, envelope: str | None = None, retry: int | None = None) -> Json:
        """Send an envelope to the app; return the payload of its acknowledgement, which must come in time."""
        name = envelope or secrets.token_hex(16)
        body: Json = {"envelope_id": name, "type": kind, "payload": payload, "accepts_response_payload": True}
        if retry is not None:
            body |= {"retry_attempt": retry, "retry_reason": "timeout"}
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        socket = await self._open_socket()
        self._waiting[name].append(future)
        begun = time.monotonic()
        await socket.line.send_json(body)
        # Counted in turns of the loop that the app shares with us: on a machine that is busy, both are late.
        for _ in range(max(1, round(self.ack_within / _TURN))):
            await asyncio.wait({future}, timeout=_TURN)
            if future.done():
                self.acknowledged.append(time.monotonic() - begun)
                return future.result()
        raise UnacknowledgedError(name)

    async def connected(self, opened: int) -> None:
        """Wait until that many sockets were opened so far, and one takes envelopes."""
        async with asyncio.timeout(_PATIENCE), self._connected:
            await self._connected.wait_for(lambda: self.opened >= opened and any(s.is_open for s in self._sockets))

    async def cut(self) -> None:
        """Break every socket, as when a cable is pulled."""
        for socket in self._sockets:
            abort(socket.request)
        self._sockets.clear()

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open another socket, as Slack does every few hours; the old one takes no more envelopes."""
        for socket in self._sockets:
            socket.retired = reason != "warning"
            with contextlib.suppress(ConnectionError):
                await socket.line.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})

    async def close(self) -> None:
        """Close every socket in order."""
        for socket in list(self._sockets):
            await socket.line.close()

    def _greeting(self) -> Json:
        if len(self._sockets) > SOCKETS:
            return {"type": "disconnect", "reason": "too_many_websockets", "debug_info": {"host": "local"}}
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP},
        }

    def _acknowledge(self, frame: Json) -> None:
        waiting = self._waiting[frame["envelope_id"]]
        if waiting:
            future = waiting.popleft()
            if not future.done():
                future.set_result(frame.get("payload") or {})

    async def _open_socket(self) -> Socket:
        await self.connected(0)
        return next(socket for socket in reversed(self._sockets) if socket.is_open)


def abort(request: web.Request) -> None:
    """Break the connection of a request."""
    if request.transport is not None:
        request.transport.abort()
