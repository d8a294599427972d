"""How does what people do on Slack reach the desk, and its answer them? Acknowledged first, and then worked on."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.adapters.interface import AdapterError
from bot.adapters.slack_blocks import OPEN, pressed, slack_posts, unescape
from bot.adapters.slack_replies import Place, Replies
from bot.adapters.slack_web import SlackWeb, wire_log
from bot.clock import Clock
from bot.commands.registry import Actor, Allowed, Desk, Press, Request
from briefs.message import PAGE, Message

PLATFORM = "slack"

_KNOWN_FOR = timedelta(minutes=10)
"""How long what somebody may do is believed."""

log = logging.getLogger(__name__)


class Requests:
    """Commands and presses, and the answers to them that are under way."""

    def __init__(self, web: SlackWeb, desk: Desk, *, clock: Clock) -> None:
        self._web = web
        self._desk = desk
        self._clock = clock
        self._answers: set[asyncio.Task[None]] = set()
        self._managers: dict[str, tuple[bool, datetime]] = {}

    async def finish(self, patience: float | None) -> None:
        """Wait for the answers under way, for `patience` seconds at most, and give up those that are late."""
        while self._answers:
            _, late = await asyncio.wait(self._answers, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def app(self) -> AsyncApp:
        """Return the Bolt app that hears them."""
        # Bolt gets no token: it would ask auth.test before the first acknowledgement, and it needs none to dispatch.
        app = AsyncApp(name="onrecord", logger=wire_log(), signing_secret="", authorize=_authorize)
        anything = re.compile("")

        async def on_command(ack: Any, body: dict[str, Any]) -> None:
            await ack()
            self._start(self._answer(body))

        async def on_press(ack: Any, body: dict[str, Any]) -> None:
            await ack()
            self._start(self._press(body))

        app.command(anything)(on_command)
        app.block_action(anything)(on_press)
        return app

    def _start(self, answering: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._carefully(answering))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    @staticmethod
    async def _carefully(answering: Coroutine[Any, Any, None]) -> None:
        try:
            await answering
        except Exception:
            log.exception("something came from Slack that was not understood")

    async def _answer(self, body: Mapping[str, Any]) -> None:
        name = str(body.get("command", "")).removeprefix("/")
        command = next((command for command in self._desk.commands if command.name == name), None)
        user, channel = str(body.get("user_id", "")), str(body.get("channel_id", ""))
        place = Place(
            url=str(body.get("response_url") or ""), channel=channel, user=user, began=self._clock(), private=True
        )
        needed = command is not None and command.allowed is Allowed.MANAGERS
        manages = needed and await self._manages(user)
        actor = Actor(id=user, name=str(body.get("user_name", "")), manages=manages)
        request = Request(command=name, actor=actor, platform=PLATFORM, channel=channel)
        message = await self._desk.answer_text(request, unescape(str(body.get("text") or "")))
        if command is not None and not command.private and not message.aside:
            place = replace(place, private=False)
        await self._say(message, place)

    async def _press(self, body: Mapping[str, Any]) -> None:
        button = body["actions"][0]
        action, key = pressed(str(button.get("action_id", "")), str(button.get("value") or ""))
        if action == OPEN and not key:
            return  # it opened a link, and Slack only tells us
        user = body.get("user") or {}
        container = body.get("container") or {}
        under = body.get("message") or {}
        channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
        who = str(user.get("id", ""))
        stands = container.get("message_ts") or under.get("ts")
        thread = container.get("thread_ts") or under.get("thread_ts")
        place = Place(
            url=str(body.get("response_url") or ""),
            channel=channel,
            user=who,
            began=self._clock(),
            private=bool(container.get("is_ephemeral")),
            thread=None if thread == stands else thread,  # a post with a thread under it names itself
            replaces=stands,
        )
        manages = action != PAGE and await self._manages(who)
        actor = Actor(id=who, name=str(user.get("username") or user.get("name") or ""), manages=manages)
        message = await self._desk.press(Press(action=action, key=key, actor=actor, platform=PLATFORM, channel=channel))
        if message.aside:
            place = replace(place, private=True, replaces=None)
        await self._say(message, place)

    async def _say(self, message: Message, place: Place) -> None:
        await Replies(self._web, place, clock=self._clock).say(slack_posts(message))

    async def _manages(self, user: str) -> bool:
        """Say whether somebody is an admin or an owner of the workspace; not, when Slack does not say."""
        known = self._managers.get(user)
        if known is not None and self._clock() < known[1]:
            return known[0]
        try:
            said = (await self._web.read("users.info", user=user)).data.get("user") or {}
        except AdapterError as error:
            log.warning("whether somebody is an admin is not known: %s", error)
            return False
        manages = any(said.get(role) for role in ("is_admin", "is_owner", "is_primary_owner"))
        self._managers[user] = (manages, self._clock() + _KNOWN_FOR)
        return manages


async def _authorize(team_id: str | None = None, enterprise_id: str | None = None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
