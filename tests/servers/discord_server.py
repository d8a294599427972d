"""Discord on this machine: REST, gateway and interactions over real sockets, for an unmodified discord.py.

It is written from discord-api-docs and from what discord.py was seen to depend on. Nothing here needs pytest, so that
the demonstration can run against it too.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from servers.discord_gateway import Gateway
from servers.discord_routes import Call, find_route, unwanted
from servers.discord_rules import EPHEMERAL, ApiError, Json
from servers.discord_world import MANAGE_GUILD, Interaction, World, describe_channel, describe_member
from servers.platform import Fault

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GTestT.not-a-token-of-anybody-at-all"  # noqa: S105 - the server's own
_OPEN_TO_ALL = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A request as it came."""

    method: str
    path: str
    payload: Any
    status: int


class DiscordServer:
    """Discord, as far as we use it. Start it, point `DISCORD_API_URL` at `api`, act as a person, look at `world`."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        token: str = TOKEN,
        beat_every: float = 41.25,
        room: int = 1000,
    ) -> None:
        self.world = World(now=now, token=token)
        self.gateway = Gateway(self.world, changed=self._pulse, beat_every=beat_every)
        self.faults: deque[Fault] = deque()
        """What the next posts meet with."""
        self.answers: deque[tuple[str, str, int, Json]] = deque()
        """Method, path, status and body that the next request of that kind is answered with instead."""
        self.log: list[Heard] = []
        self.violations: list[str] = []
        """What was sent that Discord would take and we must never send."""
        self.content_type = "application/json"
        """discord.py reads JSON only under exactly this name; with a charset it takes it for a text."""
        self.via: str | None = "1.1 google"
        """Without it discord.py takes a 429 for a ban."""
        self._room = room
        """Requests in a second and bucket; generous, since tests hurry."""
        self._waiting: set[asyncio.Future[None]] = set()
        self._counts: dict[str, tuple[float, int]] = {}
        self._tokens = itertools.count(1)
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on this machine."""
        app = web.Application(client_max_size=30 << 20)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/resume/", self.gateway.handle)
        self._runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.resume_address = f"ws://127.0.0.1:{self.port}/resume/"

    async def stop(self) -> None:
        """Stop listening and hang up on everybody."""
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api(self) -> str:
        """For `DISCORD_API_URL`."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    async def until(self, true: Callable[[], bool], patience: float = 10.0) -> None:
        """Wait until something that the server can see is so."""
        async with asyncio.timeout(patience):
            while not true():
                waiting = asyncio.get_running_loop().create_future()
                self._waiting.add(waiting)
                await waiting

    def _pulse(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    # ---- REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = f"/{request.match_info['path']}"
        payload = await request.json() if request.can_read_body else {}
        fault = None
        if request.method == "POST" and path.startswith("/channels/") and path.endswith("/messages") and self.faults:
            fault = self.faults.popleft()
        answer = self._answer(request, path, payload, fault)
        self.log.append(Heard(method=request.method, path=path, payload=payload, status=answer.status))
        self._pulse()
        if fault in {Fault.DROP, Fault.STORE_THEN_DROP} and request.transport is not None:
            request.transport.close()
        return answer

    def _answer(self, request: web.Request, path: str, payload: Any, fault: Fault | None) -> web.Response:
        room = self._take(request.method, path)
        try:
            if room["X-RateLimit-Remaining"] == "-1":
                wait = float(room["X-RateLimit-Reset-After"])
                raise PlannedError(
                    429, {"message": "You are being rate limited.", "retry_after": wait, "global": False}
                )
            if fault in _INSTEAD:
                raise _INSTEAD[fault]
            if fault is not Fault.DROP:
                body = self._do(request, path, payload)
            if fault is not None:
                return web.Response(status=502, text="bad gateway", headers=room)
        except ApiError as error:
            return self._json(error.body, status=error.status, headers=room)
        if body is None:
            return web.Response(status=204, headers=room)
        return self._json(body, status=200, headers=room)

    def _do(self, request: web.Request, path: str, payload: Any) -> Any:
        for planned in self.answers:
            method, planned_path, status, body = planned
            if method == request.method and planned_path in path:
                self.answers.remove(planned)
                raise PlannedError(status, body)
        allowed = request.headers.get("Authorization") == f"Bot {self.world.token}"
        if not allowed and not path.startswith(_OPEN_TO_ALL):
            raise ApiError(401, 0, "401: Unauthorized")
        if path in {"/gateway", "/gateway/bot"}:
            return {"url": f"ws://127.0.0.1:{self.port}/gateway/"}
        self.violations += unwanted(payload)
        return self.route(request.method, path, payload, request.query)

    def route(self, method: str, path: str, payload: Any, query: Mapping[str, str]) -> Any:
        """Do what a request asks for and return what it is answered with."""
        route, arguments = find_route(method, path)
        return route(Call(world=self.world, payload=payload, query=query), **arguments)

    def _take(self, method: str, path: str) -> dict[str, str]:
        """Count a request and return the headers that say how many are left."""
        bucket = f"{method}{'-'.join(path.split('/')[:3])}"
        moment = time.monotonic()
        began, count = self._counts.get(bucket, (moment, 0))
        if moment - began >= 1:
            began, count = moment, 0
        self._counts[bucket] = (began, count + 1)
        return {
            "X-RateLimit-Limit": str(self._room),
            "X-RateLimit-Remaining": str(max(-1, self._room - count - 1)),
            "X-RateLimit-Reset-After": f"{max(0.0, began + 1 - moment):.3f}",
            "X-RateLimit-Bucket": bucket,
        }

    def _json(self, body: Any, *, status: int, headers: Mapping[str, str]) -> web.Response:
        told = {**headers, "Content-Type": self.content_type}
        if self.via is not None:
            told["Via"] = self.via
        if status == 429:
            seconds = body.get("retry_after", 1)
            told |= {"Retry-After": str(seconds), "X-RateLimit-Remaining": "0", "X-RateLimit-Scope": "user"}
        return web.Response(body=json.dumps(body).encode(), status=status, headers=told)

    # ---- people

    async def command(
        self,
        name: str,
        options: Mapping[str, str],
        *,
        channel: str | None = None,
        manages: bool = False,
        copies: int = 1,
    ) -> Interaction:
        """Give a command, as the client does that knows what is registered."""
        registered = next((command for command in self.world.commands if command["name"] == name), None)
        if registered is None:
            message = f"/{name} is not registered"
            raise LookupError(message)
        _check_choices(registered, options)
        data = {
            "id": registered["id"],
            "name": name,
            "type": 1,
            "options": [{"name": option, "type": 3, "value": value} for option, value in options.items()],
        }
        return await self._interact(2, data, channel or self.world.channel, manages=manages, copies=copies)

    async def typing(self, name: str, option: str, typed: str) -> Interaction:
        """Type into an option of a command, as the client does that offers values."""
        registered = next(command for command in self.world.commands if command["name"] == name)
        of_option = next(one for one in registered["options"] if one["name"] == option)
        assert of_option.get("autocomplete"), f"{option} offers nothing"
        given = [{"name": option, "type": 3, "value": typed, "focused": True}]
        data = {"id": registered["id"], "name": name, "type": 1, "options": given}
        return await self._interact(4, data, self.world.channel, manages=False, copies=1)

    async def press(self, message_id: str, custom_id: str, *, manages: bool = False, copies: int = 1) -> Interaction:
        """Press a button under a message."""
        message = self.world.messages[message_id]
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._interact(3, data, message["channel_id"], message=message, manages=manages, copies=copies)

    async def _interact(
        self, kind: int, data: Json, channel: str, *, manages: bool, copies: int, message: Json | None = None
    ) -> Interaction:
        world = self.world
        user = {"id": world.owner, "username": "editor", "discriminator": "0", "avatar": None, "global_name": "Editor"}
        known = Interaction(
            id=world.snowflake(),
            token=f"interaction-token-{next(self._tokens)}",
            kind=kind,
            channel=channel,
            person=world.owner,
            given=world.now(),
            source=message["id"] if message else None,
        )
        world.interactions[known.id] = known
        place = world.channels[channel]
        event = {
            "id": known.id,
            "application_id": world.application,
            "type": kind,
            "data": data,
            "token": known.token,
            "version": 1,
            "guild_id": world.guild,
            "guild": {"id": world.guild, "locale": "en-US", "features": []},
            "channel_id": channel,
            "channel": {**describe_channel(world, place), "permissions": "0"},
            "member": describe_member(world, user=user, permissions=MANAGE_GUILD if manages else 0),
            "locale": "en-GB",
            "guild_locale": "en-US",
            "app_permissions": str(world.may(place)),
            "entitlements": [],
            "authorizing_integration_owners": {"0": world.guild},
            "context": 0,
            "attachment_size_limit": 10 << 20,
            **({"message": message} if message else {}),
        }
        for _ in range(copies):
            await self.gateway.dispatch("INTERACTION_CREATE", event)
        return known

    def visible(self, channel: str) -> list[Json]:
        """Return what everybody sees in the channel and its threads."""
        threads = {thread.id for thread in self.world.channels.values() if thread.parent == channel}
        return [
            message
            for message in self.world.messages.values()
            if message["channel_id"] in {channel, *threads} and not message["flags"] & EPHEMERAL
        ]


class PlannedError(ApiError):
    def __init__(self, status: int, body: Json) -> None:
        super().__init__(status, 0, "planned")
        self.body = body


_MALFORMED = {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": "Must be 2000 or fewer in length."}]}
_INSTEAD = {
    Fault.BUSY: PlannedError(429, {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}),
    Fault.ERROR: PlannedError(502, {"message": "502: Bad Gateway", "code": 0}),
    Fault.REFUSE: ApiError(
        400, 50035, "Invalid Form Body", {"content": {"_errors": [{"code": "X", "message": "No."}]}}
    ),
    Fault.GONE: ApiError(404, 10003, "Unknown Channel"),
    Fault.FORBIDDEN: ApiError(403, 50013, "Missing Permissions"),
}


def _check_choices(registered: Json, options: Mapping[str, str]) -> None:
    """Refuse what no client would let anybody send."""
    known = {option["name"]: option for option in registered["options"]}
    for name, value in options.items():
        choices = [choice["value"] for choice in known[name].get("choices", ())]
        if choices and value not in choices:
            message = f"{name} is one of {choices}"
            raise LookupError(message)
