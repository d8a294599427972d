"""What does a person see of a Slack message? Its words as they are shown, and its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_ANGLES = re.compile(r"<([^<>]*)>")
_EMPHASIS = re.compile(
    r"""
    (?<![\w*_~])            # bold, italic and struck words begin after a space or a sign …
    (?P<mark>[*_~])(?=\S)
    (?P<words>[^*_~\n]+?)
    (?<=\S)(?P=mark)
    (?![\w*_~])             # … and end before one
    """,
    re.VERBOSE,
)


def words(message: dict[str, Any]) -> str:
    """Return the words of a message in order, a line a block; the `text` where there are no blocks."""
    blocks = message.get("blocks")
    if not blocks:
        return mrkdwn(message.get("text", ""))
    return "\n".join(shown for block in blocks if (shown := _block(block)))


def buttons(message: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield every button with the block it stands in."""
    for block in message.get("blocks") or ():
        if block["type"] == "actions":
            for element in block["elements"]:
                yield block, element


def acts(message: dict[str, Any]) -> Iterator[str]:
    """Yield what notifies people or can be clicked, in the blocks and in the notification's own text."""
    yield from _angles(message.get("text", ""))
    for part in _parts(message.get("blocks")):
        match part["type"]:
            case "mrkdwn":
                yield from _angles(part["text"])
            case "link":
                yield part["url"]
            case "user" | "usergroup" | "channel" | "broadcast":
                yield part["type"]


def _angles(text: str) -> Iterator[str]:
    return (inside for inside in _ANGLES.findall(text) if not inside.startswith("!date^"))


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything that has a type."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for part in value.values():
            yield from _parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _parts(part)


def mrkdwn(text: str) -> str:
    """Return what Slack makes of its markup: links by their words, times by their fallback, no asterisks."""
    parts = _ANGLES.split(text)
    shown = (_angle(part) if number % 2 else _EMPHASIS.sub(r"\g<words>", part) for number, part in enumerate(parts))
    return "".join(shown).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _angle(inside: str) -> str:
    if inside.startswith("!date^"):
        return inside.partition("|")[2]
    if inside.startswith(("!", "@", "#")):
        return f"@{inside[1:].partition('^')[0]}"
    target, _, label = inside.partition("|")
    return label or target


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return str(block["text"]["text"])
        case "section":
            texts = [block["text"]] if "text" in block else []
            return "\n".join(map(_text, [*texts, *block.get("fields", [])]))
        case "context":
            return _run([_text(element) for element in block["elements"]])
        case "rich_text":
            return "\n".join("".join(map(_rich, part["elements"])) for part in block["elements"])
        case "image":
            return str(block["alt_text"])
        case _:
            return ""


def _text(value: dict[str, Any]) -> str:
    if value["type"] == "image":
        return str(value["alt_text"])
    return str(value["text"]) if value["type"] == "plain_text" else mrkdwn(value["text"])


def _run(texts: list[str]) -> str:
    """Set texts in one line: Slack leaves a gap between them."""
    gaps = ["" if left[-1:].isspace() or right[:1].isspace() else " " for left, right in pairwise(texts)]
    return "".join(part for pair in zip(texts, [*gaps, ""], strict=True) for part in pair)


def _rich(element: dict[str, Any]) -> str:
    match element["type"]:
        case "text":
            return str(element["text"])
        case "link":
            return str(element.get("text") or element["url"])
        case "date":
            return str(element["fallback"])
        case "broadcast":
            return f"@{element['range']}"
        case kind:
            return f"<{kind}>"
