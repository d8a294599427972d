"""How does a message look on Discord? Message → content, embeds and buttons, pure, one payload a post.

The title and the count line are the post's content, since that is all a phone shows of it; each section is an embed.
Discord reads Markdown everywhere but has an escape for every sign, so an article's words keep each of their characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, assert_never

from bot.adapters.limits import DISCORD, units
from bot.adapters.parting import Mark, Piece, clip, continued, cut, cut_text, pack, runs
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
from briefs.rendering.message import write
from briefs.rendering.visible import in_words, is_strong, settle, visible, web_link

JsonObject = dict[str, Any]

_ALWAYS = frozenset("\\*_~`|<>[]@:/")
r"""Emphasis, code, spoilers, mentions, times, links, addresses, emoji. After a backslash each is only a character:
"http\://…" is no link, "\@everyone" no mention, "\:fire\:" no picture."""
_AT_LINE_START = frozenset("#-+.")
"""Headings and small print, lists, numbered lists."""
_LINE_START = re.compile(r"^(?P<before>[^\S\n]*(?:\d+(?=\.))?)(?P<mark>[-#+.])", re.MULTILINE)

_TEXT_ROOM = 1800
"""A quotation or paragraph is cut so that pieces fill embeds well: two of them always fit one description."""
_MARKER_ROOM = 400
"""Characters of the first post's content that stay free for "(1/3)"."""
_OVERFLOWING = 3
"""Embeds of a post that are kept for descriptions that run over; each holds more than half of its room."""

_PRIMARY, _SECONDARY, _LINK = 1, 2, 5
_ACTION_ROW, _BUTTON = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What one piece brings to an embed."""

    title: str | None = None
    """Opens an embed."""
    text: str = ""
    gap: bool = False
    """An empty line before it: it begins something."""
    image: str | None = None
    opens: bool = False
    """Begins a new embed without a title."""
    buttons: tuple[JsonObject, ...] = ()


class DiscordRenderer:
    """Writes a brief as the payloads that Discord's Create Message would get."""

    def render(self, brief: Brief) -> str:
        """Return a JSON array of payloads, in posting order."""
        return json.dumps(discord_posts(write(brief)), ensure_ascii=False, indent=2)


def discord_posts(message: Message) -> tuple[JsonObject, ...]:
    """Return the posts that carry `message`: `content`, `embeds` and `components`, as far as each is needed.

    No post mentions anybody: `allowed_mentions` is empty. SUPPRESS_EMBEDS is never set, since it would hide our own
    embeds; links in the content are written as `<…>`, which shows no preview.
    """
    lead, blocks = _lead(message)
    pieces = [tuple(_pieces(run)) for run in runs(blocks)]
    words = DISCORD.embed_words - DISCORD.reference
    room = (words, DISCORD.embeds - _OVERFLOWING, DISCORD.rows * DISCORD.row_buttons)
    posts = pack(pieces, room)
    if not posts:
        return (_post(lead, (), otherwise=message.summary),)
    marks = continued(message, posts)
    return tuple(
        _post(_content(lead if number == 0 else "", mark), tuple(piece.what for piece in post), otherwise=mark.name)
        for number, (mark, post) in enumerate(zip(marks, posts, strict=True))
    )


def pressed(custom_id: str) -> tuple[str, str]:
    """Return the action and the key of a button that was pressed, from what Discord sends back."""
    action, _, key = custom_id.partition(":")
    return action, key


def escape(text: str) -> str:
    """Return `text` so that Discord shows it as it stands."""
    return _laid_out(_inert(text))


def _lead(message: Message) -> tuple[str, tuple[Block, ...]]:
    """Return the content and the blocks that are left for embeds: the title and the small print under it come first."""
    taken = 0
    lines: list[str] = []
    for block in message.blocks:
        if isinstance(block, Heading) and block.level == 1 and not taken:
            line = f"# {_one_line(block.text)}"
        elif isinstance(block, Context) and taken:
            line = _small(block.text)
        else:
            break
        if units("\n".join((*lines, line))) > DISCORD.content - _MARKER_ROOM:
            break
        lines.append(line)
        taken += 1
    return "\n".join(lines), message.blocks[taken:]


def _content(lead: str, mark: Mark) -> str:
    above, below = (_small(text) if text else "" for text in (mark.above, mark.below))
    return "\n".join(line for line in (above, lead, below) if line)


def _post(content: str, parts: Sequence[_Part], *, otherwise: str) -> JsonObject:
    embeds = _embeds(parts)
    rows = _rows([button for part in parts for button in part.buttons])
    if not (content or embeds):
        content = escape(clip(visible(otherwise), DISCORD.content - DISCORD.reference, _escaped_units))
    given = {"content": content, "embeds": embeds, "components": rows}
    return {"allowed_mentions": {"parse": []}, **{name: value for name, value in given.items() if value}}


@dataclass(slots=True)
class _Embed:
    title: str = ""
    lines: list[str] = field(default_factory=list)
    image: str | None = None

    @property
    def size(self) -> int:
        return units("\n".join(self.lines))

    def written(self) -> JsonObject:
        made: JsonObject = {}
        if self.title:
            made["title"] = self.title
        if any(line.strip() for line in self.lines):
            made["description"] = "\n".join(self.lines)
        if self.image:
            made["image"] = {"url": self.image}
        return made


def _embeds(parts: Sequence[_Part]) -> list[JsonObject]:
    embeds = [_Embed()]
    for part in parts:
        current = embeds[-1]
        if part.title is not None or part.opens or (part.image and current.image):
            current = _Embed(title=part.title or "")
            embeds.append(current)
        lines = [""] * (part.gap and bool(current.lines)) + [part.text] * bool(part.text)
        if current.size + units("\n".join(lines)) + 1 > DISCORD.description:
            current, lines = _Embed(), lines[-1:]
            embeds.append(current)
        current.lines.extend(lines)
        current.image = part.image or current.image
    return [written for embed in embeds if (written := embed.written())]


