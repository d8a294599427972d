"""What does Slack refuse in a message? Block Kit's rules, with its own words and where in the payload.

The numbers are those of `slackblocks`, a registry that other people keep; our own table is bot/adapters/limits.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from slackblocks import _limits as oracle

BLOCKS = oracle.MESSAGE_BLOCKS_MAX_ITEMS
WORDS = 9600
"""Text over all blocks: 9,597 characters were accepted and 11,341 refused; nobody knows where the line is."""
TEXT = 40_000
"""A longer `text` is cut."""

Json = dict[str, Any]
Complaints = Iterator[str]


class ApiError(Exception):
    """Slack answers with this error code."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


def refuse(code: str, **more: Any) -> NoReturn:
    """Answer with this error code."""
    raise ApiError(code, **more)


def check_message(message: Json) -> None:
    """Raise `ApiError` where Slack would refuse the text and blocks of a message."""
    blocks = message.get("blocks")
    if blocks:
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            refuse("invalid_blocks_format")
        wrong = list(complaints(blocks))
        if wrong:
            said = {"messages": [f"[ERROR] {what}" for what in wrong]}
            refuse("invalid_blocks", errors=wrong, response_metadata=said)
        if sum(map(units, strings(blocks))) > WORDS:
            refuse("msg_blocks_too_long")
    elif not message.get("text"):
        refuse("no_text")


def complaints(blocks: list[Json]) -> Complaints:
    """Yield what is wrong with blocks."""
    if len(blocks) > BLOCKS:
        yield f"no more than {BLOCKS} items allowed [json-pointer:/blocks]"
    for number, block in enumerate(blocks):
        yield from _one_of(block, f"/blocks/{number}", _BLOCKS)
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(set(ids)) < len(ids):
        yield "block_id already exists for another block [json-pointer:/blocks]"


def units(text: str) -> int:
    """Return a length in UTF-16 units, which are never fewer than what Slack may count."""
    return len(text.encode("utf-16-le")) // 2


def strings(value: Any) -> Iterator[str]:
    """Yield everything that is shown or linked to."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in {"text", "url", "fallback", "alt_text", "image_url"} and isinstance(part, str):
                yield part
            else:
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


Rule = Callable[[Json, str], Complaints]


def _one_of(value: Any, at: str, rules: dict[str, tuple[set[str], set[str], Rule]]) -> Complaints:
    """Check something with a type: its fields are known, those it needs are there, and its own rule holds."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in rules:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    needed, allowed, rule = rules[kind]
    for name in sorted(needed - set(value)):
        yield f"missing required field: {name} [json-pointer:{at}]"
    for name in sorted(set(value) - needed - allowed - {"type"}):
        yield f"invalid additional property: {name} [json-pointer:{at}]"
    if needed <= set(value):
        yield from rule(value, at)


def _length(text: Any, at: str, most: int, least: int = 1) -> Complaints:
    if not isinstance(text, str):
        yield f"must be a string [json-pointer:{at}]"
    elif units(text) < least:
        yield f"must be more than {least - 1} characters [json-pointer:{at}]"
    elif units(text) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def _items(items: Any, at: str, most: int) -> Complaints:
    if not isinstance(items, list) or not items:
        yield f"no fewer than 1 items allowed [json-pointer:{at}]"
    elif len(items) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"


def _each(items: list[Any], at: str, rules: dict[str, tuple[set[str], set[str], Rule]]) -> Complaints:
    for number, item in enumerate(items):
        yield from _one_of(item, f"{at}/{number}", rules)


def _plain(value: Any, at: str, most: int) -> Complaints:
    yield from _one_of(value, at, {"plain_text": _TEXTS["plain_text"]})
    if isinstance(value, dict):
        yield from _length(value.get("text"), f"{at}/text", most)


def _text(value: Json, at: str) -> Complaints:
    yield from _length(value["text"], f"{at}/text", oracle.TEXT_MAX_LENGTH)


def _header(value: Json, at: str) -> Complaints:
    yield from _plain(value["text"], f"{at}/text", oracle.HEADER_TEXT_MAX_LENGTH)


def _section(value: Json, at: str) -> Complaints:
    if "text" not in value and "fields" not in value:
        yield f"missing required field: text [json-pointer:{at}]"
    if "text" in value:
        yield from _one_of(value["text"], f"{at}/text", _TEXTS)
    if "fields" in value:
        yield from _items(value["fields"], f"{at}/fields", oracle.SECTION_FIELDS_MAX_ITEMS)
        yield from _each(value["fields"], f"{at}/fields", _TEXTS)
        for number, field in enumerate(value["fields"]):
            yield from _length(field["text"], f"{at}/fields/{number}/text", oracle.SECTION_FIELDS_ITEM_MAX_LENGTH)


