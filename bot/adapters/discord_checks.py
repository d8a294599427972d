"""Will token, permissions and channels do? What `onrecord doctor` asks of Discord; nothing is posted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.adapters.discord_errors import translated
from bot.adapters.discord_permissions import NEEDED, ask, invitation
from bot.adapters.interface import Check, RefusedError

if TYPE_CHECKING:
    from discord.http import HTTPClient

_TAKES_NO_POSTS = {4: "a category", 14: "a directory", 15: "a forum", 16: "a media channel"}
"""Kinds of channel by Discord's numbers: resources/channel.mdx."""


async def examine(http: HTTPClient, user: Mapping[str, Any], channels: tuple[str, ...]) -> AsyncIterator[Check]:
    """Yield what is found of the application behind `user`, then of each channel."""
    try:
        application = await http.application_info()
    except Exception as error:  # noqa: BLE001 - whatever went wrong is what the check found
        yield _failed("Discord's application", error)
        return
    invite = invitation(application["id"])
    yield Check(sound=True, what=f"the token is that of {user['username']} ({application['name']})")
    if application.get("interactions_endpoint_url"):
        yield Check(
            sound=False,
            what="commands go to a web address, not to this program",
            remedy="empty Interactions Endpoint URL in the Developer Portal, under General Information",
        )
    for channel in channels:
        yield await _examine_channel(http, channel, me=int(user["id"]), invite=invite)


async def _examine_channel(http: HTTPClient, channel: str, *, me: int, invite: str) -> Check:
    if not channel.isdecimal():
        return Check(
            sound=False,
            what=f"{channel} is no id of a Discord channel",
            remedy="it is a long number: turn on Developer Mode (Settings, Advanced), right-click the channel, Copy ID",
        )
    try:
        found = await http.get_channel(int(channel))
        may = await ask(http, found, me=me)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is what the check found
        cause = translated(error, posting=False)
        remedy = f"let the bot in: {invite}" if isinstance(cause, RefusedError) and cause.gone else "try again later"
        return Check(sound=False, what=f"channel {channel}: {cause}", remedy=remedy)
    name = f"#{found.get('name') or channel} ({channel})"
    if found["type"] in _TAKES_NO_POSTS:
        kind = _TAKES_NO_POSTS[found["type"]]
        return Check(sound=False, what=f"{name} is {kind}", remedy="use the id of a text or announcement channel")
    missing = [title for permission, title in NEEDED.items() if not getattr(may, permission)]
    if missing:
        return Check(
            sound=False,
            what=f"{name}: the bot lacks {', '.join(missing)}",
            remedy=f"allow it in the channel's settings, under Permissions; or let the bot in again: {invite}",
        )
    return Check(sound=True, what=f"{name}: we may post, open threads and read back")


def _failed(what: str, error: Exception) -> Check:
    return Check(sound=False, what=f"{what}: {translated(error, posting=False)}", remedy="see docs/discord.md")
