"""What can people ask, and how is it put to us? A command is declared once; every platform registers it from here."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.settings import Settings
    from briefs.message import Message
    from briefs.store.interface import Store


class Takes(StrEnum):
    """What an option takes."""

    TEXT = "text"
    CHOICE = "choice"
    """One of `choices`."""
    DAY = "day"
    """2026-03-01, 7d, yesterday."""


class Allowed(StrEnum):
    """Who may use a command."""

    EVERYONE = "everyone"
    MANAGERS = "managers"
    """Whoever may manage the channel or the server, as the platform has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be said to a command: `speaker`, `since`."""

    name: str
    """Lower-case letters; the same on every platform."""
    description: str
    """At most 100 characters."""
    takes: Takes = Takes.TEXT
    choices: tuple[str, ...] = ()
    example: str = ""
    """A value as somebody would type it."""
    suggest: Suggester | None = None
    """Offers values while somebody types, where the platform can show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, its options, and the plain function that answers it."""

    name: str
    """Without the slash."""
    description: str
    """At most 100 characters."""
    options: tuple[Option, ...]
    example: str
    """A whole call as Slack takes it, without the slash and the name; run as a test, and shown when somebody errs."""
    handler: Handler
    words: str | None = None
    """The option that takes what is typed without a name; None where everything is named."""
    allowed: Allowed = Allowed.EVERYONE
    private: bool = True
    """Whether only the person who asked sees the answer, where the platform can do that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks."""

    id: str
    """The platform's id."""
    name: str = ""
    manages: bool = False
    """May manage the channel or the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command as somebody gave it."""

    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    """What was given, by option; what was left out is not there."""
    actor: Actor
    platform: str
    channel: str
    """The platform's id."""
    page: int = 1
    """From 1: which page of the answer is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that somebody pressed under one of our messages."""

    action: str
    key: str
    actor: Actor
    platform: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a handler works with: the record, the settings, and what time it is."""

    store: Store
    settings: Settings
    readable: Container[str]
    """The languages that the engine reads; articles in others are counted, never half-read."""
    now: datetime
    """Aware, in the desk's time zone, so that "yesterday" is its yesterday."""
    asked: datetime
    """When the question was first put: the pages of an answer show the record of that moment, so that nothing moves."""
    keep: Callable[[Mapping[str, str]], str | None] = lambda _: None
    """Keeps the question with these options, for a button, and returns its key; None where it cannot be kept."""


Suggester = Callable[[str, Means], tuple[str, ...]]
"""Returns values that begin as what is typed so far, the likeliest first; plain and synchronous like a handler."""

Handler = Callable[[Request, Means], "Message"]
"""Answers a request; plain and synchronous, it runs beside the chat loop. Raises `BotError` for what a person can
mend."""


class Desk(Protocol):
    """What an adapter hands requests to. It never raises: what goes wrong is a kind sentence in the message."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Everything that can be asked, for registering it."""
        ...

    async def answer(self, request: Request) -> Message:
        """Answer a command, its options given one by one (Discord)."""
        ...

    async def answer_text(self, request: Request, text: str) -> Message:
        """Answer a command whose options stand in one line (Slack, a terminal); those of `request` are empty."""
        ...

    async def suggest(self, request: Request, option: str, typed: str) -> tuple[str, ...]:
        """Offer values for the option that somebody is typing in; `request` has the others. Nothing in time is ()."""
        ...

    async def press(self, press: Press) -> Message:
        """Answer a button; the message takes the place of the one it was pressed under, unless it is an `aside`."""
        ...