def _rows(buttons: Sequence[JsonObject]) -> list[JsonObject]:
    # Discord refuses a custom_id that stands twice in one post; the same button twice does the same thing.
    once = list({button.get("custom_id") or button["url"]: button for button in buttons}.values())
    few = (once[start : start + DISCORD.row_buttons] for start in range(0, len(once), DISCORD.row_buttons))
    return [{"type": _ACTION_ROW, "components": row} for row in few]


# ---- blocks


def _pieces(run: Sequence[Block]) -> Iterator[Piece[_Part]]:
    gap = True
    for block in run:
        for part in _parts(block, gap=gap):
            leads = part.title is not None or (isinstance(block, Paragraph) and block is not run[-1])
            title = visible(block.text) if isinstance(block, Heading) else None
            yield Piece(what=part, cost=_cost(part), title=title, leads=leads)
            gap = False


def _cost(part: _Part) -> tuple[int, int, int]:
    size = units(part.title or "") + units(part.text) + 2
    return size, int(part.title is not None or part.opens or part.image is not None), len(part.buttons)


def _parts(block: Block, *, gap: bool) -> Iterator[_Part]:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading(text=text):
            yield from _heading(text)
        case Paragraph(text=text):
            yield from _paragraph(text, gap=gap)
        case Quotation(text=text):
            yield from (_Part(text=_quoted(part)) for part in cut(visible(text), _TEXT_ROOM, _quoted_units))
        case Fields(pairs=pairs):
            for label, text in pairs:
                yield from _paragraph((Words(f"{label}: ", Style.BOLD), *text), gap=False)
        case Context(text=text):
            yield from (_Part(text=_small(part)) for part in _divided(text))
        case Buttons(buttons=buttons):
            for button in buttons:
                yield from _button(button)
        case Image(url=url, alt=alt):
            # Embeds know no text alternative; it stands beside the picture.
            yield from _paragraph((Words(alt, Style.ITALIC),), gap=gap)
            yield from (_Part(image=link) for link in (web_link(url),) if link)
        case Pager():
            yield from _pager(block)
        case Divider():
            yield _Part(opens=True)
        case _:
            assert_never(block)


def _heading(text: str) -> Iterator[_Part]:
    title = _one_line(text)
    if title.strip() and units(title) <= DISCORD.title:
        yield _Part(title=title)
        return
    yield _Part(opens=True)
    yield from _paragraph((Words(text, Style.BOLD),), gap=False)


def _paragraph(text: Text, *, gap: bool) -> Iterator[_Part]:
    for number, part in enumerate(_divided(text)):
        yield _Part(text=_markdown(part), gap=gap and number == 0)


def _button(button: Button) -> Iterator[_Part]:
    made: JsonObject = {"type": _BUTTON, "label": clip(visible(button.label), DISCORD.button_label, units)}
    if not button.url:
        custom_id = f"{button.action}:{button.key}"
        yield _Part(buttons=({**made, "style": _SECONDARY, "custom_id": custom_id},))
        return
    link = web_link(button.url)
    if link and units(link) <= DISCORD.button_url:
        yield _Part(buttons=({**made, "style": _LINK, "url": link},))
    elif link:
        yield _Part(text=_markdown((Words(button.label, link=link),)))


def _pager(pager: Pager) -> Iterator[_Part]:
    yield _Part(text=_small((Words(f"Page {pager.page} of {pager.pages}"),)), gap=True)
    for button in pager.buttons:
        yield from _button(button)


# ---- words


def _divided(text: Text) -> tuple[Text, ...]:
    return cut_text(settle(text), _TEXT_ROOM, _escaped_units, around=_around)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in escape(text).split("\n"))


def _small(text: Text) -> str:
    return f"-# {' '.join(_markdown(text).split())}"


def _one_line(text: str) -> str:
    return escape(" ".join(visible(text).split()))


def _markdown(text: Text) -> str:
    return _laid_out("".join(_written(inline) for inline in settle(text)))


def _written(inline: Inline) -> str:
    if isinstance(inline, When):
        return f"<t:{int(inline.moment.timestamp())}:f>" if isinstance(inline.moment, datetime) else in_words(inline)
    core = inline.text.strip()
    if not core:
        return inline.text
    before, after = inline.text.split(core, maxsplit=1)
    if inline.style is Style.CODE and not {"`", "\n"} & set(core):
        return f"{before}`{core}`{after}"
    words = f"[{_inert(core)}](<{inline.link}>)" if inline.link else _inert(core)
    mark = "**" if is_strong(inline.style) else "*" if inline.style is Style.ITALIC else ""
    return f"{before}{mark}{words}{mark}{after}"


def _inert(text: str) -> str:
    """Take from every character the meaning that it has anywhere in a line."""
    return "".join(f"\\{char}" if char in _ALWAYS else char for char in visible(text))


def _laid_out(line: str) -> str:
    """Take from every character the meaning that it has at the start of a line only."""
    return _LINE_START.sub(r"\g<before>\\\g<mark>", line)


def _escaped_units(char: str) -> int:
    """Return the most that a character can take up once written, wherever in a line it stands."""
    return units(char) + (char in _ALWAYS or char in _AT_LINE_START)


def _quoted_units(char: str) -> int:
    return _escaped_units(char) + (2 if char == "\n" else 0)


def _around(inline: Inline) -> int:
    return units(inline.link or "") + 12 if isinstance(inline, Words) else 24
