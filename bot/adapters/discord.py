"""Discord: posts through its REST interface, commands and buttons through its gateway. See docs/discord.md.

Two clients of discord.py, one for each: posting works without a line for commands, and goes on while that line breaks,
reconnects or is refused.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal

import discord
from discord.http import Route

from bot.adapters.discord_answers import NO_MENTIONS, Answers, message_route, whole
from bot.adapters.discord_checks import examine
from bot.adapters.discord_commands import PLATFORM, declared, registered
from bot.adapters.discord_embeds import discord_posts
from bot.adapters.discord_errors import RENEW, THREAD_EXISTS, translated
from bot.adapters.discord_http import Address, DiscordHttp, quiet_library
from bot.adapters.discord_line import Line, Sleep
from bot.adapters.discord_permissions import ask
from bot.adapters.discord_reference import refer, reference, referred
from bot.adapters.discord_session import Session, Speaker
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
)
from bot.adapters.limits import DISCORD, units
from bot.adapters.parting import clip
from bot.clock import Clock, wall_clock
from bot.commands.registry import Command, Desk
from bot.settings import Settings
from briefs.message import Message

_log = logging.getLogger(__name__)

DISCORD_ITSELF = Address()
"""discord.com, without a proxy."""
_SILENT = 1 << 12
"""SUPPRESS_NOTIFICATIONS."""
_PAGE = 100
"""Messages that one look into the history brings."""
_CLOCKS_APART = timedelta(minutes=1)
"""How far before `since` we look, should our clock be ahead of Discord's."""
_DAY: Literal[1440] = 1440
"""Minutes without a post after which a thread is put away; it opens again with the next."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
"""Seconds between attempts to open the line; each is twice the one before, until the line is up."""
_LAST_ANSWERS = 20.0
"""Seconds that `close` gives to answers under way."""


class DiscordAdapter:
    """Posts to Discord and answers commands there."""

    name: ClassVar[str] = PLATFORM
    capabilities: ClassVar[Capabilities] = Capabilities(
        idempotency=Idempotency.NATIVE,
        edit=True,
        threads=True,
        buttons=True,
        ephemeral=True,
        autocomplete=True,
        silent=True,
    )

    def __init__(
        self,
        *,
        token: str,
        address: Address = DISCORD_ITSELF,
        clock: Clock = wall_clock,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        quiet_library()
        self._token = token
        self._address = address
        self._clock = clock
        self._sleep = sleep
        self._session = Session(token=token, address=address)
        self._line: Line | None = None
        self._answers: Answers | None = None
        self._wait = _FIRST_WAIT
        self._closing = asyncio.Event()
        self._transport = Transport(standing=Standing.DOWN)

    @classmethod
    def open(cls, settings: Settings, environ: Mapping[str, str]) -> DiscordAdapter:
        token = settings.secrets.reveal("DISCORD_TOKEN")
        if token is None:
            message = f"DISCORD_TOKEN is not set; {RENEW}"
            raise RefusedError(message)
        if not token.isascii() or not token.isprintable() or " " in token:
            message = f"DISCORD_TOKEN holds characters that no token has; {RENEW}"
            raise RefusedError(message)
        return cls(token=token, address=Address.read(environ))

    def render(self, message: Message) -> tuple[Post, ...]:
        return discord_posts(message)

    async def send(
        self, channel: str, post: Post, *, key: str, thread: MessageRef | None = None, silent: bool = False
    ) -> MessageRef:
        place = thread.channel if thread else channel
        payload = {
            **refer(post, reference(key)),
            "allowed_mentions": NO_MENTIONS,
            "nonce": key,
            "enforce_nonce": True,  # makes the library's own retries safe
        }
        if silent:
            payload["flags"] = _SILENT
        async with self._session.speaking(posting=True) as speaker:
            route = Route("POST", "/channels/{channel_id}/messages", channel_id=_id(place))
            made = await speaker.http.request(route, json=payload)
        return _ref(made, thread)

    async def edit(self, ref: MessageRef, post: Post) -> None:
        async with self._session.speaking() as speaker:
            channel, message = _id(ref.channel), _id(ref.id)
            # `find` must still know the post: what it is found by moves from the old words to the new ones.
            kept = None
            with suppress(discord.Forbidden):  # we may not read back; then `find` could not either
                kept = referred(await speaker.http.get_message(channel, message))
            payload = whole(refer(post, kept) if kept else post)
            await speaker.http.request(message_route(channel, message), json=payload)

    async def find(
        self, channel: str, key: str, *, since: datetime, thread: MessageRef | None = None
    ) -> MessageRef | None:
        place = _id(thread.channel if thread else channel)
        wanted = reference(key)
        async with self._session.speaking() as speaker:
            after = discord.utils.time_snowflake(since - _CLOCKS_APART)
            seen = 0
            while page := await speaker.http.logs_from(place, _PAGE, after=after):
                seen += len(page)
                for message in page:
                    if int(message["author"]["id"]) == speaker.me and referred(message) == wanted:
                        return _ref(message, thread)
                if len(page) < _PAGE:
                    break
                after = max(int(message["id"]) for message in page)
            if not seen:
                await _may_read(speaker, place)
        return None

    async def thread(self, ref: MessageRef, title: str) -> MessageRef:
        async with self._session.speaking() as speaker:
            try:
                made = await speaker.http.start_thread_with_message(
                    _id(ref.channel),
                    _id(ref.id),
                    name=clip(" ".join(title.split()), DISCORD.thread_title, units) or "Details",
                    auto_archive_duration=_DAY,
                )
            except discord.HTTPException as error:
                if error.code != THREAD_EXISTS:
                    raise
                opened = ref.id  # a thread has the id of the post that it hangs under
            else:
                opened = str(made["id"])
        return MessageRef(platform=self.name, channel=opened, id=ref.id, thread=opened)

    async def serve(self, desk: Desk) -> None:
        while not self._closing.is_set():
            try:
                self._stand(Standing.CONNECTING)
                await self._serve_once(desk)
            except RefusedError as error:
                self._stand(Standing.DOWN, str(error))
                raise
            except AdapterError as error:
                if not self._closing.is_set():
                    self._stand(Standing.DOWN, str(error))
                    _log.warning("the line to discord is down: %s; next attempt in %.0f s", error, self._wait)
                    await self._rest(self._wait)
                    self._wait = min(2 * self._wait, _LONGEST_WAIT)

    async def _serve_once(self, desk: Desk) -> None:
        """Connect and stay connected; return when closed, raise when only a new start helps."""
        async with self._session.speaking() as speaker:
            application = await speaker.http.application_info()
            await self._register(speaker.http, int(application["id"]), desk.commands)
        self._answers = self._answers or Answers(http=speaker.http, desk=desk, render=self.render, clock=self._clock)
        self._line = Line(address=self._address, heard=self._heard, changed=self._stand, sleep=self._sleep)
        try:
            await self._line.start(self._token)
        except Exception as error:  # noqa: BLE001 - when the first connection fails, the library's is an AttributeError
            raise translated(error, posting=False) from None
        finally:
            await self._line.close()

    async def _register(self, http: DiscordHttp, application: int, commands: tuple[Command, ...]) -> None:
        """Register the commands if Discord has others; a refusal is told, and leaves those that are there."""
        wanted = declared(commands)
        try:
            if not registered(wanted, await http.get_global_commands(application)):
                await http.bulk_upsert_global_commands(application, payload=wanted)
                _log.info("commands registered with discord: %d", len(wanted))
        except discord.HTTPException as error:
            cause = translated(error, posting=False)
            if not isinstance(cause, RefusedError):
                raise
            _log.error("commands not registered with discord: %s", cause)

    def _heard(self, interaction: discord.Interaction) -> None:
        if self._answers is not None and not self._closing.is_set():
            self._answers.take(interaction)

    async def settled(self) -> None:
        """Wait until no answer is under way."""
        if self._answers is not None:
            await self._answers.settled()

    async def close(self) -> None:
        self._closing.set()
        if self._answers is not None:
            await self._answers.settled(_LAST_ANSWERS)
        if self._line is not None:
            await self._line.close()
        await self._session.close()
        self._stand(Standing.DOWN, "closed")

    @property
    def transport(self) -> Transport:
        known = self._transport
        line = self._line
        if known.standing is Standing.UP and line is not None and line.user is not None:
            servers = ", ".join(guild.name for guild in line.guilds if guild.name)
            note = f"as @{line.user.name} in {servers}" if servers else f"as @{line.user.name}"
            return Transport(standing=known.standing, since=known.since, note=note)
        return known

    async def check(self, channels: tuple[str, ...]) -> tuple[Check, ...]:
        try:
            async with self._session.speaking() as speaker:
                return tuple([check async for check in examine(speaker.http, speaker.user, channels)])
        except AdapterError as error:
            what, _, remedy = str(error).partition("; ")
            return (Check(sound=False, what=what, remedy=remedy or "see docs/discord.md"),)

    def _stand(self, standing: Standing, note: str = "") -> None:
        if self._closing.is_set():
            standing, note = Standing.DOWN, "closed"
        if standing is Standing.UP:
            self._wait = _FIRST_WAIT
        if (standing, note) != (self._transport.standing, self._transport.note):
            self._transport = Transport(standing=standing, since=self._clock(), note=note)

    async def _rest(self, seconds: float) -> None:
        """Wait, unless we are closed meanwhile."""
        waits = [asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(self._closing.wait())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


async def _may_read(speaker: Speaker, channel: int) -> None:
    """Raise if an empty history only means that we may not read it: Discord then answers with nothing at all."""
    found = await speaker.http.get_channel(channel)
    may = await ask(speaker.http, found, me=speaker.me)
    if not may.read_message_history:
        message = "nobody can say what was posted, since we may not read back: give the bot Read Message History"
        raise RefusedError(message)


def _ref(message: Mapping[str, Any], thread: MessageRef | None) -> MessageRef:
    return MessageRef(
        platform=PLATFORM,
        channel=str(message["channel_id"]),
        id=str(message["id"]),
        thread=thread.thread if thread else None,
    )


def _id(text: str) -> int:
    if not text.isdecimal():
        message = f'"{text}" is no id of Discord\'s; an id is a long number'
        raise RefusedError(message, gone=True)
    return int(text)
