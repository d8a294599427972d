"""Which characters of an article may reach a screen as they are?

An article can hold characters that nobody sees and that act: escape sequences that repaint a terminal, overrides that
turn the reading direction so that a line shows something other than it says, halves of surrogate pairs that no
encoder accepts. They are shown, not dropped: an editor should see that they stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from briefs.message import Inline, Style, Text, When, Words

_PICTURES = 0x2400
"""Unicode's pictures of the control characters stand in the order of the characters themselves."""
_DELETE, _PICTURE_OF_DELETE = "\x7f", "␡"

_ACTING = re.compile(
    r"""
      [\x00-\x08\x0b-\x1f\x7f]          # C0 controls but tab and newline: escape, bell, backspace, carriage return
    | [\x80-\x9f]                       # C1 controls: to some terminals \x9b is escape and bracket in one
    | [\u2028\u2029]                    # line and paragraph separator: a new line to some programs, none to others
    | [\u202a-\u202e\u2066-\u2069]      # embeddings, overrides and isolates of the reading direction
    | [\u206a-\u206f\ufff9-\ufffb]      # deprecated formatting, interlinear annotation
    | [\ud800-\udfff]                   # halves of surrogate pairs
    """,
    re.VERBOSE,
)

_WEB = re.compile(
    r"""
    https?://
    [^\s/?\#<>"|\\^`{}\x00-\x20\x7f-\x9f]+      # a host
    (?: [/?\#] [^\s<>"|\\^`{}\x00-\x20\x7f-\x9f]* )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_LINK = 2000
"""Characters; browsers and platforms agree on little above."""


def visible(text: str) -> str:
    """Return `text` with every acting character made visible: ESC as ␛, an override as ⟨U+202E⟩.

    Marks that right-to-left and Indic scripts and emoji need (LRM, RLM, joiners) stay as they are.
    """
    return _ACTING.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    char = match.group()
    if char == _DELETE:
        return _PICTURE_OF_DELETE
    code = ord(char)
    return chr(_PICTURES + code) if code < ord(" ") else f"⟨U+{code:04X}⟩"


def web_link(url: str | None) -> str | None:
    """Return `url` if a reader may be sent there: http or https, one host, nothing that could end it early or hide."""
    if not url or len(url) > _LONGEST_LINK or visible(url) != url or not _WEB.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def is_local(url: str | None) -> bool:
    """Say whether `url` names a file of this machine and can be handed to a terminal."""
    return bool(url) and re.fullmatch(r"file:///[!-~]*", url or "") is not None


def settle(text: Text) -> Text:
    """Return running words as every format wants them: visible, unlinked where a link is none, neighbours joined."""
    settled: list[Inline] = []
    for inline in text:
        if isinstance(inline, When):
            settled.append(inline)
            continue
        words = replace(inline, text=visible(inline.text), link=web_link(inline.link))
        last = settled[-1] if settled else None
        if not words.text:
            continue
        if isinstance(last, Words) and (last.style, last.link) == (words.style, words.link):
            settled[-1] = replace(last, text=last.text + words.text)
        else:
            settled.append(words)
    return tuple(settled)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def in_words(when: When) -> str:
    """Write a moment in its own time zone, "2 Mar 2026, 12:00 UTC", and a date as "2 Mar 2026"."""
    moment = when.moment
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if not isinstance(moment, datetime):
        return day
    offset = moment.utcoffset()
    zone = f"{moment:%z}" if offset else "UTC"
    return f"{day}, {moment:%H:%M} {zone}"


def spoken(text: Text) -> str:
    """Write running words without any style or link."""
    return "".join(_spoken(text))


def _spoken(text: Text) -> Iterator[str]:
    for inline in text:
        yield in_words(inline) if isinstance(inline, When) else visible(inline.text)


def is_strong(style: Style) -> bool:
    """Say whether a style is set in bold."""
    return style in {Style.BOLD, Style.ALERT}
