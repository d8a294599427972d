"""How does a message look on Slack? Message → Block Kit, pure, one payload a post.

Running words and quotations become rich_text, whose text elements Slack shows letter for letter: no mention, link or
asterisk in an article can act there. Small print is a context block, which knows only mrkdwn and plain_text; words that
mrkdwn could read as formatting go in as plain_text, everything else is escaped once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, assert_never

from bot.adapters.limits import SLACK, units
from bot.adapters.parting import Piece, clip, continued, cut, cut_text, pack, runs
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
from briefs.rendering.visible import in_words, is_strong, settle, spoken, visible, web_link

JsonObject = dict[str, Any]
_Rich = Paragraph | Quotation | Fields

OPEN = "open"
"""The action of a button that only opens a link: Slack reports that press, too."""

_DATE = "{date_short_pretty} {time}"
_QUOTE_ROOM = SLACK.text * 3 // 4
"""A quotation is cut a little before the limit, so that the line which names the speaker stays in the same block."""
_MARKER_ROOM = 600
"""Characters and (two) blocks that every post keeps free for "(2/3)"."""

_FORMATTING = re.compile(
    r"""
      [*~`\n]                           # bold, strike-through, code; after a line break ">" is a quotation
    | (?<!\w)_ | _(?!\w)                # italic; inside a word, as in file_name.txt, it is only a character
    | \A\s*>
    """,
    re.VERBOSE,
)
_EMOJI = re.compile(r":[\w+'-]+:")


@dataclass(frozen=True, slots=True)
class _Said:
    """A block beside the words that a screen reader or a notification gives for it."""

    block: JsonObject
    words: str


class SlackRenderer:
    """Writes a brief as the payloads that `chat.postMessage` would get."""

    def render(self, brief: Brief) -> str:
        """Return a JSON array of payloads, in posting order."""
        return json.dumps(slack_posts(write(brief)), ensure_ascii=False, indent=2)


def slack_posts(message: Message) -> tuple[JsonObject, ...]:
    """Return the posts that carry `message`, each with `blocks` and a `text` that reads well alone."""
    pieces = [tuple(_pieces(run)) for run in runs(_ruled(message.blocks))]
    posts = tuple(map(_begun, pack(pieces, (SLACK.words - _MARKER_ROOM, SLACK.blocks - 2))))
    if not posts:
        return (_post(visible(message.summary), tuple(_section((Words(message.summary),)))),)
    marks = continued(message, posts)
    return tuple(
        _post(mark.name, (*_small(mark.above), *(piece.what for piece in post), *_small(mark.below)))
        for mark, post in zip(marks, posts, strict=True)
    )


def _ruled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Draw a line above each section: Slack sets every heading in one size, the title's."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.level > 1 and not isinstance(before, Heading | Divider | None):
            yield Divider()
        yield block
        before = block


def _begun(post: Sequence[Piece[_Said]]) -> tuple[Piece[_Said], ...]:
    """Take away a line above everything else: it parts nothing."""
    return tuple(post[1:] if len(post) > 1 and post[0].what.block["type"] == "divider" else post)


def pressed(action_id: str, value: str) -> tuple[str, str]:
    """Return the action and the key of a button that was pressed, from what Slack sends back."""
    return action_id.rpartition(":")[0], value


def escape(text: str) -> str:
    """Return `text` for mrkdwn: three characters are escaped, which ends every mention and every link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return what somebody typed, from what Slack hands over."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _post(name: str, blocks: Sequence[_Said]) -> JsonObject:
    words = "\n".join((name, *(said.words for said in blocks if said.words and said.words != name)))
    return {
        "text": escape(clip(words, SLACK.fallback, _escaped_units)),
        "blocks": [said.block for said in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _pieces(run: Sequence[Block]) -> Iterator[Piece[_Said]]:
    rich: list[_Rich] = []
    for block in run:
        if isinstance(block, Paragraph | Quotation | Fields):
            rich.append(block)
            continue
        yield from _rich(rich)
        rich = []
        title = visible(block.text) if isinstance(block, Heading) else None
        for said in _plain(block):
            yield _piece(said, title=title, leads=isinstance(block, Heading | Divider))
    yield from _rich(rich)


def _piece(said: _Said, *, title: str | None = None, leads: bool = False) -> Piece[_Said]:
    return Piece(what=said, cost=(_weight(said.block), 1), title=title, leads=leads)


def _weight(value: Any) -> int:
    """Return the length of all text and links in a block, as Slack adds them up."""
    match value:
        case dict():
            return sum(
                units(part) if isinstance(part, str) and key != "type" else _weight(part) for key, part in value.items()
            )
        case list():
            return sum(map(_weight, value))
        case _:
            return 0


def _plain(block: Heading | Context | Buttons | Image | Pager | Divider) -> Iterator[_Said]:
    match block:
        case Heading(text=text):
            yield from _heading(visible(text))
        case Context(text=text):
            yield from _small(text)
        case Buttons(buttons=buttons):
            yield from _actions([made for button in buttons if (made := _button(button))])
        case Image(url=url, alt=alt):
            yield from _image(web_link(url), visible(alt))
        case Pager():
            yield from _pager(block)
        case Divider():
            yield _Said({"type": "divider"}, "")
        case _:
            assert_never(block)


def _heading(text: str) -> Iterator[_Said]:
    if text.strip() and units(text) <= SLACK.header:
        yield _Said({"type": "header", "text": _plain_text(text)}, text)
    else:
        yield from _section((Words(text, Style.BOLD),))


# ---- rich text: running words, quotations, facts


def _rich(blocks: Sequence[_Rich]) -> Iterator[Piece[_Said]]:
    """Set words, quotations and facts that belong together in as few rich_text blocks as they fit."""
    held: list[JsonObject] = []
    words: list[str] = []
    size = 0
    for element, said in _elements(blocks):
        weight = _weight(element)
        if held and size + weight > SLACK.text:
            leads = held[-1]["type"] == "rich_text_section" and element["type"] == "rich_text_quote"
            yield _piece(_Said({"type": "rich_text", "elements": held}, "\n".join(words)), leads=leads)
            held, words, size = [], [], 0
        held.append(element)
        words.append(said)
        size += weight
    if held:
        yield _piece(_Said({"type": "rich_text", "elements": held}, "\n".join(words)))


def _elements(blocks: Sequence[_Rich]) -> Iterator[tuple[JsonObject, str]]:
    for block in blocks:
        match block:
            case Quotation(text=text):
                for part in cut(visible(text), _QUOTE_ROOM, units):
                    yield {"type": "rich_text_quote", "elements": [{"type": "text", "text": part}]}, part
            case Paragraph(text=text):
                yield from _sections(text)
            case Fields(pairs=pairs):
                for label, text in pairs:
                    yield from _sections((Words(f"{label}: ", Style.BOLD), *text))
            case _:
                assert_never(block)


def _sections(text: Text) -> Iterator[tuple[JsonObject, str]]:
    for part in cut_text(settle(text), _QUOTE_ROOM, units, around=_around):
        yield {"type": "rich_text_section", "elements": [_element(inline) for inline in part]}, spoken(part)


def _section(text: Text) -> Iterator[_Said]:
    return (piece.what for piece in _rich((Paragraph(text),)))


def _element(inline: Inline) -> JsonObject:
    if isinstance(inline, When):
        seconds = _seconds(inline)
        if seconds is None:
            return {"type": "text", "text": in_words(inline)}
        return {"type": "date", "timestamp": seconds, "format": _DATE, "fallback": in_words(inline)}
    element: JsonObject = {"type": "text", "text": inline.text}
    if inline.link:
        element = {"type": "link", "url": inline.link, "text": inline.text}
    style = "bold" if is_strong(inline.style) else inline.style.value
    return element if inline.style is Style.PLAIN else {**element, "style": {style: True}}


def _around(inline: Inline) -> int:
    return units(inline.link or "") if isinstance(inline, Words) else len(_DATE) + len(in_words(inline))


def _seconds(when: When) -> int | None:
    """Return the moment as Slack counts it; None for a date, which is the same day everywhere, and before 1970."""
    moment = when.moment
    return int(moment.timestamp()) if isinstance(moment, datetime) and moment.timestamp() >= 0 else None


# ---- small print


def _small(text: Text) -> Iterator[_Said]:
    elements: list[JsonObject] = []
    words: list[str] = []
    for part in cut_text(settle(text), SLACK.text // 2, _escaped_units, around=_small_around):
        elements += _small_elements(part)
        words.append(spoken(part))
    said = "".join(words)
    for start in range(0, len(elements), SLACK.context_elements):
        block = {"type": "context", "elements": elements[start : start + SLACK.context_elements]}
        yield _Said(block, said if start == 0 else "")


def _small_elements(text: Text) -> Iterator[JsonObject]:
    """Write small print in one mrkdwn element where that is safe, in several of both kinds where it is not."""
    # An :emoji: may begin in one run of words and end in the next.
    wary = _EMOJI.search(spoken(text)) is not None
    written = (part for inline in text for part in _small_parts(inline, wary=wary))
    for is_mrkdwn, parts in groupby(written, lambda part: part[0]):
        joined = "".join(part for _, part in parts)
        if joined.strip():
            yield {"type": "mrkdwn", "text": joined, "verbatim": True} if is_mrkdwn else _plain_text(joined)


def _small_parts(inline: Inline, *, wary: bool) -> Iterator[tuple[bool, str]]:
    """Write one run of words as mrkdwn (true) or plain text (false); a link that plain text lost comes after it."""
    if isinstance(inline, When):
        seconds, said = _seconds(inline), in_words(inline)
        yield True, said if seconds is None else f"<!date^{seconds}^{_DATE}|{said}>"
    elif _FORMATTING.search(inline.text) or "|" in inline.text or (wary and ":" in inline.text):
        yield False, inline.text
        if inline.link:
            yield True, f" (<{escape(inline.link)}|link>)"
    elif inline.link:
        yield True, f"<{escape(inline.link)}|{escape(inline.text)}>"
    else:
        mark = "*" if is_strong(inline.style) else "_" if inline.style is Style.ITALIC else ""
        mark = mark if inline.text == inline.text.strip() else ""
        yield True, f"{mark}{escape(inline.text)}{mark}"


def _small_around(inline: Inline) -> int:
    return sum(map(_escaped_units, inline.link or "")) + 16 if isinstance(inline, Words) else 90


def _escaped_units(char: str) -> int:
    return units(escape(char))


# ---- buttons, images, pages


def _button(button: Button) -> JsonObject | None:
    made: JsonObject = {
        "type": "button",
        "text": _plain_text(clip(visible(button.label), SLACK.button_label, units)),
        "action_id": button.action or OPEN,
    }
    if not button.url:
        return {**made, "value": button.key} if button.key else made
    link = web_link(button.url)
    return {**made, "url": link} if link else None


def _actions(buttons: Sequence[JsonObject]) -> Iterator[_Said]:
    for start in range(0, len(buttons), SLACK.actions_elements):
        few = buttons[start : start + SLACK.actions_elements]
        # Inside one block every action_id must be another.
        numbered = [{**button, "action_id": f"{button['action_id']}:{number}"} for number, button in enumerate(few)]
        yield _Said({"type": "actions", "elements": numbered}, "")


def _pager(pager: Pager) -> Iterator[_Said]:
    yield from _small((Words(f"Page {pager.page} of {pager.pages}"),))
    yield from _actions([made for button in pager.buttons if (made := _button(button))])


def _image(url: str | None, alt: str) -> Iterator[_Said]:
    if url is None:
        yield from _small((Words(alt),))
    else:
        yield _Said({"type": "image", "image_url": url, "alt_text": clip(alt, SLACK.alt_text, units) or "image"}, alt)


def _plain_text(text: str) -> JsonObject:
    return {"type": "plain_text", "text": text, "emoji": False}
