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
    ALERT = "alert"
    """Bold, and in a warning colour where there is one: REFUSED. The words themselves carry the meaning."""
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in one style, perhaps a link: `Words("Ana Reyes", Style.BOLD)`."""

    text: str
    style: Style = Style.PLAIN
    link: str | None = None
    """An http or https URL; anything else is written as plain words. A terminal may also open `file://`."""


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


PAGE = "page"
"""The action of a pager's buttons."""
ACTION_ROOM = 100
"""Characters that an action and its key share: what the narrowest platform, Discord, sends back of a pressed button."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `action` is our own name for what it does with `key`, or `url` is opened."""

    label: str
    action: str = ""
    key: str = ""
    url: str | None = None

    def __post_init__(self) -> None:
        if not self.label.strip() or bool(self.action) is bool(self.url):
            message = f"a button has a label, and either an action or a url; got {self!r}"
            raise ValueError(message)
        if ":" in self.action or len(f"{self.action}:{self.key}") > ACTION_ROOM:
            message = f"an action has no colon and fits {ACTION_ROOM} characters with its key; got {self!r}"
            raise ValueError(message)


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

    def __post_init__(self) -> None:
        if not 1 <= self.page <= self.pages:
            message = f"a pager stands on one of its pages; got {self.page} of {self.pages}"
            raise ValueError(message)
        if len(f"{PAGE}:{self.key}:{self.pages}") > ACTION_ROOM:
            message = f"a pager's key fits {ACTION_ROOM} characters with its pages; got {self.key!r}"
            raise ValueError(message)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Previous and next, where there is such a page; pressed, they say `page` and `<key>:<number>`."""
        turns = (("Previous", self.page - 1), ("Next", self.page + 1))
        return tuple(Button(label, PAGE, f"{self.key}:{to}") for label, to in turns if 1 <= to <= self.pages)


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between parts."""


Block = Heading | Paragraph | Quotation | Fields | Context | Buttons | Image | Pager | Divider


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to be posted: blocks, and one sentence that reads well alone in a notification or aloud."""

    summary: str
    blocks: tuple[Block, ...]
    aside: bool = False
    """Said to the one person who did something, beside what stands there: it never takes the place of a post, as the
    next page does of the one before."""
