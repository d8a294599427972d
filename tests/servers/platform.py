"""What does the contract suite ask of a platform? Look at what was posted, act as a person, make it fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from bot.adapters.interface import ChatAdapter


class Fault(StrEnum):
    """What the server does with the next post, once."""

    BUSY = "busy"
    """Answers 429 with the platform's own headers, and a wait of a fraction of a second."""
    DROP = "drop"
    """Breaks the connection before anything is stored."""
    STORE_THEN_DROP = "store-then-drop"
    ERROR = "error"
    """Answers with a server error, nothing stored."""
    STORE_THEN_ERROR = "store-then-error"
    """Stores the post and answers with a server error."""
    REFUSE = "refuse"
    """Refuses the post as malformed."""
    GONE = "gone"
    """The channel was archived or deleted, or the bot was removed from it."""
    FORBIDDEN = "forbidden"
    """A right or a scope is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A post or an answer, as a person sees it."""

    id: str
    channel: str
    text: str
    """All its words, in order, as they are shown: escapes and markup taken away, buttons left out."""
    buttons: tuple[str, ...] = ()
    """Labels."""
    thread: str | None = None
    """The id of the post under which it stands."""
    private: bool = False
    """Only the person who asked sees it."""
    edited: bool = False
    acts: tuple[str, ...] = ()
    """Everything in it that notifies somebody or can be clicked, buttons left out: as the platform stored it."""
    raw: Any = field(default=None, repr=False)
    """As the platform stored it."""


class Platform(Protocol):
    """A platform for tests: a server on this machine, or the adapter that keeps messages in memory."""

    adapter: ChatAdapter
    channel: str
    """The id of a channel where we may post."""

    def posts(self, channel: str | None = None) -> tuple[Seen, ...]:
        """Return what stands in the channel and its threads, oldest first; private answers are not among them."""
        ...

    async def command(self, name: str, line: str = "", *, manages: bool = False, again: bool = False) -> Seen:
        """Give a command as a person does: `/quote`, then `line` as Slack takes it ('troops speaker:"Ana Reyes"').

        Return the answer as it stands when the adapter has finished with it. `again` delivers the same command twice.
        """
        ...

    async def typing(self, name: str, option: str, typed: str) -> tuple[str, ...]:
        """Type into an option of a command and return what is offered; () where the platform offers nothing."""
        ...

    async def press(self, seen: Seen, label: str, *, manages: bool = False) -> Seen:
        """Press a button of a post or answer; return the message as it stands then."""
        ...

    def fail(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` posts meet with `fault`."""
        ...

    async def cut(self) -> None:
        """Break the line over which commands come, as platforms do; the adapter comes back by itself."""
        ...

    async def renew(self) -> None:
        """Stop the adapter and start another one, as after a crash; the server keeps everything."""
        ...
