"""What is said in a channel? Platform-neutral words, which know nothing of Block Kit or embeds.

Every text here may come from an article and is hostile: whoever writes a message for a platform escapes all of it.
Only the types say what is bold, a link or a time; no character in a text does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Style(StrEnum):
    """How a run of words is set."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in one style, perhaps a link: `Words("Ana Reyes", Style.BOLD)`."""

    text: str
    style: Style = Style.PLAIN
    link: str | None = None
    """An http or https URL; anything else is written as plain words."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment, shown in the reader's own time where the platform can; a date stays a date."""

    moment: datetime | date


Inline = Words | When
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a message (level 1) or of a part of it (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    text: Text


@dataclass(frozen=True, slots=True)
class Quotation:
    """An article's own words, set apart. Splitting may cut it between words, and loses no character."""

    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Short labelled facts: status, condition, target."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Small print: outlet, date, place, what was left out."""

    text: Text


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `action` is our own name for what it does with `key`, or `url` is opened."""

    label: str
    action: str = ""
    key: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons in one row, or as many rows as the platform needs."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with its text alternative."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Previous and next, for an answer of several pages; `key` finds the answer again after a restart."""

    key: str
    page: int
    """From 1."""
    pages: int


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between parts."""


Block = Heading | Paragraph | Quotation | Fields | Context | Buttons | Image | Pager | Divider


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to be posted: blocks, and one sentence that reads well alone in a notification or aloud."""

    summary: str
    blocks: tuple[Block, ...]
