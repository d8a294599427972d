"""How does an answer reach the person who asked? By the response URL while it lasts, and then as a post."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.interface import AdapterError, BusyError, Post, UnclearError
from bot.adapters.slack_web import SlackWeb
from bot.clock import Clock

USES = 5
"""How often a response URL takes an answer."""
LASTS = timedelta(minutes=29)
"""How long it does: half an hour, less what a call takes."""
_LONGEST_WAIT = 30.0
"""Seconds that an answer waits when Slack asks to; a person has gone by then."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer belongs."""

    url: str
    """The response URL; empty where there is none."""
    channel: str
    user: str
    began: datetime
    """When it was asked: the response URL lasts from then on."""
    private: bool
    thread: str | None = None
    replaces: str | None = None
    """The message that it takes the place of: a button was pressed there."""


class Replies:
    """Answers one command or one press."""

    def __init__(self, web: SlackWeb, place: Place, *, clock: Clock) -> None:
        self._web = web
        self._place = place
        self._clock = clock
        self._until = place.began + LASTS
        self._left = USES if place.url else 0

    async def say(self, posts: Iterable[Post]) -> None:
        """Give the answer, post by post. What cannot be given is logged: whoever asked sees that, and asks again."""
        replaces = self._place.replaces is not None
        try:
            for post in posts:
                await self._give(post, replaces=replaces)
                replaces = False
        except AdapterError as error:
            log.warning("an answer was not given: %s", error, extra={"channel": self._place.channel})

    async def _give(self, post: Post, *, replaces: bool) -> None:
        while self._left > 0 and self._clock() < self._until:
            try:
                await self._web.respond(self._place.url, self._response(post, replaces=replaces))
            except BusyError as error:
                self._left -= 1
                await asyncio.sleep(min(error.retry_after, _LONGEST_WAIT))
            except UnclearError:
                self._left -= 1
                raise
            except AdapterError as error:
                self._left = 0
                log.info("the response URL takes no more answers: %s", error, extra={"channel": self._place.channel})
            else:
                self._left -= 1
                return
        await self._post(post, replaces=replaces)

    def _response(self, post: Post, *, replaces: bool) -> dict[str, Any]:
        response = {**post, "response_type": "ephemeral" if self._place.private else "in_channel"}
        if self._place.thread is not None:
            response["thread_ts"] = self._place.thread
        return {**response, "replace_original": replaces}

    async def _post(self, post: Post, *, replaces: bool) -> None:
        place = self._place
        thread = {} if place.thread is None else {"thread_ts": place.thread}
        if place.private:
            await self._web.write(
                "chat.postEphemeral", where=place.channel, channel=place.channel, user=place.user, **thread, **post
            )
        elif replaces:
            await self._web.write("chat.update", where=place.channel, channel=place.channel, ts=place.replaces, **post)
        else:
            await self._web.write("chat.postMessage", where=place.channel, channel=place.channel, **thread, **post)