def _context(value: Json, at: str) -> Complaints:
    yield from _items(value["elements"], f"{at}/elements", oracle.CONTEXT_ELEMENTS_MAX_ITEMS)
    yield from _each(value["elements"], f"{at}/elements", _TEXTS | {"image": _BLOCKS["image"]})


def _actions(value: Json, at: str) -> Complaints:
    yield from _items(value["elements"], f"{at}/elements", oracle.ACTIONS_ELEMENTS_MAX_ITEMS)
    yield from _each(value["elements"], f"{at}/elements", _ELEMENTS)
    ids = [element.get("action_id") for element in value["elements"]]
    for name in sorted({name for name in ids if name and ids.count(name) > 1}):
        yield f"`action_id` {name} already exists for another element [json-pointer:{at}/elements]"


def _button(value: Json, at: str) -> Complaints:
    yield from _plain(value["text"], f"{at}/text", oracle.BUTTON_TEXT_MAX_LENGTH)
    yield from _length(value.get("action_id", "x"), f"{at}/action_id", oracle.ACTION_ID_MAX_LENGTH)
    yield from _length(value.get("value", "x"), f"{at}/value", oracle.BUTTON_VALUE_MAX_LENGTH)
    yield from _length(value.get("url", "x"), f"{at}/url", oracle.BUTTON_URL_MAX_LENGTH)
    if value.get("style", "primary") not in {"primary", "danger"}:
        yield f"must be a valid enum value [json-pointer:{at}/style]"


def _image(value: Json, at: str) -> Complaints:
    yield from _length(value["image_url"], f"{at}/image_url", oracle.IMAGE_IMAGE_URL_MAX_LENGTH)
    yield from _length(value["alt_text"], f"{at}/alt_text", oracle.IMAGE_ALT_TEXT_MAX_LENGTH)


def _rich_text(value: Json, at: str) -> Complaints:
    yield from _items(value["elements"], f"{at}/elements", 1_000)
    yield from _each(value["elements"], f"{at}/elements", _RICH)


def _rich_part(value: Json, at: str) -> Complaints:
    yield from _items(value["elements"], f"{at}/elements", 1_000)
    yield from _each(value["elements"], f"{at}/elements", _RICH_ELEMENTS)


def _rich_link(value: Json, at: str) -> Complaints:
    yield from _length(value["url"], f"{at}/url", oracle.BUTTON_URL_MAX_LENGTH)


def _rich_date(value: Json, at: str) -> Complaints:
    if not isinstance(value["timestamp"], int):
        yield f"must be an integer [json-pointer:{at}/timestamp]"


def _nothing(_value: Json, _at: str) -> Complaints:
    yield from ()


_TEXTS = {"plain_text": ({"text"}, {"emoji"}, _text), "mrkdwn": ({"text"}, {"verbatim"}, _text)}
_ELEMENTS = {"button": ({"text"}, {"action_id", "value", "url", "style", "confirm", "accessibility_label"}, _button)}
_RICH_ELEMENTS = {
    "text": ({"text"}, {"style"}, lambda value, at: _length(value["text"], f"{at}/text", WORDS)),
    "link": ({"url"}, {"text", "style", "unsafe"}, _rich_link),
    "date": ({"timestamp", "format"}, {"url", "fallback"}, _rich_date),
    "emoji": ({"name"}, {"unicode", "skin_tone"}, _nothing),
    "user": ({"user_id"}, {"style"}, _nothing),
    "channel": ({"channel_id"}, {"style"}, _nothing),
    "broadcast": ({"range"}, {"style"}, _nothing),
}
_RICH = {
    "rich_text_section": ({"elements"}, set(), _rich_part),
    "rich_text_quote": ({"elements"}, {"border"}, _rich_part),
    "rich_text_preformatted": ({"elements"}, {"border"}, _rich_part),
}
_BLOCKS: dict[str, tuple[set[str], set[str], Rule]] = {
    "actions": ({"elements"}, {"block_id"}, _actions),
    "context": ({"elements"}, {"block_id"}, _context),
    "divider": (set(), {"block_id"}, _nothing),
    "header": ({"text"}, {"block_id"}, _header),
    "image": ({"image_url", "alt_text"}, {"block_id", "title"}, _image),
    "rich_text": ({"elements"}, {"block_id"}, _rich_text),
    "section": (set(), {"block_id", "text", "fields", "accessory", "expand"}, _section),
}


def loaded(value: Any) -> Any:
    """Return an argument that forms carry as JSON text: blocks, metadata."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        refuse("invalid_blocks_format")
