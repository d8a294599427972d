"""A Slack for tests and demonstrations: its Web API, Socket Mode and response URLs over real HTTP and WebSockets.

The SDK talks to it unmodified. It refuses what Slack refuses (tokens, scopes, channels, blocks, late acknowledgements,
a sixth answer) and fails as Slack fails. Nothing here needs pytest; the time is a parameter.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web
from servers.platform import Fault
from servers.slack_api import METHODS, POSTS, SCOPES, scope_of
from servers.slack_rules import ApiError, refuse
from servers.slack_socket import ACK_WITHIN, SocketMode, abort
from servers.slack_workspace import APP, TEAM, Conversation, Json, Person, Workspace

BOT_TOKEN = "xoxb-local-0000000000"  # noqa: S105 - opens nothing
APP_TOKEN = "xapp-1-local-0000000000"  # noqa: S105 - likewise
CHANNEL = "C0NEWSDESK"

ANSWERS, ANSWERS_FOR = 5, 30 * 60
"""How often, and for how many seconds, a response URL takes an answer."""


_TOO_LONG = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
_REFUSALS = {
    Fault.BUSY: ApiError("ratelimited"),
    Fault.REFUSE: ApiError("invalid_blocks", errors=[_TOO_LONG]),
    Fault.GONE: ApiError("is_archived"),
    Fault.FORBIDDEN: ApiError("missing_scope", needed="chat:write", provided="commands"),
}


@dataclass(slots=True)
class Reply:
    """A response URL, and what it belongs to."""

    channel: str
    user: str
    until: float
    origin: Json | None = None
    """The message whose button was pressed."""
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Web API, or an answer by a response URL."""

    method: str
    said: Json = field(repr=False)


