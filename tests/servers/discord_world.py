"""What is there on the server's Discord? A server with channels, roles, messages, and what the bot may do where."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from servers.discord_rules import EPHEMERAL, ApiError, Json

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)

ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_GUILD = 1 << 3, 1 << 4, 1 << 5
VIEW, SEND, EMBED_LINKS, READ_HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 16
CREATE_THREADS, SEND_IN_THREADS = 1 << 35, 1 << 38
EVERYTHING_WE_USE = VIEW | SEND | EMBED_LINKS | READ_HISTORY | CREATE_THREADS | SEND_IN_THREADS

TEXT, DIRECT, CATEGORY, THREAD, FORUM = 0, 1, 4, 11, 15
_ROLE, _MEMBER = 0, 1


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, thread or direct message."""

    id: str
    name: str
    type: int = TEXT
    parent: str | None = None
    """Of a thread."""
    person: str | None = None
    """Of a direct message."""
    overwrites: list[Json] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Interaction:
    """A command or a press as the server remembers it."""

    id: str
    token: str
    kind: int
    channel: str
    person: str
    given: datetime
    source: str | None = None
    """The message that was pressed."""
    acknowledged: int | None = None
    """By which kind of callback."""
    delay: float | None = None
    """Seconds until it was."""
    original: str | None = None
    """The message that answers it."""
    follow_ups: list[str] = field(default_factory=list)
    """Messages that came after it."""
    ephemeral: bool = False
    offered: tuple[str, ...] = ()
    """Values for what somebody is typing."""


class World:
    """Everything that is stored; the routes read and change it."""

    def __init__(self, *, now: Callable[[], datetime], token: str) -> None:
        self.now = now
        self.token = token
        self._last = 0
        self.application = self.snowflake()
        self.bot: Json = {
            "id": self.snowflake(),  # older applications have a bot whose id is not theirs
            "username": "onrecord",
            "discriminator": "0",
            "avatar": None,
            "bot": True,
            "global_name": None,
        }
        self.guild = self.snowflake()
        self.guild_name = "Newsroom"
        self.owner = self.snowflake()
        self.bot_role = self.snowflake()
        self.permissions = {self.guild: 0, self.bot_role: EVERYTHING_WE_USE}
        """By role; the role of everyone has the server's id."""
        self.removed = False
        """The bot was thrown out."""
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, Json] = {}
        """By id, in the order in which they were posted."""
        self.commands: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self.nonces: dict[tuple[str, str], tuple[datetime, str]] = {}
        self._names = itertools.count(1)
        self.channel = self.open_channel().id

    def snowflake(self) -> str:
        """Return a new id; ids grow, and hold the time."""
        moment = int((self.now() - _EPOCH) / timedelta(milliseconds=1)) << 22
        self._last = max(moment, self._last + 1)
        return str(self._last)

    def open_channel(self, *, kind: int = TEXT) -> Channel:
        """Make another channel."""
        number = next(self._names)
        channel = Channel(id=self.snowflake(), name=f"desk-{number}", type=kind)
        self.channels[channel.id] = channel
        return channel

    def deny(self, channel: str, permissions: int) -> None:
        """Take permissions from the bot in one channel."""
        rule = {"id": self.bot_role, "type": _ROLE, "allow": "0", "deny": str(permissions)}
        self.channels[channel].overwrites.append(rule)

    def may(self, channel: Channel) -> int:
        """Return what the bot may do there: topics/permissions.mdx."""
        if channel.type == DIRECT:
            return EVERYTHING_WE_USE
        if self.removed:
            return 0
        value = self.permissions[self.guild] | self.permissions[self.bot_role]
        if value & ADMINISTRATOR:
            return ~0
        place = self.channels[channel.parent] if channel.parent else channel
        for who in ((_ROLE, self.guild), (_ROLE, self.bot_role), (_MEMBER, self.bot["id"])):
            for rule in place.overwrites:
                if (rule["type"], rule["id"]) == who:
                    value = value & ~int(rule["deny"]) | int(rule["allow"])
        return value

    def seen(self, channel_id: str) -> Channel:
        """Return a channel that the bot can see, or refuse as the API does."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise ApiError(404, 10003, "Unknown Channel")
        if not self.may(channel) & VIEW:
            raise ApiError(403, 50001, "Missing Access")
        return channel

    def need(self, channel: Channel, permissions: int) -> None:
        """Refuse unless the bot has all of `permissions` there."""
        if self.may(channel) & permissions != permissions:
            raise ApiError(403, 50013, "Missing Permissions")

    def message(self, channel: str, message_id: str) -> Json:
        """Return a message that stands in the channel for everybody."""
        found = self.messages.get(message_id)
        if found is None or found["channel_id"] != channel or found["flags"] & EPHEMERAL:
            raise ApiError(404, 10008, "Unknown Message")
        return found

    def store(self, channel: str, payload: Json, *, flags: int = 0) -> Json:
        """Keep a message of the bot's and return it."""
        made = {
            "id": self.snowflake(),
            "channel_id": channel,
            "type": 0,
            "author": self.bot,
            "timestamp": self.now().isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "pinned": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "flags": flags | (payload.get("flags") or 0),
            **_shown(payload),
        }
        self.messages[made["id"]] = made
        return made

    def change(self, message: Json, payload: Json, *, edited: bool = True) -> Json:
        """Change what `payload` names of a message; the rest stays."""
        message.update({name: value for name, value in _shown(payload).items() if name in payload})
        if edited:
            message["edited_timestamp"] = self.now().isoformat()
        return message


