"""The seam where messages reach a chat platform.

An adapter writes a message as posts (pure), and carries posts to a channel and commands from people (the network). What
is stored and sent again after a crash is a post as it was written, never a message composed anew; see
docs/decisions/0007-posts-and-adapters.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from bot.commands.registry import Desk
from bot.settings import Settings
from briefs.errors import BriefsError
from briefs.message import Message

Post = Mapping[str, Any]
"""One post as its platform takes it: JSON, within the platform's limits, everything in it escaped."""


class Idempotency(StrEnum):
    """How a platform helps to post once."""

    NATIVE = "native"
    """It knows our key for some minutes, and answers a second post of that key with the first."""
    SCAN = "scan"
    """What was posted can be found again by our key."""
    NONE = "none"
    """It cannot say what was posted: an unclear send stays unknown until a person looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can do; who uses an adapter asks here first and never learns it from an exception."""

    idempotency: Idempotency
    edit: bool = False
    threads: bool = False
    buttons: bool = False
    ephemeral: bool = False
    """An answer that only the person who asked can see."""
    autocomplete: bool = False
    silent: bool = False
    """A post that notifies nobody, for quiet hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """Where a post stands: needed to edit it, to open a thread under it, and to know that it was sent."""

    platform: str
    channel: str
    """The platform's id of the channel, or of the thread where that is a channel of its own."""
    id: str
    thread: str | None = None
    """The platform's id of the thread it stands in."""


class Standing(StrEnum):
    """How a platform's line is doing: its state, not when something last came over it."""

    DOWN = "down"
    CONNECTING = "connecting"
    UP = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """The state of the line over which commands come."""

    standing: Standing
    since: datetime | None = None
    note: str = ""
    """What an administrator should know: "as @onrecord in Newsroom", or why it is down. Never a token."""


class AdapterError(BriefsError):
    """A platform did not do what was asked. Its families say what is known of the post."""


class RefusedError(AdapterError):
    """The platform said no and will say no again: nothing was posted. The message names the remedy."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone
        """The channel itself is dead to us: archived, deleted, or we are not in it."""


class BusyError(AdapterError):
    """The platform asks us to wait: nothing was posted."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds."""


class UnreachableError(AdapterError):
    """The platform was not reached: nothing was posted, and it may be tried again."""


class UnclearError(AdapterError):
    """Nobody knows whether it was posted: the line broke or timed out, or the platform failed, after we had sent.

    Sending again may post twice. Ask `find` first.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What `doctor` found out from a platform: one line."""

    sound: bool
    what: str
    remedy: str = ""


class ChatAdapter(Protocol):
    """Posts to one platform and serves our commands there. Registered under `onrecord.adapters`.

    Implementers promise: `render` is pure, keeps the platform's limits, loses no word and lets no text act (mention,
    link, format); `send` posts at most once for each call and never tries again by itself unless the platform's own key
    makes that safe; every failure is one of the `AdapterError` families; a token is in no message, log or traceback;
    commands are acknowledged before any work is done, and a delivery that comes twice is answered once.
    """

    name: ClassVar[str]
    """As `channels.yaml` writes it: `slack`."""
    capabilities: ClassVar[Capabilities]

    @classmethod
    def open(cls, settings: Settings, environ: Mapping[str, str]) -> ChatAdapter:
        """Make one, without touching the network; raise `AdapterError` with a remedy when a secret is missing.

        `environ` redirects a client for tests and proxies: `SLACK_API_URL`, `DISCORD_API_URL`.
        """
        ...

    def render(self, message: Message) -> tuple[Post, ...]:
        """Write `message` as the posts that carry it, in order."""
        ...

    async def send(
        self, channel: str, post: Post, *, key: str, thread: MessageRef | None = None, silent: bool = False
    ) -> MessageRef:
        """Post once and say where it stands.

        `channel` is the platform's id. `key` (at most 24 letters and digits) names this post for good: `find` knows it
        by that. With `thread`, it goes into the thread under that post. Works without `serve`.
        """
        ...

    async def edit(self, ref: MessageRef, post: Post) -> None:
        """Put `post` in the place of an earlier one."""
        ...

    async def find(
        self, channel: str, key: str, *, since: datetime, thread: MessageRef | None = None
    ) -> MessageRef | None:
        """Return our post of that key if it was posted to the channel (or the thread) after `since`; None if not."""
        ...

    async def thread(self, ref: MessageRef, title: str) -> MessageRef:
        """Open a thread under a post and return what `send` takes as `thread`; the same one when it is open already."""
        ...

    async def serve(self, desk: Desk) -> None:
        """Connect and answer commands and buttons until `close`; reconnects by itself."""
        ...

    async def close(self) -> None:
        """Finish the answers under way and disconnect."""
        ...

    @property
    def transport(self) -> Transport:
        """How the line is doing."""
        ...

    async def check(self, channels: tuple[str, ...]) -> tuple[Check, ...]:
        """Ask the platform whether token, rights and these channels (its own ids) will do. Posts nothing."""
        ...