class SlackServer:
    """Slack on this machine."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        scopes: Sequence[str] = SCOPES,
        ack_within: float = ACK_WITHIN,
        paced: bool = False,
    ) -> None:
        """With `paced`, a second post to a channel within a second meets with 429."""
        self.workspace = Workspace(clock)
        self.workspace.add(Conversation(CHANNEL, "news-desk"))
        self.scopes = list(scopes)
        self.sockets = SocketMode(ack_within)
        self.paced = paced
        self.retry_after = "0.2"
        """What a 429 tells; Slack tells whole seconds."""
        self.without_get = False
        """It serves no GET, as some stand-ins of Slack."""
        self.without_sockets = False
        """It knows no Socket Mode, likewise."""
        self.names_scopes = True
        """Its answers name the token's scopes, as Slack's do."""
        self.calls: list[Call] = []
        self.url = ""
        """The base address of the Web API."""
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._held: dict[str, asyncio.Event] = {}
        self._replies: dict[str, Reply] = {}
        self._paced: dict[str, float] = {}
        self._runner: web.AppRunner | None = None
        self._host = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Listen, unless it does already."""
        if self._runner is not None:
            return self
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link", self.sockets.link)
        app.router.add_post("/{kind:commands|actions}/{secret}", self._respond)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self._host = f"{host}:{bound}"
        self.url = f"http://{self._host}/api/"
        return self

    async def stop(self) -> None:
        """Stop listening; what is stored stays."""
        for event in self._held.values():
            event.set()
        await self.sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # ---- making it fail

    def fail(self, fault: Fault, times: int = 1, *, method: str = "chat.postMessage") -> None:
        """Let the next `times` calls of a method meet with `fault`."""
        self._faults[method].extend([fault] * times)

    def hold(self, method: str) -> asyncio.Event:
        """Let calls of a method wait for their answer, after their work is done, until the event is set."""
        return self._held.setdefault(method, asyncio.Event())

    # ---- the Web API

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        unserved = self.without_sockets and method == "apps.connections.open"
        if unserved or (self.without_get and request.method == "GET"):
            raise web.HTTPNotFound
        try:
            said, token = await _arguments(request)
        except ValueError:
            return self._refusal(ApiError("invalid_json"))
        self.calls.append(Call(method, said))
        fault = self._faults[method].popleft() if self._faults[method] else None
        try:
            self._admit(method, request, said, token)
            failed = self._fail(fault, request)
            if failed is not None:
                return failed
            result = (
                {"url": self.sockets.ticket(self._host)}
                if method == "apps.connections.open"
                else METHODS[method][0](self.workspace, said)
            )
        except ApiError as error:
            return self._refusal(error)
        if method in self._held:
            await self._held[method].wait()
        if fault is Fault.STORE_THEN_DROP:
            abort(request)
        if fault is Fault.STORE_THEN_ERROR:
            return web.Response(status=503, text="<html>upstream failed</html>", content_type="text/html")
        return web.json_response({"ok": True, **result}, headers=self._headers())

    def _admit(self, method: str, request: web.Request, said: Json, token: str) -> None:
        if method == "apps.connections.open":
            if token.startswith("xoxb-"):
                refuse("not_allowed_token_type")
            if token != APP_TOKEN:
                refuse("invalid_auth" if token else "not_authed")
            return
        if method not in METHODS:
            refuse("unknown_method")
        if token.startswith("xapp-"):
            refuse("not_allowed_token_type")
        if token != BOT_TOKEN:
            refuse("invalid_auth" if token else "not_authed")
        if method in POSTS and request.method != "POST":
            refuse("method_not_supported_for_get")
        needed = scope_of(method, self.workspace, said)
        if needed is not None and needed not in self.scopes:
            refuse("missing_scope", needed=needed, provided=",".join(self.scopes))
        if method == "chat.postMessage" and self.paced:
            self._pace(str(said.get("channel")))

    def _pace(self, channel: str) -> None:
        now = self.workspace.clock()
        if now < self._paced.get(channel, 0) + 1:
            refuse("ratelimited")
        self._paced[channel] = now

    def _fail(self, fault: Fault | None, request: web.Request) -> web.Response | None:
        """Return what is answered instead of doing what was asked; None when it is done."""
        if fault in _REFUSALS:
            return self._refusal(_REFUSALS[fault])
        if fault is Fault.ERROR:
            return web.json_response({"ok": False, "error": "internal_error"}, status=500)
        if fault is Fault.DROP:
            abort(request)
            return web.Response()
        return None

    def _refusal(self, error: ApiError) -> web.Response:
        status = 429 if error.code == "ratelimited" else 200
        body = {"ok": False, "error": error.code, **error.more}
        return web.json_response(body, status=status, headers=self._headers(status))

    def _headers(self, status: int = 200) -> dict[str, str]:
        headers = {"X-Slack-Req-Id": secrets.token_hex(16)}
        if self.names_scopes:
            headers["X-OAuth-Scopes"] = ",".join(self.scopes)
        if status == 429:
            headers["Retry-After"] = self.retry_after
        return headers

    # ---- response URLs

    def reply(self, kind: str, channel: str, person: Person, origin: Json | None = None) -> str:
        """Return a new response URL; `kind` is commands or actions."""
        secret = secrets.token_hex(12)
        until = self.workspace.clock() + ANSWERS_FOR
        self._replies[secret] = Reply(channel, person.id, until, origin)
        return f"http://{self._host}/{kind}/{secret}"

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        reply = self._replies.get(request.match_info["secret"])
        said = await request.json()
        self.calls.append(Call("response_url", said))
        fault = self._faults["response_url"].popleft() if self._faults["response_url"] else None
        if reply is None or self.workspace.clock() >= reply.until:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if reply.uses >= ANSWERS:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        try:
            failed = self._fail(fault, request)
            if failed is not None:
                return failed
            reply.uses += 1
            self._show(reply, said)
        except ApiError as error:
            return web.json_response({"ok": False, "error": error.code}, status=400)
        if fault is Fault.STORE_THEN_DROP:
            abort(request)
        return web.Response(text="ok")

    def _show(self, reply: Reply, said: Json) -> None:
        if said.get("delete_original") and reply.origin is not None:
            self.workspace.remove(reply.origin)
        elif said.get("replace_original") and reply.origin is not None:
            self.workspace.change(reply.origin, said)
        elif said.get("response_type") == "in_channel":
            self.workspace.post(self.workspace.channels[reply.channel], said)
        else:
            self.workspace.whisper(reply.channel, reply.user, said)

    # ---- what people do

    def slash(self, name: str, text: str, person: Person, channel: str = CHANNEL) -> Json:
        """Return the payload of a slash command."""
        return {
            "token": "verification",
            "team_id": TEAM,
            "team_domain": "newsroom",
            "channel_id": channel,
            "channel_name": self.workspace.channels[channel].name,
            "user_id": person.id,
            "user_name": person.name,
            "command": f"/{name}",
            "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.reply("commands", channel, person),
            "trigger_id": f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}",
        }

    def press(self, message: Json, block: Json, button: Json, person: Person, channel: str = CHANNEL) -> Json:
        """Return the payload of a pressed button."""
        private = bool(message.get("is_ephemeral"))
        container = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel,
            "is_ephemeral": private,
            **({"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}),
        }
        action = {name: button[name] for name in ("action_id", "text", "value") if name in button}
        payload = {
            "type": "block_actions",
            "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": TEAM},
            "api_app_id": APP,
            "token": "verification",
            "container": container,
            "trigger_id": f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}",
            "team": {"id": TEAM, "domain": "newsroom"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": channel, "name": self.workspace.channels[channel].name},
            "state": {"values": {}},
            "response_url": self.reply("actions", channel, person, message),
            "actions": [
                {**action, "block_id": block["block_id"], "type": "button", "action_ts": self.workspace.ts()},
            ],
        }
        return payload if private else {**payload, "message": dict(message)}


async def _arguments(request: web.Request) -> tuple[Json, str]:
    """Return what a call says, by query, form or JSON, and its token."""
    said: Json = dict(request.query)
    if request.method == "POST":
        if request.content_type == "application/json":
            body = json.loads(await request.text() or "{}")
            said |= body if isinstance(body, dict) else {}
        else:
            said |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return said, bearer or str(said.pop("token", ""))
