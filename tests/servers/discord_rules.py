"""What does Discord refuse? Its documented limits, as the errors that its API answers with.

The numbers are written here a second time, from discord-api-docs (resources/message.mdx, components/reference.mdx,
interactions/application-commands.mdx), so that a mistake in bot/adapters/limits.py is not repeated by the server.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 6, 1 << 7, 1 << 12
LINK_STYLE = 5

_FIELDS = {
    "content", "embeds", "components", "allowed_mentions", "nonce", "enforce_nonce", "flags", "tts",
}  # fmt: skip
_PINGS = re.compile(r"@everyone|@here|<@[!&]?\d+>")
_NAME = re.compile(r"[-_'\w]{1,32}")
_WEB = re.compile(r"https?://\S+")

Wrong = Iterator[tuple[str, str, str]]
"""Where, Discord's code for it, and what it says."""


class ApiError(Exception):
    """An answer of the API other than yes."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message} {errors or ''}")
        self.status = status
        self.body = {"message": message, "code": code, **({"errors": errors} if errors else {})}


def check_message(payload: Mapping[str, Any], *, flags: int) -> None:
    """Raise unless the API would take `payload` as a message; `flags` may be set on it."""
    _refuse(_message(payload, flags))
    shown = (payload.get("content") or "").strip() or payload.get("embeds") or payload.get("components")
    if not shown:
        raise ApiError(400, 50006, "Cannot send an empty message")


def pings(payload: Mapping[str, Any]) -> list[str]:
    """Whom a message would notify: without `allowed_mentions` everybody its content names, a backslash or not."""
    allowed = payload.get("allowed_mentions")
    if allowed is not None and not allowed.get("parse") and not allowed.get("users") and not allowed.get("roles"):
        return []
    return _PINGS.findall(payload.get("content") or "")


def check_commands(commands: Sequence[Mapping[str, Any]]) -> None:
    """Raise unless the API would register these commands together."""
    _refuse(_commands(commands))


def check_offered(data: Mapping[str, Any]) -> None:
    """Raise unless a client could offer these values to somebody who is typing."""
    _refuse(_choices("data", data))


def check_thread_name(name: str) -> None:
    _refuse(_length("name", name, 1, 100))


def _refuse(wrong: Wrong) -> None:
    errors: Json = {}
    for where, code, says in wrong:
        place = errors
        for step in where.split("."):
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": says})
    if errors:
        raise ApiError(400, 50035, "Invalid Form Body", errors)


def _length(where: str, text: Any, least: int, most: int) -> Wrong:
    if not isinstance(text, str):
        yield where, "STRING_TYPE_CONVERT", f"Could not interpret {text!r} as string."
    elif not least <= len(text.strip()) <= most:
        yield where, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."


def _message(payload: Mapping[str, Any], flags: int) -> Wrong:
    for name in payload.keys() - _FIELDS:
        yield name, "UNKNOWN_FIELD", "The API would pass over this in silence; we never send it."
    yield from _length("content", payload.get("content") or "", 0, 2000)
    nonce = payload.get("nonce")
    if nonce is not None and len(str(nonce)) > 25:
        yield "nonce", "NONCE_TYPE_BAD_LENGTH", "Must be 25 or fewer in length."
    if (payload.get("flags") or 0) & ~flags:
        yield "flags", "BASE_TYPE_BAD_FLAG", "These flags cannot be set."
    if set((payload.get("allowed_mentions") or {}).get("parse", ())) - {"everyone", "users", "roles"}:
        yield "allowed_mentions.parse", "BASE_TYPE_CHOICES", "Must be one of everyone, users, roles."
    embeds = payload.get("embeds") or []
    if len(embeds) > 10:
        yield "embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."
    for number, embed in enumerate(embeds):
        yield from _embed(f"embeds.{number}", embed)
    if sum(map(_words, embeds)) > 6000:
        yield "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000."
    yield from _components(payload.get("components") or [])


def _embed(at: str, embed: Mapping[str, Any]) -> Wrong:
    if not any(embed.get(name) for name in ("title", "description", "fields", "footer", "author", "image")):
        yield at, "BASE_TYPE_REQUIRED", "This field is required."
    yield from _length(f"{at}.title", embed.get("title", ""), 0, 256)
    yield from _length(f"{at}.description", embed.get("description", ""), 0, 4096)
    if "footer" in embed:
        yield from _length(f"{at}.footer.text", embed["footer"].get("text"), 1, 2048)
    if "author" in embed:
        yield from _length(f"{at}.author.name", embed["author"].get("name"), 1, 256)
    fields = embed.get("fields") or []
    if len(fields) > 25:
        yield f"{at}.fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
    for number, field in enumerate(fields):
        yield from _length(f"{at}.fields.{number}.name", field.get("name"), 1, 256)
        yield from _length(f"{at}.fields.{number}.value", field.get("value"), 1, 1024)
    for where, url in (("url", embed.get("url")), ("image.url", (embed.get("image") or {}).get("url"))):
        if url is not None and not _WEB.fullmatch(url):
            yield f"{at}.{where}", "URL_TYPE_INVALID_URL", "Not a well formed URL."


def _words(embed: Mapping[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts += [(embed.get("author") or {}).get("name")]
    texts += [field.get(name) for field in embed.get("fields") or [] for name in ("name", "value")]
    return sum(len(text.strip()) for text in texts if text)


def _components(rows: Sequence[Mapping[str, Any]]) -> Wrong:
    if len(rows) > 5:
        yield "components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
    ids: Counter[str] = Counter()
    for number, row in enumerate(rows):
        at = f"components.{number}"
        if row.get("type") != 1:
            yield f"{at}.type", "UNION_TYPE_CHOICES", "Value of field must be one of (1,)."
        buttons = row.get("components") or []
        if not 1 <= len(buttons) <= 5:
            yield f"{at}.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
        for place, button in enumerate(buttons):
            yield from _button(f"{at}.components.{place}", button)
            ids.update([button["custom_id"]] if "custom_id" in button else [])
    for custom_id, count in ids.items():
        if count > 1:
            yield (
                "components",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                f"Custom id {custom_id} cannot be duplicated",
            )


def _button(at: str, button: Mapping[str, Any]) -> Wrong:
    if button.get("type") != 2 or button.get("style") not in range(1, 6):
        yield f"{at}.type", "UNION_TYPE_CHOICES", "Only buttons are known here."
    yield from _length(f"{at}.label", button.get("label"), 1, 80)
    if button.get("style") == LINK_STYLE:
        yield from _length(f"{at}.url", button.get("url"), 1, 512)
        if "custom_id" in button:
            yield at, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be given"
        if not _WEB.fullmatch(button.get("url") or ""):
            yield f"{at}.url", "URL_TYPE_INVALID_URL", "Not a well formed URL."
    else:
        yield from _length(f"{at}.custom_id", button.get("custom_id"), 1, 100)
        if "url" in button:
            yield at, "BUTTON_COMPONENT_INVALID_URL", "Only link buttons may have a url"


def _commands(commands: Sequence[Mapping[str, Any]]) -> Wrong:
    if len(commands) > 100:
        yield "commands", "APPLICATION_COMMANDS_MAX", "Maximum number of application commands reached (100)."
    names = Counter(command.get("name") for command in commands)
    for number, command in enumerate(commands):
        at = str(number)
        if names[command.get("name")] > 1:
            yield f"{at}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
        yield from _named(at, command)
        options = command.get("options") or []
        if len(options) > 25:
            yield f"{at}.options", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
        if len({option.get("name") for option in options}) < len(options):
            yield f"{at}.options", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique"
        for place, option in enumerate(options):
            yield from _option(f"{at}.options.{place}", option)
        if _letters(command) > 8000:
            yield at, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)"
        rights = command.get("default_member_permissions")
        if rights is not None and not str(rights).isdecimal():
            yield f"{at}.default_member_permissions", "NUMBER_TYPE_COERCE", "Not a number."


def _named(at: str, what: Mapping[str, Any]) -> Wrong:
    name = what.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name != name.lower():
        yield f"{at}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
    yield from _length(f"{at}.description", what.get("description"), 1, 100)


def _option(at: str, option: Mapping[str, Any]) -> Wrong:
    yield from _named(at, option)
    if option.get("type") != 3:
        yield f"{at}.type", "BASE_TYPE_CHOICES", "Only strings are known here."
    if option.get("choices") and option.get("autocomplete"):
        yield f"{at}.autocomplete", "APPLICATION_COMMAND_OPTIONS_INVALID", "Cannot be set with choices."
    yield from _choices(at, option)


def _choices(at: str, of: Mapping[str, Any]) -> Wrong:
    choices = of.get("choices") or []
    if len(choices) > 25:
        yield f"{at}.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
    for number, choice in enumerate(choices):
        yield from _length(f"{at}.choices.{number}.name", choice.get("name"), 1, 100)
        yield from _length(f"{at}.choices.{number}.value", choice.get("value"), 1, 100)


def _letters(command: Mapping[str, Any]) -> int:
    parts = [command.get("name"), command.get("description")]
    for option in command.get("options") or []:
        parts += [option.get("name"), option.get("description")]
        parts += [choice.get(name) for choice in option.get("choices") or [] for name in ("name", "value")]
    return sum(len(str(part)) for part in parts if part)
