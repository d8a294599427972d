"""How is a message kept? As JSON, and read back the same: the post of adapters that have no format of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, assert_never

from briefs.message import (
    Block,
    Button,
    Buttons,
    Context,
    Divider,
    Fields,
    Heading,
    Image,
    Inline,
    Message,
    Pager,
    Paragraph,
    Quotation,
    Style,
    Text,
    When,
    Words,
)

JsonObject = dict[str, Any]


def dump(message: Message) -> JsonObject:
    """Write a message as JSON's own types."""
    blocks = [_block(block) for block in message.blocks]
    return {"summary": message.summary, "blocks": blocks, "aside": message.aside}


def load(written: Mapping[str, Any]) -> Message:
    """Read a message that `dump` wrote."""
    blocks = tuple(map(_read_block, written["blocks"]))
    return Message(summary=written["summary"], blocks=blocks, aside=written["aside"])


def _block(block: Block) -> JsonObject:  # noqa: PLR0911 - one case for each kind of block
    match block:
        case Heading(text=text, level=level):
            return {"is": "heading", "text": text, "level": level}
        case Paragraph(text=text):
            return {"is": "paragraph", "text": _text(text)}
        case Quotation(text=text):
            return {"is": "quotation", "text": text}
        case Fields(pairs=pairs):
            return {"is": "fields", "pairs": [[label, _text(text)] for label, text in pairs]}
        case Context(text=text):
            return {"is": "context", "text": _text(text)}
        case Buttons(buttons=buttons):
            return {"is": "buttons", "buttons": [_button(button) for button in buttons]}
        case Image(url=url, alt=alt):
            return {"is": "image", "url": url, "alt": alt}
        case Pager(key=key, page=page, pages=pages):
            return {"is": "pager", "key": key, "page": page, "pages": pages}
        case Divider():
            return {"is": "divider"}
        case _:
            assert_never(block)


def _read_block(written: JsonObject) -> Block:  # noqa: PLR0911 - likewise
    match written["is"]:
        case "heading":
            return Heading(written["text"], written["level"])
        case "paragraph":
            return Paragraph(_read_text(written["text"]))
        case "quotation":
            return Quotation(written["text"])
        case "fields":
            return Fields(tuple((label, _read_text(text)) for label, text in written["pairs"]))
        case "context":
            return Context(_read_text(written["text"]))
        case "buttons":
            return Buttons(tuple(Button(**button) for button in written["buttons"]))
        case "image":
            return Image(written["url"], written["alt"])
        case "pager":
            return Pager(written["key"], written["page"], written["pages"])
        case "divider":
            return Divider()
        case other:
            message = f"a message has no block {other!r}; it was written by another program, or a newer one"
            raise ValueError(message)


def _button(button: Button) -> JsonObject:
    return {"label": button.label, "action": button.action, "key": button.key, "url": button.url}


def _text(text: Text) -> list[JsonObject]:
    return [_inline(inline) for inline in text]


def _inline(inline: Inline) -> JsonObject:
    if isinstance(inline, When):
        return {"when": inline.moment.isoformat()}
    return {"words": inline.text, "style": inline.style.value, "link": inline.link}


def _read_text(written: Sequence[JsonObject]) -> Text:
    return tuple(_read_inline(inline) for inline in written)


def _read_inline(written: JsonObject) -> Inline:
    if "when" not in written:
        return Words(written["words"], Style(written["style"]), written["link"])
    text: str = written["when"]
    return When(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))
