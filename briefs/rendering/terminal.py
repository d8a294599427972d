"""A brief on a terminal, set with rich. What an article says goes in as text and never as markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style as RichStyle
from rich.text import Text as RichText

from briefs.message import (
    Block,
    Buttons,
    Context,
    Divider,
    Fields,
    Heading,
    Image,
    Message,
    Pager,
    Paragraph,
    Quotation,
    Style,
    Text,
    When,
)
from briefs.rendering.plain import INDENT, apart, is_inset, lines
from briefs.rendering.visible import in_words, is_local, visible, web_link

WIDTH = 100
"""Columns: longer lines are hard to read, however wide the window."""

_STYLES = {
    Style.PLAIN: "",
    Style.BOLD: "bold",
    Style.ALERT: "bold white on red",
    Style.ITALIC: "italic",
    Style.CODE: "cyan",
}
_QUIET = "dim"


def layout(message: Message) -> RenderableType:
    """Set any message for a terminal, at most a hundred columns wide."""
    return Constrain(Group(*_rows(message)), WIDTH)


def _rows(message: Message) -> Iterator[RenderableType]:
    previous: Block | None = None
    for block in message.blocks:
        if previous is not None and apart(previous, block):
            yield RichText("")
        inset = len(INDENT) if is_inset(previous, block) else 0
        yield from (Padding(row, (0, 0, 0, inset)) for row in _row(block))
        previous = block


def _row(block: Block) -> Iterator[RenderableType]:
    match block:
        case Heading(text=text, level=1):
            yield RichText(visible(text), style="bold")
        case Heading(text=text):
            yield Rule(RichText(visible(text), style="bold"), align="left", characters="─", style=_QUIET)
        case Paragraph(text=text):
            yield _set(text)
        case Quotation(text=text):
            yield RichText(visible(text))
        case Fields(pairs=pairs):
            for label, text in pairs:
                yield RichText.assemble((f"{visible(label)}: ", "italic"), _set(text))
        case Context(text=text):
            yield _set(text, base=_QUIET)
        case Buttons() | Image() | Pager():
            yield from (RichText(line, style=_QUIET) for line in lines(block))
        case Divider():
            yield Rule(characters="─", style=_QUIET)
        case _:
            assert_never(block)


def _set(text: Text, base: str = "") -> RichText:
    row = RichText(style=base)
    for inline in text:
        if isinstance(inline, When):
            row.append(in_words(inline))
            continue
        link = web_link(inline.link) or (inline.link if is_local(inline.link) else None)
        row.append(visible(inline.text), RichStyle.parse(_STYLES[inline.style]) + RichStyle(link=link))
    return row
