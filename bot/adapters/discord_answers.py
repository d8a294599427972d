"""How is a command or a button answered? Acknowledged first, then worked on, then written in the place kept for it.

Discord waits three seconds for the acknowledgement and a quarter of an hour for the answer. What takes longer goes to
the channel, or, if it was private, to the person alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.http import HTTPClient, Route

from bot.adapters import discord_errors as errors
from bot.adapters.discord_commands import offered, press_of, request_of, typing_of
from bot.adapters.discord_reference import read, refer
from bot.adapters.interface import AdapterError, Post
from bot.clock import Clock
from bot.commands.registry import Desk
from briefs.message import Message

_log = logging.getLogger(__name__)

JsonObject = dict[str, Any]
NO_MENTIONS: JsonObject = {"parse": []}

_DEFERRED_ANSWER, _DEFERRED_UPDATE, _SUGGESTIONS = 5, 6, 8
_EPHEMERAL = 1 << 6
_TOKEN_LIFE = timedelta(minutes=15)
_MARGIN = timedelta(seconds=20)
"""How long before its end a token counts as spent: an answer of several posts takes a moment."""
_WRITERS = 8
"""Answers that are written at once: when many ask in the same moment, acknowledging them comes first."""
_REMEMBERED = 1000
"""Interactions that are recognised when they are delivered again."""
_TOO_LATE = frozenset({errors.UNKNOWN_INTERACTION, errors.ALREADY_ACKNOWLEDGED})
_SPENT = frozenset({errors.INVALID_INTERACTION_TOKEN, errors.UNKNOWN_WEBHOOK})

_SORRY = Message(
    summary="Something went wrong here, and an administrator can see what. Please try again.", blocks=(), aside=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The right to answer one interaction: good once, for a quarter of an hour."""

    id: int
    application: int
    token: str = field(repr=False)
    given: datetime
    channel: int | None
    person: int
    private: bool

    @classmethod
    def of(cls, interaction: discord.Interaction, *, private: bool) -> Slip:
        """Return the slip that comes with `interaction`."""
        return cls(
            id=interaction.id,
            application=interaction.application_id,
            token=interaction.token,
            given=interaction.created_at,
            channel=interaction.channel_id,
            person=interaction.user.id,
            private=private,
        )

    def route(self, method: str, path: str = "") -> Route:
        """Return the way to what is said in answer to this interaction."""
        whole_path = f"/webhooks/{{webhook_id}}/{{webhook_token}}{path}"
        return Route(method, whole_path, webhook_id=self.application, webhook_token=self.token)


