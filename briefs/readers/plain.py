"""Plain text: the file is the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.encoding import decode
from briefs.readers.sniffing import is_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_SUFFIXES = frozenset({".txt", ".text"})


class PlainReader:
    """Reads `.txt`, and text that has no suffix at all: standard input, `README`, a page at a bare URL.

    The whole text is the article, so offsets into it are offsets into the file; it has no title, for its first line
    may be a headline, a dateline or the story itself.
    """

    name = "plain"

    def confidence(self, resource: Resource) -> float:
        """Text proves nothing: any other reader that knows the content comes first."""
        if resource.suffix in _SUFFIXES or (resource.media_type or "").startswith("text/plain"):
            return 0.5
        return 0.3 if not resource.suffix and is_text(resource.data) else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the one article."""
        text = decode(resource)
        yield text if isinstance(text, Problem) else Article(uri=resource.uri, text=text, outlet=defaults.outlet)
