"""What may the bot do in a channel? Discord's own rule, over what its REST interface tells; and who can let it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from discord.http import HTTPClient

JsonObject = Mapping[str, Any]

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}
"""What we use, by discord.py's names, and as a server's settings call it. Reading the history is how a post that may
have been sent is looked for; without it Discord answers with nothing at all."""

_ROLE, _MEMBER = 0, 1
_THREADS = frozenset({10, 11, 12})


def invitation(application: int | str) -> str:
    """Return the address under which somebody lets the bot into a server, with the permissions that it uses."""
    wanted = discord.Permissions(**dict.fromkeys(NEEDED, True))
    return discord.utils.oauth_url(int(application), permissions=wanted, scopes=("bot", "applications.commands"))


def granted(
    *, server: JsonObject, roles: Sequence[JsonObject], member: JsonObject, channel: JsonObject
) -> discord.Permissions:
    """Return what `member` may do in `channel`: base permissions, then the channel's overwrites, ever more specific."""
    person = str(member["user"]["id"])
    if str(server.get("owner_id")) == person:
        return discord.Permissions.all()
    everyone = str(server["id"])
    held = {everyone, *map(str, member["roles"])}
    value = 0
    for role in roles:
        if str(role["id"]) in held:
            value |= int(role["permissions"])
    if discord.Permissions(value).administrator:
        return discord.Permissions.all()
    overwrites = {(int(rule["type"]), str(rule["id"])): rule for rule in channel.get("permission_overwrites", ())}
    layers = (
        [(_ROLE, everyone)],
        [(_ROLE, role) for role in held - {everyone}],
        [(_MEMBER, person)],
    )
    for layer in layers:
        rules = [overwrites[place] for place in layer if place in overwrites]
        for rule in rules:
            value &= ~int(rule["deny"])
        for rule in rules:
            value |= int(rule["allow"])
    return discord.Permissions(value)


async def ask(http: HTTPClient, channel: JsonObject, *, me: int) -> discord.Permissions:
    """Return what we may do in `channel`, a channel or thread as Discord describes it."""
    guild: int | None = int(channel["guild_id"]) if channel.get("guild_id") else None
    if guild is None:  # a direct message
        return discord.Permissions.all()
    place = channel
    if channel["type"] in _THREADS:
        place = await http.get_channel(int(channel["parent_id"]))  # a thread has the rules of its channel
    return granted(
        server=await http.get_guild(guild, with_counts=False),
        roles=await http.get_roles(guild),
        member=await http.get_member(guild, me),
        channel=place,
    )
