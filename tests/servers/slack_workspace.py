"""What does a workspace hold? Channels with their messages, people, and answers that only one person sees."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from servers.slack_rules import TEXT, check_message, refuse

Json = dict[str, Any]

TEAM, APP = "T0NEWSROOM", "A0ONRECORD"
BOT_USER, BOT = "U0ONRECORD", "B0ONRECORD"


@dataclass(slots=True)
class Conversation:
    """A channel."""

    id: str
    name: str
    member: bool = True
    """Whether the app was invited."""
    archived: bool = False
    private: bool = False
    messages: list[Json] = field(default_factory=list)

    def roots(self) -> Iterator[Json]:
        """Yield what stands in the channel itself."""
        return (message for message in self.messages if message.get("thread_ts", message["ts"]) == message["ts"])

    def get(self, ts: str) -> Json | None:
        """Return a message by its time stamp."""
        return next((message for message in self.messages if message["ts"] == ts), None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace."""

    id: str
    name: str
    is_admin: bool = False


READER = Person("U0READER", "reader")
EDITOR = Person("U0EDITOR", "editor", is_admin=True)


class Workspace:
    """Keeps everything; `clock` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.channels: dict[str, Conversation] = {}
        self.people = {person.id: person for person in (READER, EDITOR)}
        self.private: list[Json] = []
        """Ephemeral messages: they are in no history."""
        self.journal: list[Json] = []
        """Every message that appeared or changed, in order."""
        self._last = 0

    def add(self, conversation: Conversation) -> Conversation:
        """Open a channel."""
        self.channels[conversation.id] = conversation
        return conversation

    def ts(self) -> str:
        """Return a time stamp that no other message has."""
        self._last = max(self._last + 1, int(self.clock() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def conversation(self, channel: str, *, write: bool = False) -> Conversation:
        """Return a channel as the app may use it."""
        found = self.channels.get(channel)
        if found is None or (found.private and not found.member):
            refuse("channel_not_found")
        if write and found.archived:
            refuse("is_archived")
        if not found.member:
            refuse("not_in_channel")
        return found

    def post(self, channel: Conversation, said: Json) -> Json:
        """Store a message of the app's."""
        message = self._message(said)
        thread = said.get("thread_ts")
        if thread is not None:
            root = channel.get(str(thread))
            if root is None:
                refuse("thread_not_found")
            root["thread_ts"] = root["ts"]
            root["reply_count"] = root.get("reply_count", 0) + 1
            message["thread_ts"] = root["ts"]
        channel.messages.append(message)
        self.journal.append(message)
        return message

    def whisper(self, channel: str, user: str, said: Json) -> Json:
        """Show a message to one person."""
        message = {**self._message(said), "channel": channel, "to": user, "is_ephemeral": True}
        if said.get("thread_ts"):
            message["thread_ts"] = said["thread_ts"]
        self.private.append(message)
        self.journal.append(message)
        return message

    def change(self, message: Json, said: Json) -> None:
        """Put new words in the place of a message's; its metadata stays unless other is given."""
        new = self._message(said)
        kept = {"ts", *(() if said.get("metadata") else {"metadata"})}
        message.update({name: new[name] for name in ("text", "blocks", "metadata") if name in new and name not in kept})
        if not said.get("blocks"):
            message.pop("blocks", None)
        message["edited"] = {"user": BOT_USER, "ts": self.ts()}
        self.journal.append(message)

    def remove(self, message: Json) -> None:
        """Delete a message, wherever it stands."""
        for held in (self.private, *(channel.messages for channel in self.channels.values())):
            held[:] = [other for other in held if other is not message]

    def _message(self, said: Json) -> Json:
        check_message(said)
        message: Json = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "team": TEAM,
            "ts": self.ts(),
            "text": str(said.get("text") or "")[:TEXT],
        }
        if said.get("blocks"):
            message["blocks"] = [{"block_id": secrets.token_hex(3), **block} for block in said["blocks"]]
        if said.get("metadata"):
            message["metadata"] = _metadata(said["metadata"])
        return message


def _metadata(value: Any) -> Json:
    if not isinstance(value, dict) or not isinstance(value.get("event_payload"), dict) or not value.get("event_type"):
        refuse("invalid_metadata_format")
    return value