class Answers:
    """Sees every interaction through, each once."""

    def __init__(
        self,
        *,
        http: HTTPClient,
        desk: Desk,
        render: Callable[[Message], tuple[Post, ...]],
        clock: Clock,
    ) -> None:
        self._http = http
        self._desk = desk
        self._render = render
        self._clock = clock
        self._private = {command.name: command.private for command in desk.commands}
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._writers = asyncio.Semaphore(_WRITERS)
        self._under_way: set[asyncio.Task[None]] = set()

    def take(self, interaction: discord.Interaction) -> None:
        """Begin to answer, unless this interaction was delivered before."""
        if interaction.id in self._taken:
            return
        self._taken[interaction.id] = None
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
        match interaction.type:
            case discord.InteractionType.application_command:
                work = self._command(interaction)
            case discord.InteractionType.component:
                work = self._press(interaction)
            case discord.InteractionType.autocomplete:
                work = self._suggest(interaction)
            case _:
                return
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settled(self, patience: float | None = None) -> None:
        """Wait until nothing is under way, at most `patience` seconds."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)

    async def _command(self, interaction: discord.Interaction) -> None:
        request = request_of(interaction)
        slip = Slip.of(interaction, private=self._private.get(request.command, True))
        if await self._acknowledge(slip, _DEFERRED_ANSWER):
            posts, _ = await self._written(self._desk.answer(request))
            await self._deliver(slip, posts)

    async def _suggest(self, interaction: discord.Interaction) -> None:
        request, option, typed = typing_of(interaction)
        try:
            choices = offered(await self._desk.suggest(request, option, typed))
        except Exception as error:  # noqa: BLE001 - a desk never raises; were it to, the person types on
            _log.error("the desk failed: %s", type(error).__name__)
            choices = []
        await self._acknowledge(Slip.of(interaction, private=True), _SUGGESTIONS, {"choices": choices})

    async def _press(self, interaction: discord.Interaction) -> None:
        message = interaction.message
        slip = Slip.of(interaction, private=message is not None and message.flags.ephemeral)
        if not await self._acknowledge(slip, _DEFERRED_UPDATE):
            return
        posts, aside = await self._written(self._desk.press(press_of(interaction)))
        if aside:
            await self._deliver(replace(slip, private=True), posts, beside=True)
            return
        if message is not None:
            # What stands there may be a post that `find` knows by its reference; it keeps that.
            footers = (embed.footer.text or "" for embed in message.embeds)
            if kept := read(footers, message.content):
                posts = (refer(posts[0], kept), *posts[1:])
        await self._deliver(slip, posts, under=message)

    async def _acknowledge(self, slip: Slip, kind: int, data: JsonObject | None = None) -> bool:
        """Tell Discord that we are at it, or all there is to tell. False if the answer is not ours any more."""
        # Under these names the library gives each a rate limit of its own: nobody waits for somebody else's.
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=slip.id, webhook_token=slip.token)
        if slip.private and kind == _DEFERRED_ANSWER:
            data = {"flags": _EPHEMERAL}
        given = {} if data is None else {"data": data}
        try:
            await self._http.request(route, json={"type": kind, **given})
        except discord.HTTPException as error:
            if error.code in _TOO_LATE:
                # 40060 is another process of ours that was quicker, as in the minute when a new version takes over.
                _log.warning("interaction %d is not ours to answer: code %d", slip.id, error.code)
            else:
                _log_failure("interaction not acknowledged", slip, error)
            return False
        except Exception as error:  # noqa: BLE001 - whatever the line does; the person can ask again
            _log_failure("interaction not acknowledged", slip, error)
            return False
        return True

    async def _written(self, asked: Awaitable[Message]) -> tuple[tuple[Post, ...], bool]:
        """Return what is to be posted, and whether it is an aside."""
        try:
            message = await asked
            return self._render(message), message.aside
        except Exception as error:  # noqa: BLE001 - a desk never raises; were it to, nobody is left with "thinking …"
            _log.error("the desk failed: %s", type(error).__name__)
            return self._render(_SORRY), _SORRY.aside

    async def _deliver(
        self, slip: Slip, posts: Sequence[Post], *, under: discord.Message | None = None, beside: bool = False
    ) -> None:
        """Write the answer: in the place that was kept or of the post `under` it was asked, unless it goes `beside`."""
        left = list(posts)
        try:
            async with self._writers:
                if self._clock() < slip.given + _TOKEN_LIFE - _MARGIN:
                    await self._by_token(slip, left, beside=beside)
                if left:
                    _log.info("the answer to interaction %d came after its token's end", slip.id)
                    await self._late(slip, left, None if len(left) < len(posts) else under)
        except Exception as error:  # noqa: BLE001 - whatever the line does; there is nobody to raise it to
            _log_failure("answer not delivered", slip, error)

    async def _by_token(self, slip: Slip, left: list[Post], *, beside: bool) -> None:
        """Write the posts and take them from `left`; stop where the token is spent."""
        flags = {"flags": _EPHEMERAL} if slip.private else {}
        try:
            if not beside:
                await self._http.request(slip.route("PATCH", "/messages/@original"), json=whole(left[0]))
                del left[0]
            while left:
                await self._http.request(slip.route("POST"), json={**left[0], **flags, "allowed_mentions": NO_MENTIONS})
                del left[0]
        except discord.HTTPException as error:
            if error.code not in _SPENT:
                raise

    async def _late(self, slip: Slip, posts: Sequence[Post], under: discord.Message | None) -> None:
        """Answer without the token: in the channel, or to the person alone where the answer was to be private."""
        if under is not None and not slip.private:
            await self._http.request(message_route(under.channel.id, under.id), json=whole(posts[0]))
            posts = posts[1:]
        channel = slip.channel
        if posts and (slip.private or channel is None):
            opened = await self._http.start_private_message(slip.person)
            channel = int(opened["id"])
        for number, post in enumerate(posts):
            nonce = {"nonce": f"{slip.id}x{number}", "enforce_nonce": True}
            route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
            await self._http.request(route, json={**post, **nonce, "allowed_mentions": NO_MENTIONS})


def message_route(channel: int, message: int) -> Route:
    """Return the way to change a post."""
    path = "/channels/{channel_id}/messages/{message_id}"
    return Route("PATCH", path, channel_id=channel, message_id=message)


def whole(post: Post) -> JsonObject:
    """Return `post` so that it takes the place of another: what it does not have is taken away there."""
    return {"content": "", "embeds": [], "components": [], **post, "allowed_mentions": NO_MENTIONS}


def _log_failure(what: str, slip: Slip, error: Exception) -> None:
    """Log what is known; not the library's own words, in which an address with the token may stand."""
    cause = error if isinstance(error, AdapterError) else errors.translated(error)
    _log.warning("%s: interaction %d, %s", what, slip.id, cause)
