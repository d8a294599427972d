"""The server's gateway: sessions over real sockets that are opened, beat, break and go on (events/gateway.mdx)."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web
from servers.discord_world import World, describe_channel, describe_guild, describe_member

if TYPE_CHECKING:
    from servers.discord_rules import Json


class Op(IntEnum):
    """What a frame is."""

    DISPATCH = 0
    BEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID = 9
    HELLO = 10
    BEATEN = 11


_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
_ENDING = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
"""A client that closes with these gives its session up."""


@dataclass(slots=True, kw_only=True)
class Session:
    """What the gateway remembers of a client, connected or not."""

    id: str
    sequence: int = 0
    events: list[Json] = field(default_factory=list)
    """Everything dispatched so far, for a client that comes back."""
    socket: Socket | None = None


class Socket:
    """One connection; compressed as one stream when the client asks for it."""

    def __init__(self, request: web.Request, ws: web.WebSocketResponse) -> None:
        self.request = request
        self.ws = ws
        stream = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if stream else None

    async def say(self, op: int, data: Any = None, **others: Any) -> None:
        text = json.dumps({"op": op, "d": data, "s": None, "t": None, **others})
        with suppress(ConnectionResetError):  # the line is gone; what was said waits in the session
            if self._deflate is None:
                await self.ws.send_str(text)
            else:
                packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.ws.send_bytes(packed)

    def abort(self) -> None:
        """Tear the line, without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()


class Gateway:
    """All sessions, and what happened to them."""

    def __init__(self, world: World, *, changed: Callable[[], None], beat_every: float) -> None:
        self._world = world
        self._changed = changed
        self._beat_every = beat_every
        self._numbers = itertools.count(1)
        self.resume_address = ""
        """Told in READY; set when the port is known."""
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.beats = 0
        self.intents: list[int] = []
        self.resumed_at: list[str] = []
        """The path under which each resuming client came."""
        self.reject: int | None = None
        """A close code for the next client that identifies itself."""

    @property
    def listening(self) -> bool:
        """Whether somebody hears what happens."""
        return any(session.socket is not None for session in self.sessions.values())

    async def dispatch(self, event: str, data: Json) -> None:
        """Tell every session; one whose line is broken hears it when it comes back."""
        for session in tuple(self.sessions.values()):
            await self._tell(session, event, data)

    async def _tell(self, session: Session, event: str, data: Json) -> None:
        session.sequence += 1
        session.events.append({"t": event, "s": session.sequence, "d": data})
        if session.socket is not None:
            await session.socket.say(Op.DISPATCH, data, t=event, s=session.sequence)

    async def ask_to_reconnect(self) -> None:
        """Send op 7 to everybody."""
        for socket in self._sockets():
            await socket.say(Op.RECONNECT)

    async def invalidate(self) -> None:
        """Send op 9 to everybody: their sessions are over."""
        sockets = self._sockets()
        self.sessions.clear()
        for socket in sockets:
            await socket.say(Op.INVALID, data=False)

    def abort(self) -> None:
        """Tear every line."""
        for socket in self._sockets():
            socket.abort()

    async def close(self) -> None:
        """Hang up on everybody, as a server that stops."""
        for socket in self._sockets():
            await socket.ws.close(code=WSCloseCode.GOING_AWAY)

    def _sockets(self) -> list[Socket]:
        return [session.socket for session in self.sessions.values() if session.socket is not None]

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = Socket(request, ws)
        await socket.say(Op.HELLO, {"heartbeat_interval": self._beat_every * 1000})
        session: Session | None = None
        async for message in ws:
            if message.type is not WSMsgType.TEXT:
                break
            heard = json.loads(message.data)
            match heard["op"]:
                case Op.BEAT:
                    self.beats += 1
                    await socket.say(Op.BEATEN)
                case Op.IDENTIFY:
                    session = await self._identify(socket, heard["d"])
                case Op.RESUME:
                    session = await self._resume(socket, heard["d"])
                case op:
                    await ws.close(code=4001, message=f"Unknown opcode {op}".encode())
            self._changed()
        if session is not None and session.socket is socket:
            session.socket = None
            if ws.close_code in _ENDING:
                self.sessions.pop(session.id, None)
        self._changed()
        return ws

    async def _identify(self, socket: Socket, told: Json) -> Session | None:
        code = self.reject
        self.reject = None
        if told["token"] != self._world.token:
            code = 4004
        elif told["intents"] & _PRIVILEGED:
            code = 4014
        if code is not None:
            await socket.ws.close(code=code, message=b"Refused.")
            return None
        self.identified += 1
        self.intents.append(told["intents"])
        session = Session(id=f"session-{next(self._numbers)}", socket=socket)
        self.sessions[session.id] = session
        await self._tell(session, "READY", self.ready(session))
        if not self._world.removed:
            await self._tell(session, "GUILD_CREATE", self.guild())
        return session

    async def _resume(self, socket: Socket, told: Json) -> Session | None:
        session = self.sessions.get(told["session_id"])
        if session is None or told["token"] != self._world.token:
            await socket.say(Op.INVALID, data=False)
            return None
        session.socket = socket
        self.resumed += 1
        self.resumed_at.append(socket.request.path)
        for event in [event for event in session.events if event["s"] > told["seq"]]:
            await socket.say(Op.DISPATCH, data=event["d"], t=event["t"], s=event["s"])
        await self._tell(session, "RESUMED", {"_trace": []})
        return session

    def ready(self, session: Session) -> Json:
        """Return what a client is told first."""
        world = self._world
        return {
            "v": 10,
            "user": world.bot,
            "guilds": [] if world.removed else [{"id": world.guild, "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.resume_address,
            "shard": [0, 1],
            "application": {"id": world.application, "flags": 0},
        }

    def guild(self) -> Json:
        """Return what a client is told of the server."""
        world = self._world
        channels = [describe_channel(world, channel) for channel in world.channels.values()]
        return {
            **describe_guild(world),
            "channels": [channel for channel in channels if channel["type"] == 0],
            "threads": [channel for channel in channels if "thread_metadata" in channel],
            "members": [describe_member(world)],
            "member_count": 2,
            "joined_at": "2026-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
