"""A brief as plain text: for pipes, mail and screen readers.

Lines are never wrapped. A quotation stays on the line it has in its article, so that searching the output for it, or
copying it, works; a terminal and a mail reader wrap by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from briefs.brief import Brief
from briefs.message import (
    Block,
    Button,
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
)
from briefs.rendering.message import write
from briefs.rendering.visible import spoken, visible, web_link

INDENT = "  "
_UNDERLINES = {1: "=", 2: "-"}


class PlainRenderer:
    """Writes a brief as plain text, without colour and without wrapping."""

    def render(self, brief: Brief) -> str:
        """Return the brief; it ends without a newline."""
        return plain(write(brief))


def plain(message: Message) -> str:
    """Write any message as plain text."""
    written: list[str] = []
    previous: Block | None = None
    for block in message.blocks:
        if previous is not None and apart(previous, block):
            written.append("")
        written.extend(f"{INDENT if is_inset(previous, block) else ''}{line}" for line in lines(block))
        previous = block
    return "\n".join(written)


def lines(block: Block) -> Iterator[str]:  # noqa: C901 - one case for each kind of block
    """Write one block as lines of plain text."""
    match block:
        case Heading(text=text, level=level):
            heading = visible(text)
            yield heading
            yield _UNDERLINES[level] * len(heading) if level in _UNDERLINES else ""
        case Paragraph(text=text):
            yield spoken(text)
        case Quotation(text=text):
            yield from visible(text).split("\n")
        case Fields(pairs=pairs):
            for label, text in pairs:
                yield f"{visible(label)}: {spoken(text)}"
        case Context(text=text):
            yield spoken(text)
        case Buttons(buttons=buttons):
            for button in buttons:
                yield _button(button)
        case Image(url=url, alt=alt):
            yield f"[image: {visible(alt)}] {web_link(url) or ''}".rstrip()
        case Pager(page=page, pages=pages):
            yield f"Page {page} of {pages}"
        case Divider():
            yield "-" * 3
        case _:
            assert_never(block)


def _button(button: Button) -> str:
    link = web_link(button.url)
    return f"[{visible(button.label)}]" + (f" {link}" if link else "")


def is_inset(previous: Block | None, block: Block) -> bool:
    """Say whether a block is set in under the line that opened it: words, facts and place under the speaker."""
    return not isinstance(block, Heading | Paragraph | Divider) and not isinstance(previous, Heading | Divider | None)


def apart(previous: Block, block: Block) -> bool:
    """Say whether an empty line parts two blocks: before whatever begins something, unless a heading announced it."""
    return isinstance(block, Heading | Paragraph | Divider | Image | Pager) and not (
        isinstance(previous, Heading | Divider) and isinstance(block, Paragraph)
    )
