"""What does Discord register of a command, and what does it send when somebody uses one? Pure, both ways.

A declaration is plain JSON made from our `Command`, not a function dressed up for discord.py's CommandTree: comparing
what we want with what is registered is then comparing JSON, and names and options come from one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.adapters.discord_embeds import pressed
from bot.adapters.limits import DISCORD
from bot.adapters.parting import clip
from bot.commands.registry import Actor, Allowed, Command, Option, Press, Request

PLATFORM = "discord"
JsonObject = dict[str, Any]

_CHAT_INPUT, _STRING = 1, 3
_IN_SERVERS = 0
_MANAGES = discord.Permissions(manage_channels=True)
"""Who sees a manager's command before a server changes that (Server Settings, Integrations). Discord asks for all the
permissions named, so this is one; who may manage the server but no channel is let in there, or by the server."""


def declared(commands: Iterable[Command]) -> list[JsonObject]:
    """Return what is registered for `commands`, in Discord's words."""
    return [_declared(command) for command in commands]


def _declared(command: Command) -> JsonObject:
    for_managers = command.allowed is Allowed.MANAGERS
    return {
        "type": _CHAT_INPUT,
        "name": command.name,
        "description": _short(command.description),
        "options": [_option(option) for option in command.options],
        "default_member_permissions": str(_MANAGES.value) if for_managers else None,
        "contexts": [_IN_SERVERS],
        "integration_types": [_IN_SERVERS],
    }


def _option(option: Option) -> JsonObject:
    example = f"{option.description}, such as {option.example}" if option.example else option.description
    fits = len(example) <= DISCORD.command_description
    made: JsonObject = {
        "type": _STRING,
        "name": option.name,
        "description": example if fits else _short(option.description),
    }
    # More than can be offered is taken as free text; the desk says what is wrong with it.
    if option.suggest:
        made["autocomplete"] = True
    elif option.choices and len(option.choices) <= DISCORD.choices:
        made["choices"] = [{"name": choice, "value": choice} for choice in option.choices]
    return made


def _short(text: str) -> str:
    return clip(text, DISCORD.command_description, len)


def registered(wanted: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether Discord already has exactly what we want: registering costs of a daily allowance."""
    return _comparable(wanted) == _comparable(found)


def _comparable(commands: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], JsonObject]:
    """Keep what we declare, without the fields that Discord adds and the empty ones that it leaves out."""
    named = {(int(command.get("type", _CHAT_INPUT)), str(command["name"])): command for command in commands}
    return {name: _kept(command, _DECLARED) for name, command in named.items()}


_DECLARED = ("description", "options", "default_member_permissions", "contexts", "integration_types")
_DECLARED_OF_OPTION = ("type", "name", "description", "choices", "required", "autocomplete")


def _kept(what: Mapping[str, Any], names: Iterable[str]) -> JsonObject:
    kept = {name: what[name] for name in names if what.get(name) not in (None, [], False)}
    if "options" in kept:
        kept["options"] = [_kept(option, _DECLARED_OF_OPTION) for option in kept["options"]]
    if "choices" in kept:
        kept["choices"] = [_kept(choice, ("name", "value")) for choice in kept["choices"]]
    return kept


def request_of(interaction: discord.Interaction) -> Request:
    """Return the command that somebody gave."""
    data: Mapping[str, Any] = interaction.data or {}
    given = {option["name"]: str(option["value"]) for option in data.get("options", ()) if "value" in option}
    return Request(
        command=str(data.get("name", "")),
        options={name: value for name, value in given.items() if value.strip()},
        actor=_actor(interaction),
        platform=PLATFORM,
        channel=str(interaction.channel_id or ""),
    )


def typing_of(interaction: discord.Interaction) -> tuple[Request, str, str]:
    """Return the command that somebody is typing, the option in which, and what stands there so far."""
    request = request_of(interaction)
    data: Mapping[str, Any] = interaction.data or {}
    name = next((str(option["name"]) for option in data.get("options", ()) if option.get("focused")), "")
    others = {option: value for option, value in request.options.items() if option != name}
    return replace(request, options=others), name, request.options.get(name, "")


def offered(values: Iterable[str]) -> list[JsonObject]:
    """Return the values as Discord offers them; one that is too long to be offered is left out."""
    fit = [value for value in values if value.strip() and len(value) <= DISCORD.choice]
    return [{"name": value, "value": value} for value in fit[: DISCORD.choices]]


def press_of(interaction: discord.Interaction) -> Press:
    """Return the button that somebody pressed."""
    data: Mapping[str, Any] = interaction.data or {}
    action, key = pressed(str(data.get("custom_id", "")))
    return Press(
        action=action,
        key=key,
        actor=_actor(interaction),
        platform=PLATFORM,
        channel=str(interaction.channel_id or ""),
    )


def _actor(interaction: discord.Interaction) -> Actor:
    may = interaction.permissions
    return Actor(
        id=str(interaction.user.id),
        name=interaction.user.display_name,
        manages=may.administrator or may.manage_guild or may.manage_channels,
    )
