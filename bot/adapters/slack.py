"""Slack: briefings go out through the Web API, commands come in over Socket Mode.

A post carries our key as message metadata, and `find` looks for it in the channel's history: Slack has no key of its
own that would make a second post harmless. What to set up in a workspace: docs/slack.md.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from pydantic import SecretStr

from bot.adapters.interface import (
    AdapterError,
    Capabilities,
    Check,
    Idempotency,
    MessageRef,
    Post,
    RefusedError,
    Standing,
    Transport,
    UnclearError,
)
from bot.adapters.slack_blocks import slack_posts
from bot.adapters.slack_check import examine
from bot.adapters.slack_line import SlackHandler, SlackLine
from bot.adapters.slack_requests import Requests
from bot.adapters.slack_web import SlackWeb, address
from bot.clock import Clock, wall_clock
from bot.commands.registry import Desk
from bot.settings import Settings
from briefs.message import Message

log = logging.getLogger(__name__)

EVENT = "onrecord_post"
"""The event type of our metadata."""
_PAGE_OF_HISTORY = 100
_CLOCKS_DIFFER = timedelta(minutes=2)
"""How far Slack's clock, by which posts are stamped, may be behind ours."""
_PATIENCE = 30.0
"""Seconds that `close` gives the answers under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Us:
    """Who we are in the workspace."""

    user: str
    bot: str
    name: str
    team: str

    def wrote(self, message: Mapping[str, Any]) -> bool:
        """Say whether a message may be ours: another installation of On Record uses the same keys."""
        theirs = (message.get("bot_id"), self.bot), (message.get("user"), self.user)
        return all(not told or not known or told == known for told, known in theirs)


class SlackAdapter:
    """Posts to Slack and serves our commands there."""

    name: ClassVar[str] = "slack"
    capabilities: ClassVar[Capabilities] = Capabilities(
        idempotency=Idempotency.SCAN, edit=True, threads=True, buttons=True, ephemeral=True
    )

    def __init__(
        self,
        *,
        bot_token: SecretStr,
        app_token: SecretStr | None,
        api_url: str,
        clock: Clock = wall_clock,
        timeout: float = 30.0,
        ping_every: float = 10.0,
        patience: float = 5.0,
    ) -> None:
        """All in seconds: `timeout` of a call, `ping_every`, the first `patience` with a socket that does not open."""
        self._web = SlackWeb(bot_token=bot_token.get_secret_value(), api_url=api_url, timeout=timeout)
        self._app_token = app_token
        self._clock = clock
        self._ping_every = ping_every
        self._patience = patience
        self._us: _Us | None = None
        self._line: SlackLine | None = None
        self._requests: Requests | None = None
        self._closing = asyncio.Event()

    @classmethod
    def open(cls, settings: Settings, environ: Mapping[str, str]) -> SlackAdapter:
        """Make one from SLACK_BOT_TOKEN and SLACK_APP_TOKEN; `SLACK_API_URL` leads it to another server."""
        bot_token = settings.secrets.reveal("SLACK_BOT_TOKEN")
        app_token = settings.secrets.reveal("SLACK_APP_TOKEN")
        if bot_token is None:
            message = "SLACK_BOT_TOKEN is not set; put it into the environment (OAuth & Permissions; docs/slack.md)"
            raise RefusedError(message)
        if app_token is None and "SLACK_SIGNING_SECRET" not in settings.secrets.names:
            raise RefusedError(_NOT_HEARD)
        return cls(
            bot_token=SecretStr(bot_token),
            app_token=None if app_token is None else SecretStr(app_token),
            api_url=address(environ),
        )

    def render(self, message: Message) -> tuple[Post, ...]:
        """Write `message` in Block Kit."""
        return slack_posts(message)

    # ---- posts

    async def send(
        self, channel: str, post: Post, *, key: str, thread: MessageRef | None = None, silent: bool = False
    ) -> MessageRef:
        """Post once; `silent` changes nothing, for Slack always notifies as its reader wants."""
        del silent
        more: dict[str, Any] = {"metadata": {"event_type": EVENT, "event_payload": {"key": key}}}
        if thread is not None:
            more["thread_ts"] = _root(thread)
        answer = await self._web.write("chat.postMessage", where=channel, channel=channel, **post, **more)
        stamp = answer.text("ts")
        if not stamp:
            message = f"Slack accepted chat.postMessage in {channel} and does not say where it stands"
            raise UnclearError(message)
        return MessageRef(
            platform=self.name, channel=answer.text("channel") or channel, id=stamp, thread=more.get("thread_ts")
        )

    async def edit(self, ref: MessageRef, post: Post) -> None:
        """Put `post` in the place of an earlier one; its key stays."""
        words = {name: post[name] for name in ("text", "blocks") if name in post}
        await self._web.write("chat.update", where=ref.channel, channel=ref.channel, ts=ref.id, **words)

    async def find(
        self, channel: str, key: str, *, since: datetime, thread: MessageRef | None = None
    ) -> MessageRef | None:
        """Look for our key in what was posted to the channel, or the thread, after `since`."""
        us = await self._identify()
        async for message in self._history(channel, since - _CLOCKS_DIFFER, thread):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == EVENT and payload.get("key") == key and us.wrote(message):
                stands = None if thread is None else _root(thread)
                return MessageRef(platform=self.name, channel=channel, id=str(message["ts"]), thread=stands)
        return None

    async def thread(self, ref: MessageRef, title: str) -> MessageRef:
        """Return the thread under a post: on Slack every post has one, and none has a title."""
        del title
        root = _root(ref)
        return MessageRef(platform=self.name, channel=ref.channel, id=root, thread=root)

    async def _history(
        self, channel: str, since: datetime, thread: MessageRef | None
    ) -> AsyncIterator[Mapping[str, Any]]:
        method = "conversations.history" if thread is None else "conversations.replies"
        arguments: dict[str, str | int | bool] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _PAGE_OF_HISTORY,
        }
        if thread is not None:
            arguments["ts"] = _root(thread)
        while True:
            answer = await self._web.read(method, where=channel, **arguments)
            for message in answer.data.get("messages") or ():
                yield message
            cursor = (answer.data.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            arguments["cursor"] = str(cursor)

    async def _identify(self) -> _Us:
        if self._us is None:
            said = await self._web.write("auth.test")
            self._us = _Us(
                user=said.text("user_id"), bot=said.text("bot_id"), name=said.text("user"), team=said.text("team")
            )
        return self._us

    # ---- commands and buttons

    async def serve(self, desk: Desk) -> None:
        """Answer commands and buttons until `close`; raise `AdapterError` when Slack refuses a token."""
        if self._app_token is None:
            log.warning("nobody is heard on Slack: %s", _NOT_HEARD)
            await self._closing.wait()
            return
        app_token = self._app_token.get_secret_value()

        async def ticket() -> str:
            await self._identify()
            return await self._web.ticket(app_token)

        if self._requests is None:
            self._requests = Requests(self._web, desk, clock=self._clock)
        line = SlackLine(ticket, clock=self._clock, ping_every=self._ping_every, patience=self._patience)
        self._line = line
        SlackHandler(self._requests.app(), line)
        try:
            await line.connect()
            await self._closing.wait()
        except AdapterError:
            if not self._closing.is_set():
                raise
        finally:
            await line.close()

    async def close(self) -> None:
        """Take no more commands, finish the answers under way, disconnect."""
        self._closing.set()
        if self._line is not None:
            await self._line.close()
        if self._requests is not None:
            await self._requests.finish(_PATIENCE)

    async def settled(self) -> None:
        """Wait until no answer is under way."""
        if self._requests is not None:
            await self._requests.finish(None)

    @property
    def transport(self) -> Transport:
        """How the socket is doing."""
        if self._line is None:
            return Transport(
                standing=Standing.DOWN, note=_NOT_HEARD if self._app_token is None else "not asked to serve"
            )
        transport = self._line.transport
        if transport.standing is not Standing.UP or self._us is None:
            return transport
        return replace(transport, note=f"as @{self._us.name} in {self._us.team}")

    async def check(self, channels: tuple[str, ...]) -> tuple[Check, ...]:
        """Ask about tokens, scopes and channels."""
        return tuple([check async for check in examine(self._web, self._app_token, channels)])


_NOT_HEARD = (
    "SLACK_APP_TOKEN is not set; make one with the scope connections:write (Basic Information, App-Level Tokens), "
    "and put it into the environment"
)


def _root(ref: MessageRef) -> str:
    """Return the post above the thread that a post stands in or opens: Slack's threads do not nest."""
    return ref.thread or ref.id
