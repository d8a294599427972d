"""The seam where articles come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefs.errors import BriefsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.article import Article
    from briefs.errors import Problem


class ReaderError(BriefsError):
    """A source could not be opened at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """The bytes of one file or URL, and where they came from."""

    uri: str
    """`file://` and the percent-encoded absolute path, or the URL; `stdin:` for standard input."""
    data: bytes
    media_type: str | None = None
    """As a server declared it; files have none."""

    @property
    def suffix(self) -> str:
        """The last suffix of the path in lower case, with its dot; empty when there is none."""
        name = self.uri.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[-1]
        return f".{name.rsplit('.', 1)[-1].lower()}" if "." in name.strip(".") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDefaults:
    """What the configuration says of a file whose copy does not say it."""

    language: str = "en"
    outlet: str | None = None


class Reader(Protocol):
    """Turns one resource into its articles.

    Implementers promise: pure, no network, no exception for any bytes (what cannot be read is yielded as a `Problem`
    with its address and remedy), articles in the order of the file, nothing added to the text that is not in the copy.
    """

    name: str

    def confidence(self, resource: Resource) -> float:
        """Say how surely this resource is of the reader's format, by content first and suffix second: 0 not at all,
        0.5 the suffix alone, 1 the content proves it. The surest reader gets it.
        """
        ...

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the articles of `resource`, or problems in their place."""
        ...
