"""What does a reader return? One article, as it was published, with its address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", str)


class ArticleStatus(StrEnum):
    """What the publisher lets us do with the copy, in NewsML-G2's words (`pubStatus`)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    """Held back for now: it reaches no brief, alert, command or page."""
    CANCELED = "canceled"
    """Killed: likewise, and lines already posted from it are to be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of one outlet, as its file holds it.

    `text` is the body as published. For `.txt` and JSON it is the decoded text (BOM dropped, CRLF made LF) and
    nothing else is stripped or normalised, so offsets into it are offsets into the file. In text made from other
    formats paragraphs are parted by a blank line.
    """

    uri: str
    """Where it was read: `file://` and the percent-encoded absolute path, or the URL; in a container `/` and its id
    or line number are added."""
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: datetime | date | None = None
    """As the copy says: an aware datetime, a date, or None. Never a file's time, never now."""
    url: str | None = None
    """The page a reader of the outlet would open."""
    language: str | None = None
    """As the copy says, BCP 47; None when it says nothing."""
    guid: str | None = None
    """The publisher's own identifier, the same over all versions of the article."""
    version: str | None = None
    """As the wire counts versions of one `guid`."""
    status: ArticleStatus = ArticleStatus.USABLE
    embargo_until: datetime | None = None
    """Aware; before it the article reaches no brief, alert, command or page."""
    line_offset: int = 0
    """Lines of the file that stand before the text: front matter, say."""

    def __post_init__(self) -> None:
        for name in ("published", "embargo_until"):
            moment = getattr(self, name)
            if isinstance(moment, datetime) and moment.tzinfo is None:
                message = f"{name} needs a time zone; got {moment.isoformat()}"
                raise ValueError(message)

    @property
    def id(self) -> ArticleId:
        """A hash of what was published: the same copy read twice, or from a moved file, is the same article.

        Outlet, title, date and link belong to it, so that wire copy printed by two outlets stays two articles; so do
        status and embargo, so that a kill or a lifted embargo of the same words is a new version.
        """
        moments = (moment.isoformat() if moment else "" for moment in (self.published, self.embargo_until))
        parts = (self.outlet, self.title, self.url, self.guid, self.version, self.status, *moments, self.text)
        content = "\x1f".join(part or "" for part in parts)
        return ArticleId(sha256(content)[:20])

    @property
    def series(self) -> str:
        """What stays the same when the article is edited: the publisher's identifier, else its link, else its file."""
        return self.guid or self.url or self.uri

    def line(self, offset: int) -> int:
        """Return the 1-based line on which `offset` stands: of the file for text formats, of the text for others."""
        return self.line_offset + self.text.count("\n", 0, offset) + 1

    def is_open(self, now: datetime) -> bool:
        """Say whether the article may be shown at `now` (aware): usable, and its embargo over."""
        return self.status is ArticleStatus.USABLE and (self.embargo_until is None or self.embargo_until <= now)


def sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal; lone surrogates, which UTF-8 has no bytes for, count."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
