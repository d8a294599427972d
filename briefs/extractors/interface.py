"""The seam where findings come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding


class Extractor(Protocol):
    """Walks one document and yields what it finds, as spans.

    Implementers promise: pure (same document, same findings, in reading order), linear in the length of the text, no
    exception for any text, every span within it. Names are left to `briefs.speakers`: sources and issuers are spans,
    their resolution `UNREAD`. Extractors run in the order that the engine lists them; `found` holds what those before
    this one found, so that acts can be read from statements.
    """

    name: str
    version: str
    """Raised whenever the same text may give other findings: stored records of other versions are renewed."""
    languages: frozenset[str]
    """BCP 47 primary tags it can read; other articles are kept, named as such and left out."""

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Finding]:
        """Yield the findings of `document` in reading order."""
        ...


class ExtractorFactory(Protocol):
    """What an entry point under `onrecord.extractors` names: a class, or any callable, that makes an extractor."""

    def __call__(self, *, lexicons: Path | None) -> Extractor:
        """Return an extractor; `lexicons` is a folder of an editor's own words, None for those of the product."""
        ...
