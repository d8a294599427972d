"""What must a workspace know of the app? Its manifest, written from the commands' own declarations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.commands.registry import Command, Option, Takes

SCOPES = {
    "chat:write": "post briefings and answers, edit and delete our own posts",
    "commands": "slash commands",
    "channels:history": "look whether a post arrived, after the line broke: nothing is posted twice (public channels)",
    "groups:history": "the same, in private channels the app was invited to",
    "metadata.message:read": "the key by which we know our own posts again",
    "channels:read": "onrecord doctor: is the app in the channel, is it archived",
    "groups:read": "the same, for private channels",
    "users:read": "may this person use the commands that change something: workspace admins and owners",
}
"""The bot scopes, and what each is for."""

NAME = "On Record"
DESCRIPTION = "News briefings you can trust: threats, pledges and quotes, verbatim, attributed, once."

_COMMANDS = 50
_COMMAND_NAME = 32
_USAGE_HINT = 1000
"""A manifest's limits (docs.slack.dev/reference/app-manifest): commands, names with the slash, and hints."""


def manifest(commands: Iterable[Command]) -> str:
    """Return the app's manifest in YAML, each scope with its reason beside it."""
    return "\n".join(_lines(tuple(commands))) + "\n"


def usage_hint(command: Command) -> str:
    """Return how a command is used, for Slack's own help: `[words] [speaker:"Ana Reyes"] [form:direct|indirect]`."""
    return " ".join(_hint(option, command) for option in command.options)[:_USAGE_HINT]


def _hint(option: Option, command: Command) -> str:
    if option.name == command.words:
        return f"[{option.name}]"
    if option.takes is Takes.CHOICE:
        return f"[{option.name}:{'|'.join(option.choices)}]"
    example = option.example or "…"
    return f'[{option.name}:"{example}"]' if " " in example else f"[{option.name}:{example}]"


def _lines(commands: tuple[Command, ...]) -> Iterator[str]:
    _check(commands)
    yield "# The Slack app of On Record: https://api.slack.com/apps, Create New App, From a manifest."
    yield "# Written by onrecord slack-manifest; after an update that brings commands, paste it there again."
    yield "display_information:"
    yield f"  name: {NAME}"
    yield f"  description: {_quoted(DESCRIPTION)}"
    yield "features:"
    yield "  bot_user:"
    yield "    display_name: onrecord"
    yield "    always_online: true"
    if commands:
        yield "  slash_commands:"
    for command in commands:
        yield f"    - command: /{command.name}"
        yield f"      description: {_quoted(command.description)}"
        if command.options:
            yield f"      usage_hint: {_quoted(usage_hint(command))}"
        yield "      should_escape: false"
    yield "oauth_config:"
    yield "  scopes:"
    yield "    bot:"
    for scope, reason in SCOPES.items():
        yield f"      - {scope} # {reason}"
    yield "settings:"
    yield "  interactivity:"
    yield "    is_enabled: true # buttons: pages of an answer, approving a draft"
    yield "  socket_mode_enabled: true # commands come over a connection that we open: no public address is needed"
    yield "  org_deploy_enabled: false"
    yield "  token_rotation_enabled: false"


def _quoted(text: str) -> str:
    """Return `text` as YAML, so that whatever stands in it stays text; JSON's strings are YAML's, in double quotes."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text)


def _check(commands: tuple[Command, ...]) -> None:
    names = [f"/{command.name}" for command in commands]
    if len(names) > _COMMANDS or any(len(name) > _COMMAND_NAME for name in names):
        message = f"a Slack app has at most {_COMMANDS} commands, each of at most {_COMMAND_NAME} characters: {names}"
        raise ValueError(message)
