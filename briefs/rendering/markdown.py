"""A brief as Markdown (CommonMark), which any editor, wiki or static site reads."""

from __future__ import annotations

import re
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
    Style,
    Text,
    When,
    Words,
)
from briefs.rendering.message import write
from briefs.rendering.visible import in_words, is_strong, settle, visible, web_link

_ALWAYS = re.compile(
    r"""
      [\\`*_\[\]<>&|~$@]        # code, emphasis, links, HTML, entities, tables, strike-through, formulas, addresses
    | (?<=\w) : (?=/)           # https://… , which many readers turn into a link
    | (?<=www) \.               # likewise
    | ! \Z                      # a link that follows would become an image
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE_START = re.compile(r"^(?P<space>[^\S\n]*)(?P<number>\d*)(?P<mark>[-+#=:.)]?)", re.MULTILINE)
"""Where lists, headings, rules, tables and, after four spaces, code blocks begin."""


class MarkdownRenderer:
    """Writes a brief as Markdown; no character of an article sets a style, makes a link or opens a list."""

    def render(self, brief: Brief) -> str:
        """Return the brief; it ends without a newline."""
        return markdown(write(brief))


def markdown(message: Message) -> str:
    """Write any message as Markdown."""
    return "\n\n".join(part for block in message.blocks if (part := _block(block)))


def escape(text: str) -> str:
    """Return `text` so that a Markdown reader shows it as it stands, with its line breaks and leading spaces."""
    return _laid_out(_inert(text))


def _block(block: Block) -> str:  # noqa: PLR0911 - one case for each kind of block
    match block:
        case Heading(text=text, level=level):
            # A heading's own closing signs would be swallowed.
            return f"{'#' * level} {_inert(' '.join(text.split()))}".replace("#", "\\#").replace("\\#", "#", level)
        case Paragraph(text=text) | Context(text=text):
            return _laid_out(_inline(text))
        case Quotation(text=text):
            return "\n".join(f"> {line}" for line in escape(text).split("\n"))
        case Fields(pairs=pairs):
            return "\\\n".join(_laid_out(f"**{_inert(label)}:** {_inline(text)}") for label, text in pairs)
        case Buttons(buttons=buttons):
            return " · ".join(filter(None, map(_button, buttons)))
        case Image(url=url, alt=alt):
            link = web_link(url)
            return f"!{_link(alt, link)}" if link else _laid_out(_inert(alt))
        case Pager(page=page, pages=pages):
            return f"Page {page} of {pages}"
        case Divider():
            return "---"
        case _:
            assert_never(block)


def _inline(text: Text) -> str:
    return "".join(in_words(inline) if isinstance(inline, When) else _words(inline) for inline in settle(text))


def _words(words: Words) -> str:
    core = words.text.strip()
    if not core:
        return words.text
    before, after = words.text.split(core, maxsplit=1)
    if words.style is Style.CODE and not {"`", "\n"} & set(core):
        written = f"`{core}`"
    else:
        written = _link(core, words.link) if words.link else _inert(core)
        mark = "**" if is_strong(words.style) else "*" if words.style is Style.ITALIC else ""
        written = f"{mark}{written}{mark}"
    return f"{before}{written}{after}"


def _button(button: Button) -> str:
    link = web_link(button.url)
    return _link(button.label, link) if link else ""


def _link(label: str, url: str) -> str:
    return f"[{_inert(label)}](<{url.replace('&', '&amp;')}>)"


def _inert(text: str) -> str:
    """Take from every character the meaning that it has anywhere in a line."""
    return _ALWAYS.sub(lambda match: f"\\{match.group()}", visible(text))


def _laid_out(line: str) -> str:
    """Take from every character the meaning that it has at the start of a line only, and keep the line breaks."""
    return _LINE_START.sub(_line_start, line.strip("\n")).replace("\n", "\\\n")


def _line_start(match: re.Match[str]) -> str:
    space, number, mark = match.group("space", "number", "mark")
    held = f"&#{ord(space[0])};{space[1:]}" if space else ""
    return f"{held}{number}\\{mark}" if mark else f"{held}{number}"