def _shown(payload: Json) -> Json:
    """What Discord keeps of a payload: it names each embed's type, and trims what is trimmed when shown."""
    return {
        "content": (payload.get("content") or "").strip(),
        "embeds": [{"type": "rich", **embed} for embed in payload.get("embeds") or []],
        "components": payload.get("components") or [],
    }


def describe_channel(world: World, channel: Channel) -> Json:
    """Return a channel as the API shows it."""
    if channel.type == DIRECT:
        person = {"id": channel.person, "username": "someone", "discriminator": "0", "avatar": None}
        return {"id": channel.id, "type": DIRECT, "recipients": [person], "last_message_id": None}
    shown: Json = {
        "id": channel.id,
        "type": channel.type,
        "guild_id": world.guild,
        "name": channel.name,
        "parent_id": channel.parent,
        "position": 0,
        "nsfw": False,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
    }
    if channel.type != THREAD:
        return {**shown, "permission_overwrites": channel.overwrites}
    moment = world.now().isoformat()
    return {
        **shown,
        "owner_id": world.bot["id"],
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": moment,
            "create_timestamp": moment,
            "locked": False,
        },
    }


def describe_roles(world: World) -> list[Json]:
    """Return the server's roles."""
    return [
        {
            "id": role,
            "name": "@everyone" if role == world.guild else "On Record",
            "permissions": str(permissions),
            "position": number,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": role != world.guild,
            "mentionable": False,
            "flags": 0,
        }
        for number, (role, permissions) in enumerate(world.permissions.items())
    ]


def describe_member(world: World, *, user: Any = None, permissions: int | None = None) -> Json:
    """Return the bot, or somebody else, as a member of the server."""
    shown = {
        "user": user or world.bot,
        "roles": [] if user else [world.bot_role],
        "nick": None,
        "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return shown if permissions is None else {**shown, "permissions": str(permissions)}


def describe_guild(world: World) -> Json:
    """Return the server."""
    return {
        "id": world.guild,
        "name": world.guild_name,
        "owner_id": world.owner,
        "roles": describe_roles(world),
        "emojis": [],
        "stickers": [],
        "features": [],
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "description": None,
        "banner": None,
        "vanity_url_code": None,
    }
